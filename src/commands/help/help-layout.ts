/** How help is laid out: what a command does and examples come first, then what its words mean, and last its options. */
import { type Argument, type Command as Cli, Help } from 'commander';
import type { CommandPage } from '../../manual/command-pages.ts';
import { commandLineage } from '../line/globals.ts';
import { examplesOf } from '../line/usage.ts';
import { TOPIC_NAMES } from './help-topics.ts';

/** What only the help of a command needs; it is loaded where that is shown. */
interface HelpManual {
  readonly pages: Readonly<Record<string, CommandPage>>;
  readonly sectionText: (section: NonNullable<CommandPage['sections']>[number], columns: number) => string;
}

const HELP_WORDS = ['help', '--help', '-h'];

/** Null where the line does not ask for the help of a command. */
export async function loadManual(argv: readonly string[]): Promise<HelpManual | null> {
  if (argv.length < 2 || !argv.some((word) => HELP_WORDS.includes(word))) return null;
  const { COMMAND_PAGES } = await import('../../manual/command-pages.ts');
  const { sectionText } = await import('../../manual/topic-text.ts');
  return { pages: COMMAND_PAGES, sectionText };
}

/** The words of a command behind the program's name. */
export const commandWords = (cli: Cli): string =>
  commandLineage(cli)
    .slice(1)
    .map((each) => each.name())
    .join(' ');

/** Less room beside a word is too narrow to read: its meaning stands beneath it. */
export const LEAST_ITEM_COLUMNS = 24;

/** Words that commander reads as one list are called in the help as the usage calls them. */
export function argumentsAsUsed(this: Help | undefined, cli: Cli): Argument[] {
  const given = Help.prototype.visibleArguments.call(this, cli);
  const [words] = given;
  const usage = cli.usage().replace('[options]', '').trim();
  if (given.length !== 1 || !words?.variadic || usage.includes(words.name())) return given;
  return [Object.create(words, { name: { value: () => usage } })];
}

export function itemText(help: Help, term: string, termWidth: number, meaning: string): string {
  const columns = help.helpWidth ?? 80;
  if (meaning === '' || columns - termWidth - 4 >= LEAST_ITEM_COLUMNS)
    return Help.prototype.formatItem.call(help, term, termWidth, meaning, help);
  return `  ${term}\n${help.boxWrap(meaning, columns - 6).replace(/^/gm, '      ')}`;
}

/** What it does stands beneath an example where both do not fit in a line. */
const exampleText = (line: string, columns: number): string =>
  `  ${line.length + 2 <= columns ? line : line.replace(/ {2,}/, '\n      ')}`;

export function helpText(cli: Cli, help: Help, manual: HelpManual | null): string {
  const [usage = '', description = '', ...sections] = Help.prototype.formatHelp
    .call(help, cli, help)
    .trimEnd()
    .split('\n\n');
  const options = sections.filter((section) => section.startsWith('Options:'));
  const rest = sections.filter((section) => !options.includes(section));
  const examples = examplesOf(cli);
  const page = manual?.pages[commandWords(cli)];
  const columns = help.helpWidth ?? 80;
  const sectionsOf = (more: CommandPage['sections'] = []) =>
    more.flatMap((section) => manual?.sectionText(section, columns) ?? []);
  return `${[
    usage,
    description,
    ...(examples.length > 0 ? [`Examples:\n${examples.map((line) => exampleText(line, columns)).join('\n')}`] : []),
    ...sectionsOf(page?.sections),
    ...rest,
    ...options,
    ...(manual && page ? notes(page, manual, columns) : []),
    ...sectionsOf(page?.appendix),
    cli.parent
      ? 'Options that every command takes: connects --help'
      : `Topics, with connects help TOPIC:\n  ${TOPIC_NAMES}`,
  ].join('\n\n')}\n`;
}

function notes({ upwork, topics = [] }: CommandPage, { sectionText }: HelpManual, columns: number): readonly string[] {
  const more = topics.map((topic) => `connects help ${topic}`).join(', ');
  return [
    ...(upwork === null ? [] : [sectionText({ heading: 'On Upwork', blocks: [upwork] }, columns)]),
    ...(more === '' ? [] : [`More: ${more}`]),
  ];
}
