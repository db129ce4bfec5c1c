/** An edition of the rulebook, by the id that was typed. */
import { Refused } from '../../rules/answers/refusal.ts';
import type { Rulebook } from '../../rules/rulebook/rulebook.ts';

export function pickEdition(editions: ReadonlyMap<string, Rulebook>, id: string): Rulebook {
  const found = editions.get(id);
  if (!found) throw new Refused({ code: 'unknown-edition', given: id, known: [...editions.keys()] });
  return found;
}
