/** Options that every command takes, before its name or after it. */
import { type Command as Cli, Option } from 'commander';
import { withWords } from '../../parse/choice.ts';
import type { GlobalOptions } from '../../parse/global-options.ts';
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
