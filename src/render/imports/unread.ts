/** Why rows or whole files could not be read, in sentences. */
import type { PageFormat, UnreadRow } from '../../exchange/history-page.ts';
import { visible } from '../text/visible.ts';

/** A page has rows, a text has lines. */
const unitOf = (format: PageFormat): string => (format === 'text' || format === 'csv' ? 'line' : 'row');

const OF_A_CELL: ReadonlySet<UnreadRow['problem']> = new Set(['bad-value', 'bad-answer', 'bad-status']);

/** What was lost of a page; a line of which one cell alone could not be read is no lost one. */
export const isLost = ({ problem }: UnreadRow): boolean => !OF_A_CELL.has(problem);

/** Rows that fail for the same reason would fill the screen: the first is shown, and where the others are. */
const NAMED = 10;
const MOST_RANGES = 20;

export function unreadLines(unread: readonly UnreadRow[], format: PageFormat): readonly string[] {
  if (unread.length <= NAMED) return unread.map((each) => unreadWords(each, format));
  const kinds = Map.groupBy(unread, ({ problem, column = '' }) => `${problem} ${column}`);
  return [...kinds.values()].flatMap(([first, ...more]) => {
    if (!first) return [];
    const units = more.length === 1 ? unitOf(format) : `${unitOf(format)}s`;
    const also = more.length === 0 ? '' : ` (and ${units} ${ranges(more.map(({ at }) => at))})`;
    return `${unreadWords(first, format)}${also}`;
  });
}

/** `5-7, 9`: numbers that rise, those that follow on one another as one. */
function ranges(numbers: readonly number[]): string {
  const found: [number, number][] = [];
  for (const each of numbers) {
    const last = found.at(-1);
    if (last && each === last[1] + 1) last[1] = each;
    else found.push([each, each]);
  }
  const ranges = found.slice(0, MOST_RANGES).map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
  return [...ranges, ...(found.length > MOST_RANGES ? ['…'] : [])].join(', ');
}

function unreadWords({ at, problem, given, column }: UnreadRow, format: PageFormat): string {
  const where = at === 0 || problem === 'embedded-data' ? '' : `${unitOf(format)} ${at}: `;
  return `${where}${UNREAD[problem](given === null ? null : `'${visible(given)}'`, column ?? '')}`;
}

/** The rows that could not be read, as JSON has them. */
export const unreadFields = (unread: readonly UnreadRow[], format: PageFormat) =>
  unread.map((each) => ({ row: each.at, problem: each.problem, message: unreadWords(each, format) }));

/** A comma for the decimal point. */
function pointInstead(given: string | null): string {
  const { whole, cents } = /^'\D*(?<whole>\d+),(?<cents>\d{1,2})(?!\d)/.exec(given ?? '')?.groups ?? {};
  return whole === undefined || cents === undefined ? '' : `; write ${whole}.${cents.padEnd(2, '0')}`;
}

/** Spreadsheets count days, from one of two beginnings. */
const serialWords = (given: string): string =>
  /^'[34]\d{4}(?:\.\d+)?'$/.test(given)
    ? ': it is how a spreadsheet counts days. Format that column as a date, such as YYYY-MM-DD, and save the file again'
    : '';

/** A sheet may have a cost, a boost and a total. */
function amountWords(given: string | null): string {
  if (given === null) return 'the number of Connects cannot be read';
  return given.includes(' / ')
    ? `${given} in the columns of cost, boost and total are not whole numbers that fit together`
    : `${given} is not a valid number of Connects`;
}

const UNREAD: Readonly<Record<UnreadRow['problem'], (given: string | null, column: string) => string>> = {
  'date-without-row': () => 'a day without a row; copying in Firefox loses badge rows',
  'no-day': () => 'a row without a day',
  'bad-day': (given) => (given === null ? 'the day cannot be read' : `${given} is not a day${serialWords(given)}`),
  'ambiguous-day': (given) =>
    `${given} can be read two ways; pass --day-first or --month-first, or write it as YYYY-MM-DD`,
  'future-day': (given) => `${given} is in the future`,
  'no-amount': () => 'the number of Connects is missing',
  'bad-amount': amountWords,
  'wrong-sign': (given) => `${given} has the wrong sign for its label`,
  'no-direction': (given) =>
    `nothing says whether ${given} Connects were spent or came in; write -6 or +6, or "spent" or "earned" beside it`,
  'free-proposal': () => 'a proposal that cost nothing; record it with: connects apply --invited',
  'bad-value': (given) =>
    `${given} is not an amount in US dollars, such as 400 or 1,200.50${pointInstead(given)}; the proposal was read without its value`,
  'bad-answer': (given, column) => `${given} in ${column} is neither yes nor no; the proposal was read without it`,
  'bad-status': (given) =>
    `${given} in status is no result that connects knows, such as replied, hired or declined; the proposal was read without it`,
  'no-label': () => 'a row that does not say what it is for',
  'too-few-columns': () => 'too few columns',
  'unknown-row': (given) =>
    `${given} is no beginning of a row that connects knows: it reads this page in English, where rows begin with "Initiated" or "Received"`,
  'open-quote': () => 'a quotation mark is never closed; nothing after it was read',
  'cut-off': () => 'the page is cut off here',
  'embedded-data': () => 'the hidden data of the page could not be read; the visible rows were',
};
