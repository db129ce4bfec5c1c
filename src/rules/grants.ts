/** Grants and what happens to them: burned first issued first, lapsed on their day, given back by refunds. */
import type { Day } from './calendar.ts';

/** Connects that came in and are not all spent. `id` is its transaction's. */
export interface Grant {
  readonly id: number;
  /** The first day they are gone. */
  readonly expiresOn: Day;
  readonly left: number;
}

/** Connects burned from one grant. */
export interface Slice {
  readonly grant: number;
  readonly expiresOn: Day;
  readonly connects: number;
}

/** Open grants in the order they will be burned: earliest expiry, then lowest id. */
export type Grants = readonly Grant[];

export const total = (grants: Grants): number => grants.reduce((sum, grant) => sum + grant.left, 0);

export function add(grants: Grants, grant: Grant): Grants {
  const at = grants.findIndex(
    (other) => other.expiresOn > grant.expiresOn || (other.expiresOn === grant.expiresOn && other.id > grant.id),
  );
  return at < 0 ? [...grants, grant] : grants.toSpliced(at, 0, grant);
}

/** Takes `connects` from the grants in their order; `missing` is what they could not give. */
export function burn(grants: Grants, connects: number): { grants: Grants; slices: readonly Slice[]; missing: number } {
  const slices: Slice[] = [];
  let missing = connects;
  let emptied = 0;
  for (const grant of grants) {
    if (missing === 0) break;
    const taken = Math.min(grant.left, missing);
    slices.push({ grant: grant.id, expiresOn: grant.expiresOn, connects: taken });
    missing -= taken;
    if (taken === grant.left) emptied += 1;
  }
  const rest = grants.slice(emptied);
  const last = slices.at(-1);
  const first = rest[0];
  if (first && last?.grant === first.id) rest[0] = { ...first, left: first.left - last.connects };
  return { grants: rest, slices, missing };
}

/** Parts the grants into those still usable on `day` and those gone by it. */
export function lapse(grants: Grants, day: Day): { grants: Grants; lapsed: Grants } {
  const usable = grants.findIndex((grant) => grant.expiresOn > day);
  if (usable === 0) return { grants, lapsed: [] };
  return usable < 0
    ? { grants: [], lapsed: grants }
    : { grants: grants.slice(usable), lapsed: grants.slice(0, usable) };
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

export const sum = (slices: readonly Slice[]): number =>
  slices.reduce((connects, slice) => connects + slice.connects, 0);

/** Of these slices, those whose grant is still usable on `day`. */
export const usable = (slices: readonly Slice[], day: Day): readonly Slice[] =>
  slices.filter((slice) => slice.expiresOn > day);

/** Puts slices back where they came from, each with its old expiry. */
export function giveBack(grants: Grants, slices: readonly Slice[]): Grants {
  return slices.reduce<Grants>((open, slice) => {
    const at = open.findIndex((grant) => grant.id === slice.grant);
    const grant = open[at];
    return grant
      ? open.with(at, { ...grant, left: grant.left + slice.connects })
      : add(open, { id: slice.grant, expiresOn: slice.expiresOn, left: slice.connects });
  }, grants);
}
