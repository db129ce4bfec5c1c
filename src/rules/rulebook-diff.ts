/** What two rulebooks say differently, number by number. Sources, titles and days are left out: they decide nothing. */
import type { Rulebook } from './rulebook.ts';

export type RulebookValue = string | number | boolean;

/** One number of a rulebook and its path: `proposal.max`, `badges.connects.Top Rated`. */
export interface RulebookNumber {
  readonly path: string;
  readonly value: RulebookValue | null;
}

/** `null` on a side: nothing published there. Lists are compared whole, as "10, 20, 40". */
export interface RulebookChange {
  readonly path: string;
  readonly from: RulebookValue | null;
  readonly to: RulebookValue | null;
}

export type RulebookSection = Exclude<keyof Rulebook, 'id' | 'since' | 'title'>;

/** `true` for a value; lists and maps of free names count as one value here. */
type Shape<T> = T extends RulebookValue | null | readonly number[]
  ? true
  : string extends keyof T
    ? true
    : { readonly [F in Exclude<keyof T, 'source'>]: Shape<T[F]> };

const AMOUNT = { connects: true } as const;
const GRANT = { paid: true, free: true } as const;

/** The rulebook's own order; the compiler asks here for every new section and field. */
const SHAPE: { readonly [S in RulebookSection]: Shape<Rulebook[S]> } = {
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

export const RULEBOOK_SECTIONS = Object.keys(SHAPE) as readonly RulebookSection[];

type Tree = { readonly [name: string]: Tree | true };
type Value = RulebookValue | null | readonly number[] | { readonly [name: string]: Value };

function walk(path: string, shape: Tree | true, value: Value): RulebookNumber[] {
  if (Array.isArray(value)) return [{ path, value: value.join(', ') }];
  if (typeof value !== 'object' || value === null) return [{ path, value: value as RulebookValue | null }];
  const fields = value as { readonly [name: string]: Value };
  const names = shape === true ? Object.keys(fields).sort() : Object.keys(shape);
  return names.flatMap((name) =>
    walk(`${path}.${name}`, shape === true ? true : (shape[name] ?? true), fields[name] ?? null),
  );
}

/** Every number of one section, in the rulebook's order. */
export const rulebookNumbers = (rulebook: Rulebook, section: RulebookSection): readonly RulebookNumber[] =>
  walk(section, SHAPE[section] as Tree, rulebook[section] as unknown as Value);

function sectionChanges(a: readonly RulebookNumber[], b: readonly RulebookNumber[]): RulebookChange[] {
  const before = new Map(a.map((leaf) => [leaf.path, leaf.value]));
  const after = new Map(b.map((leaf) => [leaf.path, leaf.value]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((path) => ({ path, from: before.get(path) ?? null, to: after.get(path) ?? null }))
    .filter(({ from, to }) => from !== to);
}

/** What changes from `a` to `b`, in the rulebook's order. */
export const rulebookChanges = (a: Rulebook, b: Rulebook): readonly RulebookChange[] =>
  RULEBOOK_SECTIONS.flatMap((section) => sectionChanges(rulebookNumbers(a, section), rulebookNumbers(b, section)));
