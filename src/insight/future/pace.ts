/** How fast Connects go: proposals a week and what each takes, from the recent past or as given. */

import { ENOUGH_PROPOSALS } from '../../rules/state/proposal-sums.ts';
import { netConnects, type Proposal } from '../../rules/state/state.ts';
import { addDays, type Day, daysBetween, earlierFirst } from '../../rules/values/calendar.ts';
import type { StateWithProposals } from './account-position.ts';
import { isBursty, type PaceVariation, VARIATION_WEEKS, variationOf } from './pace-variation.ts';

const WINDOW_DAYS = 56;
const WEEK = 7;

export interface ProposalPace {
  /** Proposals a week. */
  readonly perWeek: number;
  /** The Connects of each proposal less refunds so far. A forecast draws from these. */
  readonly costs: readonly number[];
  /** Sent and paid for in the days that were looked at. */
  readonly proposals: number;
  readonly since: Day;
  readonly days: number;
  /** The parts that the user typed instead of the recorded ones. */
  readonly given: { readonly perWeek: boolean; readonly cost: boolean };
  /** Proposals a week and Connects each on average, as they may be said; null: nothing is recorded and nothing was typed. */
  readonly known: { readonly perWeek: number | null; readonly cost: number | null };
  /** Null: the pace was typed, and is taken as it is. */
  readonly variation: PaceVariation | null;
  /** Whether some weeks have many proposals and others few, more than chance makes them. */
  readonly bursty: boolean;
  /** Whether it rests on enough proposals, or on typed numbers. */
  readonly enough: boolean;
}

export interface PaceOptions {
  /** The first day to look at; eight weeks back, or the first of the ledger, unless given. */
  readonly since?: Day | null;
  readonly perWeek?: number | null;
  /** Connects a proposal. */
  readonly cost?: number | null;
  /** Leaves the boosts out. */
  readonly withoutBoost?: boolean;
}

/** The first day whose proposals a pace is judged by. */
export function paceSince(today: Day, since: Day | null): Day {
  const varied = addDays(today, 1 - WEEK * VARIATION_WEEKS);
  return since !== null && since < varied ? since : varied;
}

/** Free answers to invitations are not counted, because their pace depends on others. A span below a week counts as a week. */
export function paceOf(state: StateWithProposals, today: Day, wanted: PaceOptions = {}): ProposalPace {
  const { perWeek = null, cost = null, withoutBoost = false } = wanted;
  const earliest = addDays(today, 1 - WINDOW_DAYS);
  const opened = state.opened ?? today;
  const young = opened > earliest;
  const since = wanted.since ?? (young ? opened : earliest);
  const days = Math.max(daysBetween(since, today) + 1, WEEK);
  const judgedFrom = paceSince(today, wanted.since ?? null);
  const sent = [...state.proposals.values()]
    .filter(({ on, invited, cost, boost }) => on >= judgedFrom && on <= today && (!invited || cost + boost > 0))
    .sort((a, b) => earlierFirst(a, b) || a.id - b.id);
  const paid = sent.filter(({ on }) => on >= since);
  const costs = paid.flatMap((proposal) => (withoutBoost ? netOfCost(proposal) : netConnects(proposal)) ?? []);
  const judged = paid.length >= ENOUGH_PROPOSALS;
  const counted = perWeek ?? (paid.length * WEEK) / days;
  const drawn = cost === null ? costs : [cost];
  const variation = perWeek === null ? variationOf(weeksOf(sent, wanted.since ?? opened, today)) : null;
  return {
    perWeek: counted,
    costs: drawn,
    known: { perWeek: perWeek === null && paid.length === 0 ? null : counted, cost: meanOf(drawn) },
    proposals: paid.length,
    since,
    days,
    given: { perWeek: perWeek !== null, cost: cost !== null },
    variation,
    bursty: isBursty(variation),
    enough: perWeek === 0 || ((perWeek !== null || judged) && (cost !== null || judged)),
  };
}

/** Proposals in each whole week up to today, oldest first. */
function weeksOf(sent: readonly Proposal[], since: Day, today: Day): readonly number[] {
  const whole = Math.floor((daysBetween(since, today) + 1) / WEEK);
  const weeks = Array.from({ length: Math.min(VARIATION_WEEKS, whole) }, () => 0);
  for (const { on } of sent) {
    const at = weeks.length - 1 - Math.floor(daysBetween(on, today) / WEEK);
    if (at >= 0) weeks[at] = (weeks[at] ?? 0) + 1;
  }
  return weeks;
}

const netOfCost = ({ cost, costUnknown, back }: Proposal): number | null => (costUnknown ? null : cost - back.cost);

const meanOf = (costs: readonly number[]): number | null =>
  costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
