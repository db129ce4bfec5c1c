/** One proposal as a person reads it: the facts, then day by day what happened. */

import type { ProposalHistory } from '../../rules/past/statement.ts';
import { knownBoost, knownCost, netConnects, type Proposal, refundedConnects } from '../../rules/state/state.ts';
import { foldText } from '../../rules/values/folded-text.ts';
import { OUTCOME_FACTS, type ProposalStatus } from '../../rules/vocabulary/outcomes.ts';
import type { PageStyle } from '../text/paint.ts';
import { visible } from '../text/visible.ts';
import { connects, countOf, dollars, withSign } from '../text/words.ts';

/** The outcome that a movement follows from; sending the proposal, where there is none. */
const cause = (row: ProposalHistory['rows'][number], outcomes: ProposalHistory['outcomes']): number =>
  outcomes.findIndex(({ on, outcome }) => on === row.on && OUTCOME_FACTS[outcome].brings.includes(row.kind));

/** Why a status is only assumed. */
export const assumptionWords = (status: ProposalStatus): string =>
  status === 'replied'
    ? 'assumed: an accepted invitation looks the same on this page'
    : 'assumed: the page says only that the job is closed';

/** A page shows no day, so that only the day of the import is known. */
const statusWords = ({ status, statusOn, statusSource }: Proposal): string => {
  if (statusSource === 'typed' || statusSource === 'history') return `${status}, since ${statusOn}`;
  const seen = `${status}, seen on ${statusOn}`;
  return statusSource === 'assumed' ? `${seen} (${assumptionWords(status)})` : seen;
};

const costWords = (cost: number | null): string => (cost === null ? 'not known yet' : connects(cost));

const timeWords = (instant: string | null, localTime: (instant: string) => string): string | null =>
  instant === null ? null : localTime(instant).replace('T', ' ');

/** The Connects of a boost, and its ad credits, which are no Connects. */
const boostWords = (proposal: Proposal): string | null =>
  [
    knownBoost(proposal) ? connects(knownBoost(proposal) ?? 0) : null,
    proposal.credits > 0 ? countOf(proposal.credits, 'ad credit') : null,
  ]
    .filter(Boolean)
    .join(' and ') || null;

/** Upwork's own title, where another one was typed. */
export const pageTitleOf = ({ title }: Pick<Proposal, 'title'>, pageTitles: readonly string[]): string | null =>
  pageTitles.some((each) => foldText(each) === foldText(title ?? '')) ? null : (pageTitles.at(-1) ?? null);

export function storyLines(
  proposal: Proposal,
  { outcomes, rows, pageTitles }: ProposalHistory,
  { paint, isLinear = false }: PageStyle,
  localTime: (instant: string) => string,
): readonly string[] {
  const facts: [string, string | null][] = [
    ['On Upwork', pageTitleOf(proposal, pageTitles)],
    ['Status', statusWords(proposal)],
    ['Client', proposal.client],
    ['Link', proposal.url],
    ['Tags', proposal.tags.join(', ') || null],
    ['Job', proposal.key],
    ['Posted', timeWords(proposal.postedAt, localTime)],
    ['Sent', timeWords(proposal.sentAt, localTime)],
    ['Invited', proposal.invited ? 'yes' : null],
    ['Cost', costWords(knownCost(proposal))],
    ['Boost', boostWords(proposal)],
    ['Refunded', refundedConnects(proposal) > 0 ? connects(refundedConnects(proposal)) : null],
    ['Net cost', costWords(netConnects(proposal))],
    ['Value', proposal.valueCents === null ? null : dollars(proposal.valueCents)],
    ['Earned', proposal.earned > 0 ? connects(proposal.earned) : null],
    ['Note', proposal.note],
  ];
  const happened = [
    { on: proposal.on, order: -2, text: 'sent' },
    ...outcomes.map(({ on, outcome }, i) => ({ on, order: i, text: outcome })),
    ...rows.map((row) => ({
      on: row.on,
      order: cause(row, outcomes) + 0.5,
      text: isLinear
        ? `${withSign(row.connects)}, ${visible(row.label)}`
        : `${withSign(row.connects).padStart(4)}  ${visible(row.label)}`,
    })),
  ].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.order - b.order));
  return [
    paint.bold(`Proposal ${proposal.id}${proposal.title ? `: ${visible(proposal.title)}` : ''}`),
    ...facts.flatMap(([name, value]) =>
      value === null
        ? []
        : isLinear
          ? `${name}: ${visible(value)}`
          : `  ${paint.dim(`${name}:`.padEnd(10))} ${visible(value)}`,
    ),
    paint.bold('History'),
    ...happened.map(({ on, text }) => (isLinear ? `${on}: ${text}` : `  ${on}  ${text}`)),
  ];
}
