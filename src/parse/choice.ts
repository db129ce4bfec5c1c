/** One of a fixed set of words; for any other, the nearest one is named. */
import { usageRefused } from '../rules/refusal.ts';
import { nearest } from './nearest.ts';

export const parseChoice =
  <T extends string>(what: string, words: readonly T[]) =>
  (given: string): T => {
    const found = words.find((word) => word === given.toLowerCase());
    if (found) return found;
    const near = nearest(given, words);
    throw usageRefused({ fault: 'unknown-word', what, given, known: words, near });
  };
