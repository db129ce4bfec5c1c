/** argv → subcommand → exit code. Every failure ends here, as one sentence and a way out. */
import { type Argument, Command as Cli, CommanderError, Help } from 'commander';
import { version } from '../package.json';
import { type Call, call, colorLevel, type Globals } from './call.ts';
import { globalsOf, takesGlobals } from './commands/globals.ts';
import { SUBCOMMANDS } from './commands/index.ts';
import type { Run } from './commands/subcommand.ts';
import { misused, refuseExcess, refuseTakenOption, refuseUnknown, shows, takeDryRun } from './commands/usage.ts';
import { type Env, Interrupted } from './env.ts';
import { EXIT, exitCode } from './exit.ts';
import { paint } from './render/paint.ts';
import { addressed } from './render/shell.ts';
import { json } from './render/visible.ts';
import { type Refusal, Refused } from './rules/refusal.ts';
import { live } from './system.ts';

/** Runs one command line, without node and script in front. Resolves to the exit code; never rejects. */
export async function run(argv: readonly string[], env: Env): Promise<number> {
  let code = 0;
  let helpText = '';
  try {
    const line = asHelpCommand(argv);
    const program = await tree(env, line, {
      exit: (exit) => {
        code = exit;
      },
      tell: (piece) => {
        helpText += piece;
      },
    });
    await program.parseAsync([...line], { from: 'user' });
    if (helpText) env.stdout.write(answer('help', helpText, argv));
    return code;
  } catch (error) {
    if (error instanceof Interrupted) {
      env.stderr.write('\nNothing was recorded.\n');
      return EXIT.interrupted;
    }
    if (error instanceof CommanderError && error.exitCode === 0) {
      env.stdout.write(answer(error.code === 'commander.version' ? 'version' : 'help', helpText, argv));
      return 0;
    }
    const typed = glance(argv);
    const code = await fail(toRefusal(error), argv, env);
    if (typed.debug && error instanceof Error) env.stderr.write(`${error.stack}\n`);
    return code;
  }
}

/** Whoever asks for help first may say of what afterwards. */
function asHelpCommand(argv: readonly string[]): readonly string[] {
  const at = argv.findIndex((word) => !WITHOUT_VALUE.includes(word));
  const isHelp = argv[at] === '--help' || argv[at] === '-h';
  return isHelp && argv.slice(at).some((word) => !word.startsWith('-'))
    ? ['help', ...argv.filter((_, i) => i !== at)]
    : argv;
}

const WITHOUT_VALUE = ['--json', '-q', '--quiet', '--no-color', '--no-input', '--debug'];

/** Help or the version, as it was asked for. */
const answer = (command: 'help' | 'version', text: string, argv: readonly string[]): string =>
  glance(argv).json ? json({ schema: 1, command, [command]: text.trimEnd(), warnings: [] }) : text;

/** The whole program, wired into the real world. */
export const main = (): Promise<void> => live(run, fail);

/** Where the tree leaves what it comes to: an exit code, or help piece by piece. */
interface Sinks {
  exit(code: number): void;
  tell(piece: string): void;
}

