/** How many proposals a week, as typed: `5`, or `2.5`. */
import { Refused } from '../rules/refusal.ts';

/** A hundred a day: nobody writes more. */
const MOST = 700;

export const parsePerWeek =
  (flag: string) =>
  (text: string): number => {
    const value = /^\d{1,3}(\.\d{1,2})?$/.test(text) ? Number(text) : Number.NaN;
    if (value <= MOST) return value;
    const problem = `${flag} '${text}' is not a number of proposals a week.`;
    throw new Refused({ code: 'usage', problem, hint: `Write it as 5 or 2.5, from 0 to ${MOST}.` });
  };
