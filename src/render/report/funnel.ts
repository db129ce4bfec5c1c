/** The report's section on what proposals came to, from sent to hired. */
import type { FunnelRate, ProposalFunnel } from '../../insight/proposals/funnel.ts';
import type { ProposalStats } from '../../insight/proposals/proposal-stats.ts';
import { type FunnelStage, funnelStages, outcomeNotes, replyNotes, unknownOutcomes } from '../stats/funnel-words.ts';
import { isRated, noProposals, percentText, rangeText, VERDICT_WORDS } from '../stats/rates.ts';
import { countOf, number } from '../text/words.ts';
import { type Html, type HtmlPiece, html } from './chart/html.ts';
import { type BarRow, rowChart } from './chart/rows.ts';
import { htmlTable, type ReportColumn, reportSection } from './chart/table.ts';

const sureOf = ({ low, high }: FunnelRate) => (low === null || high === null ? null : { low, high });

export function funnelSection({ sent, invited }: ProposalStats): Html {
  const { sum } = sent;
  const says = sum.proposals === 0 ? noProposals('report') : story(sent);
  const bars = funnelStages(sent).map(
    ({ name, count, rate }): BarRow => ({
      name,
      shown: rate && rate.rate !== null ? `${number(count)}, ${percentText(rate.rate)}` : number(count),
      value: rate ? rate.rate : 1,
      sure: rate ? sureOf(rate) : null,
      few: rate !== null && !isRated(sent),
    }),
  );
  return reportSection({
    id: 'funnel',
    title: 'From sent to hired',
    says: [says, ...outcomeNotes(sent), ...replyNotes(sent), ...invitations(invited)],
    body:
      sum.proposals === 0
        ? null
        : [
            rowChart(
              { id: 'funnel-chart', title: 'How far your proposals got', says: `${says} ${WHISKER_NOTE}` },
              bars,
              1,
            ),
            htmlTable('From sent to hired, with likely ranges', COLUMNS, funnelStages(sent)),
          ],
  });
}

/** The replies of some proposals as a bar; `rated`: what is said of the rate. */
export const replyBar = (name: string, funnel: ProposalFunnel, rated: string): BarRow => ({
  name,
  shown: `${number(funnel.sum.replied)} of ${number(funnel.sum.proposals)}, ${rated}`,
  value: funnel.replied.rate,
  sure: sureOf(funnel.replied),
  few: !isRated(funnel),
});

/** A rate, and below it how sure it is. */
export const rateAndRange = (rate: FunnelRate): HtmlPiece =>
  rate.rate === null ? percentText(null) : html`${percentText(rate.rate)}<br><small>${rangeText(rate)}</small>`;

export const WHISKER_NOTE = 'The thin line at the end of each bar shows where the true rate probably lies.';

const COLUMNS: readonly ReportColumn<FunnelStage>[] = [
  { head: 'Stage', cell: ({ name }) => name },
  { head: 'Proposals', cell: ({ count }) => number(count) },
  { head: 'Of those sent', cell: ({ rate }) => (rate ? percentText(rate.rate) : '') },
  { head: 'Likely range', cell: ({ rate }) => (rate ? rangeText(rate) : '') },
];

function story({ sum, replied: rate, verdict }: ProposalFunnel): string {
  const { proposals, replied } = sum;
  const answered = `${number(replied)} of ${countOf(proposals, 'proposal')} got a reply`;
  if (verdict === 'unknown') return `${answered}; ${unknownOutcomes(sum)}.`;
  return verdict === 'too-few'
    ? `${answered}: too few to judge.`
    : `${answered}: ${percentText(rate.rate)} (probably ${rangeText(rate)}). Rating: ${VERDICT_WORDS[verdict]}.`;
}

function invitations({ sum }: ProposalFunnel): readonly string[] {
  if (sum.proposals === 0) return [];
  return [
    `Not counted here: you answered ${countOf(sum.proposals, 'invitation')}; ${number(sum.replied)} got a reply, ${number(sum.interviews)} led to an interview and ${number(sum.hired)} to a hire.`,
  ];
}
