/**
 * One row of a copied text, from its day on: `day / label / [title] / [freelancer] / [—] / amount / [amount in words]`.
 * A title may look like a day, an amount or "Spent 20 Connects", so the row ends at the first amount that the words
 * behind it confirm; only where none is confirmed does an amount stand for itself.
 */
import type { Day } from '../../../rules/calendar.ts';
import { hasJob, meaningOf } from '../../../rules/import/row-labels.ts';
import { shownAmount, witnessed } from '../amount.ts';
import { shownDay } from '../day.ts';

export interface CopiedRow {
  readonly label: string;
  readonly title: string | null;
  readonly connects: number;
  /** Whether the words behind the amount say the same. */
  readonly confirmed: boolean;
  /** The first piece behind the row. */
  readonly next: number;
}

export type Lost = 'date-without-row' | 'no-label' | 'no-amount' | 'bad-amount' | 'cut-off';

/** Title, freelancer and dash: more never stands between a label and its amount. */
const MOST_BETWEEN = 3;
/** The alternative text of the picture that stands before a freelancer's name, and the dash behind every name. */
const PERSON = 'user avatar ';
const DASH = '—';

/** Any day at all: only whether it is one matters here. */
const SOME_DAY = '2000-01-02' as Day;
export const isDayText = (text: string): boolean => shownDay(text, SOME_DAY) !== null;

export function copiedRow(texts: readonly string[], day: number): CopiedRow | Lost {
  const label = texts[day + 1];
  if (label === undefined) return 'cut-off';
  if (isDayText(label)) return 'date-without-row';
  if (shownAmount(label) !== null) return 'no-label';
  return confirmedRow(texts, day + 1, label) ?? bareRow(texts, day + 1, label) ?? lost(texts, day + 2);
}

function confirmedRow(texts: readonly string[], at: number, label: string): CopiedRow | null {
  for (let i = at + 1; i <= at + 1 + MOST_BETWEEN; i++) {
    const connects = shownAmount(texts[i] ?? '');
    if (connects === null || witnessed(texts[i + 1] ?? '') !== connects) continue;
    const between = titleIn(label, texts.slice(at + 1, i));
    if (between) return { label, title: between.title, connects, confirmed: true, next: i + 2 };
  }
  return null;
}

/** Nothing may stand behind it but the next day or the end, else it is anyone's guess what is the amount. */
function bareRow(texts: readonly string[], at: number, label: string): CopiedRow | null {
  for (let i = at + 1; i <= at + 1 + MOST_BETWEEN; i++) {
    const connects = shownAmount(texts[i] ?? '');
    const behind = texts[i + 1];
    if (connects === null || !(behind === undefined || isDayText(behind))) continue;
    const between = titleIn(label, texts.slice(at + 1, i));
    if (between) return { label, title: between.title, connects, confirmed: false, next: i + 1 };
  }
  return null;
}

/** Null where what stands there is not one row's. */
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

/** An amount within reach that is not confirmed is a wrong one; else there is none, or the copy ends here. */
function lost(texts: readonly string[], from: number): Lost {
  for (let i = from; i <= from + MOST_BETWEEN; i++) {
    const text = texts[i];
    if (text === undefined) return 'cut-off';
    if (shownAmount(text) !== null || witnessed(text) !== null) return 'bad-amount';
    if (isDayText(text)) return 'no-amount';
  }
  return 'no-amount';
}
