/** The differences of two rulebooks, number by number. Sources, titles and days decide nothing and are left out. */
import { EDITIONS } from './editions.ts';
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

/** The first edition has every section and field, in the order in which they are listed. */
const [SHAPE] = EDITIONS;

export const RULEBOOK_SECTIONS = Object.keys(SHAPE ?? {}).filter(
  (name): name is RulebookSection => !['id', 'since', 'title'].includes(name),
);

/** Sections that a rulebook of a user's own may leave out: then nothing of it is published. */
export const OPTIONAL_SECTIONS: readonly RulebookSection[] = ['fee', 'adCredits'];

/** Whether it is an object with names, and no list. */
export const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lists the numbers below a path. A map with free names, such as the badges, is empty in the shape. */
function walk(path: string, shape: unknown, value: unknown): RulebookNumber[] {
  if (!isFields(value))
    return [{ path, value: Array.isArray(value) ? value.join(', ') : (value as RulebookValue | null) }];
  const fixed = isFields(shape) ? Object.keys(shape) : [];
  const names = fixed.length > 0 ? fixed.filter((name) => name !== 'source') : Object.keys(value).sort();
  return names.flatMap((name) => walk(`${path}.${name}`, isFields(shape) ? shape[name] : null, value[name] ?? null));
}

/** Every number of one section, in the rulebook's order. */
export const rulebookNumbers = (rulebook: Rulebook, section: RulebookSection): readonly RulebookNumber[] =>
  walk(section, SHAPE?.[section], rulebook[section] ?? {});

function sectionChanges(a: readonly RulebookNumber[], b: readonly RulebookNumber[]): RulebookChange[] {
  const before = new Map(a.map((leaf) => [leaf.path, leaf.value]));
  const after = new Map(b.map((leaf) => [leaf.path, leaf.value]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((path) => ({ path, from: before.get(path) ?? null, to: after.get(path) ?? null }))
    .filter(({ from, to }) => from !== to);
}

/** The changes from `a` to `b`, in the rulebook's order. */
export const rulebookChanges = (a: Rulebook, b: Rulebook): readonly RulebookChange[] =>
  RULEBOOK_SECTIONS.flatMap((section) => sectionChanges(rulebookNumbers(a, section), rulebookNumbers(b, section)));
