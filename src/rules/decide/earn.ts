/** `earn`: Connects that came for free. The rulebook knows some amounts; the rest must be typed. */

import type { Warning } from '../answers/warning.ts';
import type { CommandOf } from '../command/command.ts';
import { entryBuilder, rulebookOn, type Timeline } from '../past/timeline.ts';
import { issuedOn } from '../rulebook/rulebook.ts';
import { publishedReward, rewardClaim } from '../vocabulary/rewards.ts';
import { transactionsOf } from '../vocabulary/transaction.ts';
import { acceptCommand, type Decision, refuseCommand } from './decision.ts';

export function decideEarn(command: CommandOf<'earn'>, timeline: Timeline): Decision {
  const { on, source, title, amount, note, force } = command;
  const rulebook = rulebookOn(timeline, timeline.past, on);
  const edition = rulebook.id;
  const warnings: Warning[] = [];

  const reward = { kind: source, title };
  const key = rewardClaim(reward);
  const before = key === null ? null : claimed(key, timeline);
  if (before && !force) return refuseCommand({ code: 'already-claimed', what: source, title, on: before });
  if (before) warnings.push({ code: 'forced', rule: 'already-claimed', edition });

  const published = publishedReward(rulebook, reward);
  if (published !== null && amount !== null && published !== amount) {
    warnings.push({ code: 'amount-differs', published, given: amount, edition });
  }
  const connects = amount ?? published;
  if (!connects) return refuseCommand({ code: 'amount-required', what: source, title, edition });

  const builder = entryBuilder(timeline.next);
  builder.addTransaction({
    ...issuedOn(on, rulebook),
    ...reward,
    // Upwork writes a badge into the history as its "Achievement".
    ...(source === 'badge' && title ? { label: `${title} Achievement` } : {}),
    connects,
    note,
    forced: before !== null,
  });
  return acceptCommand(builder.entries, { warnings });
}

/** The day a one-time reward was taken, before this place or after it. */
function claimed(key: string, { past, later }: Timeline) {
  const before = past.claimed.find((claim) => claim.key === key);
  const after = transactionsOf(later).find((transaction) => rewardClaim(transaction) === key);
  return before?.on ?? after?.on ?? null;
}
