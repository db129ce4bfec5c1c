/** The money that was paid in some days: purchases and the membership, and what of it nobody recorded. */
import { expect, test } from 'vitest';
import { moneyPaid } from '../../src/insight/money/money-paid.ts';
import { membershipRules } from '../../src/rules/amounts/membership-fee.ts';
import type { Command } from '../../src/rules/command/command.ts';
import { buy, given, init, plan, renew, transactionsOf } from '../rules/given.ts';

const paidIn = (month: string, ...commands: readonly Command[]) => {
  const { entries } = given(...commands).book;
  const moved = transactionsOf(entries).filter(({ on }) => on.startsWith(month));
  return moneyPaid(moved, membershipRules(entries));
};

test('purchases and cycles of the membership are added up apart', () => {
  const commands = [
    init('2021-01-20'),
    plan('plus', '2021-01-21'),
    buy(20, '2021-02-03'),
    renew('2021-02-25'),
  ] as const;
  expect(paidIn('2021-02', ...commands)).toMatchObject({ bought: 20, paidCents: 300, unpriced: 0, withoutFee: 0 });
  expect(paidIn('2021-02', ...commands).feeCents).toBeGreaterThan(0);
});

test('a month without a purchase on Basic costs nothing', () => {
  expect(paidIn('2021-02', init('2021-01-20'), renew('2021-02-25'))).toEqual({
    ...{ bought: 0, paidCents: 0, unpriced: 0, paidUnknown: 0, feeCents: 0, withoutFee: 0 },
  });
});
