/** Why rows or whole files could not be read, in sentences. */
import type { Format, Unread } from '../exchange/page.ts';
import { visible } from './visible.ts';

/** A page has rows, a text has lines. */
export function unreadWords({ at, problem, given }: Unread, format: Format): string {
  const what = given === null ? '' : ` '${visible(given)}'`;
  const unit = format === 'html' || format === 'mhtml' ? 'row' : 'line';
  const where = at === 0 ? '' : `${unit} ${at}: `;
  switch (problem) {
    case 'date-without-row':
      return `${where}a day without a row; Firefox loses badge rows when it copies`;
    case 'no-day':
      return `${where}a row without a day`;
    case 'bad-day':
      return `${where}${what.trim()} is not a day`;
    case 'ambiguous-day':
      return `${where}${what.trim()} can be read two ways; write it as YYYY-MM-DD`;
    case 'future-day':
      return `${where}${what.trim()} is still to come`;
    case 'no-amount':
      return `${where}no number of Connects`;
    case 'bad-amount':
      return `${where}${what.trim()} is not a number of Connects that fits`;
    case 'wrong-sign':
      return `${where}${what.trim()} has the wrong sign for its label`;
    case 'no-label':
      return `${where}a row that does not say what it is for`;
    case 'too-few-columns':
      return `${where}too few columns`;
    case 'open-quote':
      return `${where}a quotation mark that never closes; nothing behind it was read`;
    case 'cut-off':
      return `${where}the page ends here, in the middle`;
    case 'embedded-data':
      return 'the data behind the page is not legible; what the page shows was read';
    default:
      return problem satisfies never;
  }
}
