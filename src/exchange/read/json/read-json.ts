/**
 * Reads the answer that Upwork's own page gets for its history, as a browser's network panel saves it. It reads the
 * transactions alone; persons and their ids stand beside them and are never looked at.
 */
import { laterFirst } from '../../../rules/values/calendar.ts';
import { parsedJson } from '../../../rules/values/json.ts';
import type { ImportRow } from '../../../rules/vocabulary/upwork-row.ts';
import type { HistoryPage } from '../../history-page.ts';
import { readTransactions } from '../embedded/embedded-history.ts';
import type { ReadContext } from '../read-context.ts';
import type { ReadProblem } from '../read-problem.ts';
import { objectsIn, plainNode } from './plain-node.ts';

/** What every transaction in such an answer has. */
const ASKED = ['id', 'reasonId', 'typeId', 'timestamp', 'amount'];

/** The name of the list, which may be empty. */
const LIST = /"connectsTransactions\w*"\s*:/;

/** The value of a text that is one object or one list in JSON; undefined for any other. */
export function jsonIn(text: string): unknown {
  return /^[\ufeff\s]*[{[]/.test(text) ? parsedJson(text.replace(/^\ufeff/, '')) : undefined;
}

export function readJson(text: string, context: ReadContext): HistoryPage | ReadProblem {
  const entities = objectsIn(jsonIn(text), (object) => ASKED.every((name) => Object.hasOwn(object, name)));
  const { rows, unread } = readTransactions(entities.map(plainNode), context);
  if (entities.length === 0 && !LIST.test(text)) return { code: 'not-history', format: 'json' };
  if (rows.length === 0 && unread.length > 0) return { code: 'nothing-readable', format: 'json', unread };
  return {
    format: 'json',
    rows: rows.toSorted(newestFirst),
    balance: null,
    savedOn: null,
    more: false,
    own: false,
    unread,
  };
}

/** Several answers in one file need not come in order. The page asks for what is older than an id, so ids rise with time. */
const newestFirst = (a: ImportRow, b: ImportRow): number =>
  laterFirst(a, b) || Number(b.upworkId ?? 0) - Number(a.upworkId ?? 0);
