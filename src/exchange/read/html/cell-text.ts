/** The texts of one cell or row by the element that holds them: a label, a link, an amount, words for a screen reader. */
import { collapseSpace } from '../fold-space.ts';
import { hasClass, type TagAttributes, type TagSink } from './tokenize-html.ts';

export type TextKind = 'label' | 'link' | 'amount' | 'words' | 'plain';

export interface CellText extends TagSink {
  /** The texts of that kind, in order, none empty. */
  of(kind: TextKind): readonly string[];
  readonly href: string | null;
}

/** A title has at most some hundred characters; what is longer is cut, so that no cell can fill the memory. */
const LONGEST = 2000;
const MOST_PIECES = 16;

export function cellText(): CellText {
  const found: { readonly kind: TextKind; text: string }[] = [];
  let [inLabel, inLink] = [false, false];
  let last: TextKind = 'plain';
  let fresh = true;
  let href: string | null = null;
  const kind = (): TextKind => (inLink ? 'link' : inLabel ? 'label' : last);
  return {
    open(name, attributes) {
      if (name === 'a') {
        inLink = true;
        href ??= attributes.get('href') ?? null;
      } else if (name === 'small') inLabel = true;
      last = kindOf(attributes);
      fresh = true;
    },
    text(text) {
      const now = kind();
      const piece = found.at(-1);
      // A link or a label is one text, whatever tags are inside; elsewhere every tag begins a new text.
      const goesOn = piece?.kind === now && (!fresh || now === 'link' || now === 'label');
      if (piece && goesOn) {
        if (piece.text.length < LONGEST) piece.text += text;
      } else if (text.trim() !== '' && found.length < MOST_PIECES) found.push({ kind: now, text });
      fresh = false;
    },
    close(name) {
      if (name === 'a') inLink = false;
      else if (name === 'small') inLabel = false;
      last = 'plain';
      fresh = true;
    },
    of: (wanted) =>
      found.filter((piece) => piece.kind === wanted).map(({ text }) => collapseSpace(text).slice(0, LONGEST)),
    get href() {
      return href;
    },
  };
}

function kindOf(attributes: TagAttributes): TextKind {
  if (attributes.get('aria-hidden') === 'true') return 'amount';
  return hasClass(attributes, 'sr-only') ? 'words' : 'plain';
}
