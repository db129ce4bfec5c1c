/** Breaks plain text into lines by the columns it takes. Paint afterwards: colours are not measured here. */
import type { PageStyle } from './paint.ts';
import { textWidth } from './text-width.ts';
import { visible } from './visible.ts';

/**
 * What stays whole: a command to copy, on a line of its own, after a colon up to the end of the sentence, elsewhere as
 * far as it looks like one; and a short quotation.
 */
const COMMAND_ALONE = /(?<=^ *)(?:connects|systemctl|launchctl|schtasks)(?: \S+)+/;
/** Within a paragraph no line is a command alone, even where the text begins with one. */
const WORDS_OF_PROSE =
  /(?<=: )connects(?: (?:[^.,;)\s]|[.,](?=\S))+)+\S*|\S?connects [a-z-]+(?: (?:(?!connects )[a-z-]+ ){0,2}(?:-{1,2}[a-z][\w-]*|[A-Z\d'"~/]\S*))*\S*|(?<=^|[\s(])'[^']{1,24}'\S*|\S+/g;
const WORDS = new RegExp(`${COMMAND_ALONE.source}|${WORDS_OF_PROSE.source}`, 'g');

/** Breaks at blanks only, so that an address stays whole even where it is wider than the page, and so does a command. */
export function wrapText(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const [word] of visible(text).trim().replace(/\s+/g, ' ').matchAll(WORDS_OF_PROSE)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer) > columns) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}

/** Sentences as one paragraph. One that ends with a command, and so without a full stop, ends its line. */
export function paragraphLines(sentences: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const sentence of sentences) {
    const last = lines.at(-1);
    if (last !== undefined && /[.!?)]$/.test(last)) lines[lines.length - 1] = `${last} ${sentence}`;
    else lines.push(sentence);
  }
  return lines;
}

/** Wrapped behind a first mark, with the following lines indented to match it. */
export function hangText(mark: string, text: string, columns: number): readonly string[] {
  const blank = ' '.repeat(textWidth(mark));
  const lines = wrapText(text, Math.max(columns - textWidth(mark), 1));
  return lines.map((line, i) => `${i === 0 ? mark : blank}${line}`);
}

/** A text with its name before it: in a column of that width, or after a colon where nothing is in columns. */
export function namedLines(
  { columns, isLinear = false }: PageStyle,
  width: number,
  [name, text]: readonly [name: string, text: string],
  paintName: (name: string) => string,
): readonly string[] {
  if (isLinear) return wrapText(`${name}: ${text}`, columns);
  const [first = '', ...more] = hangText(name.padEnd(width), text, columns);
  return [paintName(first.slice(0, width)) + first.slice(width), ...more];
}

/** A line as a terminal of that width shows it best: broken between words, with its indent kept. It may be painted. */
export function foldLine(line: string, columns: number): string {
  if (columns === Number.POSITIVE_INFINITY || textWidth(line) <= columns) return line;
  const indent = /^ */.exec(line)?.[0] ?? '';
  let folded = indent;
  let room = columns - indent.length;
  let end = indent.length;
  for (const { 0: word, index } of line.matchAll(WORDS)) {
    const gap = line.slice(end, index);
    const needed = textWidth(word);
    if (room < gap.length + needed && folded.trim() !== '') {
      folded += `\n${indent}`;
      room = columns - indent.length;
    } else {
      folded += gap;
      room -= gap.length;
    }
    folded += word;
    room -= needed;
    end = index + word.length;
  }
  return folded;
}
