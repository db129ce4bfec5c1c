/** What a sentence to a user is made of: what is wrong, and the way out. */
import type { Refusal, RefusalCode } from '../../rules/answers/refusal.ts';

export type UserSentence = readonly [message: string, hint: string | null];

/** The refusal of that code. */
export type RefusalOf<Code extends RefusalCode> = Extract<Refusal, { code: Code }>;

/** A text for every member of a union, by its code: the compiler asks for each. */
export type TextByCode<Union extends { readonly code: string }, Text = string> = {
  readonly [Code in Union['code']]: (found: Extract<Union, { readonly code: Code }>) => Text;
};

export const textByCode = <Union extends { readonly code: string }, Text>(
  table: TextByCode<Union, Text>,
  found: Union,
): Text => (table[found.code as Union['code']] as (found: Union) => Text)(found);
