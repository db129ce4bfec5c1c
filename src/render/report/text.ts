/** Text that a user once pasted, as a page can bear it: cut where it is endless, and kept to its own direction. */
import { cutText } from '../text-width.ts';
import { type Html, html } from './html.ts';

/** Nobody reads more of a title in a table. */
const MOST = 100;

export const typedText = (text: string, columns = MOST): Html => html`<bdi>${cutText(text, columns)}</bdi>`;
