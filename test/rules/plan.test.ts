/** Memberships: what a change of plan brings, and from which day cycles are counted then. */
import { describe, expect, test } from 'vitest';
import { buy, follow, given, init, plan, renew, type Step, spend } from './given.ts';

const joined = init('2021-01-10');

describe('an upgrade to Plus', () => {
  test('grants the paid part of the plan on its day, for a year', () => {
    given(joined)
      .when(plan('plus', '2021-02-20'))
      .records({
        on: '2021-02-20',
        kind: 'membership',
        label: 'Membership upgraded to Plus',
        connects: 70,
        expiresOn: '2022-02-20',
        edition: '2020-12',
      })
      .warns()
      .leaves({ '2021-02-19': 40, '2021-02-20': 110 });
  });

  test('grants what Upwork really gave, nothing included', () => {
    given(joined)
      .when(plan('plus', '2021-02-20', 76))
      .records({ connects: 76 });
    given(joined)
      .when(plan('plus', '2021-02-20', 0))
      .records();
  });

  test('starts a new cycle on its day', () => {
    given(joined, renew('2021-02-10'), plan('plus', '2021-02-20'))
      .when(renew('2021-04-20'))
      .records({ on: '2021-03-20', connects: 80 }, { on: '2021-04-20', connects: 80 });
  });

  test('leaves the cycles missed before it to the plan and the day of their time', () => {
    given(joined, plan('plus', '2021-03-20'))
      .when(renew('2021-04-20'))
      .records(
        { on: '2021-02-10', connects: 10, label: 'Monthly Connects renewal' },
        { on: '2021-03-10', connects: 10 },
        { on: '2021-04-20', connects: 80 },
      );
  });

  test('on the 31st counts its cycles from the 1st of the month after', () => {
    given(joined, renew('2021-03-10'), plan('plus', '2021-03-31'), spend(60, '2021-04-01'))
      .when(renew('2021-06-30'))
      .records({ on: '2021-05-01' }, { on: '2021-06-01' });
  });

  test('on the day a cycle begins leaves that cycle what it was at midnight, posted early or late', () => {
    const early = given(joined, renew('2021-02-10'), plan('plus', '2021-02-10')).when(renew('2021-03-10'));
    early.records({ on: '2021-03-10', connects: 80 });
    const late = given(joined, plan('plus', '2021-02-10')).when(renew('2021-03-10'));
    late.records({ on: '2021-02-10', connects: 10 }, { on: '2021-03-10', connects: 80 });
    early.leaves({ '2021-02-10': 120, '2021-03-10': 200 });
    late.leaves({ '2021-02-10': 120, '2021-03-10': 200 });
  });

  test('on the day of joining moves nothing twice', () => {
    given(joined, plan('plus', '2021-01-10')).when(renew('2021-02-10')).records({ on: '2021-02-10', connects: 80 });
  });

  test('of a Plus member is refused', () => {
    given(init('2021-01-10', { plan: 'plus' }))
      .when(plan('plus', '2021-02-20'))
      .isRefused({ code: 'invalid-transition', plan: 'plus' });
  });

  test('recorded after renewals of the former cycle tells which stand', () => {
    given(joined, renew('2021-03-10'))
      .when(plan('plus', '2021-02-05'))
      .records({ on: '2021-02-05', connects: 70 })
      .warns({ code: 'cycles-posted', days: ['2021-02-10', '2021-03-10'], transactions: [2, 3] });
  });

  test('grants what the edition of its day says', () => {
    given(joined, follow('2022-09', '2022-09-19')).when(plan('plus', '2022-10-01')).records({ connects: 60 });
    given(joined, follow('2024-02', '2024-02-01')).when(plan('plus', '2024-02-02')).records({ connects: 90 });
  });
});

describe('a Plus member', () => {
  test('gets 80 a cycle, of which 70 are paid, and the line says so', () => {
    given(init('2021-01-10', { plan: 'plus' }))
      .leaves({ '2021-01-10': 40 })
      .when(renew('2021-02-10'))
      .records({ connects: 80, label: 'Monthly Connects renewal (70 paid with Plus, 10 free)' });
  });

  test.each([
    ['2019-05', 70],
    ['2020-12', 80],
    ['2022-09', 70],
    ['2023-06', 70],
    ['2024-02', 100],
    ['2026', 100],
  ])('under %s gets %i a cycle', (edition, connects) => {
    given(init('2026-01-10', { plan: 'plus', edition }))
      .when(renew('2026-02-10'))
      .records({ connects });
  });

  test('carries over 200 as well', () => {
    given(init('2021-01-10', { plan: 'plus' }), buy(80, '2021-01-11'), buy(80, '2021-01-11'), buy(10, '2021-01-11'))
      .when(renew('2021-02-10'))
      .records({ kind: 'carry-over-cut', connects: -10 }, { connects: 80 })
      .leaves({ '2021-02-10': 280 });
  });
});

describe('a downgrade to Basic', () => {
  const plus: Step[] = [joined, plan('plus', '2021-02-20')];

  test('moves no Connects and no anchor', () => {
    given(...plus, renew('2021-03-20'))
      .when(plan('basic', '2021-04-05'))
      .records()
      .warns()
      .when(renew('2021-04-20'))
      .records({ on: '2021-04-20', connects: 10, label: 'Monthly Connects renewal' });
  });

  test('holds on its day: the plan in force on the cycle’s day decides the amount', () => {
    given(...plus, renew('2021-02-20'), plan('basic', '2021-03-20'))
      .when(renew('2021-03-20'))
      .records({ connects: 10 });
    given(...plus, renew('2021-02-20'), plan('basic', '2021-03-21'))
      .when(renew('2021-03-21'))
      .records({ on: '2021-03-20', connects: 80 });
  });

  test('recorded after renewals of the former plan tells which stand, that of its own day included', () => {
    given(...plus, renew('2021-04-20'))
      .when(plan('basic', '2021-03-20'))
      .records()
      .warns({ code: 'cycles-posted', days: ['2021-03-20', '2021-04-20'], transactions: [] });
  });

  test('recorded before a later change tells only of what stands between', () => {
    given(...plus, renew('2021-03-20'), plan('basic', '2021-04-01'), renew('2021-04-20'), plan('plus', '2021-05-01'))
      .when(plan('basic', '2021-03-01'))
      .warns({ code: 'cycles-posted', days: ['2021-03-20'], transactions: [4] });
  });

  test('of a Basic member is refused', () => {
    given(joined).when(plan('basic', '2021-02-20')).isRefused({ code: 'invalid-transition', plan: 'basic' });
  });

  test('may be followed by another upgrade, which sets the anchor anew', () => {
    given(...plus, spend(60, '2021-02-21'), plan('basic', '2021-03-05'), plan('plus', '2021-05-25'))
      .when(renew('2021-06-25'))
      .records(
        { on: '2021-02-10', connects: 10 },
        { on: '2021-03-20', connects: 10 },
        { on: '2021-04-20', connects: 10 },
        { on: '2021-05-20', connects: 10 },
        { on: '2021-06-25', connects: 80 },
      );
  });
});

test('an undone upgrade leaves the former cycle', () => {
  given(joined, plan('plus', '2021-02-20'), { name: 'undo' })
    .leaves({ '2021-02-20': 40 })
    .when(renew('2021-03-20'))
    .records({ on: '2021-02-10', connects: 10 }, { on: '2021-03-10', connects: 10 });
  expect(given(joined, plan('plus', '2021-02-20'), { name: 'undo' }).book.entries).toHaveLength(2);
});
