/** The fee of the membership in a receipt: what each cycle cost, whose number that is, and how to put it right. */

import type { FeePrice } from '../rules/amounts/membership-fee.ts';
import type { ReceiptDetail } from '../rules/decide/decision.ts';
import { dollars } from './text/words.ts';

/** One line for each fee that the cycles cost; none where no cycle has a fee. `day`: of the command. */
export function feeLines(detail: ReceiptDetail, day: string): readonly string[] {
  if (detail.of === 'fee') return [feeLine(detail.fee, 1, day)];
  if (detail.of !== 'cycles') return [];
  const priced = detail.cycles.flatMap(({ on, fee }) => (fee === undefined ? [] : { on, fee }));
  const alike = Map.groupBy(priced, ({ fee }) => JSON.stringify(fee));
  return [...alike.values()].flatMap((cycles) => {
    const [first] = cycles;
    return first ? feeLine(first.fee, cycles.length, first.on) : [];
  });
}

function feeLine(fee: FeePrice | null, cycles: number, since: string): string {
  const way = `connects plan plus --fee AMOUNT --on ${since}`;
  if (!fee) return `Membership fee: not known, so these Connects have no price. To record it: ${way}`;
  const { feeCents, taxCents, totalCents, isPublished } = fee;
  const parts = taxCents > 0 ? `${dollars(feeCents)} + ${dollars(taxCents)} tax` : '';
  const one = parts === '' ? dollars(totalCents) : `${parts} = ${dollars(totalCents)}`;
  const many = `${cycles} × ${dollars(totalCents)}${parts === '' ? '' : ` (${parts})`}`;
  const line = `Membership fee: ${cycles > 1 ? many : one}`;
  return isPublished ? `${line}, as published. If you pay another: ${way}` : line;
}
