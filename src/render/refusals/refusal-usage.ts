/** What is wrong with a command line, in sentences: one for every fault. Long because it has them all. */

import type { MisusedCommand, UsageFault, UsageFaultOf } from '../../rules/answers/usage-fault.ts';
import { isServerUrl } from '../../rules/values/ledger-place.ts';
import type { UserSentence } from '../text/sentence.ts';
import { shellWord } from '../text/shell.ts';
import { repeatedText, visible } from '../text/visible.ts';
import { eitherOf, number } from '../text/words.ts';
import { configSentence, URL_PART_NAMES } from './refusal-config.ts';

export const usageSentence = (fault: UsageFault): UserSentence =>
  (SENTENCES[fault.fault] as (fault: UsageFault) => UserSentence)(fault);

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

const AMOUNT_OF = {
  '--reward': ['an interview', 'connects mark 7 interview --reward 10'],
  '--returned': ['an outbid boost', 'connects mark 7 outbid --returned 12'],
  '--value': ['a hire', 'connects mark 7 hired --value 400'],
} as const;

/** A tag that makes the grouping that was asked for, where a shell takes it as it is. */
const tagExample = (given: string): string =>
  `connects edit 7 --tag ${/^[a-z][\w-]*$/i.test(given) ? given : 'template'}=short`;

const MIXED = {
  'both-targets': ['--transaction cannot be used together with a proposal.', 'Use only one of them.'],
  'price-of-proposal': [
    '--paid and --tax belong to a purchase.',
    'Name the purchase: connects edit --transaction 12 --paid 12.87',
  ],
  'details-of-purchase': ['Of a purchase, only the price can be edited.', 'To take it back: connects void ID.'],
  'several-proposals': [
    'A title, a link, a key, a day and a value belong to one proposal.',
    'Edit the proposals one by one.',
  ],
} as const;

