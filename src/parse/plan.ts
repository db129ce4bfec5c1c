/** The name of a membership plan, as people say it. */
import type { Plan } from '../rules/rulebook.ts';
import { parseChoice } from './choice.ts';

const named = parseChoice<Plan>('plan', ['basic', 'plus']);

/** The plan that a name means; `aliased` is the name when it is another word for the plan. */
export function parsePlan(given: string): { readonly plan: Plan; readonly aliased: string | null } {
  // The forum's word for it.
  if (given.toLowerCase() === 'pro') return { plan: 'plus', aliased: given };
  return { plan: named(given), aliased: null };
}
