/** Text made safe for a terminal: nothing in it can move the cursor, change a colour or turn the line around. */

/** Control characters, line and paragraph separators, and the marks that reorder text, spelled by `spell`. */
const spelled = (text: string, spell: (character: string) => string): string =>
  // Most texts are plain, and the first use of a class of Unicode takes a hundredth of a start.
  /^[ -~]*$/.test(text) ? text : text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, spell);

const codeUnit = (character: string): string => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;

const NAMES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u001b': '\\e' };

/** The text with each such character spelled out, such as `\n`. */
export const visible = (text: string): string => spelled(text, (character) => NAMES[character] ?? codeUnit(character));

/** So much of a typed text is repeated: the rest says nothing more to who typed it. */
const MOST_REPEATED = 60;

/** The beginning of a typed text, as a refusal repeats it. */
export function repeatedText(text: string): string {
  const characters = text.length > MOST_REPEATED ? [...text.slice(0, 2 * MOST_REPEATED)] : [];
  return characters.length > MOST_REPEATED ? `${characters.slice(0, MOST_REPEATED - 1).join('')}…` : text;
}

/** The same of a whole table or book that a terminal shows: its lines stay lines. */
export const visibleLines = (whole: string): string =>
  whole
    .split(/\r?\n/)
    .map((line) => visible(line))
    .join('\n');

/** A label inside a sentence: without the full stop that some of Upwork's own end with. */
export const labelWords = (label: string): string => visible(label).replace(/\.$/, '');

/** One JSON value on one line. What JSON itself leaves raw is escaped too. */
export const jsonText = (value: unknown): string => spelled(JSON.stringify(value), codeUnit);

/** The same with its end of line. */
export const jsonLine = (value: unknown): string => `${jsonText(value)}\n`;
