/** `connects help`, `connects help COMMAND` (the same as `connects COMMAND --help`), and `connects help TOPIC`. */
import type { Command as Cli } from 'commander';
import { nearest } from '../parse/nearest.ts';
import { usageRefused } from '../rules/answers/refusal.ts';
import { HELP_TOPICS, TOPIC_NAMES } from './help/help-topics.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { unknownCommand, withExamples } from './line/usage.ts';

export const helpCommand: AddSubcommand = (program) => {
  withExamples(
    program.command('help'),
    'connects help apply',
    'connects help rules use',
    'connects help agents',
    'connects help json --schema apply',
  )
    .description(`Shows help for the program, for one command, or about a topic: ${TOPIC_NAMES}.`)
    .argument('[words...]', 'a command, such as: rules use; or a topic')
    .option(
      '--schema <command...>',
      'with the topic json: the JSON Schema of what a command prints',
      (word: string, before: readonly string[] | undefined) => [...(before ?? []), word],
    )
    .action(async (words: readonly string[], { schema }) => {
      const cli = program as unknown as Cli;
      const { writeOut, getOutHelpWidth } = cli.configureOutput();
      const [word = ''] = words;
      if (schema) {
        const { schemaText } = await import('../manual/schema-text.ts');
        return writeOut?.(schemaText(schema.join(' ')));
      }
      const topic = words.length === 1 && Object.hasOwn(HELP_TOPICS, word) ? HELP_TOPICS[word] : undefined;
      const found = topic && !isCommand(cli, word) ? null : words.reduce(find, cli);
      found?.outputHelp();
      if (!topic) return;
      const { topicText } = await import('../manual/topic-text.ts');
      writeOut?.(`${found ? '\n' : ''}${topicText(await topic(), getOutHelpWidth?.() ?? 80)}`);
    });
};

const isCommand = (cli: Cli, name: string): boolean => cli.commands.some((each) => each.name() === name);

function find(cli: Cli, name: string): Cli {
  const found = cli.commands.find((each) => each.name() === name);
  if (found) return found;
  const near = cli.parent ? null : nearest(name, Object.keys(HELP_TOPICS));
  if (near === null) throw unknownCommand(cli, name);
  throw usageRefused({ fault: 'unknown-command', command: `${cli.name()} help`, given: name, near });
}
