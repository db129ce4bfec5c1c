/** What a Proposals page holds in all: its rows, how many there should be, and what was passed over. */

import { shortenText } from '../../../parse/text.ts';
import { momentText } from '../../../rules/values/calendar.ts';
import type { UpworkProposal } from '../../../rules/vocabulary/upwork-proposal.ts';
import type { MissingRows, ProposalsPage } from '../../proposals-page.ts';
import type { ProposalDetail } from './detail-page.ts';
import type { FoundPage } from './found-row.ts';
import type { GatheredRows } from './gather-rows.ts';
import type { PageData } from './page-data.ts';
import { dayOfMoment, idMoment, linkOfId } from './upwork-id.ts';

export type ListContent = Omit<ProposalsPage, 'format' | 'savedOn' | 'unread'>;

const SECTIONS = ['active', 'submitted', 'archived'] as const;

export function listPage(
  { rows, skipped }: GatheredRows,
  { headings, paged, strange }: FoundPage,
  data: PageData | null,
): ListContent {
  const counts = Object.fromEntries(headings.map(({ card, count }) => [card, count]));
  const missing: MissingRows[] = [];
  for (const section of SECTIONS) {
    const read = rows.filter((row) => row.section === section).length;
    const known = headings.find(({ card }) => card === section)?.count ?? data?.totals.get(section) ?? null;
    if (known !== null ? known > read : paged.has(section)) missing.push({ section, read, of: known });
  }
  const isArchive =
    headings.some(({ card }) => card === 'archived') || rows.some(({ section }) => section === 'archived');
  return { page: isArchive ? 'archived' : 'active', rows, counts, missing, skipped, strange };
}

export function detailPage({ title, jobKey, upworkId, bid }: ProposalDetail): ListContent {
  const moment = upworkId === null ? null : idMoment(upworkId);
  const row: UpworkProposal = {
    ...{ at: 1, section: 'detail', upworkId, title: shortenText(title), jobKey },
    url: upworkId === null ? null : linkOfId(upworkId),
    sentOn: moment === null ? null : dayOfMoment(moment),
    sentAt: moment === null ? null : momentText(moment),
    ...{ postedAt: null, shown: null, outcome: null, sure: false, bid, boosted: bid !== null, invited: null },
  };
  return { page: 'detail', rows: [row], counts: {}, missing: [], skipped: [], strange: [] };
}
