/** argv → subcommand → exit code. Every failure ends here, as one sentence and a way out. */
import { type Command as Cli, CommanderError } from 'commander';
import { colorLevel, lineFolder, mayAskPerson, shownGlobals, startCall } from './call.ts';
import type { LineResult } from './commands/guided/try-line.ts';
import { isUnanswered } from './commands/guided/unanswered.ts';
import { commandWords } from './commands/help/help-layout.ts';
import { asHelpCommand, glanceGlobals, globalsOf } from './commands/line/globals.ts';
import type { RunAction } from './commands/line/look.ts';
import { takeDryRun } from './commands/line/usage.ts';
import { buildProgram } from './commands/program.ts';
import { readConfigFile } from './config-file.ts';
import { type ProgramEnv, PromptInterrupted } from './env.ts';
import { EXIT_CODES, exitCode } from './exit.ts';
import { pagedOutput } from './paged-output.ts';
import { makePaint } from './render/text/paint.ts';
import { addressHint } from './render/text/shell.ts';
import { jsonLine } from './render/text/visible.ts';
import { type Refusal, Refused } from './rules/answers/refusal.ts';
import { COMPLETING_COMMAND } from './system/completing.ts';
import { runForReal } from './system/system.ts';

/** Runs one command line, without node and script in front. Resolves to the exit code; never rejects. */
export async function runCommandLine(argv: readonly string[], world: ProgramEnv): Promise<number> {
  const isCompleting = argv[0] === COMPLETING_COMMAND;
  const { env, refusal } = await withConfigFile(isCompleting ? argv.slice(3) : argv, world);
  if (isCompleting) {
    const { completeLine } = await import('./commands/completion/complete-line.ts');
    return await completeLine(argv.slice(1), env, {
      tree: (words) =>
        buildProgram(
          words,
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
  const { cli, code, error } = await runLine(argv, env, false, refusal);
  if (error === null) return code;
  try {
    if (cli && isUnanswered(error) && mayAskPerson(env, globalsOf(cli))) {
      if (refusal) throw new Refused(refusal);
      const { guideLine } = await import('./commands/guided/guide-line.ts');
      const call = await startCall(env, globalsOf(cli));
      const guided = await guideLine({ argv, call, cli, run: runLine }, error);
      if (guided !== null) return guided;
    }
  } catch (failure) {
    return settle(failure, argv, env);
  }
  return settle(error, argv, env);
}

/** The world with the user's own defaults, and why they cannot be read. */
async function withConfigFile(argv: readonly string[], world: ProgramEnv) {
  const isLeftOut = glanceGlobals(argv).config === false;
  const vars = isLeftOut ? { ...world.vars, CONNECTS_NO_CONFIG: '1' } : world.vars;
  const file = await readConfigFile({ ...world, vars });
  return { env: { ...world, vars: file.vars }, refusal: file.refusal };
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

/** Ends a line that failed, or at whose questions a person stopped. */
async function settle(error: unknown, argv: readonly string[], env: ProgramEnv): Promise<number> {
  if (error instanceof PromptInterrupted) {
    env.stderr.write('\nNothing was recorded.\n');
    return EXIT_CODES.interrupted;
  }
  const code = await fail(toRefusal(error), argv, env);
  if (glanceGlobals(argv).debug && error instanceof Error) env.stderr.write(`${error.stack}\n`);
  return code;
}

/** Runs the work of a command in the context of this call. `exit` gets its exit code; `refusal`: why there can be none. */
const runner =
  (env: ProgramEnv, isPreview: boolean, exit: (code: number) => void, refusal: Refusal | null = null): RunAction =>
  (work) =>
  async (...given) => {
    const cli = given.at(-1) as unknown as Cli;
    if (refusal && !WITHOUT_CONFIG.includes(commandWords(cli))) throw new Refused(refusal);
    const call = await startCall(env, globalsOf(cli), isPreview);
    takeDryRun(cli);
    try {
      exit((await work(call, ...given)) ?? EXIT_CODES.ok);
      call.end();
    } finally {
      call.flush();
    }
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

/** The whole program, wired into the real world. */
export const runProgram = (argv: readonly string[]): Promise<void> => runForReal(argv, runCommandLine, fail);

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal;
  return { code: 'internal', detail: error instanceof Error ? error.message : String(error) };
}

/** Tells a failure, and returns the exit code it comes to. */
async function fail(refusal: Refusal, argv: readonly string[], env: ProgramEnv): Promise<number> {
  const { refusalText: sentence } = await import('./render/refusals/refusal-sentences.ts');
  const typed = glanceGlobals(argv);
  const { message, hint: plain } = sentence(refusal);
  const hint = plain && addressHint(plain, await shownGlobals(typed));
  if (typed.json) {
    const { code, ...data } = refusal;
    const details = code === 'usage' ? {} : data;
    env.stderr.write(jsonLine({ schema: 1, error: { code, message, hint, details } }));
  } else {
    const color = await makePaint(colorLevel(env.stderr, typed, env.vars));
    const fold = await lineFolder(env.stderr);
    env.stderr.write(fold(`${color.bad('Error:')} ${message}\n${hint ? `${hint}\n` : ''}`));
  }
  return exitCode(refusal);
}
