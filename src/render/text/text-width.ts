/** How wide text is in a terminal, and text cut to a width: what a reader takes for one character stays whole. */
import truncatedWidth from 'fast-string-truncated-width';

/** Vowel signs of Hindi and its relatives that take a column of their own; the library counts none. */
const SPACING_MARK = /\p{Mc}/gu;

/** How many columns a terminal gives the text. Colours take none. */
export const textWidth = (text: string): number =>
  truncatedWidth(text).width + (PLAIN_LETTERS.test(text) ? 0 : (text.match(SPACING_MARK)?.length ?? 0));

const PLAIN_LETTERS = /^[\u0020-\u024f]*$/;

/** On top of one letter, more marks than this would cover the lines above. */
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;

/** Code units of a character such as a family of emoji. */
const LONGEST = 12;

/** Plain text cut to so many columns, with an ellipsis where something is cut off. A wide character counts as two. */
export function cutText(text: string, columns: number): string {
  const plain = text.replace(PILED_MARKS, '$1');
  if (plain.length <= columns * LONGEST && textWidth(plain) <= columns) return plain;
  let kept = '';
  let room = columns - 1;
  for (const { segment } of new Intl.Segmenter().segment(plain.slice(0, columns * LONGEST))) {
    room -= textWidth(segment);
    if (room < 0) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
