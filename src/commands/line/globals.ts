/** Options that every command takes, before its name or after it. */
import { type Command as Cli, Option } from 'commander';
import type { GlobalOptions } from '../../call.ts';
import { withWords } from '../../parse/choice.ts';
import { usageRefused } from '../../rules/answers/refusal.ts';

/** `hidden` on subcommands: their help lists the program's own. */
export function takesGlobals(cli: Cli, hidden: boolean): Cli {
  const options = [
    new Option('--db <path>', 'the ledger: a file, or a postgres:// URL (or CONNECTS_DB)'),
    new Option('--account <name>', 'another account, with its own file (or CONNECTS_ACCOUNT)'),
    new Option('--as <name>', 'who records it (or CONNECTS_MEMBER)'),
    new Option('--json', 'print one JSON object'),
    new Option('-q, --quiet', 'print nothing on success'),
    new Option('--color <when>', 'auto, always or never (--no-color)').argParser(colorWhen),
    new Option('--no-color').preset('never').hideHelp(),
    new Option('--no-input', 'never ask questions'),
    new Option('--no-pager', 'never show long output in a pager'),
    new Option('--no-config', 'leave out your own config.json'),
    new Option('--debug', 'show where the program failed'),
  ];
  for (const option of options) cli.addOption(hidden ? option.hideHelp() : option);
  return cli;
}

const colorWhen = withWords(['auto', 'always', 'never'], (text: string): string => {
  if (colorWhen.words.includes(text)) return text;
  throw usageRefused({ fault: 'unknown-color', given: text });
});

/** What was typed of them, wherever it stood. The one nearest to the end of the line wins. */
export const globalsOf = (cli: Cli): GlobalOptions => Object.assign({}, ...commandLineage(cli).map(typed));

/** The command with its parents, the program first. */
export const commandLineage = (cli: Cli): readonly Cli[] => (cli.parent ? [...commandLineage(cli.parent), cli] : [cli]);

const typed = (cli: Cli): GlobalOptions =>
  Object.fromEntries(Object.entries(cli.opts()).filter(([name]) => cli.getOptionValueSource(name) === 'cli'));

/** `--help apply` asks for the help of apply. */
export function asHelpCommand(argv: readonly string[]): readonly string[] {
  const at = argv.findIndex((word) => !WITHOUT_VALUE.includes(word));
  const isHelp = argv[at] === '--help' || argv[at] === '-h';
  return isHelp && argv.slice(at).some((word) => !word.startsWith('-'))
    ? ['help', ...argv.filter((_, i) => i !== at)]
    : argv;
}

/** Those above that take no value. */
const WITHOUT_VALUE = ['--json', '-q', '--quiet', '--no-color', '--no-input', '--no-pager', '--no-config', '--debug'];

/** The options that a failure needs, of a line that perhaps cannot be parsed. */
export function glanceGlobals(argv: readonly string[]): GlobalOptions {
  const end = argv.indexOf('--');
  const typed = (end < 0 ? argv : argv.slice(0, end)).map((word) => (word === '--no-color' ? '--color=never' : word));
  const last = (option: string): string | undefined =>
    typed
      .flatMap(
        (word, i) =>
          (word === option ? typed[i + 1] : word.startsWith(`${option}=`) && word.slice(option.length + 1)) || [],
      )
      .at(-1);
  const [color, db, named, as] = ['--color', '--db', '--account', '--as'].map(last);
  const account = named ?? accountArgument(typed);
  return {
    json: typed.includes('--json'),
    debug: typed.includes('--debug'),
    ...(typed.includes('--no-pager') ? { pager: false } : {}),
    ...(typed.includes('--no-config') ? { config: false } : {}),
    ...(color === 'always' || color === 'never' ? { color } : {}),
    ...(db ? { db } : {}),
    ...(account ? { account } : {}),
    ...(as ? { as } : {}),
  };
}

/** The account that `connects account add NAME` and its like are about. */
function accountArgument(typed: readonly string[]): string | undefined {
  const [command, verb = '', name] = typed.filter((word) => !word.startsWith('-'));
  return command === 'account' && ['add', 'rename', 'remove'].includes(verb) ? name : undefined;
}
