/**
 * Most lines are a command, words and options that are all known. They are run without commander, which takes longer to load
 * and to set up than most commands take to answer.
 */
import { mayAskPerson, runCall } from './call.ts';
import { answerBalance } from './commands/balance.ts';
import { LISTED_SUBCOMMANDS } from './commands/index.ts';
import { takesGlobals } from './commands/line/globals.ts';
import { lookWith, onlyReads, type RunAction } from './commands/line/look.ts';
import type { AddSubcommand } from './commands/line/subcommand.ts';
import type { ProgramEnv } from './env.ts';
import type { GlobalOptions } from './parse/global-options.ts';
import { PlainCommand } from './parse/plain-command.ts';

/** It shows the tree of all commands, which only commander has. */
const OF_COMMANDER = ['help'];

/** Resolves to the exit code; null: nothing was done, and commander is to read the line. */
export async function runPlainLine([name = '', ...words]: readonly string[], env: ProgramEnv): Promise<number | null> {
  // What prompts and scripts ask most: not even the list of commands is loaded for it.
  if (name === 'balance' && words.length === 0)
    return runCall(env, {}, (call) => answerBalance({ ...call, reads: true }, {}));
  const listed = LISTED_SUBCOMMANDS.get(name);
  if (!listed || OF_COMMANDER.includes(name)) return null;
  let code = 0;
  let globals: GlobalOptions = {};
  const run: RunAction =
    (work) =>
    async (...given) => {
      code = await runCall(env, globals, (call) => work({ ...call, reads: onlyReads(given) }, ...given));
    };
  const program = new PlainCommand('connects');
  takesGlobals(program, false);
  (await listed.load())(program as unknown as Parameters<AddSubcommand>[0], run, lookWith(run));
  const reading = program.commands.at(-1)?.read(words) ?? null;
  if (!reading) return null;
  globals = reading.globals;
  try {
    await reading.act();
  } catch (error) {
    const { isUnanswered } = await import('./commands/guided/unanswered.ts');
    if (isUnanswered(error) && mayAskPerson(env, globals)) return null;
    throw error;
  }
  return code;
}
