/** A command line that commander parses: run, asked about where a person is there, or answered with help. */
import { type Command as Cli, CommanderError } from 'commander';
import { mayAskPerson, type ProgramCall, runCall, startCall } from './call.ts';
import type { LineResult } from './commands/guided/try-line.ts';
import { isUnanswered } from './commands/guided/unanswered.ts';
import { commandWords } from './commands/help/help-layout.ts';
import { asHelpCommand, globalsOf } from './commands/line/globals.ts';
import type { RunAction } from './commands/line/look.ts';
import { takeDryRun } from './commands/line/usage.ts';
import { buildProgram } from './commands/program.ts';
import type { ProgramEnv } from './env.ts';
import { lineFolder } from './output-style.ts';
import { pagedOutput } from './paged-output.ts';
import { glanceGlobals } from './parse/global-options.ts';
import { jsonLine } from './render/text/visible.ts';
import { type Refusal, Refused } from './rules/answers/refusal.ts';

/** Resolves to the exit code. `refusal`: why `config.json` cannot be used. */
export async function runParsedLine(
  argv: readonly string[],
  env: ProgramEnv,
  refusal: Refusal | null,
): Promise<number> {
  const { cli, code, error } = await runLine(argv, env, false, refusal);
  if (error === null) return code;
  if (cli && isUnanswered(error) && mayAskPerson(env, globalsOf(cli))) {
    if (refusal) throw new Refused(refusal);
    const { guideLine } = await import('./commands/guided/guide-line.ts');
    const call = await startCall(env, globalsOf(cli));
    const guided = await guideLine({ argv, call, cli, run: runLine }, error);
    if (guided !== null) return guided;
  }
  throw error;
}

/** What a shell may put where the cursor is. Resolves to the exit code. */
export async function answerCompletion(
  words: readonly string[],
  env: ProgramEnv,
  refusal: Refusal | null,
): Promise<number> {
  const { completeLine } = await import('./commands/completion/complete-line.ts');
  return completeLine(words, env, {
    tree: (typed) =>
      buildProgram(
        typed,
        runner(env, true, () => {}),
        () => {},
        env.stdout.columns,
      ),
    start: async (globals) => {
      if (refusal) throw new Refused(refusal);
      return startCall(env, globals);
    },
  });
}

/** They must work where `config.json` is at fault: one says so, and none changes a ledger. */
const WITHOUT_CONFIG = ['doctor', 'config path', 'completion', 'help'];

/** Runs it once, without a question about the line itself. Never rejects. */
const runLine = async (
  argv: readonly string[],
  env: ProgramEnv,
  isPreview: boolean,
  refusal: Refusal | null = null,
): Promise<LineResult> => {
  let cli: Cli | null = null;
  let code = 0;
  let helpText = '';
  try {
    const line = asHelpCommand(argv);
    const takeExit = (exit: number) => {
      code = exit;
    };
    const run = runner(env, isPreview, takeExit, refusal);
    const writeHelp = (piece: string) => {
      helpText += piece;
    };
    const program = await buildProgram(line, run, writeHelp, env.stdout.columns, {
      reach(command) {
        cli = command;
      },
      opensMenu: (command) => env.stdout.isTTY && mayAskPerson(env, globalsOf(command)),
    });
    await program.parseAsync([...line], { from: 'user' });
    if (helpText) await showPaged(answer('help', helpText, argv), argv, env);
  } catch (error) {
    if (!(error instanceof CommanderError && error.exitCode === 0)) return { cli, code, error };
    await showPaged(answer(error.code === 'commander.version' ? 'version' : 'help', helpText, argv), argv, env);
    code = 0;
  }
  return { cli, code, error: null };
};

/** Runs the work of a command in the context of this call. `exit` gets its exit code; `refusal`: why there can be none. */
const runner =
  (env: ProgramEnv, isPreview: boolean, exit: (code: number) => void, refusal: Refusal | null = null): RunAction =>
  (work) =>
  async (...given) => {
    const cli = given.at(-1) as unknown as Cli;
    if (refusal && !WITHOUT_CONFIG.includes(commandWords(cli))) throw new Refused(refusal);
    const begin = (call: ProgramCall) => {
      takeDryRun(cli);
      return work(call, ...given);
    };
    exit(await runCall(env, globalsOf(cli), begin, isPreview));
  };

/** Help or the version, as it was asked for. */
const answer = (command: 'help' | 'version', text: string, argv: readonly string[]): string =>
  glanceGlobals(argv).json ? jsonLine({ schema: 1, command, [command]: text.trimEnd(), warnings: [] }) : text;

async function showPaged(text: string, argv: readonly string[], env: ProgramEnv): Promise<void> {
  const { json, pager } = glanceGlobals(argv);
  const out = pagedOutput(env, !json && pager !== false);
  out.write(json ? text : (await lineFolder(env.stdout))(text));
  out.flush();
}
