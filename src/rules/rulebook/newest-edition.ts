/** The edition that holds today, as far as is known. */
import type { Rulebook } from './rulebook.ts';

export const newestEdition = (rulebooks: ReadonlyMap<string, Rulebook>): string =>
  [...rulebooks.values()].reduce((latest, each) => (each.since > latest.since ? each : latest)).id;
