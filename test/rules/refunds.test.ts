/** Refunds return Connects to their grants, with the old expiry, and never return more than was spent. */
import { describe, expect, test } from 'vitest';
import { apply, balance, buy, type Given, given, init, linesOf, mark, renew, spend, stateOn } from './given.ts';

const joined = init('2021-01-01');

describe('the cost of a proposal', () => {
  test.each([
    ['cancelled', 'Job cancelled'],
    ['removed', 'Job removed'],
  ] as const)('the cost of a proposal is refunded when the job is %s', (outcome, label) => {
    given(joined, apply(4, '2021-02-01', { title: 'A logo' }))
      .when(mark(1, outcome, '2021-02-10'))
      .records({
        on: '2021-02-10',
        kind: 'refund',
        label,
        connects: 4,
        proposal: 1,
        title: 'A logo',
        expiresOn: null,
        edition: '2020-12',
      })
      .warns()
      .because({ code: 'refunded', status: outcome, connects: 4, what: 'cost' })
      .proposal(1, { status: outcome, back: { cost: 4, boost: 0 } })
      .leaves({ '2021-02-09': 36, '2021-02-10': 40 });
  });

  test.each(['expired', 'lost', 'declined', 'withdrawn'] as const)('no %s proposal gets its cost back', (outcome) => {
    given(joined, apply(4, '2021-02-01'))
      .when(mark(1, outcome, '2021-02-10'))
      .records()
      .because({ code: 'no-refund', status: outcome, connects: 4 })
      .leaves({ '2021-02-10': 36 });
  });

  test('an invitation without a cost has no refund and no reason for one', () => {
    const invited = given(joined, apply(null, '2021-02-01', { invited: true }));
    invited
      .when(mark(1, 'cancelled', '2021-02-10'))
      .records()
      .because()
      .warns();
    invited
      .when(mark(1, 'declined', '2021-02-10'))
      .records()
      .because();
  });

  test('the cost of a proposal is refunded once, even when the proposal ends twice', () => {
    given(joined, apply(4, '2021-02-01'), mark(1, 'cancelled', '2021-02-10'))
      .when(mark(1, 'removed', '2021-02-11', { force: true }))
      .records()
      .leaves({ '2021-02-11': 40 });
  });

  test('the cost of a proposal is not refunded again on an earlier day', () => {
    given(joined, apply(4, '2021-02-01'), mark(1, 'cancelled', '2021-02-10'))
      .when(mark(1, 'removed', '2021-02-05', { force: true }))
      .records()
      .leaves({ '2021-02-05': 36, '2021-02-10': 40 });
  });
});

describe('a refund and expiry', () => {
  test('a refund returns Connects to their grants, with the expiry days they had', () => {
    given(joined, buy(20, '2021-06-01'), spend(37, '2021-07-01'), apply(6, '2021-07-02'))
      .holds('2021-07-02', [[17, '2022-06-01']])
      .when(mark(1, 'cancelled', '2021-08-01'))
      .records({ connects: 6 })
      .holds('2021-08-01', [
        [3, '2022-01-01'],
        [20, '2022-06-01'],
      ])
      .leaves({ '2021-12-31': 23, '2022-01-01': 20, '2022-06-01': 0 });
  });

  test('a refund reopens a grant that was fully spent', () => {
    given(joined, spend(36, '2021-01-02'), apply(4, '2021-01-03'))
      .holds('2021-01-03', [])
      .when(mark(1, 'removed', '2021-08-01'))
      .holds('2021-08-01', [[4, '2022-01-01']]);
  });

  test('a refund does not return what has expired, and the rest keeps its expiry day', () => {
    given(joined, buy(20, '2021-06-01'), spend(37, '2021-07-01'), apply(6, '2021-07-02'))
      .when(mark(1, 'cancelled', '2022-02-01'))
      .records({ connects: 3 })
      .warns({ code: 'refund-expired', what: 'cost', lost: 3, of: 6 })
      .because({ code: 'refunded', status: 'cancelled', connects: 3, what: 'cost' })
      .holds('2022-02-01', [[20, '2022-06-01']])
      .leaves({ '2022-05-31': 20, '2022-06-01': 0 });
  });

  test('a refund returns nothing when all of it has expired', () => {
    given(joined, apply(4, '2021-12-01'))
      .when(mark(1, 'cancelled', '2022-01-01'))
      .records()
      .warns({ code: 'refund-expired', what: 'cost', lost: 4, of: 4 })
      .because()
      .proposal(1, { status: 'cancelled', back: { cost: 0, boost: 0 } });
  });

  test('a renewal recorded later moves it to the grant it then came from, and makes no new one of it', () => {
    const opened = init('2021-01-10', { balance: 0 });
    const sent = [buy(20, '2021-06-01'), apply(6, '2021-07-02')];
    const closed = mark(1, 'cancelled', '2022-03-01');
    const late = given(opened, ...sent, closed, renew('2022-03-01'));
    const inTime = given(opened, renew('2021-07-01'), ...sent, renew('2022-03-01'), closed);
    const expiries = (ledger: Given): unknown =>
      stateOn(ledger.book, '2022-03-01').grants.map((grant) => [grant.left, grant.expiresOn]);
    expect(expiries(late)).toEqual(expiries(inTime));
    expect(expiries(late)).toContainEqual([20, '2022-06-01']);
    const lines = linesOf(late.book, '2022-03-01').filter(({ on }) => on === '2022-03-01');
    expect(lines.map(({ kind, connects }) => [kind, connects])).toEqual([
      ['refund', 6],
      ['expiry', -6],
    ]);
    expect(lines.at(-1)?.balance).toBe(balance(late.book, '2022-03-01'));
  });

  test('a refund on the last day before expiry returns everything, for that day', () => {
    given(joined, apply(4, '2021-12-01'))
      .when(mark(1, 'cancelled', '2021-12-31'))
      .records({ connects: 4 })
      .leaves({ '2021-12-31': 40, '2022-01-01': 0 });
  });
});

