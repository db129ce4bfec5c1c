/** The clients that a report lists. */
import type { ClientSums } from '../../rules/state/proposal-sums.ts';

/** Clients are the same however they are capitalised; the first spelling counts. Those that took the most Connects come first. */
export function clientSums(spelled: readonly ClientSums[]): readonly ClientSums[] {
  const groups = Map.groupBy(spelled, ({ name }) => name?.toLowerCase() ?? null);
  return [...groups.values()]
    .flatMap(([first, ...others]) => (first ? others.reduce(added, first) : []))
    .sort((a, b) => Number(a.name === null) - Number(b.name === null) || b.net - a.net || b.proposals - a.proposals);
}

const added = (a: ClientSums, b: ClientSums): ClientSums => ({
  name: a.name,
  proposals: a.proposals + b.proposals,
  replied: a.replied + b.replied,
  hired: a.hired + b.hired,
  net: a.net + b.net,
  unknownCosts: a.unknownCosts + b.unknownCosts,
  valueCents: a.valueCents + b.valueCents,
  unvalued: a.unvalued + b.unvalued,
});
