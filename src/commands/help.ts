/** `connects help`, and `connects help COMMAND`: the same as `connects COMMAND --help`. */
import type { Command as Cli } from 'commander';
import type { AddSubcommand } from './line/subcommand.ts';
import { unknownCommand } from './line/usage.ts';

export const helpCommand: AddSubcommand = (program) => {
  program
    .command('help')
    .description('Shows help for the program, or for one command.')
    .argument('[command...]', 'the command, such as: rules use')
    .action((words: readonly string[]) => words.reduce(find, program as unknown as Cli).outputHelp());
};

function find(cli: Cli, name: string): Cli {
  const found = cli.commands.find((each) => each.name() === name);
  if (!found) throw unknownCommand(cli, name);
  return found;
}