const SENTENCES: { readonly [Name in UsageFault['fault']]: (fault: UsageFaultOf<Name>) => UserSentence } = {
  'unknown-word': ({ what, given, known, near }) => [
    visible(`There is no ${what} '${repeatedText(given)}'.`),
    `${near ? `Did you mean ${near}? ` : ''}Known are ${known.join(', ')}.${what === 'grouping' ? ` To group by a word of your own, give proposals tags with it: ${tagExample(given)}` : ''}`,
  ],
  'credits-over-boost': ({ credits, boost }) => [
    `--credits ${number(credits)} is more than the boost of ${number(boost)}.`,
    '--boost is the boost in all; --credits is the part of it that ad credits pay. For example: --boost 20 --credits 10',
  ],
  'credits-need': ({ missing }) => [
    missing === '--amount'
      ? 'How many ad credits did you get?'
      : 'Upwork publishes no fixed lifetime for ad credits: give the day they expire.',
    'For example: connects earn ad-credits --amount 10 --expires 30d',
  ],
  'credits-gone': ({ expiresOn, on }) => [
    `--expires ${expiresOn} is not after ${on}, the day the ad credits came.`,
    'Give the day they expire, or a number of days: --expires 30d',
  ],
  'earn-option': ({ flag, only }) => [
    only ? `${flag} is only for ad credits.` : `Ad credits do not take ${flag}.`,
    'For example: connects earn ad-credits --amount 10 --expires 30d',
  ],
  'unknown-color': ({ given }) => [
    visible(`--color '${repeatedText(given)}' is unknown.`),
    'Use auto, always or never.',
  ],
  'empty-text': ({ flag }) => [
    `${flag} is empty.`,
    flag.startsWith('--') ? 'Leave it out, or give it a text.' : 'Give it a text.',
  ],
  'long-text': ({ flag, most }) => [
    `${flag} is longer than ${number(most)} characters.`,
    'Shorten it; a link or a note can hold the rest.',
  ],
  'not-a-pace': ({ flag, given, most }) => [
    visible(`${flag} '${repeatedText(given)}' is not a number of proposals a week.`),
    `Write it as 5 or 2.5, from 0 to ${most}.`,
  ],
  'not-a-year': ({ given }) => [
    visible(`--year '${repeatedText(given)}' is not a year.`),
    'Write it with four digits, such as 2026.',
  ],
  'not-coming': ({ until, today }) => [
    `--until ${until} is not in the future: today is ${today}.`,
    'Give a later day.',
  ],
  'too-far': ({ flag, given, most }) => [
    `${flag} ${given} is too far ahead.`,
    `The maximum is ten years (${most} days).`,
  ],
  'empty-path': ({ name, instead }) => [`${name} is empty.`, instead ? INSTEAD[instead] : 'Name a file.'],
  'not-a-file': ({ name, instead }) =>
    instead
      ? ['A backup is a file, not a stream.', INSTEAD[instead]]
      : [`${name} is a dash, but a ledger must be a file.`, 'Name a file.'],
  'bad-account': ({ given }) => [
    isServerUrl(given)
      ? 'The URL of a database is no account name.'
      : visible(`'${repeatedText(given)}' is not a valid account name.`),
    'Use up to 64 letters, digits, dots, dashes and underscores, and begin with a letter or a digit. For a path, use --db.',
  ],
  'bad-member': ({ flag }) => [
    `${flag} must be the name of a member.`,
    'A name has up to 100 characters in one line, and no comma. For example: --as anna',
  ],
  unschedulable: ({ given }) => [
    visible(`'${repeatedText(given)}' has a line break or another control character, which no scheduler can take.`),
    'Rename the file or the folder.',
  ],
  'two-orders': () => ['--day-first and --month-first contradict each other.', 'Leave one of them out.'],
  'given-twice': ({ flag, values }) => [visible(`${flag} is given twice: ${values.join(' and ')}.`), 'Give it once.'],
  'bad-map': ({ given }) => [visible(`--map '${repeatedText(given)}' cannot be read.`), MAP],
  'mapped-twice': ({ column }) => [`--map names the ${column} twice.`, MAP],
  'bad-rulebook': ({ file, problems: [first, ...more] }) => {
    const others = more
      .slice(0, MORE_PROBLEMS)
      .map((each) => `line ${each.line}, column ${each.column}: ${each.problem}`);
    const rest = more.length > MORE_PROBLEMS ? [`and ${more.length - MORE_PROBLEMS} more`] : [];
    return [
      visible(
        first ? `${file}, line ${first.line}, column ${first.column}: ${first.problem}` : `${file} is not a rulebook.`,
      ),
      [...[...others, ...rest].map(visible), 'Correct the file, then add it again.'].join('\n'),
    ];
  },
  'bad-config': ({ file, problem }) => configSentence(file, problem),
  'bad-pool-url': ({ part, given }) => [
    part === 'form'
      ? 'This is not the URL of a PostgreSQL database.'
      : visible(
          `The database's URL has ${URL_PART_NAMES[part]} that cannot be used${given === '' ? '' : `: '${repeatedText(given)}'`}.`,
        ),
    'Write it so: postgres://USER@HOST:5432/DATABASE?sslmode=verify-full. The password can be in it, in PGPASSWORD, or in the file that PGPASSFILE names.',
  ],
  'url-as-file': ({ wanted }) => ['This is the URL of a database, but a file is needed here.', URL_WAYS[wanted]],
  'file-to-file': ({ target }) => [
    'The ledger is in a file: what brings it to another file is a copy.',
    `Copy it: connects backup ${shellWord(target)}`,
  ],
  'two-ledgers': () => ['--db and --account cannot be used together.', 'Use only one of them.'],
  'scheduler-missing': ({ known }) => [
    'The option --for is missing.',
    `Give one of ${known.join(', ')}, such as: connects schedule --for ${known[0]}`,
  ],
  'cost-missing': ({ command }) => [
    'The option --cost is missing.',
    `Give the cost of the proposal: connects ${command} --cost 4`,
  ],
  'apply-word': ({ given, isAmount }) =>
    isAmount
      ? [visible(`'${repeatedText(given)}' is no cost.`), 'Give a whole number, such as 18, or 18+25 with a boost.']
      : [
          visible(`'${repeatedText(given)}' is neither a cost nor a link to a job on Upwork.`),
          'Give the cost, such as 18, or 18+25 with a boost, and the link to the job, in any order. A title needs its option: --title "Logo design"',
        ],
  'apply-twice': ({ what, values }) => [
    visible(`The ${what === 'url' ? 'link' : what} is given twice: ${values.join(' and ')}.`),
    'Give it once.',
  ],
  'posted-time': ({ given, why }) => [
    visible(
      {
        unreadable: `'${repeatedText(given)}' is not a time for --posted.`,
        'no-hour': `'${repeatedText(given)}' has no hour: --posted needs the time of day.`,
        skipped: `There is no '${repeatedText(given)}' in your time zone: the clocks were put forward over it.`,
        future: `The job cannot have been posted at '${repeatedText(given)}': that is later than your proposal.`,
        counted: `'${repeatedText(given)}' is counted back from now, and that is later than your proposal.`,
      }[why],
    ),
    "Give a time such as 10:30, '2 hours ago', 'yesterday 18:00' or '2026-11-27 10:30'.",
  ],
  'clipboard-unreadable': () => [
    'The clipboard cannot be read here.',
    `Save the text in a file, and type: ${PASTE_FILE}\nOn Linux, the clipboard needs the program xsel, or wl-clipboard under Wayland.`,
  ],
  'paste-empty': ({ from }) => [`${PASTED[from]} is empty.`, COPY_APPLY],
  'paste-other-page': ({ from, is }) =>
    is === null
      ? [`${PASTED[from]} does not contain the text of Upwork's apply page.`, COPY_APPLY]
      : [`${PASTED[from]} contains ${OTHER_PAGES[is][0]}, not the apply page.`, OTHER_PAGES[is][1]],
  'paste-contradiction': ({ quotes }) => [
    visible(
      quotes.length === 1
        ? `A number on the page cannot be right: "${quotes[0]}".`
        : `Numbers on the page contradict each other: ${quotes.map((each) => `"${each}"`).join(', ')}.`,
    ),
    'Copy the page again, or type the numbers: connects apply --cost 18 --boost 25',
  ],
  'name-missing': ({ source }) => [
    `The option --name is missing: each ${source} is rewarded once, so it needs a name.`,
    `For example: connects earn ${source} --name "${source === 'badge' ? 'Rising Talent' : 'JavaScript'}"`,
  ],
  'yes-missing': ({ command }) => YES_MISSING[command],
  'not-that-name': ({ account, given }) => [
    visible(`--yes names '${repeatedText(given)}', but the account to remove is '${account}'.`),
    'Nothing was removed. To remove it, write its own name behind --yes.',
  ],
  'two-accounts': () => [
    'connects account takes the name of the account as an argument, so --account and --db have no place here.',
    'Leave them out.',
  ],
  'output-missing': () => ['The option --output is missing: the page cannot be shown in a terminal.', REPORT],
  'nothing-to-open': () => ['--open shows a file, and none is written.', REPORT],
  'one-offer': () => [
    'A coupon needs exactly one of --percent, --off and --connects.',
    'For example: connects coupon add SAVE20 --percent 20',
  ],
  'nothing-to-compare': () => [
    'what-if needs at least one change to compare.',
    'Give one or more of --rules, --plan, --per-week, --cost and --without-boost.',
  ],
  'granted-without-upgrade': () => [
    '--granted works only with an upgrade to plus.',
    'A downgrade does not change your Connects.',
  ],
  'fee-under-basic': ({ flag }) => [
    flag === '--fee'
      ? 'Basic has no fee, so --fee works only with plus.'
      : '--tax works only with plus: Basic has no fee.',
    'To record what Plus costs: connects plan plus --fee 19.99',
  ],
  'opens-nothing': ({ flag }) => [
    `${flag} has no meaning for a Proposals page.`,
    'This page opens no account and holds no Connects: leave the option out.',
  ],
  'map-without-csv': () => [
    '--map names the columns of a CSV, but this file is not a CSV.',
    'Leave it out: only a CSV has columns to name.',
  ],
  'days-swapped': ({ since, until }) => [`--since ${since} is after --until ${until}.`, 'Swap them.'],
  'days-twice': () => ['--year already sets the days.', 'Leave out --since and --until, or --year.'],
  'json-only': ({ format }) => [`--json prints JSON, not ${format}.`, `Name a file for the ${format}: --output FILE.`],
  'purchases-format': ({ format }) => [
    `--purchases cannot be written as ${format}.`,
    'Use --format csv or --format json.',
  ],
  'bom-without-csv': ({ format }) => [`--bom is for CSV, not ${format}.`, 'Leave it out.'],
  'calendar-of-some-days': () => ['A calendar has only days to come.', 'Leave out --since, --until and --year.'],
  'bytes-to-terminal': ({ format }) => [
    `A terminal cannot show ${format}.`,
    `Name a file for it: --output connects.${format}.`,
  ],
  'copy-of-some-days': () => [
    'A jsonl copy always contains the whole ledger: it cannot be limited to some days.',
    'Leave out --since, --until and --year, or use --format json.',
  ],
  'output-is-ledger': ({ own }) => [
    `--output is the path of ${own ? 'the ledger itself, or of a file that belongs to the ledger' : 'another ledger or of a backup'}.`,
    'Name another file.',
  ],
  'nothing-to-edit': ({ missing }) =>
    missing === 'target'
      ? ['Nothing to edit is named.', 'For example: connects edit 7 --cost 6']
      : missing === 'change'
        ? ['Nothing to change is given.', 'For example: connects edit 7 --title "Logo"']
        : ['A purchase needs its price.', 'For example: connects edit --transaction 12 --paid 12.87'],
  'edit-mixed': ({ why }) => [MIXED[why][0], MIXED[why][1]],
  'mark-amount': ({ flag, outcome }) => [
    `${flag} is only for ${AMOUNT_OF[flag][0]}, not for ${outcome}.`,
    `For example: ${AMOUNT_OF[flag][1]}`,
  ],
  'amount-of-several': () => ['An amount belongs to one proposal.', 'Mark the proposals one by one.'],
  'older-and-proposals': () => ['--older cannot be used together with a proposal.', 'Use only one of them.'],
  'proposal-missing': ({ outcome }) => [
    'The number of the proposal is missing.',
    `For example: connects mark 7 ${outcome}`,
  ],
  'outcome-missing': ({ known }) => [
    'What became of the proposal? The outcome is missing.',
    `For example: connects mark 7 ${known[0]}. Known are ${known.join(', ')}.`,
  ],
  'void-uncharged': ({ proposal }) => [
    `Proposal ${proposal} has no transaction: nothing was charged for it.`,
    'To take back the command that recorded it, find its number with connects log, then: connects undo NUMBER',
  ],
  'formats-both': ({ formats: [one, other] }) => [
    `--${one} and --${other} cannot be used together.`,
    'Use only one of them.',
  ],
  'days-both': () => ['--on and --as-of are the same.', 'Use only one of them.'],
  'value-missing': ({ flag, ...misused }) => [`${flag} needs a value.`, wayOut(misused)],
  'option-missing': ({ flag, ...misused }) => [`The option ${flag} is missing.`, wayOut(misused)],
  'argument-missing': ({ name, ...misused }) => [`The argument ${name} is missing.`, wayOut(misused)],
  'argument-unexpected': ({ given, ...misused }) => [
    visible(`${misused.command}: '${repeatedText(given)}' is one argument too many.`),
    wayOut(misused),
  ],
  'value-unexpected': ({ flag }) => [`${flag} takes no value.`, `Write ${flag} alone.`],
  'word-unexpected': ({ given, ...misused }) => [
    visible(`'${repeatedText(given)}' is unexpected: the option before it takes no value.`),
    wayOut(misused),
  ],
  'option-as-value': ({ flag, next }) => [
    `${flag} needs a value.`,
    `If '${next}' is the value, write: ${flag}=${next}`,
  ],
  'unknown-option': ({ command, flag, near }) => [
    visible(`${command} has no option ${flag}.`),
    near ? `Did you mean --${near}?` : `See: ${command} --help`,
  ],
  'unknown-command': ({ command, given, near }) => [
    visible(`There is no command '${command} ${repeatedText(given)}'.`),
    near === null ? `See: ${command} --help` : `Did you mean '${`${command} ${near}`.trim()}'?`,
  ],
  'subcommand-missing': ({ command, known }) => [
    `'${command}' alone does nothing.`,
    `Use ${eitherOf(known.map((name) => `'${command} ${name}'`))}.`,
  ],
  other: ({ message, ...misused }) => [visible(message), wayOut(misused)],
};

