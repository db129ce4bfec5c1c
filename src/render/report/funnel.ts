/** The report's sections on what proposals came to: the funnel, and what a reply, an interview and a hire took. */
import type { Funnel, Per, Rate } from '../../insight/funnel.ts';
import type { Stats } from '../../insight/stats.ts';
import { boostSentence, money, percent, range, SETTLED_DAYS, tenths, unpricedSentence, VERDICTS } from '../stats.ts';
import { connects, counted, dollars, number } from '../words.ts';
import type { Html } from './html.ts';
import { type Row as Bar, rows } from './rows.ts';
import { type Column, section, table } from './table.ts';

interface Stage {
  readonly name: string;
  readonly count: number;
  readonly rate: Rate | null;
}

const stages = ({ sum, viewed, replied, interviews, hired }: Funnel): readonly Stage[] => [
  { name: 'Sent', count: sum.proposals, rate: null },
  { name: 'Viewed', count: sum.viewed, rate: viewed },
  { name: 'Replied', count: sum.replied, rate: replied },
  { name: 'Interview', count: sum.interviews, rate: interviews },
  { name: 'Hired', count: sum.hired, rate: hired },
];

export const sureOf = ({ low, high }: Rate) => (low === null || high === null ? null : { low, high });

export function funnelSection({ sent, invited }: Stats): Html {
  const { sum, verdict } = sent;
  const few = verdict === 'too-few';
  const says = sum.proposals === 0 ? 'No proposals were sent in these days.' : story(sent);
  const bars = stages(sent).map(
    ({ name, count, rate }): Bar => ({
      name,
      shown: rate ? `${number(count)}, ${percent(rate.rate)}` : number(count),
      value: rate ? rate.rate : 1,
      sure: rate ? sureOf(rate) : null,
      few: few && rate !== null,
    }),
  );
  return section({
    id: 'funnel',
    title: 'From sent to hired',
    says: [says, ...beside(sent), ...invitations(invited)],
    body:
      sum.proposals === 0
        ? null
        : [
            rows(
              { id: 'funnel-chart', title: 'How far proposals came, of those sent', says: `${says} ${WHISKERS}` },
              bars,
              1,
            ),
            table('From sent to hired, with how sure each rate is', COLUMNS, stages(sent)),
          ],
  });
}

export const WHISKERS = 'The line over the end of a bar spans what the true rate may be, 95 % sure.';

const COLUMNS: readonly Column<Stage>[] = [
  { head: 'Stage', cell: ({ name }) => name },
  { head: 'Proposals', cell: ({ count }) => number(count) },
  { head: 'Of those sent', cell: ({ rate }) => (rate ? percent(rate.rate) : '') },
  { head: '95 % sure', cell: ({ rate }) => (rate ? range(rate) : '') },
];

function story({ sum: { proposals, replied }, replied: rate, verdict }: Funnel): string {
  const answered = `${number(replied)} of ${counted(proposals, 'proposal')} got a reply`;
  return verdict === 'too-few'
    ? `${answered}: too few to judge by.`
    : `${answered}: ${percent(rate.rate)}, 95 % sure of ${range(rate)}, which reads as ${VERDICTS[verdict]}.`;
}

function beside({ sum, replyDays }: Funnel): readonly string[] {
  const within =
    replyDays === null
      ? []
      : [`Half of the first replies came within ${replyDays === 1 ? '1 day' : `${replyDays} days`}.`];
  const waiting =
    sum.waiting === 0 ? [] : [`${number(sum.waiting)} sent in the last ${SETTLED_DAYS} days may still be answered.`];
  return [...within, ...waiting];
}

function invitations({ sum }: Funnel): readonly string[] {
  if (sum.proposals === 0) return [];
  return [
    `Not counted here: ${counted(sum.proposals, 'invitation')} answered, of which ${number(sum.replied)} got a reply, ${number(sum.interviews)} led to an interview and ${number(sum.hired)} to a hire.`,
  ];
}

interface Cost {
  readonly name: string;
  readonly count: number;
  readonly per: Per;
}

