/**
 * One row of a copied text, from its day on: `day / label / [title] / [freelancer] / [—] / amount / [amount in words]`.
 * A title may look like a day, an amount or "Spent 20 Connects", so the row ends at the first amount that the words
 * after it confirm; an amount without such words counts only when no amount has them.
 */

import { hasJob, meaningOf } from '../../../rules/import/row-labels.ts';
import type { Day } from '../../../rules/values/calendar.ts';
import { shownAmount, spokenAmount } from '../upwork-amount.ts';
import { shownDay } from '../upwork-day.ts';

export interface CopiedRow {
  readonly label: string;
  readonly title: string | null;
  readonly connects: number;
  /** Whether the words after the amount say the same. */
  readonly confirmed: boolean;
  /** The first piece after the row. */
  readonly next: number;
}

export type LostRow = 'date-without-row' | 'no-label' | 'no-amount' | 'bad-amount' | 'cut-off';

/** Title, freelancer and dash: at most these are between a label and its amount. */
const MOST_BETWEEN = 3;
/** The alternative text of the picture before a freelancer's name, and the dash after every name. */
const PERSON = 'user avatar ';
const DASH = '—';

/** Any day: here it matters only whether a text is a day. */
const SOME_DAY = '2000-01-02' as Day;
export const isDayText = (text: string): boolean => shownDay(text, SOME_DAY) !== null;

export function readCopiedRow(texts: readonly string[], day: number): CopiedRow | LostRow {
  const label = texts[day + 1];
  if (label === undefined) return 'cut-off';
  if (isDayText(label)) return 'date-without-row';
  if (shownAmount(label) !== null) return 'no-label';
  const row = (confirmed: boolean): CopiedRow | null => rowEnding(texts, day + 1, label, confirmed);
  return row(true) ?? row(false) ?? lost(texts, day + 2);
}

/**
 * A row up to an amount that the words after it confirm; for an amount without such words, only the next day or the end
 * may follow: otherwise it would be a guess.
 */
function rowEnding(texts: readonly string[], at: number, label: string, confirmed: boolean): CopiedRow | null {
  for (let i = at + 1; i <= at + 1 + MOST_BETWEEN; i++) {
    const connects = shownAmount(texts[i] ?? '');
    const next = texts[i + 1];
    const isEnd = confirmed ? spokenAmount(next ?? '') === connects : next === undefined || isDayText(next);
    if (connects === null || !isEnd) continue;
    const between = titleIn(label, texts.slice(at + 1, i));
    if (between) return { label, title: between.title, connects, confirmed, next: confirmed ? i + 2 : i + 1 };
  }
  return null;
}

/** Null when the pieces do not belong to one row. */
function titleIn(label: string, between: readonly string[]): { readonly title: string | null } | null {
  const dashed = between.at(-1) === DASH;
  const [first, second, ...others] = dashed ? between.slice(0, -1) : between;
  if (others.length > 0) return null;
  if (first === undefined) return { title: null };
  if (second !== undefined) return second.startsWith(PERSON) ? { title: first } : null;
  return { title: first.startsWith(PERSON) && (dashed || !isOfJob(label)) ? null : first };
}

/** Whether a row of that label names its job, which may itself be called "user avatar …". */
const isOfJob = (label: string): boolean => [-1, 1].some((sign) => hasJob(meaningOf(label, sign)));

/** An unconfirmed amount within reach is wrong; otherwise the amount is missing, or the copy ends here. */
function lost(texts: readonly string[], from: number): LostRow {
  for (let i = from; i <= from + MOST_BETWEEN; i++) {
    const text = texts[i];
    if (text === undefined) return 'cut-off';
    if (shownAmount(text) !== null || spokenAmount(text) !== null) return 'bad-amount';
    if (isDayText(text)) return 'no-amount';
  }
  return 'no-amount';
}
