/** Months as spreadsheets in other languages write them. A name that is not the same month in all of these is none. */
import { monthNumber } from '../../../parse/month-name.ts';

const LANGUAGES = 'de es fr it pt nl pl uk ru tr ro cs hu sv nb da fi id hr sr-Latn bg el'.split(' ');
/** With a day beside it, many languages decline the name. */
const SHAPES = [{ month: 'long', day: 'numeric' }, { month: 'long' }, { month: 'short', day: 'numeric' }] as const;

const folded = (name: string): string => name.toLowerCase().replace(/\.$/, '');

let known: ReadonlyMap<string, number> | null = null;

/** 1 to 12; 0 where it is none. */
export function namedMonth(name: string): number {
  const english = monthNumber(name);
  if (english > 0) return english;
  known ??= namesOfMonths();
  return known.get(folded(name)) ?? 0;
}

function namesOfMonths(): ReadonlyMap<string, number> {
  const months = new Map<string, number>();
  for (const language of Intl.DateTimeFormat.supportedLocalesOf(LANGUAGES)) {
    for (const shape of SHAPES) {
      const format = new Intl.DateTimeFormat(language, { ...shape, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month += 1) {
        const name = format.formatToParts(Date.UTC(2026, month - 1, 12)).find(({ type }) => type === 'month')?.value;
        if (name === undefined) continue;
        const key = folded(name);
        months.set(key, (months.get(key) ?? month) === month ? month : 0);
      }
    }
  }
  return months;
}
