/** Rewards: how much the rulebook says they are, and which of them come only once. */
import type { Rulebook } from '../rulebook/rulebook.ts';
import { KIND_FACTS, type Kind } from './kinds.ts';

type Named = { readonly kind: Kind; readonly title: string | null };

const folded = (title: string | null): string => (title ?? '').trim().toLowerCase();

/** The edition's own amount of it, in Connects; null where it publishes none. */
export function publishedReward(rulebook: Rulebook, { kind, title }: Named): number | null {
  const section = KIND_FACTS[kind].origin.published;
  if (section === null) return null;
  const { connects } = rulebook[section];
  if (connects === null || typeof connects === 'number') return connects;
  return Object.entries(connects).find(([name]) => folded(name) === folded(title))?.[1] ?? null;
}

/** The key under which a one-time reward is taken, or null for what may come again. */
export function rewardClaim({ kind, title }: Named): string | null {
  const { once } = KIND_FACTS[kind].origin;
  return once && (once === 'ever' ? kind : `${kind}:${folded(title)}`);
}
