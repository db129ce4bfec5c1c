/** Breaks plain text into lines by the columns it takes. Paint afterwards: colours are not measured here. */
import truncatedWidth from 'fast-string-truncated-width';
import { visible } from './visible.ts';

/** How many columns a terminal gives the text. */
export const textWidth = (text: string): number => truncatedWidth(text).width;

/** Breaks at blanks only, so that an address stays whole even where it is wider than the page. */
export function wrapText(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of visible(text)
    .split(/\s+/)
    .filter((one) => one !== '')) {
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
