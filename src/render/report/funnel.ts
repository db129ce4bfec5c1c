/** The report's section on what proposals came to, from sent to hired. */
import type { FunnelRate, ProposalFunnel } from '../../insight/funnel.ts';
import type { ProposalStats } from '../../insight/proposal-stats.ts';
import { percent, range, SETTLED_DAYS, VERDICTS } from '../rates.ts';
import { counted, number } from '../words.ts';
import { type Html, html, type Piece } from './html.ts';
import { type BarRow as Bar, rows } from './rows.ts';
import { htmlTable, type ReportColumn, section } from './table.ts';

interface Stage {
  readonly name: string;
  readonly count: number;
  readonly rate: FunnelRate | null;
}

const stages = ({ sum, viewed, replied, interviews, hired }: ProposalFunnel): readonly Stage[] => [
  { name: 'Sent', count: sum.proposals, rate: null },
  { name: 'Viewed', count: sum.viewed, rate: viewed },
  { name: 'Replied', count: sum.replied, rate: replied },
  { name: 'Interview', count: sum.interviews, rate: interviews },
  { name: 'Hired', count: sum.hired, rate: hired },
];

export const sureOf = ({ low, high }: FunnelRate) => (low === null || high === null ? null : { low, high });

export function funnelSection({ sent, invited }: ProposalStats): Html {
  const { sum, verdict } = sent;
  const few = verdict === 'too-few';
  const says = sum.proposals === 0 ? NONE : story(sent);
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
            rows({ id: 'funnel-chart', title: 'How far your proposals got', says: `${says} ${WHISKERS}` }, bars, 1),
            htmlTable('From sent to hired, with likely ranges', COLUMNS, stages(sent)),
          ],
  });
}

/** A rate, and below it how sure it is. */
export const both = (rate: FunnelRate): Piece =>
  rate.rate === null ? percent(null) : html`${percent(rate.rate)}<br><small>${range(rate)}</small>`;

export const WHISKERS = 'The thin line at the end of each bar shows where the true rate probably lies.';

const COLUMNS: readonly ReportColumn<Stage>[] = [
  { head: 'Stage', cell: ({ name }) => name },
  { head: 'Proposals', cell: ({ count }) => number(count) },
  { head: 'Of those sent', cell: ({ rate }) => (rate ? percent(rate.rate) : '') },
  { head: 'Likely range', cell: ({ rate }) => (rate ? range(rate) : '') },
];

const NONE = 'No proposals were sent in these days. To see an example: connects report --demo';

function story({ sum: { proposals, replied }, replied: rate, verdict }: ProposalFunnel): string {
  const answered = `${number(replied)} of ${counted(proposals, 'proposal')} got a reply`;
  return verdict === 'too-few'
    ? `${answered}: too few to judge.`
    : `${answered}: ${percent(rate.rate)} (probably ${range(rate)}). Rating: ${VERDICTS[verdict]}.`;
}

function beside({ sum, replyDays }: ProposalFunnel): readonly string[] {
  const within =
    replyDays === null
      ? []
      : [`Half of the first replies came within ${replyDays === 1 ? '1 day' : `${replyDays} days`}.`];
  const waiting =
    sum.waiting === 0 ? [] : [`${number(sum.waiting)} sent in the last ${SETTLED_DAYS} days may still get a reply.`];
  return [...within, ...waiting];
}

function invitations({ sum }: ProposalFunnel): readonly string[] {
  if (sum.proposals === 0) return [];
  return [
    `Not counted here: you answered ${counted(sum.proposals, 'invitation')}; ${number(sum.replied)} got a reply, ${number(sum.interviews)} led to an interview and ${number(sum.hired)} to a hire.`,
  ];
}
