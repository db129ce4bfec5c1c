/** How many proposals a week, as typed: `5`, or `2.5`. */
import { usageRefused } from '../rules/answers/refusal.ts';

/** A hundred a day; nobody writes more. */
const MOST = 700;

export const parsePerWeek =
  (flag: string) =>
  (text: string): number => {
    const value = /^\d{1,3}(\.\d{1,2})?$/.test(text) ? Number(text) : Number.NaN;
    if (value <= MOST) return value;
    throw usageRefused({ fault: 'not-a-pace', flag, given: text, most: MOST });
  };
