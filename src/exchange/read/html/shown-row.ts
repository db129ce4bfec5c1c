/** The texts of a row on the page, and the row that they mean. */
import type { Day } from '../../../rules/values/calendar.ts';
import { jobKeyIn, jobLink } from '../../../rules/values/job-key.ts';
import type { ImportRow } from '../../../rules/vocabulary/upwork-row.ts';
import type { UnreadProblem, UnreadRow } from '../../history-page.ts';
import { isFutureDay, type ReadContext } from '../read-context.ts';
import { shownAmount, spokenAmount } from '../upwork-amount.ts';
import { shownDay } from '../upwork-day.ts';
import type { CellText } from './cell-text.ts';

export interface ShownRow {
  readonly at: number;
  readonly day: string;
  readonly label: string | null;
  readonly title: string | null;
  readonly href: string | null;
  readonly amount: string | null;
  /** The same for a screen reader. */
  readonly words: string | null;
  /** False where the page ends inside it. */
  readonly whole: boolean;
}

/** `action` and `connects` are the same where the page has no cells. */
export function shownRow(at: number, day: string, action: CellText, connects: CellText, whole: boolean): ShownRow {
  const plain = [...action.of('label'), ...action.of('plain')];
  return {
    at,
    day,
    label: plain[0] ?? null,
    title: action.of('link')[0] ?? plain[1] ?? null,
    href: action.href,
    amount: connects.of('amount')[0] ?? connects.of('plain').find((text) => shownAmount(text) !== null) ?? null,
    words: connects.of('words')[0] ?? null,
    whole,
  };
}

export function readShownRow(row: ShownRow, savedOn: Day | null, { today }: ReadContext): ImportRow | UnreadRow {
  const unread = (problem: UnreadProblem, given: string | null): UnreadRow => ({
    at: row.at,
    problem: row.whole ? problem : 'cut-off',
    given,
  });
  const on = shownDay(row.day, savedOn);
  if (!on) return unread(row.day === '' ? 'no-day' : 'bad-day', row.day || null);
  if (isFutureDay(on, today)) return unread('future-day', on);
  if (row.amount === null && row.words === null) return unread('no-amount', null);
  const shown = row.amount === null ? null : shownAmount(row.amount);
  const said = row.words === null ? null : spokenAmount(row.words);
  const connects = shown ?? said;
  if (!connects || (said !== null && said !== connects)) {
    return unread('bad-amount', [row.amount, row.words].filter((text) => text !== null).join(', '));
  }
  // When the page ends inside the row, only the words after the number prove that the number is complete.
  if (!row.whole && said === null) return unread('cut-off', null);
  if (row.label === null) return unread('no-label', null);
  const { at, label, title } = row;
  const jobKey = row.href === null ? null : jobKeyIn(row.href);
  const url = jobKey && jobLink(jobKey);
  return { at, on, label, title, connects, upworkId: null, jobKey, url, runningTotal: null };
}
