/** Options that every command takes, before its name or after it. */
import type { Command as Cli } from 'commander';
import { withWords } from '../../parse/choice.ts';
import type { GlobalOptions } from '../../parse/global-options.ts';
import { usageRefused } from '../../rules/answers/refusal.ts';

/** Commander's class of an option, or the one for plain lines. */
interface MadeOption<Made> {
  argParser(parse: (text: string) => string): Made;
  preset(value: string): Made;
  hideHelp(): Made;
}

/** A command of either class. */
interface TakesOptions<Made> {
  createOption(flags: string, meaning?: string): Made;
  addOption(option: Made): unknown;
}

/** `hidden` on subcommands: their help lists the program's own. */
export function takesGlobals<Made extends MadeOption<Made>>(cli: TakesOptions<Made>, hidden: boolean): void {
  const options = [
    cli.createOption('--db <path>', 'the ledger: a file, or a postgres:// URL (or CONNECTS_DB)'),
    cli.createOption('--account <name>', 'another account, with its own file (or CONNECTS_ACCOUNT)'),
    cli.createOption('--as <name>', 'who records it (or CONNECTS_MEMBER)'),
    cli.createOption('--json', 'print one JSON object'),
    cli.createOption('-q, --quiet', 'print nothing on success'),
    cli.createOption('--color <when>', 'auto, always or never (--no-color)').argParser(colorWhen),
    cli.createOption('--no-color').preset('never').hideHelp(),
    cli.createOption('--no-input', 'never ask questions'),
    cli.createOption('--no-pager', 'never show long output in a pager'),
    cli.createOption('--no-config', 'leave out your own config.json'),
    cli.createOption('--debug', 'show where the program failed'),
  ];
  for (const option of options) cli.addOption(hidden ? option.hideHelp() : option);
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
