/** The command tree of one call: its description, its subcommands, and how help is laid out. */
import type { Command as Program } from '@commander-js/extra-typings';
import { type Argument, Command as Cli, type Help } from 'commander';
import { version } from '../../package.json';
import { QuestionsWanted } from './guided/unanswered.ts';
import { argumentsAsUsed, helpText, itemText, LEAST_ITEM_COLUMNS, loadManual } from './help/help-layout.ts';
import { LISTED_SUBCOMMANDS } from './index.ts';
import { takesGlobals } from './line/globals.ts';
import { lookWith, onlyReads, type RunAction } from './line/look.ts';
import {
  misusedLine,
  refuseExcess,
  refuseRepeated,
  refuseTakenOption,
  refuseUnknown,
  withExamples,
} from './line/usage.ts';

/** What becomes of a line that leaves something to questions. */
export interface ReachedCommand {
  /** Called with the command that the line names, before its work begins or once the line cannot be read. */
  reach(cli: Cli): void;
  /** Whether the program alone opens its menu, and does not show its help. */
  opensMenu(program: Cli): boolean;
}

/** `argv`: the command line, without node and script in front. Help is written piece by piece to `writeHelp`. */
export async function buildProgram(
  argv: readonly string[],
  run: RunAction,
  writeHelp: (piece: string) => void,
  columns: number,
  reached: ReachedCommand = { reach: () => {}, opensMenu: () => false },
): Promise<Cli> {
  const manual = await loadManual(argv);
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
      minWidthToWrap: LEAST_ITEM_COLUMNS,
      subcommandTerm: (cli) =>
        (cli.parent?.parent ? null : LISTED_SUBCOMMANDS.get(cli.name())?.usage) ??
        [cli.name(), ...cli.registeredArguments.map(humanReadable)].join(' '),
      visibleArguments: argumentsAsUsed,
      formatItem(term, termWidth, meaning) {
        return itemText(this as Help, term, termWidth, meaning);
      },
      formatHelp: (cli, help) => helpText(cli, help, manual),
    })
    .configureOutput({
      writeOut: writeHelp,
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(columns, HELP_COLUMNS),
      getOutHasColors: () => false,
    })
    .hook('preAction', (_, cli) => {
      reached.reach(cli);
      refuseTakenOption(cli, argv);
      refuseExcess(cli);
    });
  const listed = await addSubcommands(program, argv, run);
  program.action(() => {
    if (reached.opensMenu(program)) throw new QuestionsWanted();
    program.outputHelp();
  });
  withExamples(program, ...EXAMPLES);
  prepare(program, reached, listed);
  return program;
}

/**
 * Loads the commands that the line names, as that takes longer than most of what they do. The others are only listed,
 * and only where the line does not begin with one, or with help: there a mistyped name is looked up among them. Resolves
 * to those that are only listed.
 */
async function addSubcommands(program: Cli, argv: readonly string[], run: RunAction): Promise<ReadonlySet<Cli>> {
  const listed = new Set<Cli>();
  const isNamed = ([name]: readonly [string, unknown]) => argv.includes(name);
  const entries = [...LISTED_SUBCOMMANDS];
  const knowing: RunAction =
    (work) =>
    (...given) =>
      run((call, ...same: typeof given) => work({ ...call, reads: onlyReads(given) }, ...same))(...given);
  const look = lookWith(knowing);
  const [first = 'help'] = argv.filter((word) => !word.startsWith('-'));
  const isListing = first === 'help' || !LISTED_SUBCOMMANDS.has(first);
  for (const entry of entries) {
    const [name, { group, summary, load }] = entry;
    if (isNamed(entry)) {
      (await load())(program as unknown as Program, knowing, look);
      program.commands.at(-1)?.summary(summary).helpGroup(group);
    } else if (isListing) listed.add(program.command(name).summary(summary).helpGroup(group));
  }
  return listed;
}

const HELP_COLUMNS = 80;

const humanReadable = (argument: Argument): string => {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
};

const EXAMPLES = [
  'connects init                  open the account',
  'connects apply --cost 4        record a proposal for 4 Connects',
  'connects mark 1 interview      record the result',
  'connects balance               see what is left',
];

/** What holds for every command of the tree that can be called. */
function prepare(cli: Cli, reached: ReachedCommand, listed: ReadonlySet<Cli>): void {
  refuseRepeated(cli);
  takesGlobals(cli, cli.parent !== null);
  cli.addHelpText('before', () => {
    refuseUnknown(cli);
    return '';
  });
  cli.allowExcessArguments().exitOverride((error) => {
    reached.reach(cli);
    throw error.exitCode === 0 ? error : misusedLine(cli, error);
  });
  if (cli.commands.length > 0) cli.addOption(cli.createOption('-n, --dry-run').hideHelp());
  for (const each of cli.commands) if (!listed.has(each)) prepare(each, reached, listed);
}
