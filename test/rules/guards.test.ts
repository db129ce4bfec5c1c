/** A reserve and a budget limit spending by the settings of the day; only `--force` overrides them. */
import { describe, expect, test } from 'vitest';
import type { Command, CommandOf } from '../../src/rules/command/command.ts';
import { budgetOf, canonicalSetting, periodOf, reserveOf, type SettingKey } from '../../src/rules/command/settings.ts';
import { decide } from '../../src/rules/decide.ts';
import { apply, buy, coupon, day, given, init, mark, spend, stateOn, timelineOf, undo } from './given.ts';

const set = (key: SettingKey, value: string, on: string): Command => ({ name: 'config set', key, value, on: day(on) });
const unset = (key: SettingKey, on: string): Command => ({ name: 'config unset', key, on: day(on) });
const joined = init('2021-01-01');

describe('a reserve', () => {
  const kept = given(joined, set('reserve', '30', '2021-01-02'));

  test('spending may reach the reserve, but not go below it', () => {
    kept.when(apply(6, '2021-01-03', { boost: 4 })).records({ connects: -6, forced: false }, { connects: -4 });
    kept
      .when(apply(6, '2021-01-03', { boost: 5 }))
      .isRefused({ code: 'below-reserve', on: '2021-01-03', needed: 11, balance: 40, reserve: 30 });
  });

  test('the reserve applies to other spending too', () => {
    kept.when(spend(11, '2021-01-03')).isRefused({ code: 'below-reserve', needed: 11 });
    kept
      .when({ ...(spend(11, '2021-01-03') as CommandOf<'spend'>), force: true })
      .records({ connects: -11, forced: true })
      .warns({ code: 'forced', rule: 'below-reserve', edition: '2020-12' });
  });

  test('--force overrides the reserve and marks every transaction', () => {
    kept
      .when(apply(6, '2021-01-03', { boost: 5, force: true }))
      .records({ connects: -6, forced: true }, { connects: -5, forced: true })
      .warns({ code: 'forced', rule: 'below-reserve', edition: '2020-12' });
  });

  test('the reserve allows a proposal that costs nothing', () => {
    given(joined, apply(6, '2021-01-02'), set('reserve', '40', '2021-01-02'))
      .when(apply(null, '2021-01-03', { invited: true }))
      .records();
  });

  test('--force over the reserve cannot spend Connects that the account does not have', () => {
    kept.when(apply(6, '2021-01-03', { boost: 40, force: true })).isRefused({ code: 'insufficient-connects' });
  });

  test('the reserve applies from the day it was set, not to entries of earlier days', () => {
    const later = given(joined, set('reserve', '40', '2021-02-01'));
    later.when(apply(6, '2021-01-31')).records({ connects: -6 });
    later.when(apply(6, '2021-02-01')).isRefused({ code: 'below-reserve' });
  });

  test('the reserve ends when it is unset, or when setting it is undone', () => {
    given(joined, set('reserve', '40', '2021-01-02'), unset('reserve', '2021-01-03'))
      .when(apply(6, '2021-01-03'))
      .records({ connects: -6 });
    given(joined, set('reserve', '40', '2021-01-02'), undo)
      .when(apply(6, '2021-01-03'))
      .records({ connects: -6 });
  });
});

describe('a budget of Connects', () => {
  const month = given(joined, set('budget', '10/month', '2021-01-01'));

  test('a budget of Connects counts the proposals and boosts of the calendar month', () => {
    const spent = given(joined, set('budget', '10/month', '2021-01-01'), apply(4, '2021-01-31', { boost: 2 }));
    spent.when(apply(4, '2021-01-31')).records({ connects: -4 });
    spent.when(apply(5, '2021-01-31')).isRefused({
      code: 'over-budget',
      budget: { limit: 10, unit: 'connects', per: 'month' },
      from: '2021-01-01',
      spent: 6,
      needed: 5,
    });
    spent.when(apply(5, '2021-02-01')).records({ connects: -5 });
  });

  test('a weekly budget counts from Monday to Sunday', () => {
    // 2021-02-28 is a Sunday.
    const week = given(joined, set('budget', '6/week', '2021-01-01'), apply(6, '2021-02-28'));
    week.when(apply(1, '2021-02-22')).isRefused({ code: 'over-budget', from: '2021-02-22', spent: 6 });
    week.when(apply(6, '2021-03-01')).records({ connects: -6 });
    week.when(apply(6, '2021-02-21')).records({ connects: -6 });
  });

  test('a budget of Connects subtracts the refunds of its period', () => {
    given(joined, set('budget', '6/month', '2021-01-01'), apply(6, '2021-01-05'), mark(1, 'cancelled', '2021-01-08'))
      .when(apply(6, '2021-01-09'))
      .records({ connects: -6 });
  });

  test('a budget of Connects does not limit other spending and purchases', () => {
    month.when(spend(11, '2021-01-05')).records({ connects: -11 });
    month.when(buy(80, '2021-01-05')).records({ connects: 80 });
  });

  test('a budget of Connects counts later days of the month when an earlier day is filled in', () => {
    given(joined, set('budget', '10/month', '2021-01-01'), apply(6, '2021-01-20'))
      .when(apply(5, '2021-01-10'))
      .isRefused({ code: 'over-budget', spent: 6, needed: 5 });
  });

  test('a budget of 0 Connects allows no proposal', () => {
    given(joined, set('budget', '0/month', '2021-01-01'))
      .when(apply(1, '2021-01-02'))
      .isRefused({ code: 'over-budget', spent: 0, needed: 1 });
  });
});

