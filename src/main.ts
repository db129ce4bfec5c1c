/** argv → subcommand → exit code. Every failure ends here, as one sentence and a way out. */
import { Command as Cli, CommanderError } from 'commander';
import { version } from '../package.json';
import { type Call, call, colorLevel, type Globals } from './call.ts';
import { SUBCOMMANDS } from './commands/index.ts';
import type { Run } from './commands/subcommand.ts';
import { type Env, Interrupted } from './env.ts';
import { paint } from './render/paint.ts';
import { exitCode, sentence } from './render/refusal.ts';
import { json } from './render/visible.ts';
import { type Refusal, Refused } from './rules/refusal.ts';
import { live } from './system.ts';

/** Runs one command line, without node and script in front. Resolves to the exit code; never rejects. */
export async function run(argv: readonly string[], env: Env): Promise<number> {
  const end = argv.indexOf('--');
  const typed = end < 0 ? argv : argv.slice(0, end);
  const asJson = typed.includes('--json');
  let code = 0;
  try {
    const program = tree(env, (exit) => {
      code = exit;
    });
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof Interrupted) {
      env.stderr.write('\nNothing was recorded.\n');
      return 130;
    }
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const refusal = toRefusal(error, argv);
    tell(refusal, env, asJson);
    if (typed.includes('--debug') && error instanceof Error) env.stderr.write(`${error.stack}\n`);
    return exitCode(refusal);
  }
}

/** The whole program, wired into the real world. */
export const main = (): Promise<void> => live(run);

function tree(env: Env, exit: (code: number) => void): Cli {
  const program = new Cli('connects')
    .description('Your own ledger of Upwork Connects: what they were spent on, what came of it, what expires when.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .option('--db <path>', 'the ledger file (or CONNECTS_DB)')
    .option('--account <name>', 'the account, a file of its own (or CONNECTS_ACCOUNT)')
    .option('--json', 'print one JSON object')
    .option('-q, --quiet', 'print nothing on success')
    .option('--color <when>', 'auto, always or never', colorWhen)
    .option('--no-input', 'never ask; name the missing option instead')
    .option('--debug', 'show where a fault of the program happened')
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .configureOutput({
      writeOut: (text) => env.stdout.write(text),
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(env.stdout.columns, 100),
      getOutHasColors: () => false,
    })
    .addHelpText('after', EXAMPLES)
    .exitOverride();
  const runner: Run =
    (work) =>
    async (...given) => {
      const cli = given.at(-1) as unknown as Cli;
      const current: Call = await call(env, cli.optsWithGlobals<Globals>());
      // biome-ignore lint/suspicious/noExplicitAny: commander hands over what the command declared, and itself last.
      exit(await work(current, ...(given.slice(0, -1) as any)));
    };
  for (const add of SUBCOMMANDS) add(program, runner);
  program.action(() => env.stdout.write(program.helpInformation()));
  return program;
}

const EXAMPLES = `
Examples:
  connects init                        open the account
  connects apply --cost 4              record a proposal for 4 Connects
  connects mark 1 interview            say what became of it
  connects balance                     what is left
`;

function colorWhen(text: string): string {
  if (['auto', 'always', 'never'].includes(text)) return text;
  throw new Refused({ code: 'usage', problem: `--color '${text}' is unknown.`, hint: 'Use auto, always or never.' });
}

function toRefusal(error: unknown, argv: readonly string[]): Refusal {
  if (error instanceof Refused) return error.refusal;
  if (error instanceof CommanderError) return usage(error, argv);
  return { code: 'internal', detail: error instanceof Error ? error.message : String(error) };
}

/** Commander's complaint as one of ours: its sentence, and the nearest name or the help to read. */
function usage({ message }: CommanderError, argv: readonly string[]): Refusal {
  const [first = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const near = suggestion ? /Did you mean (.*)\?/.exec(suggestion)?.[1] : undefined;
  const name = argv.find((word) => !word.startsWith('-'));
  const help = `See: connects ${name && !/unknown command/.test(message) ? `${name} ` : ''}--help`;
  const problem = `${first.charAt(0).toUpperCase()}${first.slice(1).replace(/\.$/, '')}.`;
  return { code: 'usage', problem, hint: near ? `Did you mean ${near}?` : help };
}

function tell(refusal: Refusal, env: Env, asJson: boolean): void {
  const { message, hint } = sentence(refusal);
  const { code, ...details } = refusal;
  if (asJson) {
    env.stderr.write(json({ schema: 1, error: { code, message, hint, details } }));
    return;
  }
  const color = paint(colorLevel(env.stderr, {}, env.vars));
  env.stderr.write(`${color.bad('Error:')} ${message}\n${hint ? `${hint}\n` : ''}`);
}
