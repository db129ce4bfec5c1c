/** The order of lines that no longer count: each with what takes it back, and never below nothing where that can be. */
import { describe, expect, test } from 'vitest';
import { idleOrder, reversalsBehind } from '../../src/rules/past/statement-order.ts';
import type { Transaction } from '../../src/rules/vocabulary/transaction.ts';
import { apply, given, init, spend, transactionsOf } from './given.ts';

const [, some] = transactionsOf(given(init('2021-01-10'), spend(4, '2021-02-01')).book.entries);
if (!some) throw new Error('there is an entry');
const line = (id: number, connects: number, reverses: number | null = null): Transaction => ({
  ...some,
  ...{ id, seq: id, connects, reverses, kind: reverses === null ? 'other' : 'reversal' },
});
const ids = (list: readonly Transaction[]) => list.map(({ id }) => id);

describe('Lines with their reversals', () => {
  const held = (...list: readonly Transaction[]) => list.map((entry) => ({ entry, live: false }));
  const behind = (...list: readonly Transaction[]) =>
    reversalsBehind(held(...list)).map(({ entry }) => (entry.type === 'transaction' ? entry.id : 0));

  test('lines without a reversal are left as they are', () => {
    const list = held(line(1, -4), line(2, 4));
    expect(reversalsBehind(list)).toBe(list);
  });

  test('a reversal stands behind what it reverses, and one of a reversal behind both', () => {
    expect(behind(line(1, -4), line(2, 7), line(3, 4, 1))).toEqual([1, 3, 2]);
    expect(behind(line(1, -4), line(2, 7), line(3, 4, 1), line(4, -4, 3))).toEqual([1, 3, 4, 2]);
  });

  test('a reversal of something that is not here stays in its place', () => {
    expect(behind(line(1, -4), line(3, 4, 9), line(2, 7))).toEqual([1, 3, 2]);
  });

  test('a fact between them stays in its place', () => {
    const { book } = given(init('2021-01-10'), apply(4, '2021-02-01', { title: 'Logo' }));
    const fact = book.entries.find(({ type }) => type === 'fact');
    if (!fact) throw new Error('there is a fact');
    const order = reversalsBehind([...held(line(1, -4)), { entry: fact, live: true }, ...held(line(3, 4, 1))]);
    expect(order.map(({ entry }) => (entry.type === 'transaction' ? entry.id : 'fact'))).toEqual([1, 3, 'fact']);
  });
});

describe('Lines that count no longer', () => {
  test('they stay in the order of recording where the balance is enough for it', () => {
    const list = [line(1, -4), line(3, 4, 1), line(2, -6), line(4, 6, 2)];
    expect(ids(idleOrder(list, 10))).toEqual([1, 2, 3, 4]);
    expect(ids(idleOrder(list, 9))).toEqual([3, 1, 4, 2]);
  });

  test('each comes with its reversals, what brings Connects first, where the balance is too low', () => {
    expect(ids(idleOrder([line(1, -4), line(2, 4, 1)], 3))).toEqual([2, 1]);
    expect(ids(idleOrder([line(1, -4), line(2, 4, 1)], 4))).toEqual([1, 2]);
    expect(ids(idleOrder([line(1, 5), line(2, -5, 1), line(3, -4), line(4, 4, 3)], 0))).toEqual([1, 2, 4, 3]);
  });
});
