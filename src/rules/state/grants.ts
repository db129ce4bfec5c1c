/**
 * Grants and what happens to them: burned first issued first, lapsed on their day, given back by refunds.
 * Each Connect of a grant has a number, from 0. Burning takes the lowest free number, so each Connect has a price.
 * Just over 200 lines: burning, lapsing and giving back share one account of numbers.
 */
import { type Day, monthsLater } from '../values/calendar.ts';

/** The order of grants depends on these. */
interface Dated {
  /** The first day on which it cannot be spent. */
  readonly expiresOn: Day;
  /** The instant of its recording, UTC. */
  readonly at: string;
}

/** Numbers of Connects within a grant; `to` is the first that is not among them. */
export type UnitRange = readonly [from: number, to: number];

/** Connects that were received and are not all spent. */
export interface Grant extends Dated {
  /** The transaction that brought it. */
  readonly id: number;
  /** The number of free Connects. */
  readonly left: number;
  /** Which of its Connects are free, lowest first. It is one range until a refund leaves a gap. */
  readonly free: readonly UnitRange[];
}

/** Connects burned from one grant, by their numbers; `to` is the first that is not among them. */
export interface Slice extends Dated {
  readonly grant: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Open grants in the order they will be burned: earliest expiry, then first recorded. That is the lowest id until
 * another copy of the ledger is merged, and it is the same in every copy.
 * A running replay changes its own grants in place, because there may be thousands.
 */
export type OpenGrants = readonly Grant[];
type OwnGrant = { -readonly [key in keyof Grant]: Grant[key] };

type Expiring = Pick<Grant, 'expiresOn'>;
type Left = Pick<Grant, 'left'>;

export const grantTotal = (grants: readonly Left[]): number => grants.reduce((sum, grant) => sum + grant.left, 0);

/** The first day on which a grant cannot be spent: a year after its issue, unless the transaction says otherwise. */
export const expiryOf = ({ on, expiresOn }: { readonly on: Day; readonly expiresOn: Day | null }): Day =>
  expiresOn ?? monthsLater(on, 12);

type Placed = Pick<Grant, 'id' | 'expiresOn' | 'at'>;

function burningOrder(a: Placed, b: Placed): number {
  if (a.expiresOn !== b.expiresOn) return a.expiresOn < b.expiresOn ? -1 : 1;
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.id - b.id;
}

/** The index of a grant among the others, or the index where it belongs. */
function placeOf(grants: OpenGrants, grant: Placed): number {
  let [low, high] = [0, grants.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = grants[middle];
    if (there && burningOrder(there, grant) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function addGrant(open: OwnGrant[], grant: OwnGrant): void {
  const last = open.at(-1);
  // Most expire last of all.
  if (!last || burningOrder(last, grant) < 0) open.push(grant);
  else open.splice(placeOf(open, grant), 0, grant);
}

/** Takes `connects` from the grants in their order, in place; `missing` is the number that they lack. */
export function burn(open: OwnGrant[], connects: number): { slices: readonly Slice[]; missing: number } {
  const slices: Slice[] = [];
  let missing = connects;
  let emptied = 0;
  for (const grant of open) {
    if (missing === 0) break;
    const { id, expiresOn, at } = grant;
    const taken = Math.min(grant.left, missing);
    let wanted = taken;
    const rest: UnitRange[] = [];
    for (const [from, to] of grant.free) {
      const cut = Math.min(from + wanted, to);
      if (cut > from) slices.push({ grant: id, expiresOn, at, from, to: cut });
      if (to > cut) rest.push([cut, to]);
      wanted -= cut - from;
    }
    missing -= taken;
    grant.left -= taken;
    grant.free = rest;
    if (grant.left === 0) emptied += 1;
  }
  // `splice` would move all the others for each of them.
  for (; emptied > 0; emptied -= 1) open.shift();
  return { slices, missing };
}

/** Takes out the grants that can no longer be spent on `day`. */
export const expireGrants = (open: OwnGrant[], day: Day): OpenGrants => open.splice(0, countExpired(open, day));

/** The grants that can be spent on `day`. */
export const usableGrants = <G extends Expiring>(grants: readonly G[], day: Day): readonly G[] =>
  grants.slice(countExpired(grants, day));

function countExpired(grants: readonly Expiring[], day: Day): number {
  const usable = grants.findIndex((grant) => grant.expiresOn > day);
  return usable < 0 ? grants.length : usable;
}

/** The next `connects` of the slices after the first `skip` of them. */
export function slicePortion(slices: readonly Slice[], skip: number, connects: number): readonly Slice[] {
  const taken: Slice[] = [];
  let before = skip;
  let wanted = connects;
  for (const slice of slices) {
    const from = Math.min(slice.from + before, slice.to);
    const to = Math.min(from + wanted, slice.to);
    before -= from - slice.from;
    wanted -= to - from;
    if (to > from) taken.push({ ...slice, from, to });
  }
  return taken;
}

/** The slices without the taken ones. Each taken slice begins where a slice begins. */
export function withoutSlices(slices: readonly Slice[], taken: readonly Slice[]): readonly Slice[] {
  return slices.flatMap((slice): Slice | readonly [] => {
    const cut = taken.find(({ grant, from }) => grant === slice.grant && from === slice.from);
    if (!cut) return slice;
    return cut.to === slice.to ? [] : { ...slice, from: cut.to };
  });
}

export const sliceTotal = (slices: readonly Slice[]): number =>
  slices.reduce((connects, { from, to }) => connects + to - from, 0);

/** The slices whose grant can still be spent on `day`. */
export const usableSlices = (slices: readonly Slice[], day: Day): readonly Slice[] =>
  slices.filter((slice) => slice.expiresOn > day);

/** Puts slices back into their grants, each with its old expiry. */
export function giveBack(open: OwnGrant[], slices: readonly Slice[]): void {
  for (const { grant: id, expiresOn, at, from, to } of slices) {
    const place = placeOf(open, { id, expiresOn, at });
    const grant = open[place];
    if (grant?.id === id) {
      grant.left += to - from;
      grant.free = joined([...grant.free, [from, to]]);
    } else open.splice(place, 0, { id, expiresOn, at, left: to - from, free: [[from, to]] });
  }
}

/** The same numbers in as few ranges as possible, lowest first. */
function joined(ranges: readonly UnitRange[]): readonly UnitRange[] {
  const all: [from: number, to: number][] = [];
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = all.at(-1);
    if (last?.[1] === from) last[1] = to;
    else all.push([from, to]);
  }
  return all;
}

/**
 * The US cents that these Connects of a grant cost, of which the first `paid` cost `cents` in all.
 * The later ones of these bear what rounding leaves over.
 */
export function priceOf(
  { paid, cents }: { readonly paid: number; readonly cents: number | null },
  [from, to]: UnitRange,
): number {
  if (!cents) return 0;
  const upTo = (count: number): number => Number((BigInt(cents) * BigInt(Math.min(count, paid))) / BigInt(paid));
  return upTo(to) - upTo(from);
}

/** A cent in the unit in which the cost of a proposal is kept: sums of it are rounded once, where they are shown. */
export const MICROS_PER_CENT = 1_000_000;

/** The same in millionths of a cent. What the books say of each Connect is in whole cents. */
export const microPriceOf = (
  { paid, cents }: { readonly paid: number; readonly cents: number | null },
  units: UnitRange,
): number => priceOf({ paid, cents: cents && cents * MICROS_PER_CENT }, units);

/** How many of these Connects are among the first `paid` of their grant. */
export const paidAmong = (paid: number, [from, to]: UnitRange): number => Math.max(0, Math.min(to, paid) - from);

/** What expires next: all that goes on that day. Null: nothing is left. */
export function nextExpiry(open: OpenGrants, day: Day): { readonly connects: number; readonly on: Day } | null {
  const [first] = usableGrants(open, day);
  if (!first) return null;
  return { connects: grantTotal(open.filter(({ expiresOn }) => expiresOn === first.expiresOn)), on: first.expiresOn };
}
