/** The name of a membership plan, as people say it. */
import type { Plan } from '../rules/rulebook.ts';
import type { Warning } from '../rules/warning.ts';
import { parseChoice } from './choice.ts';

const named = parseChoice<Plan>('plan', ['basic', 'plus']);

/** The plan that a name means, with a warning where it is another word for the plan. */
export function parsePlan(given: string): { readonly plan: Plan; readonly warnings: readonly Warning[] } {
  // The forum's word for it.
  if (given.toLowerCase() === 'pro') return { plan: 'plus', warnings: [{ code: 'plan-alias', given }] };
  return { plan: named(given), warnings: [] };
}
