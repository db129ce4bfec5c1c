/** A ledger month by month, step by step and by purpose: what each sum counts, and where days without movement stand. */
import { describe, expect, test } from 'vitest';
import { stepBalances } from '../../src/insight/flow/balance-steps.ts';
import { summarizeFlows } from '../../src/insight/flow/flow-summary.ts';
import { monthSummaries } from '../../src/insight/flow/monthly-summary.ts';
import { settleBids } from '../../src/insight/flow/settled-bids.ts';
import type { Kind } from '../../src/rules/vocabulary/kinds.ts';
import { BID_REFUND, FINAL_CHARGE } from '../../src/rules/vocabulary/settled-bid.ts';
import { apply, buy, day, earn, given, init, mark, plan, reconcile, renew, spend } from '../rules/given.ts';

const moved = (
  on: string,
  kind: Kind,
  connects: number,
  more: { transactions?: number; cents?: number | null } = {},
) => ({
  ...{ on: day(on), kind, connects, label: '', proposal: null, edition: '2020-12', cents: null },
  ...more,
});

/** Rows with the balance after each of them. */
function booked(before: number, ...rows: readonly ReturnType<typeof moved>[]) {
  let balance = before;
  return rows.map((row) => {
    balance += row.connects;
    return { ...row, balance };
  });
}

describe('months', () => {
  const lines = booked(
    5,
    moved('2021-01-04', 'renewal', 10),
    moved('2021-01-31', 'proposal', -6, { transactions: 3 }),
    moved('2021-03-01', 'proposal', -4),
    moved('2021-03-01', 'boost', -2),
    moved('2021-03-31', 'purchase', 20, { cents: 300 }),
  );
  const months = monthSummaries(lines, 5, day('2021-01-02'), day('2021-04-30'), undefined, [
    day('2021-01-02'),
    day('2021-03-31'),
    day('2021-03-01'),
  ]);

  test('a month without movement ends with the balance of the month before', () => {
    expect(months.map(({ month, balance }) => [month, balance])).toEqual([
      ['2021-01', 9],
      ['2021-02', 9],
      ['2021-03', 23],
      ['2021-04', 23],
    ]);
    expect(monthSummaries([], 7, day('2021-01-02'), day('2021-01-03'))).toMatchObject([{ balance: 7, unknown: 0 }]);
  });

  test('a month counts its own movements, on its first day and on its last', () => {
    expect(months.map(({ given, spent, bought, paidCents }) => [given, spent, bought, paidCents])).toEqual([
      [10, 6, 0, 0],
      [0, 0, 0, 0],
      [0, 6, 20, 300],
      [0, 0, 0, 0],
    ]);
  });

  test('a month counts the proposals that were charged, and apart from them those of unknown cost', () => {
    expect(months.map(({ charged, unknown }) => [charged, unknown])).toEqual([
      [3, 1],
      [0, 0],
      [1, 2],
      [0, 0],
    ]);
  });
});

describe('steps', () => {
  const lines = booked(
    5,
    moved('2021-01-04', 'renewal', 10),
    moved('2021-01-06', 'expiry', -3),
    moved('2021-01-07', 'proposal', -4),
  );
  const span = { since: day('2021-01-04'), until: day('2021-01-07') };

  test('a step is a day where there are no more days than steps', () => {
    expect(stepBalances(lines, 5, span, 10)).toEqual([
      { from: '2021-01-04', to: '2021-01-04', balance: 15, renewed: true, expired: false },
      { from: '2021-01-05', to: '2021-01-05', balance: 15, renewed: false, expired: false },
      { from: '2021-01-06', to: '2021-01-06', balance: 12, renewed: false, expired: true },
      { from: '2021-01-07', to: '2021-01-07', balance: 8, renewed: false, expired: false },
    ]);
  });

  test('steps share the days evenly, and none of them overlap', () => {
    expect(stepBalances(lines, 5, span, 3).map(({ from, to, balance }) => [from, to, balance])).toEqual([
      ['2021-01-04', '2021-01-04', 15],
      ['2021-01-05', '2021-01-05', 15],
      ['2021-01-06', '2021-01-07', 8],
    ]);
    expect(stepBalances(lines, 5, span, 1)).toEqual([
      { from: '2021-01-04', to: '2021-01-07', balance: 8, renewed: true, expired: true },
    ]);
  });
});

