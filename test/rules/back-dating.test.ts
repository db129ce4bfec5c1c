/** An entry for an earlier day is judged as if it had been recorded then, and makes no later balance negative. */
import { describe, expect, test } from 'vitest';
import {
  apply,
  buy,
  coupon,
  earn,
  follow,
  given,
  init,
  linesOf,
  mark,
  plan,
  reconcile,
  renew,
  type Step,
  spend,
} from './given.ts';

const joined = init('2021-01-10');

describe('an entry for an earlier day', () => {
  test('an entry for an earlier day is listed on that day and changes the balance from that day on', () => {
    const ledger = given(joined, spend(10, '2021-03-01'))
      .when(spend(5, '2021-02-01'))
      .records({ id: 3, on: '2021-02-01', connects: -5 })
      .leaves({ '2021-01-31': 40, '2021-02-01': 35, '2021-03-01': 25 });
    expect(linesOf(ledger.book, '2021-03-01').map(({ id, balance }) => [id, balance])).toEqual([
      [1, 40],
      [3, 35],
      [2, 25],
    ]);
  });

  test('an entry for an earlier day can only spend what the account had on that day', () => {
    given(joined, buy(80, '2021-03-01'))
      .when(spend(50, '2021-02-01'))
      .isRefused({ code: 'insufficient-connects', on: '2021-02-01', balance: 40, missing: 10 });
  });

  test('an entry for an earlier day is refused if a later balance would be negative, and names that day', () => {
    given(joined, spend(38, '2021-03-01'), buy(10, '2021-04-01'), spend(10, '2021-04-02'))
      .when(apply(6, '2021-02-01'))
      .isRefused({ code: 'overdraws-later', on: '2021-03-01', missing: 4 });
  });

  test('an entry for an earlier day may spend everything that later days do not need', () => {
    given(joined, spend(38, '2021-03-01')).when(apply(2, '2021-02-01')).leaves({ '2021-02-28': 38, '2021-03-01': 0 });
  });

  test('an entry for an earlier day may spend Connects that expire before later entries', () => {
    // The rest of the sign-up grant has expired by the later day, which spends its own purchase.
    given(joined, buy(10, '2021-06-01'), spend(10, '2022-02-01'))
      .when(spend(40, '2021-03-01'))
      .records({ connects: -40 })
      .leaves({ '2022-01-31': 10, '2022-02-01': 0 });
    given(joined, buy(10, '2021-06-01'), spend(10, '2022-02-01'))
      .when(spend(41, '2021-07-01'))
      .isRefused({ code: 'overdraws-later', on: '2022-02-01', missing: 1 });
  });

  test('a back-dated purchase that expires first is spent first by later entries', () => {
    given(init('2021-03-01'), buy(10, '2021-05-01'), spend(45, '2021-06-01'))
      .holds('2021-06-01', [[5, '2022-05-01']])
      .when(earn('survey', '2021-04-01', { amount: 5 }))
      .holds('2021-06-01', [[10, '2022-05-01']]);
  });

  test('an entry for an earlier day is judged by the edition of that day', () => {
    given(joined, follow('2023-06', '2021-03-01')).when(apply(7, '2021-02-28')).isRefused({ max: 6 });
  });

  test('an entry for an earlier day comes after the entries recorded before it for the same day', () => {
    given(joined, spend(40, '2021-02-01'), buy(10, '2021-02-02'))
      .when(spend(1, '2021-02-01'))
      .isRefused({ code: 'insufficient-connects', balance: 0 });
  });
});

test.each<[string, Step]>([
  ['apply', apply(1, '2021-01-09')],
  ['buy', buy(10, '2021-01-09')],
  ['coupon add', coupon('A', { kind: 'off', cents: 1 }, '2021-01-09')],
  ['earn', earn('survey', '2021-01-09', { amount: 1 })],
  ['spend', spend(1, '2021-01-09')],
  ['plan', plan('plus', '2021-01-09')],
  ['reconcile', reconcile(1, '2021-01-09')],
  ['rules use', follow('2022-09', '2021-01-09')],
  ['renew', renew('2021-01-09')],
])('%s is refused for a day before the account was opened', (_, command) => {
  if (command.name === 'undo') return;
  given(joined)
    .when(command)
    .isRefused({ code: 'invalid-day', given: '2021-01-09', before: 'opening', first: '2021-01-10' });
});

