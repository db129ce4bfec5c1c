/** What Connects cost in money: nothing is lost on the way, whatever is burned, given back or lapses. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ConnectCosts, connectCosts } from '../../src/insight/money/connect-costs.ts';
import { foldEntries } from '../../src/rules/state/evolve.ts';
import { balanceOn, EMPTY_STATE } from '../../src/rules/state/state.ts';
import { addDays, type Day } from '../../src/rules/values/calendar.ts';
import type { Entry } from '../../src/rules/vocabulary/transaction.ts';
import { BLANK, ledgers } from './random.ts';

const add = (numbers: Iterable<number>): number => [...numbers].reduce((sum, each) => sum + each, 0);

/** Where every cent went, by the sign of what moved it. */
function totals(entries: readonly Entry[], { of, lapsed, left }: ConnectCosts) {
  const transactions = entries.flatMap((entry) => (entry.type === 'transaction' ? entry : []));
  const sum = (which: readonly { id: number }[]): number => add(which.map(({ id }) => of.get(id) ?? Number.NaN));
  return {
    paid: sum(transactions.filter(({ connects, cents }) => connects > 0 && cents !== null)),
    burned: sum(transactions.filter(({ connects }) => connects < 0)),
    back: sum(transactions.filter(({ kind }) => kind === 'refund' || kind === 'boost-refund')),
    lapsed: add(lapsed.map(({ cents }) => cents)),
    left: add(left.map(({ cents }) => cents)),
  };
}

const until = (entries: readonly Entry[], days: number): Day =>
  addDays((entries.at(-1)?.on ?? '2021-01-01') as Day, days);

describe('what Connects cost', () => {
  test('every cent paid is burned, lapsed or left, and none twice', () => {
    fc.assert(
      fc.property(ledgers(40), fc.integer({ min: 0, max: 400 }), (entries, days) => {
        const found = connectCosts(entries, until(entries, days));
        const { paid, burned, back, lapsed, left } = totals(entries, found);
        expect(burned - back + lapsed + left).toBe(paid);
        const all = [...found.of.values(), ...[...found.lapsed, ...found.left].map(({ cents }) => cents)];
        expect(Math.min(0, ...all)).toBe(0);
        expect(all.every(Number.isInteger)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('no proposal gets back more than it cost', () => {
    fc.assert(
      fc.property(ledgers(40), (entries) => {
        const { of } = connectCosts(entries, until(entries, 0));
        const byProposal = new Map<string, number>();
        for (const entry of entries) {
          if (entry.type !== 'transaction' || entry.proposal === null) continue;
          const key = `${entry.proposal} ${entry.kind.startsWith('boost')}`;
          byProposal.set(key, (byProposal.get(key) ?? 0) - Math.sign(entry.connects) * (of.get(entry.id) ?? 0));
        }
        expect([...byProposal.values()].filter((cents) => cents < 0)).toEqual([]);
      }),
    );
  });

  test('what is left are the open grants themselves', () => {
    fc.assert(
      fc.property(ledgers(40), fc.integer({ min: 0, max: 400 }), (entries, days) => {
        const day = until(entries, days);
        const { left } = connectCosts(entries, day);
        expect(add(left.map(({ connects }) => connects))).toBe(balanceOn(foldEntries(EMPTY_STATE, entries), day));
      }),
    );
  });

  test('three Connects for ten cents cost 3, 3 and 4, and a refund gives back the very ones', () => {
    const on = '2021-01-01' as Day;
    const at = (seq: number) => ({ on, rank: 1, seq, recordedAt: '' }) as const;
    const details = { title: null, client: null, url: null, tags: [], invited: false, key: null, note: null };
    const entries: Entry[] = [
      {
        ...BLANK,
        ...at(1),
        id: 1,
        label: '',
        kind: 'purchase',
        connects: 3,
        cents: 10,
        expiresOn: '2022-01-01' as Day,
      },
      { ...at(2), type: 'fact', body: { kind: 'proposal', proposal: 1, details } },
      { ...BLANK, ...at(3), id: 2, label: '', kind: 'proposal', connects: -1, proposal: 1 },
      { ...BLANK, ...at(4), id: 3, label: '', kind: 'availability-badge', connects: -1 },
      { ...BLANK, ...at(5), id: 4, label: '', kind: 'refund', connects: 1, proposal: 1 },
      { ...BLANK, ...at(6), id: 5, label: '', kind: 'other', connects: -1 },
    ];
    const before = connectCosts(entries, on);
    expect([...before.of.values()]).toEqual([10, 3, 3, 3, 3]);
    expect(before.left).toEqual([{ grant: 1, on: '2022-01-01', connects: 1, cents: 4 }]);
    const after = connectCosts(entries, '2022-01-01' as Day);
    expect(after.left).toEqual([]);
    expect(after.lapsed).toEqual([{ grant: 1, on: '2022-01-01', connects: 1, cents: 4 }]);
  });
});
