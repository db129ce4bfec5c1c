/** The place in the ledger where a command takes effect, with the state before it and the entries after it. */

import type { SettingValues } from '../command/settings.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { foldCore, foldEntries } from '../state/evolve.ts';
import { editionOn, type State, type StateCore } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';
import { KIND_FACTS } from '../vocabulary/kinds.ts';
import {
  type DayRank,
  type Entry,
  type Fact,
  type FactBody,
  inOrder,
  type Transaction,
} from '../vocabulary/transaction.ts';
import { withoutVoided } from '../vocabulary/voided.ts';

/** The place at the end of this day, or (rank 0) just after its billing cycle. */
export interface LedgerPlace {
  readonly on: Day;
  readonly rank: DayRank;
}

export interface Timeline {
  /** The state at the command's place. */
  readonly past: State;
  /** Live entries after that place, in order. Empty unless the command is back-dated. */
  readonly later: readonly Entry[];
  /** The numbers and the instant that the next entries get. */
  readonly next: NextNumbers;
  /** Every edition by its id, the user's own included. */
  readonly rulebooks: ReadonlyMap<string, Rulebook>;
  /** Settings that override the ledger's own for this one call. */
  readonly overrides?: SettingValues;
  /** Who records it; null: nobody says so. Not given, nobody asks. */
  readonly member?: string | null;
}

export interface EntryNumbers {
  readonly transaction: number;
  readonly proposal: number;
  readonly seq: number;
}

export interface NextNumbers extends EntryNumbers {
  /** UTC, later than that of any recorded entry. */
  readonly recordedAt: string;
}

/** The rulebook in force on a day. */
export function rulebookOn(timeline: Pick<Timeline, 'rulebooks'>, state: StateCore, day: Day): Rulebook {
  const rulebook = timeline.rulebooks.get(editionOn(state, day));
  if (!rulebook) throw new Error(`no rulebook for ${day}: edition ${editionOn(state, day)}`);
  return rulebook;
}

/** Later entries up to and including a place, and those beyond it. */
export function splitAt(later: readonly Entry[], place: LedgerPlace): readonly [readonly Entry[], readonly Entry[]] {
  const at = later.findIndex((entry) => entry.on > place.on || (entry.on === place.on && entry.rank > place.rank));
  return at < 0 ? [later, []] : [later.slice(0, at), later.slice(at)];
}

/** The state at the end of the ledger once these entries are in it. */
export const stateAtEnd = (timeline: Timeline, entries: readonly Entry[]): State =>
  foldEntries(timeline.past, liveWith(timeline, entries));
export const coreAtEnd = (timeline: Timeline, entries: readonly Entry[]): StateCore =>
  foldCore(timeline.past, liveWith(timeline, entries));

const liveWith = ({ later }: Timeline, entries: readonly Entry[]): readonly Entry[] =>
  withoutVoided(later.length === 0 ? entries : [...later, ...entries].sort(inOrder));

/** A transaction to add. Its default label is that of its kind. */
type Given = Pick<Transaction, 'on' | 'kind' | 'connects' | 'edition'> &
  Partial<Omit<Transaction, 'type' | 'id' | 'seq' | 'uid' | 'command' | 'label'>> & {
    readonly label?: string | null;
  };

/** Collects a decision's entries and numbers them. */
export interface EntryBuilder {
  /** The instant of recording. */
  readonly recordedAt: string;
  readonly entries: Entry[];
  readonly transactions: Transaction[];
  addTransaction(given: Given): Transaction;
  addFact(on: Day, body: FactBody, rank?: DayRank, recordedAt?: string): Fact;
}

export function entryBuilder(next: NextNumbers): EntryBuilder {
  const { recordedAt } = next;
  const entries: Entry[] = [];
  const transactions: Transaction[] = [];
  return {
    recordedAt,
    entries,
    transactions,
    addTransaction(given) {
      // Field by field: a spread takes twenty times as long, and an import adds a hundred thousand.
      const transaction: Transaction = {
        type: 'transaction',
        id: next.transaction + transactions.length,
        uid: null,
        command: null,
        on: given.on,
        rank: given.rank ?? 1,
        recordedAt: given.recordedAt ?? recordedAt,
        seq: next.seq + entries.length,
        kind: given.kind,
        label: given.label ?? KIND_FACTS[given.kind].label,
        connects: given.connects,
        expiresOn: given.expiresOn ?? null,
        proposal: given.proposal ?? null,
        title: given.title ?? null,
        cents: given.cents ?? null,
        edition: given.edition,
        source: given.source ?? 'manual',
        forced: given.forced ?? false,
        upworkId: given.upworkId ?? null,
        reverses: given.reverses ?? null,
        note: given.note ?? null,
      };
      entries.push(transaction);
      transactions.push(transaction);
      return transaction;
    },
    addFact(on, body, rank = 1, at = recordedAt) {
      const fact: Fact = { type: 'fact', seq: next.seq + entries.length, on, rank, recordedAt: at, body };
      entries.push(fact);
      return fact;
    },
  };
}
