/** Text copied from the page, in either layout, from either browser. Every row has its own day; none is handed on. */
import { laterFirst } from '../../../rules/calendar.ts';
import { meaningOf } from '../../../rules/import/row-labels.ts';
import type { Page, PageRow, Unread } from '../../page.ts';
import { shownAmount, shownBalance, witnessed } from '../amount.ts';
import { type Context, inFuture, savedOn } from '../context.ts';
import { isRelative, shownDay } from '../day.ts';
import type { ReadProblem } from '../problem.ts';
import { type CopiedRow, copiedRow, isDayText } from './record.ts';
import { words } from './words.ts';

export function readText(text: string, context: Context): Page | ReadProblem {
  const found = words(text);
  if (!found) return { code: 'not-history', format: 'text' };
  const { texts, lines } = found;
  const start = afterHead(texts);
  const dated: { readonly at: number; readonly day: string; readonly row: CopiedRow }[] = [];
  const unread: Unread[] = [];
  /** Whether an amount further on is that of a row that is told already. */
  let told = false;
  for (let i = start; i < texts.length; ) {
    const [given = '', at = 0] = [texts[i], lines[i]];
    if (isDayText(given)) {
      const row = copiedRow(texts, i);
      told = typeof row === 'string';
      if (typeof row === 'string') unread.push({ at, problem: row, given: null });
      else dated.push({ at, day: given, row });
      i = typeof row === 'string' ? i + 1 : row.next;
    } else {
      const alone = strayAmount(texts, i);
      if (alone && !told) unread.push({ at, problem: 'no-day', given });
      if (alone) told = false;
      i += alone ? 2 : 1;
    }
  }
  const last = dated.at(-1);
  if (
    last &&
    endsInside(
      dated.map(({ row }) => row),
      texts.length,
    )
  ) {
    dated.pop();
    unread.push({ at: last.at, problem: 'cut-off', given: null });
  }
  const titled = texts.includes('Connects History') || start > 0;
  const amounts = unread.some(({ problem }) => problem === 'bad-amount' || problem === 'no-day');
  if (!titled && !amounts && dated.length === 0) return { code: 'not-history', format: 'text' };

  const needed = dated.some(({ day }) => isRelative(day));
  const saved = savedOn(context, null, needed);
  if (needed && !saved) return { code: 'no-saved-on' };
  const rows: PageRow[] = [];
  for (const { at, day, row } of dated) {
    const on = shownDay(day, saved?.on ?? null);
    if (!on) unread.push({ at, problem: 'bad-day', given: day });
    else if (row.connects === 0) unread.push({ at, problem: 'bad-amount', given: '0' });
    else if (inFuture(on, context.today)) unread.push({ at, problem: 'future-day', given: on });
    else rows.push({ at, on, ...named(row), upworkId: null, jobKey: null, url: null, runningTotal: null });
  }
  unread.sort((a, b) => a.at - b.at);
  if (rows.length === 0 && !texts.includes('No Connects transactions.')) {
    return { code: 'nothing-readable', format: 'text', unread };
  }
  const balanceAt = texts.indexOf('My balance');
  const balance = balanceAt < 0 ? null : shownBalance(texts[balanceAt + 1] ?? '');
  const newestFirst = rows.sort(laterFirst);
  return { format: 'text', rows: newestFirst, balance, savedOn: saved, more: false, own: false, unread };
}

/** Where the words behind the amount are missing in the last row alone, the amount may be a part of one. */
const endsInside = (rows: readonly CopiedRow[], end: number): boolean => {
  const [last, ...others] = rows.toReversed();
  return last?.next === end && !last.confirmed && others.length > 0 && others.every(({ confirmed }) => confirmed);
};

/** The table's head, after which the rows begin; 0 where there is none, as in the narrow layout. */
function afterHead(texts: readonly string[]): number {
  for (let i = 0; i + 2 < texts.length; i++) {
    if (texts[i] !== 'Date' || texts[i + 1] !== 'Action') continue;
    if (texts[i + 2] === 'Connects') return i + 3;
    if (texts[i + 2] === 'Freelancer' && texts[i + 3] === 'Connects') return i + 4;
  }
  return 0;
}

/** An amount and the same in words, which no menu holds: a row whose day was not copied. */
function strayAmount(texts: readonly string[], at: number): boolean {
  const amount = shownAmount(texts[at] ?? '');
  return amount !== null && witnessed(texts[at + 1] ?? '') === amount;
}

/** Some tools glue the title to the label; a label we know, with no space behind it, shows where. */
function named({ label, title, connects, confirmed }: CopiedRow): Pick<PageRow, 'label' | 'title' | 'connects'> {
  const whole = { label, title, connects };
  if (confirmed || title !== null || meaningOf(label, connects).known) return whole;
  for (let length = label.length - 1; length > 0; length--) {
    if (label[length] === ' ' || !meaningOf(label.slice(0, length), connects).known) continue;
    return { label: label.slice(0, length), title: label.slice(length), connects };
  }
  return whole;
}
