/** Changes of plan: what they grant, and from which day cycles are counted afterwards. */
import { describe, expect, test } from 'vitest';
import { buy, follow, given, init, plan, renew, type Step, spend } from './given.ts';

const joined = init('2021-01-10');

describe('an upgrade to Plus', () => {
  test('an upgrade to Plus grants the paid part of the plan on its day, for a year', () => {
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

  test('an upgrade to Plus grants the amount that was typed, even 0', () => {
    given(joined)
      .when(plan('plus', '2021-02-20', 76))
      .records({ connects: 76 });
    given(joined)
      .when(plan('plus', '2021-02-20', 0))
      .records();
  });

  test('an upgrade to Plus starts a new cycle on its day', () => {
    given(joined, renew('2021-02-10'), plan('plus', '2021-02-20'))
      .when(renew('2021-04-20'))
      .records({ on: '2021-03-20', connects: 80 }, { on: '2021-04-20', connects: 80 });
  });

  test('an upgrade to Plus leaves missed earlier cycles on their own plan and days', () => {
    given(joined, plan('plus', '2021-03-20'))
      .when(renew('2021-04-20'))
      .records(
        { on: '2021-02-10', connects: 10, label: 'Monthly Connects renewal' },
        { on: '2021-03-10', connects: 10 },
        { on: '2021-04-20', connects: 80 },
      );
  });

  test('an upgrade on the 31st counts its cycles from the 1st of the next month', () => {
    given(joined, renew('2021-03-10'), plan('plus', '2021-03-31'), spend(60, '2021-04-01'))
      .when(renew('2021-06-30'))
      .records({ on: '2021-05-01' }, { on: '2021-06-01' });
  });

  test('an upgrade on the first day of a cycle does not change that cycle, whether it is recorded early or late', () => {
    const early = given(joined, renew('2021-02-10'), plan('plus', '2021-02-10')).when(renew('2021-03-10'));
    early.records({ on: '2021-03-10', connects: 80 });
    const late = given(joined, plan('plus', '2021-02-10')).when(renew('2021-03-10'));
    late.records({ on: '2021-02-10', connects: 10 }, { on: '2021-03-10', connects: 80 });
    early.leaves({ '2021-02-10': 120, '2021-03-10': 200 });
    late.leaves({ '2021-02-10': 120, '2021-03-10': 200 });
  });

  test('an upgrade on the joining day grants nothing twice', () => {
    given(joined, plan('plus', '2021-01-10')).when(renew('2021-02-10')).records({ on: '2021-02-10', connects: 80 });
  });

  test('an upgrade of a Plus member is refused', () => {
    given(init('2021-01-10', { plan: 'plus' }))
      .when(plan('plus', '2021-02-20'))
      .isRefused({ code: 'invalid-transition', plan: 'plus' });
  });

  test('an upgrade recorded after later renewals warns which of them remain', () => {
    given(joined, renew('2021-03-10'))
      .when(plan('plus', '2021-02-05'))
      .records({ on: '2021-02-05', connects: 70 })
      .warns({ code: 'cycles-posted', days: ['2021-02-10', '2021-03-10'], transactions: [2, 3] });
  });

  test('an upgrade grants the amount of the edition of its day', () => {
    given(joined, follow('2022-09', '2022-09-19')).when(plan('plus', '2022-10-01')).records({ connects: 60 });
    given(joined, follow('2024-02', '2024-02-01')).when(plan('plus', '2024-02-02')).records({ connects: 90 });
  });
});

describe('a Plus member', () => {
  test('a Plus member gets 80 Connects a cycle, and the label says that 70 are paid', () => {
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
  ])('under %s a Plus member gets %i Connects a cycle', (edition, connects) => {
    given(init('2026-01-10', { plan: 'plus', edition }))
      .when(renew('2026-02-10'))
      .records({ connects });
  });

  test('a Plus member carries over at most 200 Connects', () => {
    given(init('2021-01-10', { plan: 'plus' }), buy(80, '2021-01-11'), buy(80, '2021-01-11'), buy(10, '2021-01-11'))
      .when(renew('2021-02-10'))
      .records({ kind: 'carry-over-cut', connects: -10 }, { connects: 80 })
      .leaves({ '2021-02-10': 280 });
  });
});

describe('a downgrade to Basic', () => {
  const plus: Step[] = [joined, plan('plus', '2021-02-20')];

  test('a downgrade changes neither the Connects nor the cycle day', () => {
    given(...plus, renew('2021-03-20'))
      .when(plan('basic', '2021-04-05'))
      .records()
      .warns()
      .when(renew('2021-04-20'))
      .records({ on: '2021-04-20', connects: 10, label: 'Monthly Connects renewal' });
  });

  test('a downgrade applies on its own day: the plan on the cycle’s day decides the amount', () => {
    given(...plus, renew('2021-02-20'), plan('basic', '2021-03-20'))
      .when(renew('2021-03-20'))
      .records({ connects: 10 });
    given(...plus, renew('2021-02-20'), plan('basic', '2021-03-21'))
      .when(renew('2021-03-21'))
      .records({ on: '2021-03-20', connects: 80 });
  });

  test('a downgrade recorded after later renewals warns which of them remain, that of its own day included', () => {
    given(...plus, renew('2021-04-20'))
      .when(plan('basic', '2021-03-20'))
      .records()
      .warns({ code: 'cycles-posted', days: ['2021-03-20', '2021-04-20'], transactions: [] });
  });

  test('a downgrade recorded before a later change of plan warns only about the renewals in between', () => {
    given(...plus, renew('2021-03-20'), plan('basic', '2021-04-01'), renew('2021-04-20'), plan('plus', '2021-05-01'))
      .when(plan('basic', '2021-03-01'))
      .warns({ code: 'cycles-posted', days: ['2021-03-20'], transactions: [4] });
  });

  test('a downgrade of a Basic member is refused', () => {
    given(joined).when(plan('basic', '2021-02-20')).isRefused({ code: 'invalid-transition', plan: 'basic' });
  });

  test('a second upgrade after a downgrade sets a new cycle day', () => {
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

test('an undone upgrade restores the former cycle', () => {
  given(joined, plan('plus', '2021-02-20'), { name: 'undo' })
    .leaves({ '2021-02-20': 40 })
    .when(renew('2021-03-20'))
    .records({ on: '2021-02-10', connects: 10 }, { on: '2021-03-10', connects: 10 });
  expect(given(joined, plan('plus', '2021-02-20'), { name: 'undo' }).book.entries).toHaveLength(2);
});
