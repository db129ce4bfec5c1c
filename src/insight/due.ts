/** What Upwork owes and has not been seen to give: what the rules posted or make due, and nothing has confirmed. */
import { addDays, type Day } from '../rules/calendar.ts';
import { dueGrants } from '../rules/cycles.ts';
import { fold } from '../rules/evolve.ts';
import type { Rulebook } from '../rules/rulebook.ts';
import { editionOn, NOTHING, type Proposal, type State } from '../rules/state.ts';
import type { Entry, Transaction } from '../rules/transaction.ts';

export interface Due {
  readonly code: 'reward' | 'refund' | 'boost' | 'renewal';
  /** The day Upwork should have given it. */
  readonly on: Day;
  readonly connects: number;
  /** Whether the ledger counts it already, trusting the rules. */
  readonly posted: boolean;
  /** What makes it due. */
  readonly because: 'interview' | 'cancelled' | 'removed' | 'outbid' | 'auction-over' | 'cycle';
  readonly proposal: Pick<Proposal, 'id' | 'title' | 'url'> | null;
  readonly edition: string;
  /** Where the edition has the rule from. */
  readonly source: string;
}

/** A boost's auction is over this many days after it was sent, at the latest (help centre, "Boost your proposal"). */
const AUCTION_DAYS = 7;

type Rulebooks = ReadonlyMap<string, Rulebook>;

/** Everything due on `today`, oldest first. `entries`: all that is live, in order; `folded`, if known, is their state then. */
export function due(
  entries: readonly Entry[],
  rulebooks: Rulebooks,
  today: Day,
  folded: State | null = null,
): readonly Due[] {
  const recorded = () => entries.filter(({ on }) => on <= today);
  const state = folded ?? fold(NOTHING, recorded());
  const rulebook = (day: Day): Rulebook | undefined => rulebooks.get(editionOn(state, day));
  return [
    ...postedByRule(entries, state, rulebook),
    ...missedCycles(state, rulebooks, today),
    ...boosts(state, rulebook, today),
  ]
    .filter(({ on }) => on <= today)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

type RulebookOn = (day: Day) => Rulebook | undefined;

/** Posted because a rule says so; an import that shows it or a balance that agreed later confirms it. */
function postedByRule(entries: readonly Entry[], state: State, rulebook: RulebookOn): readonly Due[] {
  const seen = new Set<number>();
  for (const entry of entries) {
    if (entry.type === 'fact' && entry.body.kind === 'confirmed') seen.add(entry.body.transaction);
  }
  return entries.flatMap((entry): Due | readonly [] => {
    if (entry.type !== 'transaction' || entry.source === 'import' || seen.has(entry.id)) return [];
    if (state.reconciled && entry.on <= state.reconciled.on) return [];
    const proposal = entry.proposal === null ? null : (state.proposals.get(entry.proposal) ?? null);
    const what = ruled(entry, proposal);
    const rules = rulebook(entry.on);
    if (!what || !rules) return [];
    const source = rules[what.section].source;
    const { code, because } = what;
    return { code, because, on: entry.on, connects: entry.connects, posted: true, proposal, edition: rules.id, source };
  });
}

type Ruled = Pick<Due, 'code' | 'because'> & { readonly section: 'interview' | 'refunds' | 'boost' | 'monthly' };

function ruled({ kind }: Transaction, proposal: Proposal | null): Ruled | null {
  const because = proposal?.status === 'removed' ? 'removed' : 'cancelled';
  switch (kind) {
    case 'interview':
      return { code: 'reward', because: 'interview', section: 'interview' };
    case 'refund':
      return { code: 'refund', because, section: 'refunds' };
    case 'boost-refund':
      return proposal?.status === 'cancelled' || proposal?.status === 'removed'
        ? { code: 'boost', because, section: 'boost' }
        : { code: 'boost', because: 'outbid', section: 'boost' };
    case 'renewal':
      return { code: 'renewal', because: 'cycle', section: 'monthly' };
    default:
      return null;
  }
}

function missedCycles(state: State, rulebooks: Rulebooks, today: Day): readonly Due[] {
  return dueGrants(state, today, rulebooks).flatMap(({ on, connects }): Due | readonly [] => {
    const rules = rulebooks.get(editionOn(state, on));
    if (!rules) return [];
    const { source } = rules.monthly;
    return {
      code: 'renewal',
      because: 'cycle',
      on,
      connects,
      posted: false,
      proposal: null,
      edition: rules.id,
      source,
    };
  });
}

/** Bids that neither came back nor were of use: the client never looked. */
function boosts(state: State, rulebook: RulebookOn, today: Day): readonly Due[] {
  const unused = new Set<string>(['sent', 'expired', 'lost']);
  return [...state.proposals.values()].flatMap((proposal): Due | readonly [] => {
    const connects = proposal.boost - proposal.back.boost;
    if (connects <= 0 || !unused.has(proposal.status)) return [];
    const on = addDays(proposal.on, AUCTION_DAYS);
    const settled = state.reconciled !== null && on <= state.reconciled.on;
    const rules = rulebook(on);
    if (on > today || settled || !rules) return [];
    const { source } = rules.boost;
    return { code: 'boost', because: 'auction-over', on, connects, posted: false, proposal, edition: rules.id, source };
  });
}
