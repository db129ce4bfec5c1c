/** Ad credits: a second wallet, only for boosts. What expires first is spent first. */
import type { ModelAccount } from './account.ts';
import type { ModelDay } from './days.ts';

export interface Wallet {
  readonly left: number;
  /** Whether more was ever spent than there was. */
  readonly isShort: boolean;
}

export function walletOn(account: ModelAccount, day: ModelDay): Wallet {
  const batches: { left: number; readonly expires: ModelDay }[] = [];
  let isShort = false;
  const there = account.proposals();
  const events = [...account.factsOf('credits', day), ...account.factsOf('credits-spent', day)].sort((a, b) =>
    a.on === b.on ? a.command - b.command : a.on < b.on ? -1 : 1,
  );
  for (const event of events) {
    if (event.is === 'credits') {
      batches.push({ left: event.credits, expires: event.expires });
      batches.sort((a, b) => (a.expires === b.expires ? 0 : a.expires < b.expires ? -1 : 1));
      continue;
    }
    if (!there.includes(event.proposal)) continue;
    let missing = event.credits;
    for (const batch of batches.filter(({ expires }) => expires > event.on)) {
      const taken = Math.min(batch.left, missing);
      batch.left -= taken;
      missing -= taken;
    }
    if (missing > 0) isShort = true;
  }
  const open = batches.filter(({ expires }) => expires > day);
  return { left: open.reduce((sum, { left }) => sum + left, 0), isShort };
}

export const creditsOf = (account: ModelAccount, id: number): number =>
  account.factsOf('credits-spent').find(({ proposal }) => proposal === id)?.credits ?? 0;
