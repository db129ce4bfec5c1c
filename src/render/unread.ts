/** Why rows or whole files could not be read, in sentences. */
import type { PageFormat, UnreadRow } from '../exchange/history-page.ts';
import { visible } from './visible.ts';

/** A page has rows, a text has lines. */
const unitOf = (format: PageFormat): string => (format === 'text' || format === 'csv' ? 'line' : 'row');

/** Rows that fail for the same reason would fill the screen: the first is shown, and where the others are. */
const NAMED = 10;
const MOST_RANGES = 20;

export function unreadLines(unread: readonly UnreadRow[], format: PageFormat): readonly string[] {
  if (unread.length <= NAMED) return unread.map((each) => unreadWords(each, format));
  const kinds = new Map<string, UnreadRow[]>();
  for (const each of unread) {
    const same = kinds.get(each.problem);
    if (same) same.push(each);
    else kinds.set(each.problem, [each]);
  }
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

export function unreadWords({ at, problem, given }: UnreadRow, format: PageFormat): string {
  const what = given === null ? null : `'${visible(given)}'`;
  const unit = unitOf(format);
  const where = at === 0 ? '' : `${unit} ${at}: `;
  switch (problem) {
    case 'date-without-row':
      return `${where}a day without a row; copying in Firefox loses badge rows`;
    case 'no-day':
      return `${where}a row without a day`;
    case 'bad-day':
      return `${where}${what === null ? 'the day cannot be read' : `${what} is not a day`}`;
    case 'ambiguous-day':
      return `${where}${what} can be read two ways; pass --day-first or --month-first, or write it as YYYY-MM-DD`;
    case 'future-day':
      return `${where}${what} is in the future`;
    case 'no-amount':
      return `${where}the number of Connects is missing`;
    case 'bad-amount':
      return `${where}${what === null ? 'the number of Connects cannot be read' : `${what} is not a valid number of Connects`}`;
    case 'wrong-sign':
      return `${where}${what} has the wrong sign for its label`;
    case 'no-direction':
      return `${where}nothing says whether ${what} Connects were spent or came in; write -6 or +6, or "spent" or "earned" beside it`;
    case 'free-proposal':
      return `${where}a proposal that cost nothing; record it with: connects apply --invited`;
    case 'no-label':
      return `${where}a row that does not say what it is for`;
    case 'too-few-columns':
      return `${where}too few columns`;
    case 'open-quote':
      return `${where}a quotation mark is never closed; nothing after it was read`;
    case 'cut-off':
      return `${where}the page is cut off here`;
    case 'embedded-data':
      return 'the hidden data of the page could not be read; the visible rows were';
    default:
      return problem satisfies never;
  }
}
