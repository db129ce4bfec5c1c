/** One of a fixed set of words; for any other, the nearest one is named. */
import { closest } from 'fastest-levenshtein';
import { Refused } from '../rules/refusal.ts';

export const choice =
  <T extends string>(what: string, words: readonly T[]) =>
  (given: string): T => {
    const found = words.find((word) => word === given.toLowerCase());
    if (found) return found;
    const hint = `Did you mean ${closest(given, [...words])}? Known are ${words.join(', ')}.`;
    throw new Refused({ code: 'usage', problem: `'${given}' is no ${what}.`, hint });
  };
