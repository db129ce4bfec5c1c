/** The report's section on what proposals came to, from sent to hired. */
import type { FunnelRate, ProposalFunnel } from '../../insight/funnel.ts';
import type { ProposalStats } from '../../insight/proposal-stats.ts';
import { type FunnelStage, funnelStages, replyNotes } from '../funnel-words.ts';
import { noProposals, percent, range, VERDICTS } from '../rates.ts';
import { counted, number } from '../words.ts';
import { type Html, html, type Piece } from './html.ts';
import { type BarRow as Bar, rows } from './rows.ts';
import { htmlTable, type ReportColumn, section } from './table.ts';

export const sureOf = ({ low, high }: FunnelRate) => (low === null || high === null ? null : { low, high });

export function funnelSection({ sent, invited }: ProposalStats): Html {
  const { sum, verdict } = sent;
  const few = verdict === 'too-few';
  const says = sum.proposals === 0 ? noProposals('report') : story(sent);
  const bars = funnelStages(sent).map(
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
    says: [says, ...replyNotes(sent), ...invitations(invited)],
    body:
      sum.proposals === 0
        ? null
        : [
            rows({ id: 'funnel-chart', title: 'How far your proposals got', says: `${says} ${WHISKERS}` }, bars, 1),
            htmlTable('From sent to hired, with likely ranges', COLUMNS, funnelStages(sent)),
          ],
  });
}

/** A rate, and below it how sure it is. */
export const both = (rate: FunnelRate): Piece =>
  rate.rate === null ? percent(null) : html`${percent(rate.rate)}<br><small>${range(rate)}</small>`;

export const WHISKERS = 'The thin line at the end of each bar shows where the true rate probably lies.';

const COLUMNS: readonly ReportColumn<FunnelStage>[] = [
  { head: 'Stage', cell: ({ name }) => name },
  { head: 'Proposals', cell: ({ count }) => number(count) },
  { head: 'Of those sent', cell: ({ rate }) => (rate ? percent(rate.rate) : '') },
  { head: 'Likely range', cell: ({ rate }) => (rate ? range(rate) : '') },
];

function story({ sum: { proposals, replied }, replied: rate, verdict }: ProposalFunnel): string {
  const answered = `${number(replied)} of ${counted(proposals, 'proposal')} got a reply`;
  return verdict === 'too-few'
    ? `${answered}: too few to judge.`
    : `${answered}: ${percent(rate.rate)} (probably ${range(rate)}). Rating: ${VERDICTS[verdict]}.`;
}

function invitations({ sum }: ProposalFunnel): readonly string[] {
  if (sum.proposals === 0) return [];
  return [
    `Not counted here: you answered ${counted(sum.proposals, 'invitation')}; ${number(sum.replied)} got a reply, ${number(sum.interviews)} led to an interview and ${number(sum.hired)} to a hire.`,
  ];
}
