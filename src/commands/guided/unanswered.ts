/** When a line is left to questions: it lacks something that a person can be asked for. */
import { type Refusal, Refused } from '../../rules/answers/refusal.ts';
import type { UsageFault } from '../../rules/answers/usage-fault.ts';

/** A command that could go on, but would rather ask first. Only thrown where a person can be asked. */
export class QuestionsWanted extends Error {}

const LACKING: readonly UsageFault['fault'][] = [
  'option-missing',
  'argument-missing',
  'cost-missing',
  'proposal-missing',
  'outcome-missing',
  'name-missing',
  'credits-need',
];

/** Whether it only says that something is missing, and so nothing against what was given. */
export function lacksAnswer(refusal: Refusal): boolean {
  if (refusal.code === 'amount-required') return true;
  if (refusal.code !== 'usage') return false;
  // `mark bakery` may end with a name that fits nothing; a mistyped outcome is refused with the nearest one.
  if (refusal.fault === 'unknown-word') {
    const { what, near } = refusal;
    return what === 'outcome' && near === null;
  }
  return LACKING.includes(refusal.fault);
}

export const isUnanswered = (error: unknown): boolean =>
  error instanceof QuestionsWanted ||
  (error instanceof Refused && (error.refusal.code === 'ambiguous-proposal' || lacksAnswer(error.refusal)));
