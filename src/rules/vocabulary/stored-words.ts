/** The words in a ledger's file and its copies. A new word makes a new format, which older versions cannot read. */

import { KINDS } from './kinds.ts';
import { OUTCOMES } from './outcomes.ts';
import { FACT_KINDS } from './references.ts';
import { ENTRY_SOURCES } from './transaction.ts';

/** An expiry is derived and never stored. */
export const STORED_KINDS = KINDS.filter((kind) => kind !== 'expiry');

const WORDS = {
  kind: new Set(KINDS),
  source: new Set(ENTRY_SOURCES),
  fact: new Set(FACT_KINDS),
  outcome: new Set(OUTCOMES),
};

export type WordClass = keyof typeof WORDS;

export const knowsWord = (of: WordClass, word: unknown): boolean => (WORDS[of] as ReadonlySet<unknown>).has(word);

/** The first word of an entry, as it was read, that this version does not know: a newer one may have written it. */
export function unknownWord(entry: unknown): string | null {
  const { type, kind, source, body } = (entry ?? {}) as Readonly<Record<string, unknown>>;
  const fact = (body ?? {}) as Readonly<Record<string, unknown>>;
  const words: readonly (readonly [WordClass, unknown])[] =
    type === 'fact'
      ? [
          ['fact', fact['kind']],
          ['outcome', fact['kind'] === 'outcome' ? fact['outcome'] : OUTCOMES[0]],
        ]
      : [
          ['kind', kind],
          ['source', source],
        ];
  const unknown = words.find(([of, word]) => typeof word === 'string' && !knowsWord(of, word));
  return unknown ? unknown.join(' ') : null;
}
