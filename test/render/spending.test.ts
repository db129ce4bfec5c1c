/** Where Connects went in words: what was spent is gross, what came back stands beside it, and unknown is never 0. */
import { describe, expect, test } from 'vitest';
import type { DatedSpending } from '../../src/insight/flow/spending.ts';
import { NOTHING_PAID } from '../../src/insight/money/money-paid.ts';
import { budgetWords, paidLine, spendingFields, spendingLine } from '../../src/render/stats/spending.ts';
import type { BudgetUse } from '../../src/rules/amounts/budget-use.ts';
import type { Day } from '../../src/rules/values/calendar.ts';

const NONE = { proposals: 0, boosts: 0, badge: 0, others: 0, total: 0, refunded: 0, charged: 0, unknown: 0 };
const month = (sums: Partial<DatedSpending>): DatedSpending => ({
  ...{ from: '2021-02-01' as Day, to: '2021-02-20' as Day, ...NONE },
  ...sums,
});
const line = (now: Partial<DatedSpending>, before: Partial<DatedSpending> | null) =>
  spendingLine({ thisMonth: month(now), lastMonth: before && month(before) });

describe('the line of both months', () => {
  test('the line shows what was spent, and what came back beside it', () => {
    const spent = { proposals: 8, boosts: 10, total: 18, charged: 2 };
    expect(line({ ...spent, refunded: 4 }, { proposals: 9, total: 9, charged: 1, refunded: 6 })).toBe(
      'Spent this month: 18 (proposals 8, boosts 10), and 4 came back; last month: 9, and 6 came back',
    );
  });

  test('the line of a month in which only refunds came names them', () => {
    expect(line({ refunded: 6 }, { proposals: 6, total: 6, charged: 1 })).toBe(
      'Spent this month: 0, and 6 came back; last month: 6',
    );
  });

  test('the line never shows 0 for a month whose costs nobody knows', () => {
    expect(line({}, { unknown: 3 })).toBe('Spent this month: 0; last month: not known (3 proposals of unknown cost)');
    expect(line({ badge: 3, total: 3, unknown: 1 }, null)).toBe(
      'Spent this month: not known (1 proposal of unknown cost)',
    );
  });

  test('the line says how many costs are missing in a sum of known ones', () => {
    expect(line({ proposals: 8, total: 8, charged: 2, unknown: 1 }, null)).toBe(
      'Spent this month: 8 (proposals) without 1 proposal of unknown cost',
    );
  });

  test('there is no line where nothing was spent and nothing is unknown', () => {
    expect(line({}, {})).toBeNull();
  });
});

test('the fields of a month are null where most costs are unknown, and say how many', () => {
  const sums = { boosts: 4, badge: 3, total: 7, unknown: 2 };
  expect(spendingFields(month(sums))).toEqual({
    ...{ from: '2021-02-01', to: '2021-02-20', proposals: null, boosts: null, badge: 3, others: 0, total: null },
    ...{ refunded: 0, unknown: 2 },
  });
  expect(spendingFields(month({ proposals: 4, total: 4, charged: 1 }))).toMatchObject({ proposals: 4, total: 4 });
});

describe('the use of a budget in words', () => {
  const budget = { limit: 60, unit: 'connects', per: 'month', from: '2021-02-01' as Day, spent: 41 } as BudgetUse;

  test('a budget names its rule where it differs from what was spent', () => {
    expect(budgetWords(budget, month({ proposals: 41, total: 41 }))).toBe('Budget: 41 of 60 this month');
    expect(budgetWords(budget, month({ proposals: 45, total: 45, refunded: 4 }))).toBe(
      'Budget: 41 of 60 this month, less what came back',
    );
    expect(budgetWords(budget, month({ proposals: 41, badge: 3, total: 44 }))).toBe(
      'Budget: 41 of 60 this month, for proposals and boosts only',
    );
    expect(budgetWords(budget, month({ proposals: 45, badge: 3, total: 48, refunded: 4 }))).toBe(
      'Budget: 41 of 60 this month, for proposals and boosts only, less what came back',
    );
  });

  test('a budget with more refunds than spending is not a negative use', () => {
    expect(budgetWords({ ...budget, spent: -6 }, month({ refunded: 6 }))).toBe(
      'Budget: 0 of 60 this month, and 6 more came back than went out',
    );
  });

  test('a budget says how much is missing to it and how far it is exceeded', () => {
    expect(budgetWords({ ...budget, spent: 70 }, month({ proposals: 70, total: 70 }))).toBe(
      'Budget: 70 of 60 this month, 10 over',
    );
    expect(budgetWords(budget, month({ proposals: 41, total: 41, charged: 9, unknown: 2 }))).toBe(
      'Budget: 41 of 60 this month, without 2 proposals of unknown cost',
    );
  });
});

describe('the money of this month', () => {
  test.each([
    ['nothing', {}, null],
    ['a purchase', { bought: 80, paidCents: 1200 }, 'Paid this month: $12.00 for 80 Connects.'],
    [
      'a purchase and the membership',
      { bought: 80, paidCents: 1200, feeCents: 1999 },
      'Paid this month: $12.00 for 80 Connects and $19.99 for the membership.',
    ],
    [
      'two purchases, one without a price',
      { bought: 120, paidCents: 1200, unpriced: 1, paidUnknown: 40 },
      'Paid this month: $12.00 for 80 Connects. Not recorded: the price of 1 purchase.',
    ],
    [
      'what nobody recorded',
      { bought: 40, unpriced: 1, paidUnknown: 40, withoutFee: 1 },
      'Paid this month: not known. Not recorded: the price of 1 purchase and the fee of 1 cycle of Plus.',
    ],
  ])('the line of %s never shows an unknown amount as zero', (_, paid, line) => {
    expect(paidLine({ ...NOTHING_PAID, ...paid })).toBe(line);
  });
});
