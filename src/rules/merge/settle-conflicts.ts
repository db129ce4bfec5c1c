/** What two copies cannot both have, and, where one of them is preferred, what the other must take back. */
import type { Conflict, Side } from '../conflict.ts';
import type { Rulebook } from '../rulebook.ts';
import { claimedTwice, upgradedTwice } from './claims.ts';
import { importedAndTyped, importedTwice } from './imported.ts';
import { before, type Found, type Ground, groundOf, type Joint, joined, type Party } from './joint.ts';
import { markedDifferently } from './marks.ts';
import { stillNeeded } from './needs.ts';
import { negativeDay, refundedTwice, rewardsOverCap } from './sums.ts';

/** In this order they are told and settled: what is said twice before what its sums come to. */
const SEEKING: readonly ((ground: Ground) => readonly Found[])[] = [
  stillNeeded,
  importedTwice,
  claimedTwice,
  upgradedTwice,
  markedDifferently,
  refundedTwice,
  rewardsOverCap,
  importedAndTyped,
  negativeDay,
];

export interface Settlement {
  /** Where the two contradict each other. */
  readonly conflicts: readonly Conflict[];
  /** What is to be undone, or redone where it was undone, in this order. */
  readonly takenBack: readonly Party[];
}

/**
 * With a side preferred, what the other did is taken back, one after another, until nothing contradicts. At the latest
 * that is so when all of it is taken back: what is left is then the preferred copy.
 */
export function settle(
  commands: readonly Joint[],
  rulebooks: ReadonlyMap<string, Rulebook>,
  prefer: Side | null,
): Settlement {
  const found = [...contradictions(commands, rulebooks)];
  const conflicts = found.filter((each, i) => !found.slice(0, i).some((other) => covers(other, each))).map(toConflict);
  const takenBack: Party[] = [];
  if (prefer === null) return { conflicts, takenBack };
  let now = commands;
  for (;;) {
    const [first] = contradictions(now, rulebooks);
    const loser = first?.[prefer === 'mine' ? 'theirs' : 'mine'][0];
    if (!loser) return { conflicts, takenBack };
    takenBack.push(loser);
    now = now.map((each) => (each.uid === loser.uid ? { ...each, joined: !each.joined } : each));
  }
}

const toConflict = ({ clash, mine, theirs }: Found): Conflict => ({
  ...clash,
  mine: mine.map(({ uid }) => uid),
  theirs: theirs.map(({ uid }) => uid),
});

function* contradictions(commands: readonly Joint[], rulebooks: Ground['rulebooks']): Generator<Found> {
  for (const { clash: over, mine, theirs } of sought(before(commands), rulebooks)) {
    // Both were preferred, each on its own machine: each took back what the other kept, and nothing would be left.
    const now = (party: Party): Party => ({ ...party, counts: !party.counts });
    yield { clash: { code: 'settled-differently', over }, mine: mine.map(now), theirs: theirs.map(now) };
  }
  yield* sought(joined(commands), rulebooks);
}

/** Only what both sides have a part in: what one copy holds by itself was judged when it was recorded. */
function* sought(parties: readonly Party[], rulebooks: Ground['rulebooks']): Generator<Found> {
  const has = (side: Side): boolean => parties.some(({ by }) => by === side);
  if (!has('mine') || !has('theirs')) return;
  const ground = groundOf(parties, rulebooks);
  for (const seek of SEEKING) yield* seek(ground).filter(({ mine, theirs }) => mine.length > 0 && theirs.length > 0);
}

/** What names nobody whom another conflict does not name is the same one seen from another side. */
function covers(other: Found, found: Found): boolean {
  if (other.clash.code === found.clash.code) return false;
  const named = new Set([...other.mine, ...other.theirs].map(({ uid }) => uid));
  return [...found.mine, ...found.theirs].every(({ uid }) => named.has(uid));
}
