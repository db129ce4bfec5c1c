/** Whether groups get more replies, or fewer, than chance would deal them. */
import { ENOUGH_PROPOSALS } from '../rules/proposal-sums.ts';
import { fisher, holm } from './fisher.ts';
import { newcombe } from './interval.ts';
import type { Sum } from './sum.ts';

/** A group against all the others together, by their reply rates. */
export interface Against {
  /** `chance`: no more than chance would bring. `too-few`: one side has too few proposals to judge. */
  readonly verdict: 'more' | 'fewer' | 'chance' | 'too-few';
  /** The group's rate less the others', with its own 95 % interval, uncorrected; null where a side is empty. */
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The chance of so large a difference or a larger one, were there none: corrected for the groups compared. */
  readonly p: number | null;
}

/** Two groups that are all there is are one comparison seen from either side. */
const ONE = 2;

/** Rarer than this is called more than chance. */
const RARE = 0.05;

type Counted = Pick<Sum, 'proposals' | 'replied'>;

/**
 * Each group against the rest by Fisher's exact test, corrected by Holm for the groups that were tested. `whole` is
 * all proposals, each counted once: a proposal with two tags is in two groups.
 */
export function compare(groups: readonly Counted[], whole: Counted): readonly Against[] {
  const rest = (group: Counted): Counted => ({
    proposals: whole.proposals - group.proposals,
    replied: whole.replied - group.replied,
  });
  const judged = groups.filter(
    (group) => group.proposals >= ENOUGH_PROPOSALS && rest(group).proposals >= ENOUGH_PROPOSALS,
  );
  const chances = judged.map((group) => {
    const others = rest(group);
    return fisher(group.replied, group.proposals, others.replied, others.proposals);
  });
  const split = groups.length === ONE && groups.reduce((sum, { proposals }) => sum + proposals, 0) === whole.proposals;
  const corrected = split ? chances : holm(chances);
  return groups.map((group): Against => {
    const others = rest(group);
    const interval = newcombe(group.replied, group.proposals, others.replied, others.proposals);
    const difference = interval ? group.replied / group.proposals - others.replied / others.proposals : null;
    const p = corrected[judged.indexOf(group)] ?? null;
    const verdict = p === null ? 'too-few' : p >= RARE ? 'chance' : (difference ?? 0) > 0 ? 'more' : 'fewer';
    return { verdict, difference, low: interval?.low ?? null, high: interval?.high ?? null, p };
  });
}
