/** A manual page in the language of `man`. Pure text: what makes the page is in `man-pages.ts`. */
import type { TopicBlock, TopicSection } from './topic.ts';

export interface ManualPage {
  readonly name: string;
  readonly chapter: 1 | 7;
  /** One line, as `whatis` shows it. */
  readonly summary: string;
  readonly sections: readonly TopicSection[];
}

export function roffPage({ name, chapter, summary, sections }: ManualPage, version: string): string {
  return [
    `.TH ${quoted(name.toUpperCase())} ${chapter} "" ${quoted(`connects ${version}`)} "connects manual"`,
    '.SH NAME',
    `${escaped(name)} \\- ${escaped(summary)}`,
    ...sections.flatMap(sectionLines),
    '',
  ].join('\n');
}

/** A dash that can be copied, no macro at the beginning of a line, and bold for what is in backticks. */
const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/`([^`]*)`/g, '\\fB$1\\fR')
    .replace(/^(?=[.'])/, '\\&');

const quoted = (text: string): string => `"${escaped(text).replaceAll('"', '\\(dq')}"`;

function sectionLines({ heading, blocks }: TopicSection): readonly string[] {
  const lines = blocks.flatMap(blockLines);
  if (heading === null) return lines;
  // A command is written as it is typed. A paragraph right behind a heading needs no macro.
  const title = heading.startsWith('connects ') ? heading : heading.toUpperCase();
  return [`.SH ${quoted(title)}`, ...(lines[0] === '.PP' ? lines.slice(1) : lines)];
}

function blockLines(block: TopicBlock): readonly string[] {
  if (typeof block === 'string') return ['.PP', escaped(block)];
  if ('lines' in block) return ['.PP', '.RS 4', '.EX', ...block.lines.map(escaped), '.EE', '.RE'];
  return block.terms.flatMap(([term, meaning]) => ['.TP', `\\fB${escaped(term)}\\fR`, escaped(meaning)]);
}
