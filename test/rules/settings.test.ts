/** Settings as text: what each may be, how it is kept, and what it means where it is used. */
import { expect, test } from 'vitest';
import {
  billingDayOf,
  budgetOf,
  canonicalSetting,
  isOfCycles,
  monthlyOf,
  ownersOf,
  periodOf,
  reserveOf,
  SETTING_KEYS,
} from '../../src/rules/command/settings.ts';
import { day } from './given.ts';

test.each([
  ['reserve', ' 40 ', '40'],
  ['reserve', '0', '0'],
  ['reserve', '040', null],
  ['reserve', '999999', '999999'],
  ['budget', 'NONE', 'none'],
  ['monthly', 'none', 'none'],
  ['monthly', '0', 'none'],
  ['monthly', '100', '100'],
  ['monthly', '-1', null],
  ['billing-day', '1', '1'],
  ['billing-day', '31', '31'],
  ['billing-day', '32', null],
  ['billing-day', '0', null],
  ['billing-day', '05', null],
  ['owners', 'None', 'none'],
  ['owners', ' Ada , Bo ', 'Ada,Bo'],
  ['owners', 'Ada,,Bo', null],
  ['owners', '', null],
  [
    'owners',
    Array.from({ length: 50 }, (_, i) => `m${i}`).join(),
    Array.from({ length: 50 }, (_, i) => `m${i}`).join(),
  ],
  ['owners', Array.from({ length: 51 }, (_, i) => `m${i}`).join(), null],
] as const)('the setting %s of "%s" is kept as %s', (key, typed, kept) => {
  expect(canonicalSetting(key, typed)).toBe(kept);
});

test('a name of an owner is kept once, however it is capitalised', () => {
  expect(canonicalSetting('owners', 'Ada,bo,ADA')?.toLowerCase()).toBe('ada,bo');
});

test('settings that say something of cycles are the monthly Connects and the billing day', () => {
  expect(SETTING_KEYS.filter(isOfCycles)).toEqual(['monthly', 'billing-day']);
});

test('a setting that nobody made has its default', () => {
  expect([reserveOf({}), budgetOf({}), monthlyOf({}), billingDayOf({}), ownersOf({})]).toEqual([
    0,
    null,
    null,
    null,
    [],
  ]);
});

test('a setting that was made means what it says', () => {
  expect(reserveOf({ reserve: '40' })).toBe(40);
  expect(monthlyOf({ monthly: '60' })).toBe(60);
  expect(monthlyOf({ monthly: 'none' })).toBe(0);
  expect(billingDayOf({ 'billing-day': '17' })).toBe(17);
  expect(ownersOf({ owners: 'Ada,Bo' })).toEqual(['Ada', 'Bo']);
  expect(ownersOf({ owners: 'none' })).toEqual([]);
  expect(budgetOf({ budget: '60/month' })).toEqual({ limit: 60, unit: 'connects', per: 'month' });
  expect(budgetOf({ budget: '$20.05/week' })).toEqual({ limit: 2005, unit: 'cents', per: 'week' });
  expect(budgetOf({ budget: 'none' })).toBeNull();
});

test('a setting of a newer version that this one cannot read has its default', () => {
  const odd = { reserve: 'x', monthly: 'x', 'billing-day': '99', budget: '60/year', owners: ',' };
  expect([reserveOf(odd), budgetOf(odd), monthlyOf(odd), billingDayOf(odd), ownersOf(odd)]).toEqual([
    ...[0, null, null, null, []],
  ]);
});

test('a budget is of a week from Monday on, or of a month', () => {
  expect(periodOf(day('2021-02-03'), 'week')).toEqual({ from: '2021-02-01', next: '2021-02-08' });
  expect(periodOf(day('2021-02-07'), 'week')).toEqual({ from: '2021-02-01', next: '2021-02-08' });
  expect(periodOf(day('2021-12-31'), 'month')).toEqual({ from: '2021-12-01', next: '2022-01-01' });
});
