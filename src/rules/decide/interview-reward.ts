/** The reward for an interview won: a proposal sent, the client answered, you answered back. */

import type { OutcomeReason, Warning } from '../answers/warning.ts';
import type { CommandOf } from '../command/command.ts';
import type { Timeline } from '../past/timeline.ts';
import { type RewardDays, rewardCapOf, rewardRoom } from '../rulebook/reward-cap.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Proposal } from '../state/state.ts';
import { addDays, connectsByDay } from '../values/calendar.ts';
import { transactionsOf } from '../vocabulary/transaction.ts';

interface Reward {
  readonly connects: number;
  readonly forced: boolean;
  readonly warnings: readonly Warning[];
  readonly reasons: readonly OutcomeReason[];
}

/** The rewards before the command's place, and after it. */
type Known = Pick<Timeline, 'past' | 'later'>;

export function interviewReward(
  { on, reward, force }: Pick<CommandOf<'mark'>, 'on' | 'reward' | 'force'>,
  proposal: Proposal,
  rulebook: Rulebook,
  timeline: Known,
): Reward {
  const { connects: published, invitations } = rulebook.interview;
  const limit = rewardCapOf(rulebook);
  const edition = rulebook.id;
  const warnings: Warning[] = [];
  const give = (connects: number, reasons: readonly OutcomeReason[] = [], forced = false): Reward => ({
    connects,
    forced,
    warnings,
    reasons,
  });

  if (reward === null && proposal.invited && !invitations) {
    warnings.push({ code: 'invitation-no-reward' });
    return give(0);
  }
  if (published === null && reward === null) {
    warnings.push({ code: 'reward-unpublished', edition, what: 'interview' });
    return give(0);
  }
  const wanted = reward ?? published ?? 0;
  if (published !== null && reward !== null && reward !== published) {
    warnings.push({ code: 'amount-differs', published, given: reward, edition });
  }
  // Without a limit, the typed amount is the amount that Upwork gave.
  if (!limit) {
    return give(wanted, wanted > 0 ? [{ code: 'rewarded', connects: wanted, soFar: wanted, cap: null }] : []);
  }
  const { cap, days } = limit;
  const rewarded = rewardedAround(timeline);
  const room = Math.max(0, rewardRoom(on, limit, rewarded));
  if (wanted > room && force && reward !== null) {
    warnings.push({ code: 'forced', rule: 'reward-capped', edition });
    return give(wanted, [], true);
  }
  const connects = Math.min(wanted, room);
  if (connects < wanted) {
    const all = new Map(rewarded).set(on, (rewarded.get(on) ?? 0) + connects);
    let free = addDays(on, 1);
    while (rewardRoom(free, limit, all) <= 0) free = addDays(free, 1);
    warnings.push({ code: 'reward-capped', granted: connects, cap, days, room: free });
  }
  return give(connects, connects > 0 ? [{ code: 'rewarded', connects, soFar: cap - room + connects, cap }] : []);
}

/** The Connects that interviews brought by day, before the command's place and after it. */
const rewardedAround = ({ past, later }: Known): RewardDays =>
  connectsByDay([...past.rewards, ...transactionsOf(later, 'interview')]);