const PASTE_FILE = 'connects apply --paste < page.txt';
const PASTED = { clipboard: 'The clipboard', input: 'The text that you passed' } as const;
const COPY_APPLY = `Before you send the proposal, press Ctrl+A and Ctrl+C (on a Mac, Cmd) on the page where you write it, then type: connects apply --paste\nOr save the copied text in a file: ${PASTE_FILE}`;
const OTHER_PAGES = {
  history: ["Upwork's Connects history", 'Save it in a file, and import that: connects import page.txt'],
  proposals: ["Upwork's list of your proposals", 'Save it in a file, and import that: connects import page.txt'],
  job: ['the page of a job', `Press "Apply now" there and copy the next page. ${COPY_APPLY}`],
} as const;
const MAP = 'Write it as date=Day,connects=Change,title=Job.';
const REPORT = 'Name a file: --output connects-report.html';

const YES_MISSING: Readonly<Record<UsageFaultOf<'yes-missing'>['command'], UserSentence>> = {
  import: [
    'The option --yes is missing: an import is recorded only if you confirm it.',
    'First see what it would do with --dry-run, then pass --yes.',
  ],
  restore: [
    'The option --yes is missing: a backup is restored only if you confirm it.',
    'First see what would change with --dry-run, then pass --yes.',
  ],
  remove: [
    'The option --yes is missing: an account is removed only if you confirm it by its name.',
    'First see what would be removed with --dry-run, then pass --yes NAME.',
  ],
};

/** What was probably meant where the URL of a database stands for a file. */
const URL_WAYS = {
  input:
    'Copy that ledger into a file, and take the file in: connects export --format jsonl --output copy.jsonl --db URL, then connects merge copy.jsonl',
  output: 'To bring the whole ledger there: connects move --to URL',
  backup:
    'To back up the ledger of that database: connects backup --db URL. To bring yours there: connects move --to URL',
  restore: 'To restore the last backup of that ledger: connects restore latest --db URL',
} as const;
