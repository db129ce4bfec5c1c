/** Ad credits: Upwork's second purse, which only boosts can spend. They are no Connects, and never in the balance. */
import type { Day } from '../values/calendar.ts';

/** How `earn` names them: no source of Connects, and so no kind of transaction. */
export const AD_CREDITS = 'ad-credits' as const;

/** Ad credits that came together and have not expired, with what each proposal spent of them. */
export interface CreditBatch {
  /** The day they are gone. */
  readonly expiresOn: Day;
  readonly left: number;
  readonly spent: readonly { readonly proposal: number; readonly credits: number }[];
}

export interface CreditBalance {
  readonly left: number;
  /** The day on which the next of them expire. */
  readonly expiresOn: Day;
}

/** The batches that have not expired on that day, the first to expire first. */
export const openBatches = (batches: readonly CreditBatch[], day: Day): readonly CreditBatch[] =>
  batches.filter(({ expiresOn }) => expiresOn > day);

/** What is left on a day; null: nothing. */
export function creditBalance(batches: readonly CreditBatch[], day: Day): CreditBalance | null {
  const usable = openBatches(batches, day).filter(({ left }) => left > 0);
  const [first] = usable;
  return first ? { left: usable.reduce((sum, { left }) => sum + left, 0), expiresOn: first.expiresOn } : null;
}

export const addCredits = (batches: readonly CreditBatch[], credits: number, expiresOn: Day): readonly CreditBatch[] =>
  [...batches, { expiresOn, left: credits, spent: [] }].sort((a, b) =>
    a.expiresOn === b.expiresOn ? 0 : a.expiresOn < b.expiresOn ? -1 : 1,
  );

/** Spends those that expire first. What is missing is never made up for. */
export function spendCredits(
  batches: readonly CreditBatch[],
  proposal: number,
  credits: number,
): { readonly batches: readonly CreditBatch[]; readonly missing: number } {
  let missing = credits;
  const after = batches.map((batch) => {
    const taken = Math.min(batch.left, missing);
    missing -= taken;
    if (taken === 0) return batch;
    return { ...batch, left: batch.left - taken, spent: [...batch.spent, { proposal, credits: taken }] };
  });
  return { batches: after, missing };
}

/** Takes back what a proposal spent, because it was recorded by mistake. */
export const unspendCredits = (batches: readonly CreditBatch[], proposal: number): readonly CreditBatch[] =>
  batches.map((batch) => {
    const back = batch.spent.filter((each) => each.proposal === proposal);
    if (back.length === 0) return batch;
    return {
      ...batch,
      left: batch.left + back.reduce((sum, { credits }) => sum + credits, 0),
      spent: batch.spent.filter((each) => each.proposal !== proposal),
    };
  });
