/** Text made safe for a terminal: nothing in it can move the cursor, change a colour or turn the line around. */

// Control characters, line and paragraph separators, and the marks that reorder text.
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

const NAMES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u001b': '\\e' };

const escaped = (character: string): string =>
  NAMES[character] ?? `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;

/** The text with each such character spelled out, such as `\n`. */
export const visible = (text: string): string => text.replace(UNSAFE, escaped);

/** A label inside a sentence: without the full stop that some of Upwork's own end with. */
export const labelWords = (label: string): string => visible(label).replace(/\.$/, '');

/** One JSON object on one line. What JSON itself leaves raw is escaped too. */
export const jsonLine = (value: unknown): string =>
  `${JSON.stringify(value).replace(UNSAFE, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)}\n`;
