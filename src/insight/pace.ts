/** How fast Connects go: proposals a week and what each takes, from the recent past or as given. */
import { addDays, type Day, daysBetween } from '../rules/calendar.ts';
import { ENOUGH_PROPOSALS } from '../rules/proposal-sums.ts';
import { netConnects, type Proposal, type State } from '../rules/state.ts';

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

/** Free answers to invitations are not counted, because their pace depends on others. A span below a week counts as a week. */
export function paceOf(state: State, today: Day, wanted: PaceOptions = {}): ProposalPace {
  const { perWeek = null, cost = null, withoutBoost = false } = wanted;
  const earliest = addDays(today, 1 - WINDOW_DAYS);
  const opened = state.opened ?? today;
  const young = opened > earliest;
  const since = wanted.since ?? (young ? opened : earliest);
  const days = Math.max(daysBetween(since, today) + 1, WEEK);
  const recent = [...state.proposals.values()].filter((proposal) => proposal.on >= since && proposal.on <= today);
  const paid = recent.filter(({ invited, cost, boost }) => !invited || cost + boost > 0);
  const costs = paid.flatMap((proposal) => (withoutBoost ? netOfCost(proposal) : netConnects(proposal)) ?? []);
  const judged = paid.length >= ENOUGH_PROPOSALS;
  return {
    perWeek: perWeek ?? (paid.length * WEEK) / days,
    costs: cost === null ? costs : [cost],
    proposals: paid.length,
    since,
    days,
    given: { perWeek: perWeek !== null, cost: cost !== null },
    enough: perWeek === 0 || ((perWeek !== null || judged) && (cost !== null || judged)),
  };
}

const netOfCost = ({ cost, costUnknown, back }: Proposal): number | null => (costUnknown ? null : cost - back.cost);

/** Connects a proposal on average; 0 when nothing is known. */
export const meanCost = ({ costs }: ProposalPace): number =>
  costs.length === 0 ? 0 : costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
