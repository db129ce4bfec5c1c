/**
 * Answers a shell that completes an unfinished line: the words that may come next, one a line, each with what it means.
 * It records nothing, asks nothing, warns of nothing, and never fails: a shell would show that in the middle of the line.
 */
import type { Argument, Command as Cli, Option } from 'commander';
import type { ProgramCall } from '../../call.ts';
import type { ProgramEnv } from '../../env.ts';
import { EXIT_CODES } from '../../exit.ts';
import { type GlobalOptions, glanceGlobals } from '../../parse/global-options.ts';
import { completionAnswer, type OfferedWord } from '../../render/completion/completion-answer.ts';
import { HELP_TOPICS } from '../help/help-topics.ts';
import { isFileName, isOfLedger, knownWords } from './known-words.ts';
import {
  argumentNamed,
  argumentsAt,
  type LinePosition,
  linePosition,
  optionsLeft,
  subcommandNamed,
} from './line-position.ts';

/** What the program can do with a line that it does not run. */
interface LineReader {
  /** The command tree, as far as these words need it. */
  tree(words: readonly string[]): Promise<Cli>;
  /** Begins a call with these options; rejects where they cannot be. */
  start(globals: GlobalOptions): Promise<ProgramCall>;
}

/** `argv`: the unfinished word behind `--word=`, then `--` and the words before it. */
export async function completeLine(
  [word = '', , ...words]: readonly string[],
  { stdout }: ProgramEnv,
  reader: LineReader,
): Promise<number> {
  try {
    stdout.write(await offered(words, word.replace(/^--word=/, ''), reader));
  } catch {
    stdout.write(completionAnswer([], '', false));
  }
  return EXIT_CODES.ok;
}

async function offered(words: readonly string[], word: string, reader: LineReader): Promise<string> {
  const program = await reader.tree(words);
  const position = linePosition(program, words, word);
  const { cli, option, lead, start, mayBeOption } = position;
  if (mayBeOption && word.startsWith('-')) return optionsAnswer(position);
  if (lead !== '' && !option) return completionAnswer([], '', false);
  const names = option ? [option.long ?? '', valueName(option)] : argumentsAt(position);
  const fixed = option ? choices(option) : names.flatMap((name) => choices(argumentNamed(cli, name)));
  const known = await knownWords(names, { ...position, command: cli.name() }, () => reader.start(glanceGlobals(words)));
  const found = [...(option ? [] : commandNames(position)), ...fixed.map(unexplained), ...known];
  // Elsewhere a word that begins with a dash asks for them.
  const isFree = found.length === 0 && !option && start === '' && mayBeOption && cli.commands.length === 0;
  if (isFree && !names.some((name) => isFileName(name) || isOfLedger(name))) return optionsAnswer(position);
  const led = found.map(({ word: each, about }) => ({ word: `${lead}${each}`, about }));
  return completionAnswer(led, word, names.some(isFileName));
}

const unexplained = (word: string): OfferedWord => ({ word, about: '' });

/** `text` of `--title <text>`. */
const valueName = ({ flags }: Option): string => /[<[]([\w-]+)/.exec(flags)?.[1] ?? '';

/** The words that a parser in the tree says it takes. */
function choices(taken: Option | Argument | undefined): readonly string[] {
  const parse = taken?.parseArg as { readonly words?: readonly string[] } | undefined;
  return parse?.words ?? taken?.argChoices ?? [];
}

function optionsAnswer(position: LinePosition): string {
  const options = optionsLeft(position).map(({ long, description }) => ({ word: long ?? '', about: description }));
  return completionAnswer([...options, { word: '--help', about: 'show help' }], position.start, false);
}

/** Commands are named first on a line, and behind `help`, where topics stand too. */
function commandNames({ cli, given }: LinePosition): readonly OfferedWord[] {
  const isHelp = cli.name() === 'help' && cli.parent;
  const of = isHelp
    ? given.reduce<Cli | undefined>((at, name) => at && subcommandNamed(at, name), cli.parent ?? cli)
    : cli;
  if (!of || (!isHelp && given.length > 0)) return [];
  const topics = isHelp && given.length === 0 ? Object.keys(HELP_TOPICS) : [];
  return [
    ...of.commands.map((each) => ({ word: each.name(), about: each.summary() })),
    ...topics.map((word) => ({ word, about: 'what several commands have in common' })),
  ];
}
