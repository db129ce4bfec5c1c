/** The name of a membership plan, as people say it. */
import { Refused } from '../rules/refusal.ts';
import type { Plan } from '../rules/rulebook.ts';

/** The plan a name means; `aliased` holds a name that only stands for it. */
export function planNamed(given: string, flag: string): { readonly plan: Plan; readonly aliased: string | null } {
  const name = given.toLowerCase();
  if (name === 'basic' || name === 'plus') return { plan: name, aliased: null };
  // The forum's word for it.
  if (name === 'pro') return { plan: 'plus', aliased: given };
  throw new Refused({ code: 'usage', problem: `${flag} '${given}' is no plan.`, hint: 'Plans are basic and plus.' });
}