export function costSection({ sent }: Stats): Html {
  const { sum, net, free, perReply, perInterview, perHire } = sent;
  const costs: readonly Cost[] = [
    { name: 'A reply', count: sum.replied, per: perReply },
    { name: 'An interview', count: sum.interviews, per: perInterview },
    { name: 'A hire', count: sum.hired, per: perHire },
  ];
  const says = sum.proposals === 0 ? 'No proposals were sent in these days.' : priced(costs, net);
  const all = [
    ...(sum.refunded > 0
      ? [`${number(sum.refunded)} of ${number(sum.spent)} Connects spent came back and are not counted.`]
      : []),
    ...(net > 0
      ? [
          `Of ${number(net)}, ${number(sum.bought)} were bought and ${number(free)} came free or with the membership, at no cost.`,
        ]
      : []),
    ...(sum.unpriced > 0 ? [unpricedSentence(sum.unpriced)] : []),
  ];
  const most = Math.max(1, ...costs.map(({ per }) => per.connects ?? 0));
  const bars = costs.map(
    ({ name, count, per }): Bar => ({
      name,
      shown: per.connects === null ? 'none yet' : `${tenths(per.connects)} Connects, ${money(per.cents)}`,
      value: per.connects,
      sure: null,
      few: count < FEW,
    }),
  );
  return section({
    id: 'cost',
    title: 'What a reply, an interview and a hire cost',
    says: [says, ...all],
    body:
      sum.proposals === 0
        ? null
        : [
            rows({ id: 'cost-chart', title: 'Connects for each', says }, bars, most),
            table('What a reply, an interview and a hire cost', COSTS, [
              ...costs,
              { name: 'All proposals', count: sum.proposals, per: { connects: net, cents: sum.cents } },
            ]),
          ],
  });
}

/** An average of so few is no more than what happened. */
const FEW = 3;

const COSTS: readonly Column<Cost>[] = [
  { head: 'For', cell: ({ name }) => name },
  { head: 'How many', cell: ({ count }) => number(count) },
  { head: 'Connects', cell: ({ per }) => tenths(per.connects) },
  { head: 'Money', cell: ({ per }) => money(per.cents) },
];

function priced(costs: readonly Cost[], net: number): string {
  const known = costs.filter(({ per }) => per.connects !== null);
  if (known.length === 0) return `${connects(net)} went into proposals, and no reply has come yet.`;
  const few = known.some(({ count }) => count < FEW)
    ? ` Averages of fewer than ${FEW} are hatched: they say little.`
    : '';
  const each = known.map(
    ({ name, per }, i) =>
      `${i === 0 ? name : name.toLowerCase()} took ${tenths(per.connects)} Connects and ${dollars(per.cents ?? 0)}`,
  );
  return `${each.join(', ')}.${few}`;
}

export function boostSection({ boosted, plain, boost }: Stats): Html | null {
  if (boosted.sum.proposals === 0) return null;
  const both = [
    { name: 'Boosted', funnel: boosted },
    { name: 'Not boosted', funnel: plain },
  ];
  const says = boostSentence(boost);
  const most = Math.max(0.1, ...both.map(({ funnel }) => funnel.replied.high ?? 0));
  const bars = both.map(
    ({ name, funnel }): Bar => ({
      name,
      shown: `${number(funnel.sum.replied)} of ${number(funnel.sum.proposals)}, ${percent(funnel.replied.rate)}`,
      value: funnel.replied.rate,
      sure: sureOf(funnel.replied),
      few: funnel.verdict === 'too-few',
    }),
  );
  return section({
    id: 'boost',
    title: 'Boosted or not',
    says: [says],
    body: [
      rows({ id: 'boost-chart', title: 'Reply rate, boosted and not', says: `${says} ${WHISKERS}` }, bars, most),
      table('Replies, boosted and not', BOOSTS, both),
    ],
  });
}

const BOOSTS: readonly Column<{ readonly name: string; readonly funnel: Funnel }>[] = [
  { head: 'Proposals', cell: ({ name }) => name },
  { head: 'Sent', cell: ({ funnel }) => number(funnel.sum.proposals) },
  { head: 'Replied', cell: ({ funnel }) => percent(funnel.replied.rate) },
  { head: '95 % sure', cell: ({ funnel }) => range(funnel.replied) },
  { head: 'A reply', cell: ({ funnel }) => tenths(funnel.perReply.connects) },
];
