/** Puts what the rows and the data of one page say of the same proposal together, and reads what it means. */
import { shortenText } from '../../../parse/text.ts';
import { type Day, momentText } from '../../../rules/values/calendar.ts';
import type { UpworkProposal } from '../../../rules/vocabulary/upwork-proposal.ts';
import type { UnreadRow } from '../../history-page.ts';
import type { SkippedRow } from '../../proposals-page.ts';
import { isFutureDay } from '../read-context.ts';
import { shownDay } from '../upwork-day.ts';
import type { FoundRow } from './found-row.ts';
import { endedStatus, openStatus } from './proposal-status.ts';
import { dayOfMoment, idMoment, isAnswered, keyOfJob, linkOfId } from './upwork-id.ts';

export interface GatheredRows {
  readonly rows: readonly UpworkProposal[];
  readonly skipped: readonly SkippedRow[];
  readonly unread: readonly UnreadRow[];
}

/** Each proposal counts once, by its id. The data are as old as the page; what is on the screen may be newer. */
export function gatherRows(data: readonly FoundRow[], shown: readonly FoundRow[], today: Day): GatheredRows {
  const byId = new Map<string, FoundRow>();
  const loose: FoundRow[] = [];
  for (const row of [...data, ...shown]) {
    const before = row.upworkId === null ? undefined : byId.get(row.upworkId);
    if (row.upworkId === null) loose.push(row);
    else byId.set(row.upworkId, before ? together(before, row) : row);
  }
  const rows: UpworkProposal[] = [];
  const skipped: SkippedRow[] = [];
  const unread: UnreadRow[] = [];
  for (const row of [...byId.values(), ...loose]) {
    const read = readRow(row, today);
    if ('kind' in read) skipped.push(read);
    else if ('problem' in read) unread.push(read);
    else rows.push(read);
  }
  return { rows, skipped, unread };
}

const together = (data: FoundRow, shown: FoundRow): FoundRow => ({
  at: data.at,
  card: shown.card === 'other' ? data.card : shown.card,
  title: shown.title || data.title,
  upworkId: data.upworkId,
  jobId: data.jobId ?? shown.jobId,
  day: shown.day ?? data.day,
  sent: data.sent ?? shown.sent,
  shown: shown.shown ?? data.shown,
  viewed: data.viewed || shown.viewed,
  boosted: data.boosted || shown.boosted,
  bid: data.bid ?? shown.bid,
  ending: data.ending ?? shown.ending,
  link: shown.link ?? data.link,
});

function readRow(row: FoundRow, today: Day): UpworkProposal | SkippedRow | UnreadRow {
  const { card, upworkId } = row;
  const title = shortenText(row.title);
  const isProposal = card === 'active' || card === 'submitted' || card === 'archived';
  if (!isProposal || (row.link !== null && upworkId === null)) {
    return {
      kind: card === 'offers' ? 'offer' : isProposal || card === 'other' ? 'other' : 'invitation',
      title,
      shown: row.shown,
    };
  }
  const sent = whenSent(row, card);
  if (sent === null || isFutureDay(sent.day, today)) {
    return { at: row.at, problem: sent === null ? 'bad-day' : 'future-day', given: row.day ?? title };
  }
  const invited = card === 'submitted' || row.boosted ? false : sent.invited;
  const status =
    card === 'archived' ? endedStatus(row.shown, row.ending) : openStatus(card === 'active', row.viewed, invited);
  const posted = row.jobId === null ? null : idMoment(row.jobId);
  return {
    at: row.at,
    section: card,
    upworkId,
    title,
    jobKey: row.jobId === null ? null : keyOfJob(row.jobId),
    url: upworkId === null ? null : linkOfId(upworkId),
    sentOn: sent.day,
    sentAt: sent.moment === null ? null : momentText(sent.moment),
    postedAt: posted !== null && sent.moment !== null && posted <= sent.moment ? momentText(posted) : null,
    shown:
      shortenText(row.shown ?? (card === 'archived' && status.outcome === null ? (row.ending?.status ?? '') : '')) ||
      null,
    ...status,
    bid: row.bid,
    boosted: row.boosted,
    invited,
  };
}

interface WhenSent {
  readonly day: Day;
  readonly moment: number | null;
  readonly invited: boolean | null;
}

/** The data's moment; else that of the id, unless the page shows another day because the id was given with an invitation. */
function whenSent(
  { sent, upworkId, day, boosted }: FoundRow,
  card: 'active' | 'submitted' | 'archived',
): WhenSent | null {
  const given = upworkId === null ? null : idMoment(upworkId);
  if (sent !== null) {
    return { day: dayOfMoment(sent), moment: sent, invited: given === null ? null : isAnswered(sent, given) };
  }
  const shown = day === null ? null : shownDay(day, null);
  if (given === null) return shown && { day: shown, moment: null, invited: null };
  const own = dayOfMoment(given);
  const isInvited = shown !== null && shown > own && card !== 'submitted' && !boosted;
  return isInvited ? { day: shown, moment: null, invited: true } : { day: own, moment: given, invited: null };
}
