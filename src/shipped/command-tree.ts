/** The whole command tree, with every command loaded: what manual pages are made from. The program itself loads only what it needs. */
import type { Command as Cli } from 'commander';
import { LISTED_SUBCOMMANDS } from '../commands/index.ts';
import { buildProgram } from '../commands/program.ts';

export const commandTree = (): Promise<Cli> =>
  buildProgram(
    [...LISTED_SUBCOMMANDS.keys()],
    () => async () => {},
    () => {},
    Number.POSITIVE_INFINITY,
  );

/** A command and all below it. */
export const withSubcommands = (cli: Cli): readonly Cli[] => [cli, ...cli.commands.flatMap(withSubcommands)];