describe('an outcome for an earlier day', () => {
  const sent: Step[] = [joined, apply(4, '2021-02-01', { boost: 2 })];

  test('a back-dated outcome may come before a later outcome that can follow it', () => {
    given(...sent, mark(1, 'interview', '2021-02-20'))
      .when(mark(1, 'viewed', '2021-02-10'))
      .records()
      .proposal(1, { status: 'interview', statusOn: '2021-02-20' });
  });

  test('a back-dated outcome is refused before a later outcome that cannot follow it', () => {
    given(...sent, mark(1, 'viewed', '2021-02-20'))
      .when(mark(1, 'interview', '2021-02-10'))
      .isRefused({ code: 'invalid-transition', from: 'sent', to: 'interview', why: 'later' });
    given(...sent, mark(1, 'viewed', '2021-02-20'))
      .when(mark(1, 'declined', '2021-02-10'))
      .isRefused({ code: 'invalid-transition', why: 'later' });
    given(...sent, mark(1, 'viewed', '2021-02-20'))
      .when(mark(1, 'viewed', '2021-02-10'))
      .isRefused({ code: 'invalid-transition', why: 'later' });
  });

  test('a returned boost may be back-dated, whatever happened to the proposal later', () => {
    given(...sent, mark(1, 'lost', '2021-02-20'))
      .when(mark(1, 'outbid', '2021-02-03'))
      .records({ kind: 'boost-refund', connects: 2 });
    given(...sent, mark(1, 'outbid', '2021-02-20'))
      .when(mark(1, 'viewed', '2021-02-03'))
      .records();
  });

  test('a back-dated refund is accepted where later spending does not use the refunded Connects', () => {
    given(...sent, spend(34, '2021-02-15'))
      .when(mark(1, 'cancelled', '2021-02-10'))
      .records({ connects: 4 }, { connects: 2 })
      .leaves({ '2021-02-14': 40, '2021-02-15': 6 });
  });
});

describe('what is recorded of later days by the rules, and would be another now', () => {
  const rich: Step[] = [init('2021-01-10', { balance: 230 }), renew('2021-02-10')];

  test('a cut that would be smaller is named with what its cycle posted', () => {
    given(...rich)
      .when(spend(10, '2021-02-01'))
      .warns({ code: 'cut-outdated', on: '2021-02-10', recorded: 30, now: 20, transactions: [2, 3] });
    given(...rich)
      .when(spend(10, '2021-02-11'))
      .warns();
  });

  test('a cut that would be needed is named', () => {
    given(init('2021-01-10', { balance: 195 }), renew('2021-02-10'))
      .when(buy(20, '2021-02-01'))
      .warns({ code: 'cut-outdated', on: '2021-02-10', recorded: 0, now: 15, transactions: [2] });
  });

  test('a cut that was limited to what was left is not named', () => {
    const limited = given(init('2021-01-10', { balance: 230 }), spend(220, '2021-02-12'), renew('2021-02-14'));
    limited.when(earn('survey', '2021-02-01', { amount: 5 })).warns();
  });

  test('a refund that would be more is named', () => {
    const half = given(
      init('2021-01-10', { balance: 3 }),
      buy(20, '2021-06-01'),
      apply(6, '2021-12-01'),
      mark(1, 'cancelled', '2022-01-20'),
    );
    half
      .when(spend(3, '2021-11-01'))
      .warns({ code: 'refund-outdated', proposal: 1, on: '2022-01-20', recorded: 3, now: 6 });
  });
});

test('undoing a back-dated entry restores the balance of every day', () => {
  const before = given(joined, spend(10, '2021-03-01'));
  const after = given(joined, spend(10, '2021-03-01'), spend(5, '2021-02-01'), { name: 'undo' });
  expect(after.book.entries).toEqual(before.book.entries);
  // Numbers are not used again.
  after.when(spend(1, '2021-02-01')).records({ id: 4 });
});
