/** The report's section on what proposals earned, and what came back for each Connect and each dollar. */

import type { ProposalFunnel } from '../../insight/proposals/funnel.ts';
import type { ProposalStats } from '../../insight/proposals/proposal-stats.ts';
import { earningNotes } from '../stats/funnel-words.ts';
import { boostHalves } from '../stats/groups.ts';
import { knownValue, moneyText, perConnectText, perDollarText, SETTLED_DAYS } from '../stats/rates.ts';
import { number } from '../text/words.ts';
import { type Html, type HtmlPiece, html } from './chart/html.ts';
import { htmlTable, type ReportColumn, reportSection } from './chart/table.ts';

/** Hires without a value are counted below it. */
export function earnedText(funnel: ProposalFunnel): HtmlPiece {
  const { unvalued } = funnel.sum;
  const value = moneyText(knownValue(funnel));
  return unvalued === 0 ? value : html`${value}<br><small>${number(unvalued)} not recorded</small>`;
}

/** Null: nobody was hired. */
export function earningsSection({ sent, boosted, plain, invited }: ProposalStats): Html | null {
  const all: readonly Earner[] = [
    { name: 'All sent', funnel: sent },
    ...(boosted.sum.proposals > 0 ? boostHalves({ boosted, plain }) : []),
    ...(invited.sum.proposals > 0 ? [{ name: 'Invitations', funnel: invited }] : []),
  ];
  if (all.every(({ funnel }) => funnel.sum.hired === 0)) return null;
  const notes = earningNotes(sent);
  return reportSection({
    id: 'earnings',
    title: 'What proposals earned',
    says: [
      ...(notes.length > 0 ? notes : ['No proposal that you sent first led to a hire.']),
      `The last two columns count only proposals sent ${SETTLED_DAYS} or more days ago; “—” means not known, or nothing spent. Invitations are not part of all sent.`,
    ],
    body: htmlTable('What proposals earned', COLUMNS, all),
  });
}

interface Earner {
  readonly name: string;
  readonly funnel: ProposalFunnel;
}

const COLUMNS: readonly ReportColumn<Earner>[] = [
  { head: 'Proposals', cell: ({ name }) => name },
  { head: 'Hires', cell: ({ funnel }) => number(funnel.sum.hired) },
  { head: 'Earned', cell: ({ funnel }) => earnedText(funnel) },
  { head: 'For each Connect', cell: ({ funnel }) => perConnectText(funnel.returned) },
  { head: 'For each dollar', cell: ({ funnel }) => perDollarText(funnel.returned) },
];
