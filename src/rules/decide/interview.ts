/** The reward for an interview won: a proposal sent, the client answered, you answered back. */
import { addDays, type Day, monthsLater } from '../calendar.ts';
import type { CommandOf } from '../command.ts';
import type { Rulebook } from '../rulebook.ts';
import type { Proposal } from '../state.ts';
import type { Timeline } from '../timeline.ts';
import type { Reason, Warning } from '../warning.ts';

interface Reward {
  readonly connects: number;
  readonly expiresOn: Day;
  readonly forced: boolean;
  readonly warnings: readonly Warning[];
  readonly reasons: readonly Reason[];
}

/** What was rewarded before that place, and after it. */
type Known = Pick<Timeline, 'past' | 'later'>;

export function interviewReward(
  { on, reward, force }: Pick<CommandOf<'mark'>, 'on' | 'reward' | 'force'>,
  proposal: Proposal,
  rulebook: Rulebook,
  timeline: Known,
): Reward {
  const { connects: published, cap, days, invitations } = rulebook.interview;
  const edition = rulebook.id;
  const warnings: Warning[] = [];
  const give = (connects: number, reasons: readonly Reason[] = [], forced = false): Reward => ({
    connects,
    expiresOn: monthsLater(on, rulebook.expiry.months),
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
  // A cap of nothing stands beside a reward of nothing: what was typed is then what Upwork gave.
  if (published === null || !cap || days === null) {
    return give(wanted, wanted > 0 ? [{ code: 'rewarded', connects: wanted, soFar: wanted, cap: null }] : []);
  }
  const rewards = rewardsAround(on, days, timeline);
  const room = roomOn(on, cap, days, rewards);
  if (wanted > room && force && reward !== null) {
    warnings.push({ code: 'forced', rule: 'reward-capped', edition });
    return give(wanted, [], true);
  }
  const connects = Math.min(wanted, room);
  if (connects < wanted) {
    let free = addDays(on, 1);
    const all = [...rewards, { on, connects }];
    while (roomOn(free, cap, days, all) === 0) free = addDays(free, 1);
    warnings.push({ code: 'reward-capped', granted: connects, cap, days, room: free });
  }
  return give(connects, connects > 0 ? [{ code: 'rewarded', connects, soFar: cap - room + connects, cap }] : []);
}

interface Past {
  readonly on: Day;
  readonly connects: number;
}

/** What may still be given on a day; no end to it where there is no cap. */
export const rewardRoom = (on: Day, { interview: { cap, days } }: Rulebook, known: Known): number =>
  !cap || days === null ? Infinity : roomOn(on, cap, days, rewardsAround(on, days, known));

function rewardsAround(on: Day, days: number, { past, later }: Known): readonly Past[] {
  const after = later.filter((entry) => entry.type === 'transaction' && entry.kind === 'interview');
  return [...past.rewards, ...(after as readonly Past[])].filter((reward) => reward.on > addDays(on, -days));
}

/** What may still be given on a day, so that no `days` consecutive days hold more than the cap. */
function roomOn(day: Day, cap: number, days: number, rewards: readonly Past[]): number {
  let most = 0;
  for (let first = addDays(day, 1 - days); first <= day; first = addDays(first, 1)) {
    const last = addDays(first, days - 1);
    const held = rewards.reduce((sum, { on, connects }) => (on >= first && on <= last ? sum + connects : sum), 0);
    most = Math.max(most, held);
  }
  return Math.max(0, cap - most);
}
