/** What the interviews of a ledger would have brought under an edition that publishes an amount and a cap. */
import { monthsLater } from '../rules/calendar.ts';
import { rewardCapOf, rewardDays, rewardRoom } from '../rules/reward-cap.ts';
import type { Rulebook } from '../rules/rulebook.ts';
import { type Entry, TRANSACTION_DEFAULTS, type Transaction } from '../rules/transaction.ts';
import { KIND_FACTS } from '../rules/vocabulary/kinds.ts';
import { numbersAfter } from './account-position.ts';

/** One transaction for each interview that earns anything; entries must be in order. */
export function interviewRewards(entries: readonly Entry[], edition: Rulebook): readonly Transaction[] {
  const { id, interview, expiry } = edition;
  const { connects, invitations } = interview;
  if (!connects) return [];
  const invited = new Set<number>();
  const done = new Set<number>();
  const won: Transaction[] = [];
  const next = numbersAfter(entries);
  for (const entry of entries) {
    const body = entry.type === 'fact' ? entry.body : null;
    if (body?.kind === 'proposal' && body.details.invited) invited.add(body.proposal);
    const marked = body?.kind === 'outcome' && body.outcome === 'interview' ? body.proposal : null;
    const paid = entry.type === 'transaction' && entry.kind === 'interview' ? entry : null;
    if (marked === null && paid === null) continue;
    const proposal = marked ?? paid?.proposal ?? null;
    // An outcome and its reward are one interview; an imported reward may have no proposal.
    if (proposal !== null && (done.has(proposal) || (invited.has(proposal) && !invitations && !paid))) continue;
    if (proposal !== null) done.add(proposal);
    const granted = Math.min(connects, rewardRoom(entry.on, rewardCapOf(edition), rewardDays(won)));
    if (granted <= 0) continue;
    won.push({
      ...TRANSACTION_DEFAULTS,
      type: 'transaction',
      id: next.transaction + won.length,
      seq: next.seq + won.length,
      on: entry.on,
      rank: entry.rank,
      recordedAt: entry.recordedAt,
      kind: 'interview',
      label: KIND_FACTS.interview.label,
      connects: granted,
      expiresOn: monthsLater(entry.on, expiry.months),
      proposal,
      edition: id,
    });
  }
  return won;
}
