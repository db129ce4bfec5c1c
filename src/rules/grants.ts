/** Grants and what happens to them: burned first issued first, lapsed on their day, given back by refunds. */
import { type Day, monthsLater } from './calendar.ts';

/** What a grant's place among the others hangs on. */
interface Ordered {
  /** The transaction that brought it. */
  readonly id: number;
  /** The first day they are gone. */
  readonly expiresOn: Day;
  /** The instant of its recording, UTC. */
  readonly at: string;
}

/** Connects that came in and are not all spent. */
export interface Grant extends Ordered {
  readonly left: number;
}

/** Connects burned from one grant. */
export interface Slice extends Ordered {
  readonly connects: number;
}

/**
 * Open grants in the order they will be burned: earliest expiry, then first recorded, which is the lowest id until
 * another copy of the ledger is merged, and the same in every copy.
 * A replay under way changes those that are its own in place: there may be thousands.
 */
export type Grants = readonly Grant[];
type OwnGrant = { -readonly [key in keyof Grant]: Grant[key] };

export const total = (grants: Grants): number => grants.reduce((sum, grant) => sum + grant.left, 0);

/** The day a grant is gone: a year after it was issued, where nothing else was said. */
export const expiryOf = ({ on, expiresOn }: { readonly on: Day; readonly expiresOn: Day | null }): Day =>
  expiresOn ?? monthsLater(on, 12);

function burningOrder(a: Ordered, b: Ordered): number {
  if (a.expiresOn !== b.expiresOn) return a.expiresOn < b.expiresOn ? -1 : 1;
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.id - b.id;
}

/** Where a grant stands among the others, or would stand. */
function placeOf(grants: Grants, grant: Ordered): number {
  let [low, high] = [0, grants.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = grants[middle];
    if (there && burningOrder(there, grant) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function add(open: OwnGrant[], grant: OwnGrant): void {
  open.splice(placeOf(open, grant), 0, grant);
}

/** Takes `connects` from the grants in their order, in place; `missing` is what they could not give. */
export function burn(open: OwnGrant[], connects: number): { slices: readonly Slice[]; missing: number } {
  const slices: Slice[] = [];
  let missing = connects;
  let emptied = 0;
  for (const grant of open) {
    if (missing === 0) break;
    const taken = Math.min(grant.left, missing);
    const { id, expiresOn, at } = grant;
    slices.push({ id, expiresOn, at, connects: taken });
    missing -= taken;
    if (taken === grant.left) emptied += 1;
    else grant.left -= taken;
  }
  // Not `splice`, which would move all the others for each of them.
  for (; emptied > 0; emptied -= 1) open.shift();
  return { slices, missing };
}

/** Takes out the grants that are gone by `day`. */
export const expire = (open: OwnGrant[], day: Day): Grants => open.splice(0, goneBy(open, day));

/** Parts the grants into those still usable on `day` and those gone by it. */
export function lapse(grants: Grants, day: Day): { grants: Grants; lapsed: Grants } {
  const gone = goneBy(grants, day);
  return { grants: grants.slice(gone), lapsed: grants.slice(0, gone) };
}

function goneBy(grants: Grants, day: Day): number {
  const usable = grants.findIndex((grant) => grant.expiresOn > day);
  return usable < 0 ? grants.length : usable;
}

/** The next `connects` of the slices after the first `skip` of them. */
export function portion(slices: readonly Slice[], skip: number, connects: number): readonly Slice[] {
  const taken: Slice[] = [];
  let before = skip;
  let wanted = connects;
  for (const slice of slices) {
    const here = Math.min(Math.max(slice.connects - before, 0), wanted);
    before = Math.max(before - slice.connects, 0);
    wanted -= here;
    if (here > 0) taken.push({ ...slice, connects: here });
  }
  return taken;
}

/** What is left of the slices once these are taken out of them. */
export function without(slices: readonly Slice[], taken: readonly Slice[]): readonly Slice[] {
  const by = new Map<number, number>();
  for (const { id, connects } of taken) by.set(id, (by.get(id) ?? 0) + connects);
  return slices.flatMap((slice): Slice | readonly [] => {
    const here = Math.min(by.get(slice.id) ?? 0, slice.connects);
    by.set(slice.id, (by.get(slice.id) ?? 0) - here);
    return here === slice.connects ? [] : { ...slice, connects: slice.connects - here };
  });
}

export const sum = (slices: readonly Slice[]): number =>
  slices.reduce((connects, slice) => connects + slice.connects, 0);

/** Of these slices, those whose grant is still usable on `day`. */
export const usable = (slices: readonly Slice[], day: Day): readonly Slice[] =>
  slices.filter((slice) => slice.expiresOn > day);

/** Puts slices back where they came from, each with its old expiry. */
export function giveBack(open: OwnGrant[], slices: readonly Slice[]): void {
  for (const { id, expiresOn, at, connects } of slices) {
    const place = placeOf(open, { id, expiresOn, at });
    const grant = open[place];
    if (grant?.id === id) grant.left += connects;
    else open.splice(place, 0, { id, expiresOn, at, left: connects });
  }
}
