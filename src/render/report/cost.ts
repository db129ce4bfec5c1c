/** The report's section on what a reply, an interview and a hire took. */
import type { CostPerStep, ProposalFunnel } from '../../insight/proposals/funnel.ts';
import type { ProposalStats } from '../../insight/proposals/proposal-stats.ts';
import { costNotes, unknownOutcomes } from '../stats/funnel-words.ts';
import { knownCents, moneyText, tenthsText } from '../stats/rates.ts';
import { connects, countOf, dollars, number } from '../text/words.ts';
import type { Html } from './chart/html.ts';
import { type BarRow as Bar, rowChart } from './chart/rows.ts';
import { htmlTable, type ReportColumn, reportSection } from './chart/table.ts';

interface Cost {
  readonly name: string;
  readonly count: number;
  readonly per: CostPerStep;
}

export function costSection({ sent }: ProposalStats): Html {
  const { sum, net, unknown, perReply, perInterview, perHire } = sent;
  const costs: readonly Cost[] = [
    { name: 'A reply', count: sum.replied, per: perReply },
    { name: 'An interview', count: sum.interviews, per: perInterview },
    { name: 'A hire', count: sum.hired, per: perHire },
  ];
  const says = priced(costs, sent);
  const most = Math.max(1, ...costs.map(({ per }) => per.connects ?? 0));
  const bars = costs.map(
    ({ name, count, per }): Bar => ({
      name,
      shown:
        per.connects === null
          ? count === 0
            ? 'none yet'
            : 'not known'
          : `${tenthsText(per.connects)} Connects${per.cents === null ? '' : `, ${moneyText(per.cents)}`}`,
      value: per.connects,
      sure: null,
      few: count < FEW,
    }),
  );
  return reportSection({
    id: 'cost',
    title: 'What a reply, an interview and a hire cost',
    says: [says, ...costNotes(sent)],
    body: [
      sum.replied === 0 ? null : rowChart({ id: 'cost-chart', title: 'Connects for each', says }, bars, most),
      htmlTable('What a reply, an interview and a hire cost', COSTS, [
        ...costs,
        { name: ALL, count: sum.proposals, per: { connects: unknown.costs ? null : net, cents: knownCents(sent) } },
      ]),
    ],
  });
}

const ALL = 'All proposals';

/** An average of so few is no more than what happened. */
const FEW = 3;

const COSTS: readonly ReportColumn<Cost>[] = [
  { head: 'For', cell: ({ name }) => name },
  { head: 'How many', cell: ({ count }) => number(count) },
  {
    head: 'Connects',
    cell: ({ name, per }) => (name === ALL && per.connects !== null ? number(per.connects) : tenthsText(per.connects)),
  },
  { head: 'Money', cell: ({ per }) => moneyText(per.cents) },
];

function priced(costs: readonly Cost[], { sum, net, uncosted, unknown }: ProposalFunnel): string {
  if (unknown.costs)
    return `There is no figure: the cost of ${number(uncosted)} of ${countOf(sum.proposals, 'proposal')} is not known.`;
  if (unknown.outcomes) return `You spent ${connects(net)} on proposals; ${unknownOutcomes(sum)}.`;
  const known = costs.filter(({ per }) => per.connects !== null);
  if (known.length === 0) return `You spent ${connects(net)} on proposals and have no reply yet.`;
  const few = known.some(({ count }) => count < FEW)
    ? ` Averages of fewer than ${FEW} are hatched: they are not reliable.`
    : '';
  const each = known.map(
    ({ name, per }, i) =>
      `${i === 0 ? name : name.toLowerCase()} cost ${tenthsText(per.connects)} Connects${per.cents === null ? '' : ` and ${sum.unpriced > 0 ? 'at least ' : ''}${dollars(per.cents)}`}`,
  );
  return `${each.join(', ')}.${few}`;
}
