/** The guided way: asks for what a line lacks, runs the line that the answers make, and says how to type it at once. */

import type { Command as Cli } from 'commander';
import type { ProgramCall } from '../../call.ts';
import { EXIT_CODES } from '../../exit.ts';
import { shellWord } from '../../render/text/shell.ts';
import { commandWords } from '../help/help-layout.ts';
import { lookAt } from '../line/look.ts';
import { ambiguousName, chooseCandidate } from './choose-candidate.ts';
import { COMMAND_GUIDES } from './command-guides.ts';
import { type FilledLine, fillLine } from './fill-line.ts';
import { chooseFromMenu } from './menu.ts';
import { NO_ANSWER } from './put-question.ts';
import { addWords, commandAt, isBareCommand, type RunLine } from './try-line.ts';
import { isUnanswered } from './unanswered.ts';

export interface GuideStart {
  readonly argv: readonly string[];
  readonly call: ProgramCall;
  /** The command that lacks something, or the program itself. */
  readonly cli: Cli;
  readonly run: RunLine;
  /** The person has read how questions are answered. */
  readonly isGoingOn?: true;
}

/** Goes on from why the line was not run. Resolves to the exit code; null: there is nothing to ask of this command. */
export async function guideLine(start: GuideStart, why: unknown): Promise<number | null> {
  const { call, run } = start;
  const unclear = ambiguousName(why);
  if (!unclear) return guideFrom(start);
  const argv = await chooseCandidate(await call.ask(), start.argv, unclear);
  if (argv === null) return null;
  if (argv === NO_ANSWER) return call.leave();
  const { cli, code, error } = await run(argv, call.env, false);
  if (error === null) return code;
  if (cli === null || !isUnanswered(error)) throw error;
  const guided = await guideLine({ ...start, argv, cli }, error);
  if (guided === null) throw error;
  return guided;
}

/** The questions themselves may find that a name is unclear. */
async function guideFrom(start: GuideStart): Promise<number | null> {
  try {
    return await guideOnce(start);
  } catch (error) {
    if (!ambiguousName(error)) throw error;
    return guideLine({ ...start, isGoingOn: true }, error);
  }
}

async function guideOnce(start: GuideStart): Promise<number | null> {
  return start.cli.parent === null ? await guideMenu(start) : await guideCommand(start, commandWords(start.cli), false);
}

async function guideMenu(start: GuideStart): Promise<number> {
  const { argv, call, run } = start;
  for (;;) {
    const words = await chooseFromMenu(call, () => run([...argv, 'balance'], call.env, true));
    if (words === null) return EXIT_CODES.ok;
    const line = { ...start, argv: [...argv, ...words] };
    const [name = ''] = words;
    // Whoever only reads comes back to the menu.
    const code = COMMAND_GUIDES[name] ? await guideCommand(line, name, true) : await readLine(line);
    if (code !== null) return code;
  }
}

/** Null: to where the person came from, or nothing can be asked of this command. */
async function guideCommand(start: GuideStart, name: string, isInMenu: boolean): Promise<number | null> {
  const { argv, call, cli, run } = start;
  const guide = COMMAND_GUIDES[name];
  if (!guide) return null;
  if (guide.needsAccount) await lookAt(call, async () => {});
  const person = await call.ask();
  const back = call.asksPlainly ? '< goes' : '< or Esc goes';
  let isTold = start.isGoingOn === true;
  // Not before: there may be nothing to ask.
  const onFirst = (): void => {
    if (!isTold) call.hint(`Enter takes what is suggested, ${back} back, Ctrl-C records nothing.`);
    isTold = true;
  };
  const isBare = isInMenu || isBareCommand(cli);
  const isDry = cli.opts()['dryRun'] === true;
  const filled: FilledLine = await fillLine(argv, { call, person, run, guide, isBare, isDry, isInMenu, onFirst });
  switch (filled.end) {
    case 'line': {
      const code = await runAtLast({ ...start, argv: filled.argv }, filled.isLet);
      if (code === EXIT_CODES.ok && !isDry && !guide.asksItself)
        call.hint(`The same in one line: ${lineText(filled.argv)}`);
      return code;
    }
    case 'other':
      return guideCommand(
        { ...start, argv: otherLine(argv, name, cli.args[0] ?? filled.account, filled.command), isGoingOn: true },
        filled.command,
        isInMenu,
      );
    case 'back':
      return null;
    case 'no':
      return call.leave();
    default:
      return filled satisfies never;
  }
}

async function readLine(line: GuideStart): Promise<null> {
  await runAtLast(line);
  line.call.aside('');
  return null;
}

async function runAtLast({ argv, call, run }: GuideStart, isCharged = false): Promise<number> {
  const { code, error } = await run(argv, { ...call.env, isCharged }, false);
  if (error !== null) throw error;
  return code;
}

/** The line of another command, for the same account. */
function otherLine(
  argv: readonly string[],
  name: string,
  account: string | undefined,
  command: string,
): readonly string[] {
  const at = commandAt(argv);
  if (name !== 'account add' || account === undefined) return argv.with(at, command);
  const options = argv.slice(at + 2).filter((word) => word !== account);
  return addWords([...argv.slice(0, at), command, ...options], ['--account', account]);
}

const lineText = (argv: readonly string[]): string => ['connects', ...argv.map(shellWord)].join(' ');
