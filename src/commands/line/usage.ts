/** What cannot be read of a command line, as data: what is wrong, and the nearest name or an example. */
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { Command as Cli, CommanderError } from 'commander';
import { nearest } from '../../parse/nearest.ts';
import { type Refused, usageRefused } from '../../rules/answers/refusal.ts';
import type { MisusedCommand } from '../../rules/answers/usage-fault.ts';
import { commandLineage } from './globals.ts';

const examples = new WeakMap<object, readonly string[]>();

/** Examples for a command's help; the first one also answers a misused command. */
export function withExamples<Given extends object>(cli: Given, ...lines: readonly string[]): Given {
  examples.set(cli, lines);
  return cli;
}

export const examplesOf = (cli: object): readonly string[] => examples.get(cli) ?? [];

const path = (cli: Cli): string =>
  commandLineage(cli)
    .map((each) => each.name())
    .join(' ');

/** The command, with an example of it: one with that flag, where it is about one. */
const misusedCommand = (cli: Cli, flag = ''): MisusedCommand => ({
  command: path(cli),
  example: (cli.parent && examplesOf(cli).find((line) => line.includes(flag))) ?? null,
});

/** Commander's complaint about this command. */
export function misusedLine(cli: Cli, { code, message }: CommanderError): Refused {
  const name = /'(.*)'/s.exec(message)?.[1] ?? '';
  const flag = long(name);
  switch (code) {
    case 'commander.unknownOption': {
      // A mistyped command brings options that are only its own.
      const word = notACommand(cli);
      return word === null ? unknownOption(cli, name) : unknownCommand(cli, word);
    }
    case 'commander.optionMissingArgument':
      return usageRefused({ fault: 'value-missing', flag, ...misusedCommand(cli, flag) });
    case 'commander.missingMandatoryOptionValue':
      return usageRefused({ fault: 'option-missing', flag, ...misusedCommand(cli, flag) });
    case 'commander.missingArgument':
      return usageRefused({ fault: 'argument-missing', name: name.toUpperCase(), ...misusedCommand(cli) });
    default:
      return usageRefused({ fault: 'other', message: `${message.replace(/^error: /, '')}.`, ...misusedCommand(cli) });
  }
}

/** `--cost` out of `--cost <connects>`, or out of `-n, --dry-run`. */
const long = (flags: string): string => /--[\w-]+/.exec(flags)?.[0] ?? flags;

const subcommands = (cli: Cli): readonly string[] => cli.commands.map((each) => each.name());

function unknownOption(cli: Cli, given: string): Refused {
  const [flag = '', ...value] = given.split('=');
  if (value.length > 0 && isOption(cli, flag)) return usageRefused({ fault: 'value-unexpected', flag });
  if (flag === '-') return usageRefused({ fault: 'word-unexpected', given: given.slice(1), ...misusedCommand(cli) });
  const known = commandLineage(cli).flatMap(({ options }) =>
    options.flatMap(({ long, hidden }) => (long && !hidden && long !== flag ? long : [])),
  );
  const near = flag.startsWith('--')
    ? nearest(
        flag.slice(2),
        [...new Set(known)].map((each) => each.slice(2)),
      )
    : null;
  return usageRefused({ fault: 'unknown-option', command: path(cli), flag, near });
}

/** One that is known and yet not read can only have been given a value that it does not take. */
const isOption = (cli: Cli, flag: string): boolean =>
  flag === '--help' || commandLineage(cli).some(({ options }) => options.some(({ long }) => long === flag));

/** A `--dry-run` before the command's name counts as one behind it. */
export function takeDryRun(cli: Cli): void {
  if (!commandLineage(cli).some((each) => each.opts()['dryRun'])) return;
  if (!cli.options.some(({ long }) => long === '--dry-run')) throw unknownOption(cli, '--dry-run');
  cli.setOptionValue('dryRun', true);
}

/** The word in the place of a command's name, where there is no such command. */
function notACommand(cli: Cli): string | null {
  const [word = '-'] = cli.args;
  return word.startsWith('-') || cli.commands.length === 0 || subcommands(cli).includes(word) ? null : word;
}

/** There is help for no command but those that there are. */
export function refuseUnknown(cli: Cli): void {
  const word = notACommand(cli);
  if (word !== null) throw unknownCommand(cli, word);
}

export function unknownCommand(cli: Cli, given: string): Refused {
  const isFlag = cli.options.some(({ long }) => long === `--${given}`);
  // Alone it is a listing.
  const isList = given === 'list' && cli.options.some(({ long }) => long === '--csv');
  const near = isList ? '' : isFlag ? `--${given}` : nearest(given, subcommands(cli));
  return usageRefused({ fault: 'unknown-command', command: path(cli), given, near });
}

/** Refuses what is left over on the line once the command has taken its arguments. */
export function refuseExcess(cli: Cli): void {
  const [first] = cli.args.slice(cli.registeredArguments.length);
  if (first === undefined || cli.registeredArguments.some(({ variadic }) => variadic)) return;
  throw cli.commands.length > 0
    ? unknownCommand(cli, first)
    : excessArgument(cli as unknown as CommandUnknownOpts, first);
}

/** One argument too many; for a command that takes several words to be one name. */
export const excessArgument = (cli: CommandUnknownOpts, given: string): Refused =>
  usageRefused({ fault: 'argument-unexpected', given, ...misusedCommand(cli as unknown as Cli) });

/**
 * Refuses an option that was taken for the value of the one before it, as in `--title --dry-run`: it would be recorded,
 * and what it asks for would not be done. Behind `=` it is meant as it is written.
 */
export function refuseTakenOption(cli: Cli, argv: readonly string[]): void {
  const options = commandLineage(cli).flatMap((each) => each.options);
  const named = (word: string | undefined) => options.find((each) => each.long === word || each.short === word);
  const end = argv.indexOf('--');
  const typed = end < 0 ? argv : argv.slice(0, end);
  for (const [i, word] of typed.entries()) {
    const [option, next] = [named(word), typed[i + 1]];
    if (!option?.required || next === undefined || !named(next)) continue;
    throw usageRefused({ fault: 'option-as-value', flag: option.long ?? '', next });
  }
}

/**
 * Refuses a second value for an option that takes one: nobody knows which of the two was meant. An option that collects
 * its values has a parser that takes those before as well.
 */
export function refuseRepeated(cli: Cli): void {
  for (const option of cli.options) {
    if (!option.required || (option.parseArg?.length ?? 0) > 1) continue;
    const values: string[] = [];
    cli.on(`option:${option.name()}`, (value: string) => {
      values.push(value);
      if (values.length > 1) throw usageRefused({ fault: 'given-twice', flag: option.long ?? '', values });
    });
  }
}

/** For a command that is only the name of others. */
export const needsSubcommand = (typed: CommandUnknownOpts): void => {
  const cli = typed as unknown as Cli;
  cli.action(() => {
    throw usageRefused({ fault: 'subcommand-missing', command: path(cli), known: subcommands(cli) });
  });
};
