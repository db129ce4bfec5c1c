/** Whether groups get more or fewer replies than by chance. */
import { ENOUGH_PROPOSALS, roundedRate } from '../../rules/state/proposal-sums.ts';
import { fisherTest, holmCorrection } from '../chance/fisher.ts';
import { newcombeInterval } from '../chance/interval.ts';
import type { SumWithReplies } from './add-sums.ts';
import { areOutcomesUnknown } from './funnel.ts';

/** A group against all the others together, by their reply rates. */
export interface GroupComparison {
  /**
   * `chance`: no more than chance would bring. `too-few`: one side has too few proposals to judge. `unknown`: most
   * outcomes of one side are.
   */
  readonly verdict: 'more' | 'fewer' | 'chance' | 'too-few' | 'unknown';
  /** The group's rate less the others'; null where a side is empty or unknown. */
  readonly difference: number | null;
  /** Its 95 % interval, uncorrected. It is by another method than the verdict, and so left out where it says otherwise. */
  readonly low: number | null;
  readonly high: number | null;
  /** Why there is no interval; null: there is one. */
  readonly reason: 'contradicts-test' | 'no-proposals' | 'outcomes-unknown' | null;
  /** The chance of so large a difference or a larger one, were there none: corrected for the groups compared. */
  readonly p: number | null;
}

/** If two groups are all proposals, comparing the one is comparing the other. */
const BOTH_SIDES = 2;

/** A difference is called more than chance if chance makes it more rarely than this. */
const RARE = 0.05;

type Counted = Pick<SumWithReplies, 'proposals' | 'replied' | 'waiting' | 'unrecorded'>;

/**
 * Each group against the rest by Fisher's exact test, corrected by Holm for the groups that were tested. `whole` is
 * all proposals, each counted once: a proposal with two tags is in two groups.
 */
export function compareGroups(groups: readonly Counted[], whole: Counted): readonly GroupComparison[] {
  const pairs = groups.map((group) => ({
    group,
    rest: {
      proposals: whole.proposals - group.proposals,
      replied: whole.replied - group.replied,
      waiting: whole.waiting - group.waiting,
      unrecorded: whole.unrecorded - group.unrecorded,
    },
  }));
  const isKnown = (pair: (typeof pairs)[number]): boolean => !Object.values(pair).some(areOutcomesUnknown);
  const isLarge = (pair: (typeof pairs)[number]): boolean =>
    Object.values(pair).every(({ proposals }) => proposals >= ENOUGH_PROPOSALS);
  const judged = pairs.filter((pair) => isKnown(pair) && isLarge(pair));
  const chances = judged.map(({ group, rest }) =>
    fisherTest(group.replied, group.proposals, rest.replied, rest.proposals),
  );
  const split =
    groups.length === BOTH_SIDES && groups.reduce((sum, { proposals }) => sum + proposals, 0) === whole.proposals;
  const corrected = split ? chances : holmCorrection(chances);
  return pairs.map((pair): GroupComparison => {
    const { group, rest } = pair;
    const none = { difference: null, low: null, high: null, p: null };
    // More outcomes would not make too few proposals enough.
    if (!isKnown(pair)) return { ...none, verdict: isLarge(pair) ? 'unknown' : 'too-few', reason: 'outcomes-unknown' };
    const interval = newcombeInterval(group.replied, group.proposals, rest.replied, rest.proposals);
    if (interval === null) return { ...none, verdict: 'too-few', reason: 'no-proposals' };
    const difference = group.replied / group.proposals - rest.replied / rest.proposals;
    const p = corrected[judged.indexOf(pair)] ?? null;
    const isSure = p !== null && roundedRate(p) < RARE;
    const verdict = p === null ? 'too-few' : !isSure ? 'chance' : difference > 0 ? 'more' : 'fewer';
    const isApart = roundedRate(interval.low) > 0 || roundedRate(interval.high) < 0;
    return isApart === isSure
      ? { verdict, difference, ...interval, p, reason: null }
      : { verdict, difference, low: null, high: null, p, reason: 'contradicts-test' };
  });
}
