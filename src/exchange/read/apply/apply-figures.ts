/** The amounts of Connects on Upwork's apply page, each beside the words that say what it is. A number without such words is never read. */
import type { ApplyFigure } from './apply-page.ts';

/** What an amount is: `total` is the cost with the bid, `left` what the page says remains after sending. */
export type FigureKind = 'cost' | 'bid' | 'total' | 'available' | 'left';

export type ApplyFigures = Readonly<Record<FigureKind, readonly ApplyFigure[]>>;

/** An amount has no sign on this page: one that has must not be read without it. */
const N = String.raw`([-+\u2010-\u2015\u2212]\s?)?(\d{1,3}(?:,\d{3})+|\d{1,6})`;
const CONNECTS = String.raw`${N}\s+connects?\b`;
const phrase = (words: string): RegExp => new RegExp(words, 'gi');
/** Words that are common in running text count only at the beginning of a line. */
const atLineStart = (words: string): RegExp => new RegExp(`^${words}`, 'gim');

/** The words of the page in its wide and its narrow layout, and of its older forms. */
const WORDS: Readonly<Record<FigureKind, readonly RegExp[]>> = {
  cost: [
    phrase(String.raw`\bthis (?:proposal|job) requires\s+${CONNECTS}`),
    phrase(String.raw`\brequired for (?:this )?proposal:?\s+${CONNECTS}`),
  ],
  bid: [phrase(String.raw`\bbid to boost:?\s+${CONNECTS}`)],
  total: [
    atLineStart(String.raw`total:?\s+${CONNECTS}`),
    atLineStart(String.raw`(?:send|submit(?: a| your)?(?: proposal)?) for:?\s+${CONNECTS}`),
  ],
  available: [
    phrase(String.raw`\bas an? [^()\n]{3,80}\(\s*${CONNECTS} available[.)]*`),
    phrase(String.raw`\bas an? [^()\n]{3,80}\n\(\s*${CONNECTS} available[.)]*`),
    atLineStart(String.raw`available connects:?\s+${N}(?:\s+connects?)?$`),
    atLineStart(String.raw`connects available:?\s+${N}(?:\s+connects?)?$`),
  ],
  left: [
    phrase(String.raw`\byou(?:'ll| will) have\s+${CONNECTS}\s+(?:remaining|left)`),
    atLineStart(String.raw`remaining balance:?\s+${CONNECTS}`),
  ],
};

/** What is left may be less than nothing; any other amount with a sign is none. */
const WITH_SIGN: Readonly<Record<FigureKind, number>> = {
  ...{ cost: Number.NaN, bid: Number.NaN, total: Number.NaN, available: Number.NaN },
  left: -1,
};

/** Pieces of text as they are compared: with plain apostrophes, and without marks that cannot be seen. */
const comparable = (pieces: readonly string[]): string =>
  pieces
    .join('\n')
    .replace(/[‘’ʼ′]/g, "'")
    .replace(/\p{Cf}/gu, '');

/** Every amount in these pieces. Amounts that say the same with other words are all kept. */
export function applyFigures(pieces: readonly string[]): ApplyFigures {
  const text = comparable(pieces);
  const found = (kind: FigureKind): readonly ApplyFigure[] =>
    WORDS[kind].flatMap((words) =>
      [...text.matchAll(words)].map(([quote, sign, digits = '']) => ({
        connects: (sign ? WITH_SIGN[kind] : 1) * Number(digits.replaceAll(',', '')),
        quote: quote.replace(/\s+/g, ' '),
      })),
    );
  return {
    cost: found('cost'),
    bid: found('bid'),
    total: found('total'),
    available: found('available'),
    left: found('left'),
  };
}