describe('the sums by purpose', () => {
  test('what came in and what went out are sums by purpose, and with what is left they add up', () => {
    const { book } = given(
      init('2021-01-04'),
      earn('readiness-test', '2021-01-05'),
      apply(4, '2021-01-10', { boost: 6 }),
      apply(2, '2021-01-10'),
      mark(1, 'outbid', '2021-01-12'),
      spend(3, '2021-01-13', 'availability-badge'),
      buy(20, '2021-01-14'),
      renew('2021-02-04'),
      reconcile(100, '2021-02-05', true),
    );
    const flows = summarizeFlows(book.entries, day('2021-02-10'));
    expect(flows).toEqual({
      ...{ renewals: 10, rewards: 80, bought: 20, paidCents: 300, purchases: 1, unpriced: 0, feeCents: 0 },
      ...{ others: -1, proposals: 6, otherwise: 3, lost: 0, left: 100, short: null },
    });
    const [first, last] = [day('2021-02-10'), day('2023-02-10')].map((until) => summarizeFlows(book.entries, until));
    expect([last?.left, last?.lost]).toEqual([0, (first?.left ?? 0) + (first?.lost ?? 0)]);
  });

  test('the money of purchases is not known where none of them has a price', () => {
    const { book } = given(init('2021-01-04'), buy(20, '2021-01-14'), buy(40, '2021-01-15'));
    const priced = (...cents: readonly (number | null)[]) => {
      let next = 0;
      const entries = book.entries.map((entry) =>
        entry.type === 'transaction' && entry.kind === 'purchase' ? { ...entry, cents: cents[next++] ?? null } : entry,
      );
      const { paidCents, purchases, unpriced } = summarizeFlows(entries, day('2021-02-10'));
      return [paidCents, purchases, unpriced];
    };
    expect(priced(300, 600)).toEqual([900, 2, 0]);
    expect(priced(null, 600)).toEqual([600, 2, 1]);
    expect(priced(null, null)).toEqual([null, 2, 2]);
    expect(summarizeFlows([], day('2021-02-10'))).toMatchObject({ paidCents: 0, purchases: 0, left: 0 });
  });

  test('the fee of the membership is money of its own', () => {
    const { book } = given(init('2021-01-04'), plan('plus', '2021-01-10'), renew('2021-02-10'));
    const fees = book.entries.flatMap((entry) => (entry.type === 'transaction' && entry.cents) || []);
    const { feeCents, paidCents, purchases } = summarizeFlows(book.entries, day('2021-02-10'));
    expect([feeCents, paidCents, purchases]).toEqual([fees.reduce((sum, cents) => sum + cents, 0), 0, 0]);
    expect(feeCents).toBeGreaterThan(0);
  });
});

describe('a settled bid', () => {
  const bid = { ...moved('2026-01-05', 'boost', -15), label: 'Bid', proposal: 1 as number | null };
  const back = { ...bid, kind: 'boost-refund' as const, connects: 15, label: BID_REFUND };
  const charge = { ...bid, connects: -12, label: FINAL_CHARGE };
  const connects = (...rows: readonly (typeof bid | typeof back)[]) => settleBids(rows).map((row) => row.connects);

  test('a final charge takes what it costs from the refund of its bid, however the rows are ordered', () => {
    expect(connects(bid, back, charge)).toEqual([-15, 3, 0]);
    expect(connects(charge, back, bid)).toEqual([0, 3, -15]);
    expect(connects(bid, back, { ...charge, connects: -15 })).toEqual([-15, 0, 0]);
  });

  test('each of two final charges has a refund of its own', () => {
    const other = { proposal: 2 };
    expect(connects(back, { ...back, ...other }, { ...charge, ...other }, charge)).toEqual([3, 3, 0, 0]);
    expect(connects(back, charge, charge)).toEqual([3, 0, -12]);
  });

  test('a final charge without a refund that covers it stays as it is', () => {
    expect(connects({ ...back, connects: 11 }, charge)).toEqual([11, -12]);
    expect(connects({ ...back, label: 'Outbid' }, charge)).toEqual([15, -12]);
    expect(connects({ ...back, proposal: null }, { ...charge, proposal: null })).toEqual([15, -12]);
    expect(connects({ ...back, proposal: 2 }, charge)).toEqual([15, -12]);
    expect(connects({ ...back, on: day('2026-02-05') }, charge)).toEqual([15, -12]);
    expect(connects({ ...bid, label: BID_REFUND, connects: 15 }, charge)).toEqual([15, -12]);
  });

  test('only a charge under the words of a final price settles a bid', () => {
    expect(connects(back, { ...charge, label: 'Bid' })).toEqual([15, -12]);
    expect(connects(back, { ...charge, kind: 'proposal' } as never)).toEqual([15, -12]);
    expect(connects(back, { ...charge, connects: 12 })).toEqual([15, 12]);
  });
});
