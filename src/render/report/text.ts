/** Text that a user once pasted, as a page can bear it: cut where it is endless, and kept to its own direction. */
import { textWidth } from '../wrap.ts';
import { type Html, html } from './html.ts';

/** Nobody reads more of a title in a table. */
const MOST = 100;

/** On top of one letter, more marks than this would cover the lines above. */
const PILED = /(\p{M}{3})\p{M}+/gu;

/** Cut to so many columns, a wide character counting as two. What a reader takes for one character stays whole. */
export function cutText(text: string, columns: number): string {
  const plain = text.replace(PILED, '$1');
  if (plain.length <= columns && textWidth(plain) <= columns) return plain;
  let kept = '';
  let room = columns - 1;
  for (const { segment } of new Intl.Segmenter().segment(plain.slice(0, columns * LONGEST))) {
    room -= textWidth(segment);
    if (room < 0) return `${kept.trimEnd()}…`;
    kept += segment;
  }
  return kept === plain ? kept : `${kept}…`;
}

/** Code units of a character such as a family of emoji. */
const LONGEST = 12;

/** A word of more columns may be broken anywhere. A shorter one has room on the line of a phone. */
const WHOLE_WORD = 20;

export const typedText = (text: string, columns = MOST): Html =>
  html`<bdi>${cutText(text, columns)
    .split(/(\s+)/)
    .map((word) => (textWidth(word) > WHOLE_WORD ? html`<span class="long">${word}</span>` : word))}</bdi>`;
