/** What a sentence to a user is made of: what is wrong, and the way out. */
import type { Refusal, RefusalCode } from '../rules/refusal.ts';

export interface Sentence {
  readonly message: string;
  readonly hint: string | null;
}

export const say = (message: string, hint: string | null = null): Sentence => ({ message, hint });

/** The refusal of that code. */
export type Of<Code extends RefusalCode> = Extract<Refusal, { code: Code }>;
