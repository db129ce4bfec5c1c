/** What cannot be read of a command line, in our own sentences: what is wrong, and the nearest name or an example. */
import type { Command as Cli, CommanderError } from 'commander';
import { nearest } from '../parse/nearest.ts';
import { type Refusal, Refused } from '../rules/refusal.ts';
import { lineage } from './globals.ts';

const examples = new WeakMap<Cli, readonly string[]>();

/** Examples for a command's help; the first one also answers a misused command. */
export function shows(cli: Cli, ...lines: readonly string[]): Cli {
  examples.set(cli, lines);
  return cli.addHelpText('after', `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}

const path = (cli: Cli): string =>
  lineage(cli)
    .map((each) => each.name())
    .join(' ');

/** An example of the command, one with that flag where it is about one; else its help. */
function wayOut(cli: Cli, flag = ''): string {
  const example = cli.parent ? examples.get(cli)?.find((line) => line.includes(flag)) : undefined;
  return example ? `For example: ${example}` : `See: ${path(cli)} --help`;
}

const usage = (problem: string, hint: string): Refusal => ({ code: 'usage', problem, hint });

/** Commander's complaint about this command. */
export function misused(cli: Cli, { code, message }: CommanderError): Refusal {
  const name = /'(.*)'/s.exec(message)?.[1] ?? '';
  switch (code) {
    case 'commander.unknownOption': {
      // A mistyped command brings options that are only its own.
      const word = notACommand(cli);
      return word === null ? unknownOption(cli, name) : unknownCommand(cli, word);
    }
    case 'commander.optionMissingArgument':
      return usage(`${long(name)} needs a value.`, wayOut(cli, long(name)));
    case 'commander.missingMandatoryOptionValue':
      return usage(`The option ${long(name)} is missing.`, wayOut(cli, long(name)));
    case 'commander.missingArgument':
      return usage(`The argument ${name.toUpperCase()} is missing.`, wayOut(cli));
    default:
      return usage(`${message.replace(/^error: /, '')}.`, wayOut(cli));
  }
}

/** `--cost` out of `--cost <connects>`, or out of `-n, --dry-run`. */
const long = (flags: string): string => /--[\w-]+/.exec(flags)?.[0] ?? flags;

const subcommands = (cli: Cli): readonly string[] => cli.commands.map((each) => each.name());

function unknownOption(cli: Cli, given: string): Refusal {
  const [flag = '', ...value] = given.split('=');
  if (value.length > 0 && isOption(cli, flag)) return usage(`${flag} takes no value.`, `Write ${flag} alone.`);
  if (flag === '-')
    return usage(`'${given.slice(1)}' is unexpected: the option before it takes no value.`, wayOut(cli));
  const known = lineage(cli).flatMap(({ options }) =>
    options.flatMap(({ long, hidden }) => (long && !hidden && long !== flag ? long : [])),
  );
  const near = flag.startsWith('--')
    ? nearest(
        flag.slice(2),
        [...new Set(known)].map((each) => each.slice(2)),
      )
    : null;
  return usage(`${path(cli)} has no option ${flag}.`, near ? `Did you mean --${near}?` : `See: ${path(cli)} --help`);
}

/** One that is known and yet not read can only have been given a value that it does not take. */
const isOption = (cli: Cli, flag: string): boolean =>
  flag === '--help' || lineage(cli).some(({ options }) => options.some(({ long }) => long === flag));

/** A `--dry-run` before the command's name counts as one behind it. */
export function takeDryRun(cli: Cli): void {
  if (!lineage(cli).some((each) => each.opts()['dryRun'])) return;
  if (!cli.options.some(({ long }) => long === '--dry-run')) throw new Refused(unknownOption(cli, '--dry-run'));
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
  if (word !== null) throw new Refused(unknownCommand(cli, word));
}

export function unknownCommand(cli: Cli, given: string): Refusal {
  const isFlag = cli.options.some(({ long }) => long === `--${given}`);
  const near = isFlag ? `--${given}` : nearest(given, subcommands(cli));
  return usage(
    `There is no command '${path(cli)} ${given}'.`,
    near ? `Did you mean '${path(cli)} ${near}'?` : `See: ${path(cli)} --help`,
  );
}

/** Refuses what is left over on the line once the command has taken its arguments. */
export function refuseExcess(cli: Cli): void {
  const [first] = cli.args.slice(cli.registeredArguments.length);
  if (first === undefined || cli.registeredArguments.some(({ variadic }) => variadic)) return;
  throw new Refused(
    cli.commands.length > 0
      ? unknownCommand(cli, first)
      : usage(`${path(cli)}: '${first}' is one argument too many.`, wayOut(cli)),
  );
}

/**
 * Refuses an option that was taken for the value of the one before it, as in `--title --dry-run`: it would be recorded,
 * and what it asks for would not be done. Behind `=` it is meant as it is written.
 */
export function refuseTakenOption(cli: Cli, argv: readonly string[]): void {
  const options = lineage(cli).flatMap((each) => each.options);
  const named = (word: string | undefined) => options.find((each) => each.long === word || each.short === word);
  const end = argv.indexOf('--');
  const typed = end < 0 ? argv : argv.slice(0, end);
  for (const [i, word] of typed.entries()) {
    const [option, next] = [named(word), typed[i + 1]];
    if (!option?.required || !named(next)) continue;
    throw new Refused(
      usage(`${option.long} needs a value.`, `If '${next}' is the value, write: ${option.long}=${next}`),
    );
  }
}

/**
 * Refuses a second value for an option that takes one: nobody knows which of the two was meant. An option that collects
 * its values has a parser that takes those before as well.
 */
export function refuseRepeated(cli: Cli): void {
  for (const option of cli.options) {
    if (!option.required || (option.parseArg?.length ?? 0) > 1) continue;
    let first: string | null = null;
    cli.on(`option:${option.name()}`, (value: string) => {
      const given = [first, value];
      first = value;
      if (given[0] === null) return;
      throw new Refused(usage(`${option.long} is given twice: ${given.join(' and ')}.`, 'Give it once.'));
    });
  }
}

/** For a command that is only the name of others. */
export const needsSubcommand = (cli: Cli): void => {
  cli.action(() => {
    const known = subcommands(cli).map((name) => `'${path(cli)} ${name}'`);
    throw new Refused(usage(`'${path(cli)}' alone does nothing.`, `Use ${known.join(' or ')}.`));
  });
};
