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

test('what has no recorded price is counted apart: purchases with their Connects, and cycles', () => {
  const { entries } = given(init('2021-01-20'), plan('plus', '2021-01-21'), buy(20, '2021-02-03')).book;
  const rules = membershipRules(entries);
  const [, , bought] = transactionsOf(entries);
  const cycle = transactionsOf(entries).find(({ kind }) => kind === 'membership');
  if (!bought || !cycle) throw new Error('there is a purchase and a cycle');
  const nameless = (of: typeof bought, transactions?: number) => ({
    ...of,
    cents: null,
    ...(transactions && { transactions }),
  });
  expect(moneyPaid([nameless(bought), nameless(cycle)], rules)).toEqual({
    ...{ bought: 20, paidCents: 0, unpriced: 1, paidUnknown: 20, feeCents: 0, withoutFee: 1 },
  });
  expect(moneyPaid([nameless(bought, 3), nameless(cycle, 2), bought], rules)).toMatchObject({
    ...{ bought: 40, paidCents: 300, unpriced: 3, withoutFee: 2 },
  });
});
