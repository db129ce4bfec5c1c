/** The name of a membership plan, as people say it. */

import type { Warning } from '../rules/answers/warning.ts';
import type { Plan } from '../rules/rulebook/rulebook.ts';
import { parseChoice, withWords } from './choice.ts';

const named = parseChoice<Plan>('plan', ['basic', 'plus']);

/** Takes the name as it is typed: what it means comes with a warning, which only the command can give. */
export const planWord = withWords(named.words, (text: string) => text);

/** The plan that a name means, with a warning where it is another word for the plan. */
export function parsePlan(given: string): { readonly plan: Plan; readonly warnings: readonly Warning[] } {
  // The forum's word for it.
  if (given.toLowerCase() === 'pro') return { plan: 'plus', warnings: [{ code: 'plan-alias', given }] };
  return { plan: named(given), warnings: [] };
}
