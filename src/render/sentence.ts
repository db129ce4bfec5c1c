/** What a sentence to a user is made of: what is wrong, and the way out. */
import { distance } from 'fastest-levenshtein';
import type { Refusal, RefusalCode } from '../rules/refusal.ts';

export interface Sentence {
  readonly message: string;
  readonly hint: string | null;
}

export const say = (message: string, hint: string | null = null): Sentence => ({ message, hint });

/** The refusal of that code. */
export type Of<Code extends RefusalCode> = Extract<Refusal, { code: Code }>;

/** The nearest of what is known, if any is near; of two as near, the one that begins alike. */
export function nearest(given: string, known: readonly string[]): string | null {
  const typed = given.toLowerCase();
  const near = known
    .map((name) => ({ name, off: distance(typed, name.toLowerCase()), alike: alike(typed, name.toLowerCase()) }))
    .filter(({ off }) => off <= Math.max(2, Math.floor(typed.length / 3)))
    .sort((a, b) => a.off - b.off || b.alike - a.alike);
  return near[0]?.name ?? null;
}

/** How many characters two words have in common at their beginning. */
function alike(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
