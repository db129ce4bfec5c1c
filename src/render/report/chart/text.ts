/** Text that a user once pasted, as a page can bear it: cut where it is endless, and kept to its own direction. */
import { cutText, textWidth } from '../../text/text-width.ts';
import { type Html, html } from './html.ts';

/** Nobody reads more of a title in a table. */
const MOST = 100;

/** A word of more columns may be broken anywhere. A shorter one has room on the line of a phone. */
const WHOLE_WORD = 20;

export const typedText = (text: string, columns = MOST): Html =>
  html`<bdi>${cutText(text, columns)
    .split(/(\s+)/)
    .map((word) => (textWidth(word) > WHOLE_WORD ? html`<span class="long">${word}</span>` : word))}</bdi>`;
