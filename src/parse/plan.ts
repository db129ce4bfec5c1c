/** The name of a membership plan, as people say it. */
import type { Plan } from '../rules/rulebook.ts';
import { parseChoice } from './choice.ts';

const named = parseChoice<Plan>('plan', ['basic', 'plus']);

/** The plan a name means; `aliased` holds a name that only stands for it. */
export function parsePlan(given: string): { readonly plan: Plan; readonly aliased: string | null } {
  // The forum's word for it.
  if (given.toLowerCase() === 'pro') return { plan: 'plus', aliased: given };
  return { plan: named(given), aliased: null };
}
