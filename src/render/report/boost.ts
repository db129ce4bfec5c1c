/** The report's section on whether boosted proposals fared otherwise. */
import type { ProposalFunnel } from '../../insight/proposals/funnel.ts';
import type { ProposalStats } from '../../insight/proposals/proposal-stats.ts';
import { creditNotes } from '../stats/funnel-words.ts';
import { boostHalves, boostSentence } from '../stats/groups.ts';
import { percentText, tenthsText } from '../stats/rates.ts';
import { number } from '../text/words.ts';
import type { Html } from './chart/html.ts';
import { rowChart } from './chart/rows.ts';
import { htmlTable, type ReportColumn, reportSection } from './chart/table.ts';
import { rateAndRange, replyBar, WHISKER_NOTE } from './funnel.ts';

export function boostSection({ boosted, plain, boost }: ProposalStats): Html | null {
  if (boosted.sum.proposals === 0) return null;
  const halves = boostHalves({ boosted, plain });
  const says = boostSentence(boost);
  const most = Math.max(0.1, ...halves.map(({ funnel }) => funnel.replied.high ?? 0));
  const bars = halves.map(({ name, funnel }) => replyBar(name, funnel, percentText(funnel.replied.rate)));
  return reportSection({
    id: 'boost',
    title: 'Boosted or not',
    says: [says, ...creditNotes(boosted.sum)],
    body: [
      rowChart({ id: 'boost-chart', title: 'Reply rate, boosted or not', says: `${says} ${WHISKER_NOTE}` }, bars, most),
      htmlTable('Replies, boosted or not', BOOSTS, halves),
    ],
  });
}

const BOOSTS: readonly ReportColumn<{ readonly name: string; readonly funnel: ProposalFunnel }>[] = [
  { head: 'Proposals', cell: ({ name }) => name },
  { head: 'Sent', cell: ({ funnel }) => number(funnel.sum.proposals) },
  { head: 'Replied', cell: ({ funnel }) => rateAndRange(funnel.replied) },
  { head: 'Connects per reply', cell: ({ funnel }) => tenthsText(funnel.perReply.connects) },
];
