/** Two copies of one account side by side: what each of them brought about that the other has otherwise. */
import type { Clash, Side } from '../conflict.ts';
import { fold } from '../evolve.ts';
import type { Rulebook } from '../rulebook.ts';
import { NOTHING, type State } from '../state.ts';
import { type Entry, inOrder, type Transaction } from '../transaction.ts';

interface Command {
  readonly uid: string;
  /** Its number in this copy. */
  readonly command: number;
  /** When it was recorded, or last undone or redone. */
  readonly at: string;
  readonly entries: readonly Entry[];
}

/** A command, and whether it counts: in either copy, and once they are joined. */
export interface Joint extends Command {
  /** Whether both copies know of it. */
  readonly shared: boolean;
  readonly mine: boolean;
  readonly theirs: boolean;
  readonly joined: boolean;
}

/** A command to be judged: whether it counts, and by whose doing; null: both copies have it so. */
export interface Party extends Command {
  readonly counts: boolean;
  readonly by: Side | null;
}

/** What is judged: all commands, the newest first, with what they come to. */
export interface Ground {
  readonly parties: readonly Party[];
  /** All that counts, in order. */
  readonly entries: readonly Entry[];
  readonly state: State;
  readonly rulebooks: ReadonlyMap<string, Rulebook>;
}

/** Something that cannot stand, with those who take part in it on each side; the first is the first to be taken back. */
export interface Found {
  readonly clash: Clash;
  readonly mine: readonly Party[];
  readonly theirs: readonly Party[];
}

export const found = (clash: Clash, parties: readonly Party[]): Found => ({
  clash,
  mine: parties.filter(({ by }) => by === 'mine'),
  theirs: parties.filter(({ by }) => by === 'theirs'),
});

/** The joined ledger. What differs from the other's copy is a side's own doing. */
export const joined = (commands: readonly Joint[]): readonly Party[] =>
  commands.map((each) => ({ ...each, counts: each.joined, by: doing(each) }));

/** What both copies knew of, as it was before either of them turned any of it. */
export const before = (commands: readonly Joint[]): readonly Party[] =>
  commands.map((each) => {
    const { shared, mine, theirs, joined: now } = each;
    const isTurned = shared && mine !== theirs;
    return { ...each, counts: shared && now !== isTurned, by: isTurned ? doing(each) : null };
  });

function doing({ mine, theirs, joined: now }: Joint): Side | null {
  if (now !== theirs) return 'mine';
  return now === mine ? null : 'theirs';
}

/** What takes long to tell is told when it is asked for. */
export function groundOf(given: readonly Party[], rulebooks: Ground['rulebooks']): Ground {
  const parties = given.toSorted(newestFirst);
  let entries: readonly Entry[] | undefined;
  let state: State | undefined;
  const counting = (): readonly Entry[] => {
    entries ??= parties.flatMap((party) => (party.counts ? party.entries : [])).sort(inOrder);
    return entries;
  };
  return {
    parties,
    rulebooks,
    get entries() {
      return counting();
    },
    get state() {
      state ??= fold(NOTHING, counting());
      return state;
    },
  };
}

const newestFirst = (a: Command, b: Command): number =>
  a.at === b.at ? (a.uid < b.uid ? 1 : -1) : a.at < b.at ? 1 : -1;

/** Those that one side made count. */
export const countedBy = ({ parties }: Ground, side: Side): readonly Party[] =>
  parties.filter(({ counts, by }) => counts && by === side);

export const transactionsOf = ({ entries }: Party): readonly Transaction[] =>
  entries.filter((entry): entry is Transaction => entry.type === 'transaction');

/** Items by their key, in the order in which the keys first come. */
export function grouped<T, K>(items: Iterable<T>, key: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
