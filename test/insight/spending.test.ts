/** Where Connects went: what each was spent on, what came back, the months, and how much of a budget is used. */
import { describe, expect, test } from 'vitest';
import {
  lastMonthStart,
  type RecentSpending,
  recentSpending,
  spendingByMonth,
} from '../../src/insight/flow/spending.ts';
import { budgetUse } from '../../src/rules/amounts/budget-use.ts';
import type { Command } from '../../src/rules/command/command.ts';
import { isSpendingUnknown } from '../../src/rules/state/proposal-sums.ts';
import type { Day } from '../../src/rules/values/calendar.ts';
import { KINDS, type Kind, monthPart, spendingPurpose } from '../../src/rules/vocabulary/kinds.ts';
import { BID_REFUND, FINAL_CHARGE } from '../../src/rules/vocabulary/settled-bid.ts';
import type { Entry, Fact } from '../../src/rules/vocabulary/transaction.ts';
import { withEntries } from '../../src/store/entries-ledger.ts';
import { apply, day, type Given, given, init, mark, reconcile, spend, stateOf } from '../rules/given.ts';

const joined = init('2021-01-20');

/** The spending of a ledger of these entries. */
async function spendingOf(entries: readonly Entry[], opened: Day | null, today: Day): Promise<RecentSpending> {
  const days = { since: lastMonthStart(today), until: today };
  return recentSpending(await withEntries(entries, (ledger) => ledger.flows(days)), opened, today);
}

const recent = ({ book }: Given, today: string) => spendingOf(book.entries, book.entries[0]?.on ?? null, day(today));

describe('what a transaction was spent on', () => {
  const purposes: readonly (readonly [Kind, number, string])[] = [
    ['proposal', -6, 'proposals'],
    ['refund', 6, 'proposals'],
    ['boost', -6, 'boosts'],
    ['boost-refund', 6, 'boosts'],
    ['availability-badge', -3, 'badge'],
    ['profile-boost', -50, 'others'],
    ['other', -5, 'others'],
  ];
  test.each(purposes)('a transaction of %s of %i belongs to %s', (kind, connects, purpose) => {
    expect(spendingPurpose({ kind, connects })).toBe(purpose);
  });

  test('exactly the kinds that a month counts as spent or as come back have a purpose', () => {
    for (const kind of KINDS) {
      for (const connects of [4, -4]) {
        const isSpent = ['spent', 'back'].includes(monthPart({ kind, connects, cents: null }));
        expect(spendingPurpose({ kind, connects }) !== null, `${kind} ${connects}`).toBe(isSpent);
      }
    }
  });
});

describe('this month and last', () => {
  const ledger = given(
    joined,
    apply(4, '2021-01-21', { boost: 5 }),
    apply(6, '2021-02-02'),
    apply(2, '2021-02-03'),
    mark(3, 'cancelled', '2021-02-05'),
    spend(3, '2021-02-06', 'availability-badge'),
    spend(7, '2021-02-07', 'profile-boost'),
  );

  test('each month has its own sums, and what came back in it is a sum of its own', async () => {
    const { thisMonth, lastMonth } = await recent(ledger, '2021-02-20');
    expect(thisMonth).toEqual({
      ...{ from: '2021-02-01', to: '2021-02-20', charged: 2, unknown: 0 },
      ...{ proposals: 8, boosts: 0, badge: 3, others: 7, total: 18, refunded: 2 },
    });
    expect(lastMonth).toMatchObject({ proposals: 4, boosts: 5, badge: 0, others: 0, total: 9, refunded: 0 });
  });

  test('a month in which the ledger begins is counted from that day', async () => {
    expect((await recent(ledger, '2021-02-20')).lastMonth).toMatchObject({ from: '2021-01-20', to: '2021-01-31' });
  });

  test('of a month before the ledger begins nothing is known, not even zero', async () => {
    expect(await recent(ledger, '2021-01-31')).toMatchObject({
      thisMonth: { from: '2021-01-20', total: 9 },
      lastMonth: null,
    });
  });

  test('the last month is whole, also after a short one and across a year', async () => {
    expect((await recent(ledger, '2021-03-31')).lastMonth).toMatchObject({
      from: '2021-02-01',
      to: '2021-02-28',
      total: 18,
    });
    expect(lastMonthStart(day('2021-01-31'))).toBe('2020-12-01');
  });

  test('a refund of a proposal of last month came back this month and makes nothing that was spent negative', async () => {
    const back = given(joined, apply(6, '2021-01-31', { boost: 3 }), mark(1, 'cancelled', '2021-02-01'));
    expect(await recent(back, '2021-02-01')).toMatchObject({
      thisMonth: { proposals: 0, boosts: 0, total: 0, refunded: 9 },
      lastMonth: { proposals: 6, boosts: 3, total: 9, refunded: 0 },
    });
  });

  test('an adjustment is not spending', async () => {
    const adjusted = given(joined, reconcile(30, '2021-01-21', true));
    expect((await recent(adjusted, '2021-01-31')).thisMonth.total).toBe(0);
  });
});

