/** One of a fixed set of words; for any other, the nearest one is named. */
import { usageRefused } from '../rules/answers/refusal.ts';
import { nearest } from './nearest.ts';

/** A parser that says which words it may be given, so that a shell can offer them. */
export type OfferingParser<Parse> = Parse & { readonly words: readonly string[] };

export const withWords = <Parse extends (text: string) => unknown>(
  words: readonly string[],
  parse: Parse,
): OfferingParser<Parse> => Object.assign(parse, { words });

/** `meant`: other words that people say for one of them. */
export const parseChoice = <T extends string>(
  what: string,
  words: readonly T[],
  meant: Readonly<Partial<Record<string, T>>> = {},
) =>
  withWords(words, (given: string): T => {
    const found = words.find((word) => word === given.toLowerCase());
    if (found) return found;
    const word = given.toLowerCase();
    // Not what every object has, such as `__proto__`.
    const near = (Object.hasOwn(meant, word) ? meant[word] : null) ?? nearest(given, words);
    throw usageRefused({ fault: 'unknown-word', what, given, known: words, near });
  });
