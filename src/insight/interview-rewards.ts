/** What the interviews of a ledger would have brought under an edition that publishes an amount and a cap. */

import { entryBuilder } from '../rules/past/timeline.ts';
import { rewardCapOf, rewardRoom } from '../rules/rulebook/reward-cap.ts';
import type { Rulebook } from '../rules/rulebook/rulebook.ts';
import { connectsByDay, monthsLater } from '../rules/values/calendar.ts';
import { type Entry, factsOf, inOrder, type Transaction, transactionsOf } from '../rules/vocabulary/transaction.ts';
import { numbersAfter } from './future/account-position.ts';

/** One transaction for each interview that earns anything; entries must be in order. */
export function interviewRewards(entries: readonly Entry[], edition: Rulebook): readonly Transaction[] {
  const { connects, invitations } = edition.interview;
  if (!connects) return [];
  const proposals = factsOf(entries, 'proposal').map(({ body }) => body);
  const invited = new Set(proposals.flatMap(({ proposal, details }) => (details.invited ? proposal : [])));
  const marked = factsOf(entries, 'outcome').filter(
    ({ body }) => body.outcome === 'interview' && (invitations || !invited.has(body.proposal)),
  );
  const known = new Set<number>();
  const won: Transaction[] = [];
  const builder = entryBuilder(numbersAfter(entries));
  for (const entry of [...marked, ...transactionsOf(entries, 'interview')].sort(inOrder)) {
    const { proposal } = entry.type === 'fact' ? entry.body : entry;
    // An outcome and its reward are one interview; an imported reward may have no proposal.
    if (proposal !== null && known.has(proposal)) continue;
    if (proposal !== null) known.add(proposal);
    const { on, rank, recordedAt } = entry;
    const granted = Math.min(connects, rewardRoom(on, rewardCapOf(edition), connectsByDay(won)));
    if (granted <= 0) continue;
    const expiresOn = monthsLater(on, edition.expiry.months);
    const given = { on, rank, kind: 'interview', connects: granted, expiresOn, proposal, edition: edition.id } as const;
    won.push({ ...builder.addTransaction(given), recordedAt });
  }
  return won;
}
