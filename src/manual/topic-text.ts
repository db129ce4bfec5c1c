/** A topic as `connects help TOPIC` shows it: plain text that fits the page. Commands are never broken. */
import { textWidth } from '../render/text/text-width.ts';
import { wrapText } from '../render/text/wrap.ts';
import type { HelpTopic, TopicBlock, TopicSection } from './topic.ts';

export const topicText = ({ title, sections }: HelpTopic, columns: number): string =>
  `${[title, ...sections.map((section) => sectionText(section, columns))].join('\n\n')}\n`;

/** A section with its heading, without a line end. */
export function sectionText({ heading, blocks }: TopicSection, columns: number): string {
  const texts = blocks.map((block) => blockLines(block, columns).join('\n'));
  const [first = '', ...more] = texts;
  return [heading === null ? first : `${heading}:\n${first}`, ...more].join('\n\n');
}

/** Stands for a blank at which no line may end. */
const KEPT = '\uE000';

/** What is in backticks, such as a command to copy, is not broken. */
const wrapWhole = (text: string, columns: number): readonly string[] =>
  wrapText(
    text.replace(/`([^`]*)`/g, (_, whole: string) => whole.replaceAll(' ', KEPT)),
    columns,
  ).map((line) => line.replaceAll(KEPT, ' '));

const INDENT = '  ';
/** A longer term has its meaning in the next line. */
const LONGEST_TERM = 24;

function blockLines(block: TopicBlock, columns: number): readonly string[] {
  if (typeof block === 'string') return wrapWhole(block, columns);
  if ('lines' in block) return block.lines.map((line) => `${INDENT}${line}`);
  const widest = Math.max(...block.terms.map(([term]) => textWidth(term)).filter((width) => width <= LONGEST_TERM), 0);
  return block.terms.flatMap(([term, meaning]) => termLines(term, meaning, widest, columns));
}

function termLines(term: string, meaning: string, widest: number, columns: number): readonly string[] {
  const blank = `${INDENT}${' '.repeat(widest)}${INDENT}`;
  const [first = '', ...more] = wrapWhole(meaning, Math.max(columns - blank.length, 20)).map(
    (line) => `${blank}${line}`,
  );
  const head = `${INDENT}${term}`;
  if (first === '') return [head];
  return textWidth(term) > widest
    ? [head, first, ...more]
    : [`${head}${' '.repeat(widest - textWidth(term))}${first.slice(blank.length - INDENT.length)}`, ...more];
}