async function tree(env: Env, argv: readonly string[], { exit, tell }: Sinks): Promise<Cli> {
  const program = new Cli('connects')
    .description(
      'Your own ledger of Upwork Connects: what you spend them on, what you get for them, and when they expire.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .enablePositionalOptions()
    .usage('<command> [options]')
    .configureHelp({
      subcommandTerm: (cli) => [cli.name(), ...cli.registeredArguments.map(humanReadable)].join(' '),
      formatHelp: (cli, help) => optionsLast(Help.prototype.formatHelp.call(help, cli, help), cli),
    })
    .configureOutput({
      writeOut: tell,
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(env.stdout.columns, HELP_COLUMNS),
      getOutHasColors: () => false,
    })
    .hook('preAction', (_, cli) => {
      refuseTakenOption(cli, argv);
      refuseExcess(cli);
    });
  const runner: Run =
    (work) =>
    async (...given) => {
      const cli = given.at(-1) as unknown as Cli;
      const current: Call = await call(env, globalsOf(cli));
      takeDryRun(cli);
      // biome-ignore lint/suspicious/noExplicitAny: commander hands over what the command declared, and itself last.
      exit(await work(current, ...(given.slice(0, -1) as any)));
      current.end();
    };
  await addSubcommands(program, argv, runner);
  program.action(() => program.outputHelp());
  shows(program, ...EXAMPLES);
  prepare(program);
  return program;
}

/**
 * Loads the commands that the line names, as that takes longer than most of what they do. The others are only listed,
 * and only where the line does not begin with one, or with help: there a mistyped name is looked up among them.
 */
async function addSubcommands(program: Cli, argv: readonly string[], run: Run): Promise<void> {
  const isNamed = ([name]: readonly [string, unknown]) => argv.includes(name);
  const entries = [...SUBCOMMANDS];
  const [first = 'help'] = argv.filter((word) => !word.startsWith('-'));
  const isListing = first === 'help' || !SUBCOMMANDS.has(first);
  for (const entry of entries) {
    const [, { usage, group, summary, load }] = entry;
    if (isNamed(entry)) {
      (await load())(program, run);
      program.commands.at(-1)?.summary(summary).helpGroup(group);
    } else if (isListing) program.command(usage).summary(summary).helpGroup(group);
  }
}

const HELP_COLUMNS = 80;

const humanReadable = (argument: Argument): string => {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
};

/** What there is to do comes before how it may be altered. */
function optionsLast(help: string, cli: Cli): string {
  const sections = help.trimEnd().split('\n\n');
  const options = sections.filter((section) => section.startsWith('Options:'));
  const shared = cli.parent ? ['Options that every command takes: connects --help'] : [];
  return `${[...sections.filter((section) => !options.includes(section)), ...options, ...shared].join('\n\n')}\n`;
}

const EXAMPLES = [
  'connects init                  open the account',
  'connects apply --cost 4        record a proposal for 4 Connects',
  'connects mark 1 interview      record the result',
  'connects balance               see what is left',
];

/** What holds for every command of the tree. */
function prepare(cli: Cli): void {
  takesGlobals(cli, cli.parent !== null);
  cli.addHelpText('before', () => {
    refuseUnknown(cli);
    return '';
  });
  cli.allowExcessArguments().exitOverride((error) => {
    throw error.exitCode === 0 ? error : new Refused(misused(cli, error));
  });
  if (cli.commands.length > 0) cli.addOption(cli.createOption('-n, --dry-run').hideHelp());
  cli.commands.forEach(prepare);
}

/** What the error itself must know of a line that may not be readable as a whole. */
function glance(argv: readonly string[]): Globals {
  const end = argv.indexOf('--');
  const typed = (end < 0 ? argv : argv.slice(0, end)).map((word) => (word === '--no-color' ? '--color=never' : word));
  const last = (option: string): string | undefined =>
    typed
      .flatMap(
        (word, i) =>
          (word === option ? typed[i + 1] : word.startsWith(`${option}=`) && word.slice(option.length + 1)) || [],
      )
      .at(-1);
  const [color, db, account] = ['--color', '--db', '--account'].map(last);
  return {
    json: typed.includes('--json'),
    debug: typed.includes('--debug'),
    ...(color === 'always' || color === 'never' ? { color } : {}),
    ...(db ? { db } : {}),
    ...(account ? { account } : {}),
  };
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal;
  return { code: 'internal', detail: error instanceof Error ? error.message : String(error) };
}

/** Tells a failure, and returns the exit code it comes to. */
async function fail(refusal: Refusal, argv: readonly string[], env: Env): Promise<number> {
  const { sentence } = await import('./render/refusal.ts');
  const typed = glance(argv);
  const { message, hint: plain } = sentence(refusal);
  const hint = plain && refusal.code !== 'usage' ? addressed(plain, typed) : plain;
  if (typed.json) {
    const { code, ...data } = refusal;
    const details = code === 'usage' ? {} : data;
    env.stderr.write(json({ schema: 1, error: { code, message, hint, details } }));
  } else {
    const color = await paint(colorLevel(env.stderr, typed, env.vars));
    env.stderr.write(`${color.bad('Error:')} ${message}\n${hint ? `${hint}\n` : ''}`);
  }
  return exitCode(refusal);
}
