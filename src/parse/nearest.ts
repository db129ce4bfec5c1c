/** The word that somebody most likely meant by one that is not known. */

/**
 * The nearest of the words that are known, if any is near: of the longer word no more than `share` is wrong, and with
 * more than one slip both begin alike, as `remove` means no `move`. Of two as near, the one that begins alike.
 */
export function nearest(given: string, known: readonly string[], share = 1 / 3): string | null {
  const typed = given.toLowerCase();
  const near = known
    .map((name) => ({ name, slips: slips(typed, name.toLowerCase()), alike: alike(typed, name.toLowerCase()) }))
    .filter(({ name, slips }) => slips <= share * Math.max(typed.length, name.length))
    .filter(({ slips, alike }) => slips < 2 || alike > 0)
    .sort((a, b) => a.slips - b.slips || b.alike - a.alike);
  return near[0]?.name ?? null;
}

/**
 * How many slips of the finger lie between two words: a letter too many, one too few, another one, or two neighbours
 * swapped. The last is one slip here and two in the distance of Levenshtein (this one is called "optimal string alignment").
 */
function slips(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const ways = [
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ...(isSwapped ? [(before[j - 2] ?? 0) + 1] : []),
      ];
      next.push(Math.min(...ways));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}

/** How many characters two words have in common at their beginning. */
function alike(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
