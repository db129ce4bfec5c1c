/** Markup as a value of its own: text put into it is escaped, always, and nothing else can become markup. */
import { visible } from '../../text/visible.ts';

const MARKUP: unique symbol = Symbol('markup');

/** Only the template below makes it, so no text can pass for it. */
export interface Html {
  readonly [MARKUP]: string;
}

/** What a template takes: markup as it is, text and numbers escaped, nothing for null. */
export type HtmlPiece = Html | string | number | null | readonly HtmlPiece[];

/** Attributes must stand in double quotes. */
export const html = (fixed: TemplateStringsArray, ...pieces: readonly HtmlPiece[]): Html => ({
  [MARKUP]: fixed.map((text, i) => text + (i < pieces.length ? written(pieces[i] ?? null) : '')).join(''),
});

export const htmlText = (piece: Html): string => piece[MARKUP];

function written(piece: HtmlPiece): string {
  if (piece === null) return '';
  if (typeof piece === 'number') return String(piece);
  if (typeof piece === 'string') return escaped(piece);
  return MARKUP in piece ? piece[MARKUP] : piece.map(written).join('');
}

const NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => visible(text).replace(/[&<>"']/g, (character) => NAMES[character] ?? '');
