/** Replays only how many Connects there are, by the day they expire, with the due cycles in between: a forecast asks no more of a long history. */
import type { DueCycle } from '../../rules/decide/renew.ts';
import { type ConnectsMove, isMoved, type MovedConnects } from '../../rules/past/connects-move.ts';
import { expiryOf, type Grant, type Slice } from '../../rules/state/grants.ts';
import type { State } from '../../rules/state/state.ts';
import type { Day } from '../../rules/values/calendar.ts';
import { isRefund, KIND_FACTS, refundPart } from '../../rules/vocabulary/kinds.ts';

/** Connects that expire on the same day. */
export type OpenBatch = Pick<Grant, 'expiresOn' | 'left'>;
type Batch = { -readonly [key in keyof OpenBatch]: OpenBatch[key] };

/** The Connects that a proposal has burned and not got back, in the order they were burned. */
interface BurntBatches {
  readonly cost: Batch[];
  readonly boost: Batch[];
}

export interface MoveReplay {
  /** Moves must be live and come in order. */
  take(move: ConnectsMove): void;
  /** What is open on that day; null: the whole cuts of the cycles take what was spent later. */
  end(today: Day): { readonly open: readonly OpenBatch[]; readonly posted: number } | null;
}

/**
 * `past`: the state before the moves. `refunded`: the proposals that get something back in them; as far as they are of
 * earlier days, the state has them. `due`: the cycles to post, in order.
 */
export function moveReplay(past: State, refunded: ReadonlySet<number>, due: readonly DueCycle[]): MoveReplay {
  const open: Batch[] = past.grants.map(({ expiresOn, left }) => ({ expiresOn, left }));
  const burnt = new Map<number | null, BurntBatches>();
  for (const { id, gone } of past.proposals.values())
    if (refunded.has(id)) burnt.set(id, { cost: gone.cost.map(sliceBatch), boost: gone.boost.map(sliceBatch) });
  const ties = new Map<number, number | null>();
  const expiries = new Map<Day, Day>();
  let today = past.asOf;
  let isOverdrawn = past.overdrawn !== null;
  let [coming, cuts, posted] = [0, 0, 0];

  const advanceTo = (day: Day): void => {
    if (day <= today) return;
    today = day;
    ties.clear();
    while (open[0] && open[0].expiresOn <= day) open.shift();
  };
  const burn = (connects: number, into: Batch[] | null): void => {
    if (takeFirst(open, connects, into) > 0) isOverdrawn = true;
  };
  const post = ({ on, limit, renewal }: DueCycle): void => {
    advanceTo(on);
    const surplus = limit === null ? 0 : Math.max(0, usable(open, on) - limit);
    burn(surplus, null);
    if (renewal.connects > 0) addBatch(open, expiryOf({ expiresOn: null, ...renewal }), renewal.connects);
    if (surplus > 0) cuts += 1;
    if (surplus > 0 || renewal.connects > 0) posted += 1;
  };
  /** The cycles that begin before an entry of this place. */
  const postUpTo = (day: Day, rank: number): void => {
    for (let next = due[coming]; next && (next.on < day || (next.on === day && rank > 0)); next = due[coming]) {
      post(next);
      coming += 1;
    }
  };
  const move = ({ on, kind, connects, expiresOn }: MovedConnects, proposal: number | null): void => {
    const part = partOf(kind);
    const isFollowed = part !== null && proposal !== null && refunded.has(proposal);
    const known = isFollowed ? (burnt.get(proposal) ?? { cost: [], boost: [] }) : null;
    if (known) burnt.set(proposal, known);
    if (connects < 0) {
      burn(-connects, known && part ? known[part] : null);
      return;
    }
    const fresh = known && isRefund(kind) ? giveBack(open, known[refundPart(kind)], connects, on) : connects;
    if (fresh <= 0) return;
    const expiry = expiresOn ?? expiries.get(on) ?? expiryOf({ on, expiresOn });
    if (expiresOn === null) expiries.set(on, expiry);
    addBatch(open, expiry, fresh);
  };
  return {
    take(each) {
      postUpTo(each.on, each.rank);
      advanceTo(each.on);
      if (isMoved(each)) move(each, ties.get(each.id) ?? each.proposal);
      else if (each.kind === 'dropped') burnt.delete(each.proposal);
      else if (!ties.has(each.id)) ties.set(each.id, each.proposal);
    },
    end(day) {
      postUpTo(day, 1);
      advanceTo(day);
      return cuts > 0 && isOverdrawn ? null : { open, posted };
    },
  };
}

const sliceBatch = ({ expiresOn, from, to }: Slice): Batch => ({ expiresOn, left: to - from });

function partOf(kind: MovedConnects['kind']): 'cost' | 'boost' | null {
  const { part } = KIND_FACTS[kind].books;
  return part === 'reward' ? null : part;
}

const usable = (open: readonly Batch[], day: Day): number =>
  open.reduce((sum, { expiresOn, left }) => (expiresOn > day ? sum + left : sum), 0);

/** Takes from those that expire first, and notes it in `into`. Returns what is missing. */
function takeFirst(open: Batch[], connects: number, into: Batch[] | null): number {
  let missing = connects;
  for (let first = open[0]; missing > 0 && first; first = open[0]) {
    const left = Math.min(first.left, missing);
    into?.push({ expiresOn: first.expiresOn, left });
    missing -= left;
    first.left -= left;
    if (first.left === 0) open.shift();
  }
  return missing;
}

/** Gives back what can still be spent, then what is gone with its expiry. Returns what none of it brings back. */
function giveBack(open: Batch[], burnt: readonly Batch[], connects: number, on: Day): number {
  let rest = connects;
  for (const isUsable of [true, false]) {
    for (const each of burnt) {
      if (each.expiresOn > on !== isUsable) continue;
      const back = Math.min(each.left, rest);
      each.left -= back;
      rest -= back;
      if (isUsable && back > 0) addBatch(open, each.expiresOn, back);
    }
  }
  return rest;
}

/** In the order of expiry. Most belong at the end. */
function addBatch(open: Batch[], expiresOn: Day, left: number): void {
  let at = open.length;
  while (at > 0 && (open[at - 1] as Batch).expiresOn > expiresOn) at -= 1;
  const there = open[at - 1];
  if (there?.expiresOn === expiresOn) there.left += left;
  else open.splice(at, 0, { expiresOn, left });
}