describe('proposals whose cost nobody knows', () => {
  const shown = (proposal: number, on: string, more: object = {}): Fact => ({
    ...{ type: 'fact', on: day(on), rank: 0, recordedAt: '', seq: proposal },
    body: {
      kind: 'proposal',
      proposal,
      details: {
        ...{ title: null, client: null, url: null, tags: [], invited: false, key: null, note: null },
        costUnknown: true,
        ...more,
      },
    },
  });
  const edited = (proposal: number, details: { costUnknown?: boolean }, on: string | null): Fact => ({
    ...{ type: 'fact', on: day('2021-02-09'), rank: 0, recordedAt: '', seq: 99 },
    body: { kind: 'edited', proposal, details, ...(on ? { on: day(on) } : {}) },
  });
  const unknown = async (...facts: readonly Fact[]) => {
    const { thisMonth, lastMonth } = await spendingOf(facts, day('2021-01-01'), day('2021-02-20'));
    return [lastMonth?.unknown, thisMonth.unknown];
  };

  test('they are counted in the month in which they were sent', async () => {
    expect(await unknown(shown(1, '2021-01-05'), shown(2, '2021-02-01'), shown(3, '2021-02-20'))).toEqual([1, 2]);
    expect(await unknown(shown(1, '2021-01-05', { costUnknown: false }))).toEqual([0, 0]);
  });

  test('they are not counted once their cost is known or they are gone, and move with their day', async () => {
    const [one, two] = [shown(1, '2021-02-05'), shown(2, '2021-02-05')];
    expect(await unknown(one, two, edited(1, { costUnknown: false }, null))).toEqual([0, 1]);
    expect(await unknown(one, edited(1, {}, '2021-01-31'))).toEqual([1, 0]);
    const dropped: Fact = { ...edited(1, {}, null), body: { kind: 'dropped', proposal: 1 } };
    expect(await unknown(one, two, dropped)).toEqual([0, 1]);
  });
});

test('the months of a ledger add up to all of its spending', () => {
  const moved = [
    { on: day('2021-01-31'), kind: 'proposal', connects: -6, label: '', proposal: 1 },
    { on: day('2021-03-01'), kind: 'refund', connects: 2, label: '', proposal: 1 },
    { on: day('2021-03-02'), kind: 'signup', connects: 40, label: '', proposal: null },
  ] as const;
  const months = spendingByMonth(moved, [day('2021-02-03')], day('2021-01-31'), day('2021-03-02'));
  expect(months.map(({ month, total, refunded, unknown }) => [month, total, refunded, unknown])).toEqual([
    ['2021-01', 6, 0, 0],
    ['2021-02', 0, 0, 1],
    ['2021-03', 0, 2, 0],
  ]);
});

describe('a boost whose bid was accepted', () => {
  const bid = { on: day('2026-01-05'), kind: 'boost' as const, connects: -15, label: 'Bid', proposal: 1 };
  const back = (on: string) => ({
    ...bid,
    on: day(on),
    kind: 'boost-refund' as const,
    connects: 15,
    label: BID_REFUND,
  });
  const charge = (on: string, proposal = 1) => ({ ...bid, on: day(on), connects: -12, label: FINAL_CHARGE, proposal });
  const january = (...moved: Parameters<typeof spendingByMonth>[0]) => {
    const [month] = spendingByMonth(moved, [], day('2026-01-01'), day('2026-02-28'));
    return month && [month.boosts, month.refunded];
  };

  test('the bid is what was spent and what the final price left came back, in whatever order the rows come', () => {
    expect(january(bid, back('2026-01-11'), charge('2026-01-11'))).toEqual([15, 3]);
    expect(january(bid, charge('2026-01-11'), back('2026-01-11'))).toEqual([15, 3]);
  });

  test('rows of another proposal or of another month are no settlement of the bid', () => {
    expect(january(bid, back('2026-01-11'), charge('2026-01-11', 2))).toEqual([27, 15]);
    expect(january(bid, back('2026-01-31'), charge('2026-02-01'))).toEqual([15, 15]);
  });
});

test('what was spent is not known where most proposals of those days have no known cost', () => {
  const of = (charged: number, unknown: number) => {
    const moved = Array.from({ length: charged }, () => ({
      ...{ on: day('2021-01-05'), kind: 'proposal' as const, connects: -4, label: '', proposal: 1 },
    }));
    const days = Array.from({ length: unknown }, () => day('2021-01-06'));
    const [month] = spendingByMonth(moved, days, day('2021-01-01'), day('2021-01-31'));
    return month && [isSpendingUnknown(month), month.total];
  };
  expect(of(0, 0)).toEqual([false, 0]);
  expect(of(0, 3)).toEqual([true, 0]);
  expect(of(3, 3)).toEqual([false, 12]);
  expect(of(3, 4)).toEqual([true, 12]);
});

describe('the use of a budget', () => {
  const set = (value: string): Command => ({ name: 'config set', on: day('2021-01-20'), key: 'budget', value });
  const used = (value: string, today: string) => {
    const ledger = given(
      joined,
      set(value),
      apply(4, '2021-02-01'),
      apply(6, '2021-02-08'),
      mark(1, 'cancelled', '2021-02-09'),
    );
    const state = stateOf(ledger.book);
    return budgetUse(state, state.settings, day(today))?.spent;
  };

  test('the use counts its own month or week, less refunds', () => {
    expect(used('60/month', '2021-02-09')).toBe(6);
    expect(used('60/week', '2021-02-09')).toBe(2);
  });

  test('a new month or week begins with nothing used', () => {
    expect(used('60/month', '2021-03-01')).toBe(0);
    expect(used('60/week', '2021-02-15')).toBe(0);
  });

  test('there is none without a budget', () => {
    expect(budgetUse(stateOf(given(joined).book), {}, day('2021-02-09'))).toBeNull();
  });
});
