/** The manual pages: one of the program, one of each command with its subcommands, and one of each topic. */
import type { Command as Cli } from 'commander';
import { commandWords } from '../commands/help/help-layout.ts';
import { HELP_TOPICS } from '../commands/help/help-topics.ts';
import { LISTED_SUBCOMMANDS } from '../commands/index.ts';
import { examplesOf } from '../commands/line/usage.ts';
import { COMMAND_PAGES } from '../manual/command-pages.ts';
import type { ManualPage } from '../manual/roff.ts';
import { type TopicSection, termsOf } from '../manual/topic.ts';
import { environmentTopic } from '../manual/topics/environment.ts';
import { exitTerms } from '../manual/topics/exit-codes.ts';
import { VARIABLE_MEANINGS } from '../manual/variable-meanings.ts';

export async function manualPages(program: Cli): Promise<readonly ManualPage[]> {
  const topics = Object.entries(HELP_TOPICS).map(async ([name, load]): Promise<ManualPage> => {
    const { title, sections } = await load();
    // A page of `man` needs a heading above its first text.
    const [first, ...more] = sections;
    const named = first?.heading === null ? [{ heading: 'Description', blocks: first.blocks }, ...more] : sections;
    return { name: `connects-${name}`, chapter: 7, summary: title, sections: [...named, seeAlso(['connects(1)'])] };
  });
  return [programPage(program), ...program.commands.map(commandPage), ...(await Promise.all(topics))];
}

const topicPages = (topics: readonly string[]): readonly string[] => topics.map((topic) => `connects-${topic}(7)`);

const seeAlso = (pages: readonly string[]): TopicSection => ({ heading: 'See also', blocks: [pages.join(', ')] });

function programPage(program: Cli): ManualPage {
  const groups = new Map<string, (readonly [string, string])[]>();
  for (const { group, usage, summary } of LISTED_SUBCOMMANDS.values()) {
    groups.set(group, [...(groups.get(group) ?? []), [`connects ${usage}`, summary]]);
  }
  return {
    name: 'connects',
    chapter: 1,
    summary: 'your own ledger of Upwork Connects',
    sections: [
      synopsis(program),
      { heading: 'Description', blocks: [program.description()] },
      examples(program),
      ...[...groups].map(([group, terms]) => ({ heading: group.replace(':', ''), blocks: [{ terms }] })),
      options(program, 'Options'),
      { heading: 'Exit status', blocks: [exitTerms] },
      { heading: 'Environment', blocks: [termsOf(VARIABLE_MEANINGS)] },
      ...environmentTopic.sections.filter(({ heading }) => heading?.startsWith('Files')),
      seeAlso([...program.commands.map((cli) => `connects-${cli.name()}(1)`), ...topicPages(Object.keys(HELP_TOPICS))]),
    ],
  };
}

function commandPage(cli: Cli): ManualPage {
  const page = COMMAND_PAGES[commandWords(cli)];
  return {
    name: `connects-${cli.name()}`,
    chapter: 1,
    summary: cli.summary(),
    sections: [
      synopsis(cli),
      { heading: 'Description', blocks: [cli.description()] },
      examples(cli),
      ...(page?.sections ?? []),
      ...ownParts(cli),
      ...cli.commands.flatMap(subcommandSections),
      ...(page?.upwork ? [{ heading: 'On Upwork', blocks: [page.upwork] }] : []),
      ...(page?.appendix ?? []),
      { heading: 'Exit status', blocks: [exitTerms] },
      seeAlso(['connects(1)', ...topicPages(page?.topics ?? [])]),
    ],
  };
}

const called = (cli: Cli): string => `connects ${commandWords(cli)} ${cli.usage()}`.replace(/ +/g, ' ');

const synopsis = (cli: Cli): TopicSection => ({ heading: 'Synopsis', blocks: [{ lines: [called(cli)] }] });

const examples = (cli: Cli): TopicSection => ({ heading: 'Examples', blocks: [{ lines: examplesOf(cli) }] });

const ownParts = (cli: Cli): readonly TopicSection[] => [
  ...argumentsOf(cli),
  options(cli, 'Options', 'Options that every command takes are in connects(1).'),
];

function argumentsOf(cli: Cli): readonly TopicSection[] {
  const help = cli.createHelp();
  const terms = help
    .visibleArguments(cli)
    .map((each) => [help.argumentTerm(each), help.argumentDescription(each)] as const);
  return terms.length > 0 ? [{ heading: 'Arguments', blocks: [{ terms }] }] : [];
}

function options(cli: Cli, heading: string, more?: string): TopicSection {
  const help = cli.createHelp();
  const terms = help.visibleOptions(cli).map((each) => [help.optionTerm(each), help.optionDescription(each)] as const);
  return { heading, blocks: [{ terms }, ...(more ? [more] : [])] };
}

/** A subcommand is a part of its command's page. */
const subcommandSections = (cli: Cli): readonly TopicSection[] => [
  {
    heading: called(cli),
    blocks: [
      cli.description() || cli.summary(),
      { lines: examplesOf(cli) },
      ...[...argumentsOf(cli), options(cli, 'Options')].flatMap(({ blocks }) => blocks),
    ],
  },
];
