/** argv → subcommand → exit code. Every failure ends here, as one sentence and a way out. */
import { readConfigFile } from './config-file.ts';
import { type ProgramEnv, PromptInterrupted } from './env.ts';
import { EXIT_CODES, exitCode } from './exit.ts';
import { shownGlobals } from './ledger-address.ts';
import { colorLevel, lineFolder, lineSpeaker } from './output-style.ts';
import { glanceGlobals } from './parse/global-options.ts';
import { runPlainLine } from './plain-line.ts';
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
  if (isCompleting) return (await import('./parsed-line.ts')).answerCompletion(argv.slice(1), env, refusal);
  try {
    const code = refusal === null ? await runPlainLine(argv, env) : null;
    return code ?? (await (await import('./parsed-line.ts')).runParsedLine(argv, env, refusal));
  } catch (failure) {
    return settle(failure, argv, env);
  }
}

/** The world with the user's own defaults, and why they cannot be read. */
async function withConfigFile(argv: readonly string[], world: ProgramEnv) {
  const isLeftOut = glanceGlobals(argv).config === false;
  const vars = isLeftOut ? { ...world.vars, CONNECTS_NO_CONFIG: '1' } : world.vars;
  const file = await readConfigFile({ ...world, vars });
  return { env: { ...world, vars: file.vars }, refusal: file.refusal };
}

/** Ends a line that failed, or at whose questions a person stopped. */
async function settle(error: unknown, argv: readonly string[], env: ProgramEnv): Promise<number> {
  if (error instanceof PromptInterrupted) {
    if (!error.isTold) env.stderr.write('\nNothing was recorded.\n');
    return EXIT_CODES.interrupted;
  }
  const code = await fail(toRefusal(error), argv, env);
  if (glanceGlobals(argv).debug && error instanceof Error) env.stderr.write(`${error.stack}\n`);
  return code;
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
    const [fold, speak] = [await lineFolder(env.stderr), await lineSpeaker(env.stderr, env.vars)];
    env.stderr.write(fold(speak(`${color.bad('Error:')} ${message}\n${hint ? `${hint}\n` : ''}`)));
  }
  return exitCode(refusal);
}
