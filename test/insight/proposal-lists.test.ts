/** The proposals that a report lists: hires, open and stale ones, those nobody has said anything about, and clients. */
import { describe, expect, test } from 'vitest';
import { listProposals } from '../../src/insight/proposals/proposal-lists.ts';
import type { Proposal } from '../../src/rules/state/state.ts';
import { apply, day, given, init, mark, stateOf } from '../rules/given.ts';

const { book } = given(
  init('2021-01-04'),
  apply(4, '2021-01-10', { client: 'Acme' }),
  apply(2, '2021-01-11', { client: 'acme' }),
  apply(2, '2021-01-12'),
  apply(2, '2021-01-20'),
  mark(1, 'hired', '2021-01-12'),
  mark(2, 'viewed', '2021-01-12'),
);
const [first, ...others] = [...stateOf(book).proposals.values()];
const lists = (change: Partial<Proposal> = {}) =>
  listProposals([{ ...(first as Proposal), ...change }, ...others], {
    since: null,
    until: day('2021-01-25'),
    today: day('2021-01-25'),
  });
const ids = (all: readonly Proposal[]): readonly number[] => all.map(({ id }) => id);

describe('open proposals', () => {
  test('a proposal is stale 14 days after it was sent, if it has no answer', () => {
    const { open } = lists();
    expect(ids(open.stale)).toEqual([2]);
    expect(open.recent).toBe(2);
  });

  test('a stale proposal lacks an outcome if nothing was recorded and no page has shown it', () => {
    const sent = { status: 'sent', reached: 0 } as const;
    expect(ids(lists().silent)).toEqual([]);
    expect(ids(lists(sent).silent)).toEqual([1]);
    expect(ids(lists({ ...sent, seenOn: day('2021-01-24') }).silent)).toEqual([]);
  });
});

describe('clients and hires', () => {
  test('a client is the same however the name is capitalised, and an unknown value is counted', () => {
    expect(ids(lists().hires)).toEqual([1]);
    expect(lists().clients).toEqual([
      { name: 'Acme', proposals: 2, replied: 1, hired: 1, net: 6, unknownCosts: 0, valueCents: 0, unvalued: 1 },
      { name: null, proposals: 2, replied: 0, hired: 0, net: 4, unknownCosts: 0, valueCents: 0, unvalued: 0 },
    ]);
  });

  test('a recorded value is summed, and an unknown cost is never taken for zero', () => {
    const [client] = lists({ valueCents: 40_000, costUnknown: true }).clients;
    expect(client).toMatchObject({ valueCents: 40_000, unvalued: 0, net: 2, unknownCosts: 1 });
  });
});
