/** What two rulebooks say differently, number by number. Sources, titles and days are left out: they decide nothing. */
import type { Rulebook } from './rulebook.ts';

export type Scalar = string | number | boolean;

/** One number of a rulebook and where it stands: `proposal.max`, `badges.connects.Top Rated`. */
export interface Leaf {
  readonly path: string;
  readonly value: Scalar | null;
}

/** `null` on a side: nothing published there. Lists are compared whole, as "10, 20, 40". */
export interface Change {
  readonly path: string;
  readonly from: Scalar | null;
  readonly to: Scalar | null;
}

export type Section = Exclude<keyof Rulebook, 'id' | 'since' | 'title'>;

/** `true` where a value stands; lists and maps of free names count as one value here. */
type Shape<T> = T extends Scalar | null | readonly number[]
  ? true
  : string extends keyof T
    ? true
    : { readonly [F in Exclude<keyof T, 'source'>]: Shape<T[F]> };

const AMOUNT = { connects: true } as const;
const GRANT = { paid: true, free: true } as const;

/** The rulebook's own order; the compiler asks here for every new section and field. */
const SHAPE: { readonly [S in Section]: Shape<Rulebook[S]> } = {
  proposal: { min: true, max: true },
  invitation: AMOUNT,
  price: { cents: true },
  bundles: { sizes: true, custom: true },
  signup: AMOUNT,
  readinessTest: AMOUNT,
  monthly: { basic: GRANT, plus: GRANT },
  carryOver: { basic: true, plus: true },
  expiry: { months: true },
  cycle: { lastDay: true },
  interview: { connects: true, cap: true, days: true, invitations: true },
  badges: AMOUNT,
  certification: AMOUNT,
  survey: AMOUNT,
  refunds: { cancelled: true, removed: true, expired: true, lost: true, declined: true, withdrawn: true },
  boost: { available: true, slots: true },
};

export const SECTIONS = Object.keys(SHAPE) as readonly Section[];

type Tree = { readonly [name: string]: Tree | true };
type Value = Scalar | null | readonly number[] | { readonly [name: string]: Value };

function walk(path: string, shape: Tree | true, value: Value): Leaf[] {
  if (Array.isArray(value)) return [{ path, value: value.join(', ') }];
  if (typeof value !== 'object' || value === null) return [{ path, value: value as Scalar | null }];
  const fields = value as { readonly [name: string]: Value };
  const names = shape === true ? Object.keys(fields).sort() : Object.keys(shape);
  return names.flatMap((name) =>
    walk(`${path}.${name}`, shape === true ? true : (shape[name] ?? true), fields[name] ?? null),
  );
}

/** Every number of one section, in the rulebook's order. */
export const leaves = (rulebook: Rulebook, section: Section): readonly Leaf[] =>
  walk(section, SHAPE[section] as Tree, rulebook[section] as unknown as Value);

function sectionChanges(a: readonly Leaf[], b: readonly Leaf[]): Change[] {
  const before = new Map(a.map((leaf) => [leaf.path, leaf.value]));
  const after = new Map(b.map((leaf) => [leaf.path, leaf.value]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((path) => ({ path, from: before.get(path) ?? null, to: after.get(path) ?? null }))
    .filter(({ from, to }) => from !== to);
}

/** What changes from `a` to `b`, in the rulebook's order. */
export const changes = (a: Rulebook, b: Rulebook): readonly Change[] =>
  SECTIONS.flatMap((section) => sectionChanges(leaves(a, section), leaves(b, section)));
