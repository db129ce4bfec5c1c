/** How alike two titles are: people type a job's title shorter, in another case, or in other words. */

/** Certain first. */
const GRADES = ['equal', 'beginning', 'part', 'most-words'] as const;

const wordsOf = (title: string): readonly string[] =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** The title without case, punctuation and spaces, so that those of one title are equal. */
export const foldedTitle = (title: string): string => {
  const folded = wordsOf(title).join('');
  // A title of signs alone is equal only to itself.
  return folded === '' ? title.trim() : folded;
};

/**
 * 0 for titles that are equal but for case, punctuation and spaces; 1 where one is the beginning of the other, 2 where
 * it is a part of it, 3 where most of its words are in the other; null where they are not alike.
 */
export function titleLikeness(a: string, b: string): number | null {
  const grade = likenessOf(a, b);
  return grade === null ? null : GRADES.indexOf(grade);
}

function likenessOf(a: string, b: string): (typeof GRADES)[number] | null {
  if (foldedTitle(a) === foldedTitle(b)) return 'equal';
  const [short, long] = [wordsOf(a), wordsOf(b)].sort((x, y) => x.length - y.length);
  if (!short || !long || short.length === 0) return null;
  const [part, whole] = [` ${short.join(' ')} `, ` ${long.join(' ')} `];
  if (whole.startsWith(part)) return 'beginning';
  if (whole.includes(part)) return 'part';
  const known = new Set(long);
  const shared = short.filter((word) => known.has(word)).length;
  return shared * 2 > short.length ? 'most-words' : null;
}
