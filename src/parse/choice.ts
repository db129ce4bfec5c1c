/** One of a fixed set of words; for any other, the nearest one is named. */
import { closest, distance } from 'fastest-levenshtein';
import { Refused } from '../rules/refusal.ts';

export const choice =
  <T extends string>(what: string, words: readonly T[]) =>
  (given: string): T => {
    const found = words.find((word) => word === given.toLowerCase());
    if (found) return found;
    const near = closest(given.toLowerCase(), [...words]);
    const slip = distance(given.toLowerCase(), near) <= Math.max(2, Math.floor(given.length / 3));
    const hint = `${slip ? `Did you mean ${near}? ` : ''}Known are ${words.join(', ')}.`;
    throw new Refused({ code: 'usage', problem: `There is no ${what} '${given}'.`, hint });
  };
