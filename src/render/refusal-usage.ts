/** What is wrong with a command line, in sentences: one for every fault. */
import type { MisusedCommand, UsageFault, UsageFaultOf } from '../rules/usage-fault.ts';
import { type Sentence, say } from './sentence.ts';
import { visible } from './visible.ts';
import { either, number } from './words.ts';

export const usageSentence = (fault: UsageFault): Sentence =>
  (SENTENCES[fault.fault] as (fault: UsageFault) => Sentence)(fault);

/** An example of the command, or its help. */
const wayOut = ({ command, example }: MisusedCommand): string =>
  example === null ? `See: ${command} --help` : `For example: ${example}`;

const INSTEAD = {
  nothing: 'Name a file, or leave it out.',
  latest: 'Name a file, or the newest backup: connects restore latest',
  export: 'Give a file name. To write a copy to standard output: connects export --format jsonl',
} as const;

/** Faults of a rulebook that are shown after the first; the rest are counted. */
const MORE_PROBLEMS = 9;

const SENTENCES: { readonly [Name in UsageFault['fault']]: (fault: UsageFaultOf<Name>) => Sentence } = {
  'unknown-word': ({ what, given, known, near }) =>
    say(
      visible(`There is no ${what} '${given}'.`),
      `${near ? `Did you mean ${near}? ` : ''}Known are ${known.join(', ')}.`,
    ),
  'unknown-color': ({ given }) => say(visible(`--color '${given}' is unknown.`), 'Use auto, always or never.'),
  'empty-text': ({ flag }) =>
    say(`${flag} is empty.`, flag.startsWith('--') ? 'Leave it out, or give it a text.' : 'Give it a text.'),
  'long-text': ({ flag, most }) =>
    say(`${flag} is longer than ${number(most)} characters.`, 'Shorten it; a link or a note can hold the rest.'),
  'not-a-pace': ({ flag, given, most }) =>
    say(visible(`${flag} '${given}' is not a number of proposals a week.`), `Write it as 5 or 2.5, from 0 to ${most}.`),
  'not-a-year': ({ given }) =>
    say(visible(`--year '${given}' is not a year.`), 'Write it with four digits, such as 2026.'),
  'not-coming': ({ until, today }) =>
    say(`--until ${until} is not in the future: today is ${today}.`, 'Give a later day.'),
  'too-far': ({ flag, given, most }) =>
    say(`${flag} ${given} is too far ahead.`, `The maximum is ten years (${most} days).`),
  'empty-path': ({ name, instead }) => say(`${name} is empty.`, instead ? INSTEAD[instead] : 'Name a file.'),
  'not-a-file': ({ name, instead }) =>
    instead
      ? say('A backup is a file, not a stream.', INSTEAD[instead])
      : say(`${name} is a dash, but a ledger must be a file.`, 'Name a file.'),
  'bad-account': ({ given }) =>
    say(
      visible(`'${given}' is not a valid account name.`),
      'Use letters, digits, dots, dashes and underscores. For a path, use --db.',
    ),
  'bad-map': ({ given }) => say(visible(`--map '${given}' cannot be read.`), MAP),
  'mapped-twice': ({ column }) => say(`--map names the ${column} twice.`, MAP),
  'bad-rulebook': ({ file, problems: [first, ...more] }) => {
    const others = more
      .slice(0, MORE_PROBLEMS)
      .map((each) => `line ${each.line}, column ${each.column}: ${each.problem}`);
    const rest = more.length > MORE_PROBLEMS ? [`and ${more.length - MORE_PROBLEMS} more`] : [];
    return say(
      visible(
        first ? `${file}, line ${first.line}, column ${first.column}: ${first.problem}` : `${file} is not a rulebook.`,
      ),
      [...[...others, ...rest].map(visible), 'Correct the file, then add it again.'].join('\n'),
    );
  },
  'two-ledgers': () => say('--db and --account cannot be used together.', 'Use only one of them.'),
  'cost-missing': () => say('The option --cost is missing.', 'Give the cost of the proposal: connects apply --cost 4'),
  'name-missing': ({ source }) =>
    say(
      `The option --name is missing: each ${source} is rewarded once, so it needs a name.`,
      `For example: connects earn ${source} --name "${source === 'badge' ? 'Rising Talent' : 'JavaScript'}"`,
    ),
  'yes-missing': ({ command }) =>
    command === 'import'
      ? say(
          'The option --yes is missing: an import is recorded only if you confirm it.',
          'First see what it would do with --dry-run, then pass --yes.',
        )
      : say(
          'The option --yes is missing: a backup is restored only if you confirm it.',
          'First see what would change with --dry-run, then pass --yes.',
        ),
  'output-missing': () => say('The option --output is missing: the page cannot be shown in a terminal.', REPORT),
  'nothing-to-open': () => say('--open shows a file, and none is written.', REPORT),
  'one-offer': () =>
    say(
      'A coupon needs exactly one of --percent, --off and --connects.',
      'For example: connects coupon add SAVE20 --percent 20',
    ),
  'nothing-to-compare': () =>
    say(
      'what-if needs at least one change to compare.',
      'Give one or more of --rules, --plan, --per-week, --cost and --without-boost.',
    ),
  'granted-without-upgrade': () =>
    say('--granted works only with an upgrade to plus.', 'A downgrade does not change your Connects.'),
  'map-without-csv': () =>
    say(
      '--map names the columns of a CSV, but this file is not a CSV.',
      'Leave it out: only a CSV has columns to name.',
    ),
  'days-swapped': ({ since, until }) => say(`--since ${since} is after --until ${until}.`, 'Swap them.'),
  'days-twice': () => say('--year already sets the days.', 'Leave out --since and --until, or --year.'),
  'json-only': ({ format }) =>
    say(`--json prints JSON, not ${format}.`, `Name a file for the ${format}: --output FILE.`),
  'purchases-format': ({ format }) =>
    say(`--purchases cannot be written as ${format}.`, 'Use --format csv or --format json.'),
  'bom-without-csv': ({ format }) => say(`--bom is for CSV, not ${format}.`, 'Leave it out.'),
  'copy-of-some-days': () =>
    say(
      'A jsonl copy always contains the whole ledger: it cannot be limited to some days.',
      'Leave out --since, --until and --year, or use --format json.',
    ),
  'output-is-ledger': ({ own }) =>
    say(
      `--output is the path of ${own ? 'the ledger itself' : 'another ledger or of a backup'}.`,
      'Name another file.',
    ),
  'value-missing': ({ flag, ...misused }) => say(`${flag} needs a value.`, wayOut(misused)),
  'option-missing': ({ flag, ...misused }) => say(`The option ${flag} is missing.`, wayOut(misused)),
  'argument-missing': ({ name, ...misused }) => say(`The argument ${name} is missing.`, wayOut(misused)),
  'argument-unexpected': ({ given, ...misused }) =>
    say(visible(`${misused.command}: '${given}' is one argument too many.`), wayOut(misused)),
  'value-unexpected': ({ flag }) => say(`${flag} takes no value.`, `Write ${flag} alone.`),
  'word-unexpected': ({ given, ...misused }) =>
    say(visible(`'${given}' is unexpected: the option before it takes no value.`), wayOut(misused)),
  'option-as-value': ({ flag, next }) =>
    say(`${flag} needs a value.`, `If '${next}' is the value, write: ${flag}=${next}`),
  'unknown-option': ({ command, flag, near }) =>
    say(visible(`${command} has no option ${flag}.`), near ? `Did you mean --${near}?` : `See: ${command} --help`),
  'unknown-command': ({ command, given, near }) =>
    say(
      visible(`There is no command '${command} ${given}'.`),
      near ? `Did you mean '${command} ${near}'?` : `See: ${command} --help`,
    ),
  'subcommand-missing': ({ command, known }) =>
    say(`'${command}' alone does nothing.`, `Use ${either(known.map((name) => `'${command} ${name}'`))}.`),
  other: ({ message, ...misused }) => say(visible(message), wayOut(misused)),
};

const MAP = 'Write it as date=Day,connects=Change,title=Job.';
const REPORT = 'Name a file: --output connects-report.html';
