/** Reads text copied from the page, in either layout, from any browser. Every row has its own day and takes none from another row. */
import { laterFirst } from '../../../rules/values/calendar.ts';
import type { ImportRow } from '../../../rules/vocabulary/upwork-row.ts';
import type { HistoryPage, UnreadRow } from '../../history-page.ts';
import { splitLabel } from '../glued-label.ts';
import { findSavedOn, isFutureDay, type ReadContext } from '../read-context.ts';
import type { ReadProblem } from '../read-problem.ts';
import { shownAmount, shownBalance, spokenAmount } from '../upwork-amount.ts';
import { isRelativeDay, shownDay } from '../upwork-day.ts';
import { type CopiedRow, isDayText, readCopiedRow } from './copied-row.ts';
import { splitPieces } from './text-pieces.ts';

export function readCopiedText(text: string, context: ReadContext): HistoryPage | ReadProblem {
  const found = splitPieces(text);
  if (!found) return { code: 'not-history', format: 'text' };
  const { texts, lines } = found;
  const start = afterHead(texts);
  const dated: { readonly at: number; readonly day: string; readonly row: CopiedRow }[] = [];
  const unread: UnreadRow[] = [];
  /** Whether the next stray amount belongs to a row that is already reported as unread. */
  let isReported = false;
  for (let i = start; i < texts.length; ) {
    const [given = '', at = 0] = [texts[i], lines[i]];
    if (isDayText(given)) {
      const row = readCopiedRow(texts, i);
      isReported = typeof row === 'string';
      if (typeof row === 'string') unread.push({ at, problem: row, given: null });
      else dated.push({ at, day: given, row });
      i = typeof row === 'string' ? i + 1 : row.next;
    } else {
      const stray = strayAmount(texts, i, start > 0 || dated.length > 0);
      if (stray > 0 && !isReported) unread.push({ at, problem: 'no-day', given });
      if (stray > 0) isReported = false;
      i += Math.max(1, stray);
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

  const needed = dated.some(({ day }) => isRelativeDay(day));
  const saved = findSavedOn(context, null, needed);
  if (needed && !saved) return { code: 'no-saved-on' };
  const rows: ImportRow[] = [];
  for (const { at, day, row } of dated) {
    const on = shownDay(day, saved?.on ?? null);
    if (!on) unread.push({ at, problem: 'bad-day', given: day });
    else if (row.connects === 0) unread.push({ at, problem: 'bad-amount', given: '0' });
    else if (isFutureDay(on, context.today)) unread.push({ at, problem: 'future-day', given: on });
    else
      rows.push({
        at,
        on,
        ...(row.confirmed ? named(row) : splitLabel(named(row), false)),
        upworkId: null,
        jobKey: null,
        url: null,
        runningTotal: null,
      });
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

/** When only the last row lacks the words after its amount, the amount may be cut. */
const endsInside = (rows: readonly CopiedRow[], end: number): boolean => {
  const [last, ...others] = rows.toReversed();
  return last?.next === end && !last.confirmed && others.length > 0 && others.every(({ confirmed }) => confirmed);
};

/** The place after the table's head, where the rows begin; 0 when there is no head, as in the mobile layout. */
function afterHead(texts: readonly string[]): number {
  for (let i = 0; i + 2 < texts.length; i++) {
    if (texts[i] !== 'Date' || texts[i + 1] !== 'Action') continue;
    if (texts[i + 2] === 'Connects') return i + 3;
    if (texts[i + 2] === 'Freelancer' && texts[i + 3] === 'Connects') return i + 4;
  }
  return 0;
}

/**
 * How many pieces an amount is whose row has no day, or one that cannot be read. No menu contains the same amount in words
 * after it, and no other text an amount with its sign alone, once the rows have begun.
 */
function strayAmount(texts: readonly string[], at: number, hasBegun: boolean): number {
  const amount = shownAmount(texts[at] ?? '');
  if (amount === null) return 0;
  return spokenAmount(texts[at + 1] ?? '') === amount ? 2 : hasBegun ? 1 : 0;
}

const named = ({ label, title, connects }: CopiedRow): Pick<ImportRow, 'label' | 'title' | 'connects'> => ({
  label,
  title,
  connects,
});