describe('a boost', () => {
  const boosted = given(joined, apply(4, '2021-02-01', { boost: 10 }));

  test('a boost that is outbid is refunded, and the proposal continues', () => {
    boosted
      .when(mark(1, 'outbid', '2021-02-03'))
      .records({
        kind: 'boost-refund',
        label: "You've been outbid to boost your proposal",
        connects: 10,
        proposal: 1,
      })
      .because({ code: 'refunded', status: 'sent', connects: 10, what: 'boost' })
      .proposal(1, { status: 'sent', back: { cost: 0, boost: 10 } })
      .leaves({ '2021-02-03': 36 });
  });

  test('a boost is outbid only once', () => {
    given(joined, apply(4, '2021-02-01', { boost: 10 }), mark(1, 'outbid', '2021-02-03'))
      .when(mark(1, 'outbid', '2021-02-04'))
      .isRefused({ code: 'invalid-transition', to: 'outbid', why: 'no-boost' });
  });

  test('a boost that was never bid cannot be refunded', () => {
    given(joined, apply(4, '2021-02-01'))
      .when(mark(1, 'outbid', '2021-02-03', { force: true }))
      .isRefused({ code: 'invalid-transition', why: 'no-boost' });
  });

  test('a boost is refunded with the cost when the job is closed', () => {
    boosted
      .when(mark(1, 'cancelled', '2021-02-10'))
      .records(
        { kind: 'refund', connects: 4, label: 'Job cancelled' },
        { kind: 'boost-refund', connects: 10, label: 'You bid to boost a proposal, but the job was closed' },
      )
      .leaves({ '2021-02-10': 40 });
  });

  test('a boost that was already refunded is not refunded again when the job is closed', () => {
    given(joined, apply(4, '2021-02-01', { boost: 10 }), mark(1, 'outbid', '2021-02-03'))
      .when(mark(1, 'removed', '2021-02-10'))
      .records({ kind: 'refund', connects: 4 })
      .leaves({ '2021-02-10': 40 });
  });

  test('a boost stays spent when another freelancer is hired, until its refund is recorded', () => {
    boosted
      .when(mark(1, 'lost', '2021-02-10'))
      .records()
      .because({ code: 'no-refund', status: 'lost', connects: 4 }, { code: 'boost-stays', proposal: 1, connects: 10 })
      .when(mark(1, 'outbid', '2021-02-11'))
      .records({ kind: 'boost-refund', connects: 10 })
      .proposal(1, { status: 'lost' });
  });

  test('a boost that was refunded is not reported as spent', () => {
    given(joined, apply(4, '2021-02-01', { boost: 10 }), mark(1, 'outbid', '2021-02-03'))
      .when(mark(1, 'lost', '2021-02-10'))
      .because({ code: 'no-refund', status: 'lost', connects: 4 });
  });

  // 14 of 40 are left on 1 December; the boost takes 14 of them and 6 of those bought in June.
  const partly = [
    joined,
    buy(20, '2021-06-01'),
    spend(20, '2021-11-01'),
    apply(6, '2021-12-01', { boost: 20 }),
  ] as const;

  test('a boost refund returns what has not expired', () => {
    given(...partly)
      .when(mark(1, 'outbid', '2022-01-01'))
      .records({ kind: 'boost-refund', connects: 6 })
      .warns({ code: 'refund-expired', what: 'boost', lost: 14, of: 20 })
      .holds('2022-01-01', [[20, '2022-06-01']]);
  });

  test('a boost that has partly expired is not refunded twice', () => {
    const outbid = given(...partly, mark(1, 'outbid', '2022-01-01'));
    outbid.when(mark(1, 'outbid', '2022-01-02')).isRefused({ code: 'invalid-transition', why: 'no-boost' });
    outbid
      .when(mark(1, 'cancelled', '2022-01-02'))
      .records()
      .warns({ code: 'refund-expired', what: 'cost', lost: 6, of: 6 });
    outbid.when(mark(1, 'lost', '2022-01-02')).because({ code: 'no-refund', status: 'lost', connects: 6 });
  });

  test('a boost is not refunded again on an earlier day', () => {
    const start = [joined, apply(4, '2021-02-01', { boost: 10 })] as const;
    given(...start, mark(1, 'outbid', '2021-02-10'))
      .when(mark(1, 'cancelled', '2021-02-05'))
      .records({ kind: 'refund', connects: 4 })
      .leaves({ '2021-02-05': 30, '2021-02-10': 40 });
    given(...start, mark(1, 'cancelled', '2021-02-10'))
      .when(mark(1, 'outbid', '2021-02-05'))
      .isRefused({ code: 'invalid-transition', why: 'no-boost' });
  });
});