describe('a budget of money', () => {
  const dollars = given(joined, set('budget', '$10/month', '2021-01-01'));

  test('a budget of money counts what is paid, with discount and tax', () => {
    dollars.when(buy(60, '2021-01-05', { taxMilli: 11_111 })).records({ cents: 1000 });
    dollars
      .when(buy(60, '2021-01-05', { taxMilli: 11_200 }))
      .isRefused({ code: 'over-budget', budget: { limit: 1000, unit: 'cents', per: 'month' }, spent: 0, needed: 1001 });
  });

  test('--force overrides a budget of money', () => {
    dollars
      .when(buy(80, '2021-01-05', { force: true }))
      .records({ cents: 1200, forced: true })
      .warns({ code: 'forced', rule: 'over-budget', edition: '2020-12' });
  });

  test('a budget of money does not limit proposals or a purchase that costs nothing', () => {
    given(
      joined,
      buy(60, '2021-01-02'),
      set('budget', '$1/month', '2021-01-03'),
      coupon('ALL', { kind: 'percent', percent: 100 }, '2021-01-03'),
    )
      .when(buy(10, '2021-01-04', { coupon: 'ALL' }))
      .records({ cents: 0 });
    dollars.when(apply(6, '2021-01-05')).records({ connects: -6 });
  });
});

describe('a reserve and a budget together', () => {
  test('a command that overrides the reserve and the budget warns about both', () => {
    given(joined, set('reserve', '40', '2021-01-01'), set('budget', '1/week', '2021-01-01'))
      .when(apply(6, '2021-01-05', { force: true }))
      .warns(
        { code: 'forced', rule: 'below-reserve', edition: '2020-12' },
        { code: 'forced', rule: 'over-budget', edition: '2020-12' },
      );
  });

  test('an override for one call replaces the reserve that the ledger stores', () => {
    const { book } = given(joined, set('reserve', '40', '2021-01-01'));
    const command = apply(6, '2021-01-05');
    const judged = (reserve: string) => decide(command, { ...timelineOf(book, command), overrides: { reserve } });
    expect(judged('0').refusal).toBeNull();
    expect(judged('35').refusal).toMatchObject({ code: 'below-reserve', reserve: 35 });
  });
});

describe('a setting', () => {
  test('setting a value that is already set records nothing', () => {
    const { book } = given(joined, set('reserve', '5', '2021-01-02'));
    expect(stateOn(book, '2021-01-02').settings).toEqual({ reserve: '5' });
    const again = given(joined, set('reserve', '5', '2021-01-02')).when(set('reserve', '5', '2021-01-03'));
    expect(again.book.entries).toHaveLength(book.entries.length);
    expect(given(joined).when(unset('budget', '2021-01-03')).book.entries).toHaveLength(2);
  });

  test.each([
    ['60/month', '60/month'],
    ['15 / week', '15/week'],
    ['60 per Month', '60/month'],
    ['$20/month', '$20/month'],
    ['$20.00/week', '$20/week'],
    ['$20.50 a week', '$20.50/week'],
    ['0/month', '0/month'],
  ])('%s is stored as the budget %s', (typed, value) => {
    expect(canonicalSetting('budget', typed)).toBe(value);
  });

  test.each([
    '',
    '60',
    '60/day',
    '-1/month',
    '1.5/month',
    '20.50/month',
    '$20.5/month',
    '1e3/week',
    '６0/month',
    '$/month',
    '0060/month',
  ])('%j is rejected as a budget', (typed) => {
    expect(canonicalSetting('budget', typed)).toBeNull();
  });

  test.each(['', '-1', '4.5', '1e3', '0x4', '1234567', '４'])('%j is rejected as a reserve', (typed) => {
    expect(canonicalSetting('reserve', typed)).toBeNull();
  });

  test('a stored reserve or budget that cannot be read limits nothing', () => {
    expect(reserveOf({ reserve: 'many' })).toBe(0);
    expect(budgetOf({ budget: 'little' })).toBeNull();
  });

  test('a budget of money is read in cents', () => {
    expect(budgetOf({ budget: '$20.50/week' })).toEqual({ limit: 2050, unit: 'cents', per: 'week' });
    expect(budgetOf({})).toBeNull();
  });

  test.each([
    ['2024-02-29', 'month', '2024-02-01', '2024-03-01'],
    ['2024-02-29', 'week', '2024-02-26', '2024-03-04'],
    ['2021-01-01', 'week', '2020-12-28', '2021-01-04'],
    ['2021-12-31', 'month', '2021-12-01', '2022-01-01'],
  ] as const)('the day %s lies in a %s from %s to before %s', (on, per, from, next) => {
    expect(periodOf(day(on), per)).toEqual({ from, next });
  });
});
