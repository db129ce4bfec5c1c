/** Proposals grouped by the values of one key of their tags, such as `template`. */
import { STATS_GROUPINGS, type StatsCell, type StatsGrouping } from '../../rules/state/proposal-sums.ts';
import { tagKeys, tagPair } from '../../rules/values/tag-pair.ts';

/** What was asked for: a grouping of the program's own, or the tags of one key; null: neither, but these keys are known. */
export type FoundGrouping =
  | { readonly by: StatsGrouping; readonly key: null }
  | { readonly by: 'tag'; readonly key: string; readonly tags: readonly string[] }
  | { readonly by: null; readonly keys: readonly string[] };

/**
 * `tags`: every tag of the ledger. The program's own groupings come first; with `=` behind it, as in `month=`, a word is
 * always a key.
 */
export function findGrouping(given: string, tags: readonly string[]): FoundGrouping {
  const typed = given.trim().toLowerCase();
  const wanted = typed.replace(/\s*=$/, '');
  const own = typed === wanted ? ownGrouping(wanted) : undefined;
  if (own) return { by: own, key: null };
  const key = tagKeys(tags).find((each) => each.toLowerCase() === wanted);
  if (key === undefined) return { by: null, keys: askableKeys(tags) };
  return { by: 'tag', key, tags: tags.filter((tag) => tagPair(tag)?.key.toLowerCase() === wanted) };
}

/** The keys of these tags, written so that each can be asked for. */
export const askableKeys = (tags: readonly string[]): readonly string[] =>
  tagKeys(tags).map((key) => (ownGrouping(key) ? `${key}=` : key));

const ownGrouping = (word: string): StatsGrouping | undefined =>
  STATS_GROUPINGS.find((each) => each === word.toLowerCase());

/** The cells by tag as cells by value. */
export const cellsByValue = (cells: readonly StatsCell[]): readonly StatsCell[] =>
  cells.map((cell) => ({ ...cell, group: cell.group === null ? null : (tagPair(cell.group)?.value ?? null) }));
