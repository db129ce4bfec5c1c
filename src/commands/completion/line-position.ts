/** Where in the command tree an unfinished line has come to: which command it names, and what its next word is to be. */
import type { Argument, Command as Cli, Option } from 'commander';
import { commandLineage } from '../line/globals.ts';

/** The next word is an option or its value, or one of several arguments. */
export interface LinePosition {
  readonly cli: Cli;
  /** The option whose value the word is. */
  readonly option: Option | null;
  /** What stands before the value within the word, as in `--tag=`. */
  readonly lead: string;
  /** The part of the word that has been typed of the value. */
  readonly start: string;
  /** Whether the word can still be an option. */
  readonly mayBeOption: boolean;
  /** The arguments before it, without the names of commands. */
  readonly given: readonly string[];
  /** The options before it. */
  readonly used: readonly Option[];
}

/** `words`: those before the unfinished `word`, without the program's name. */
export function linePosition(program: Cli, words: readonly string[], word: string): LinePosition {
  let cli = program;
  let awaiting: Option | null = null;
  let hasEnded = false;
  const given: string[] = [];
  const used: Option[] = [];
  for (const each of words) {
    const option: Option | null = hasEnded ? null : (optionNamed(cli, each.split('=', 1)[0] ?? '') ?? null);
    if (awaiting) awaiting = null;
    else if (option) {
      used.push(option);
      awaiting = option.required && !each.includes('=') ? option : null;
    } else if (!hasEnded && each === '--') hasEnded = true;
    else if (hasEnded || !each.startsWith('-') || each === '-') {
      const next = given.length === 0 ? subcommandNamed(cli, each) : undefined;
      if (next) cli = next;
      else given.push(each);
    }
  }
  const common = { cli, given, used };
  const none = { lead: '', start: word, mayBeOption: false };
  if (awaiting) return { ...common, ...none, option: awaiting };
  const [, flag = '', start = ''] = (hasEnded ? null : /^(--[\w-]+)=(.*)$/s.exec(word)) ?? [];
  if (flag !== '') {
    const option = optionNamed(cli, flag) ?? null;
    return { ...common, option, lead: `${flag}=`, start, mayBeOption: false };
  }
  return { ...common, ...none, option: null, mayBeOption: !hasEnded };
}

const optionNamed = (cli: Cli, flag: string): Option | undefined =>
  commandLineage(cli)
    .toReversed()
    .flatMap(({ options }) => options)
    .find(({ long, short }) => long === flag || short === flag);

export const subcommandNamed = (cli: Cli, name: string): Cli | undefined =>
  cli.commands.find((each) => each.name() === name);

/** The options that may follow: a second value is refused unless the option collects them. */
export const optionsLeft = ({ cli, used }: LinePosition): readonly Option[] => {
  // Of the program's own options, only the shown ones are repeated on each command, hidden there.
  const [program = cli] = commandLineage(cli);
  const own = cli === program ? [] : cli.options;
  return [...own, ...program.options]
    .filter((option) => !option.hidden && option.long && (cli === program || option.long !== '--version'))
    .filter((option) => !used.some(({ long }) => long === option.long) || (option.parseArg?.length ?? 0) > 1);
};

/** The names of the arguments that the word may be, as the command's usage has them. */
export function argumentsAt({ cli, given }: LinePosition): readonly string[] {
  const places = [...cli.usage().matchAll(/[<[]([a-z][\w-]*)[^>\]]*[>\]]/g)]
    .map(([shown, name = '']) => ({ name, repeats: shown.includes('...') }))
    .filter(({ name }) => name !== 'options' && !(name === 'command' && cli.commands.length > 0));
  const first = places.findIndex(({ repeats }) => repeats);
  const at = given.length;
  if (first < 0 || at < first) return places.slice(at, at + 1).map(({ name }) => name);
  // How often it is repeated nobody knows before the end, so the word may be what follows it as well.
  return places.slice(first, at > first ? undefined : first + 1).map(({ name }) => name);
}

/** What commander knows of an argument. */
export const argumentNamed = (cli: Cli, name: string): Argument | undefined =>
  cli.registeredArguments.find((each) => each.name() === name);
