/** Statistics at their edges: why a figure is missing, in what order groups come, and which comparison is corrected. */
import { describe, expect, test } from 'vitest';
import { weightedMedian } from '../../src/insight/proposals/add-sums.ts';
import { clientSums } from '../../src/insight/proposals/client-sums.ts';
import { compareGroups } from '../../src/insight/proposals/compare-groups.ts';
import { proposalFunnel } from '../../src/insight/proposals/funnel.ts';
import { statsGroups } from '../../src/insight/proposals/proposal-stats.ts';
import { findGrouping } from '../../src/insight/proposals/tag-values.ts';
import type { ClientSums } from '../../src/rules/state/proposal-sums.ts';
import { statsCell } from './stats-cell.ts';

describe('What came back of proposals', () => {
  const paid = { spent: 80, bought: 80, microCents: 1_000_000_000 };
  const old = statsCell({ proposals: 20, hired: 2, valued: 2, valueCents: 40_000, ...paid });
  const returned = (...cells: Parameters<typeof proposalFunnel>[0]) => proposalFunnel(cells).returned;

  test('the return says why it has no figure, the first reason of all', () => {
    expect(returned(old).missing).toBeNull();
    expect(returned().missing).toBe('proposals');
    expect(returned({ ...old, settled: false }).missing).toBe('proposals');
    expect(returned({ ...old, unrecorded: 11 }).missing).toBe('outcomes');
    expect(returned({ ...old, unrecorded: 11, costed: false }).missing).toBe('outcomes');
    expect(returned({ ...old, costed: false }).missing).toBe('costs');
    expect(returned({ ...old, valued: 0, valueCents: 0 }).missing).toBe('values');
    expect(returned({ ...old, unvalued: 3 }).missing).toBe('values');
    expect(returned({ ...old, spent: 0 }).missing).toBe('spending');
    expect(returned({ ...old, spent: 30, refunded: 30 })).toMatchObject({ missing: 'spending', centsPerConnect: null });
  });

  test('the return is of what was spent less what came back, and of known costs alone', () => {
    expect(returned({ ...old, refunded: 30 }).centsPerConnect).toBe(800);
    const unknown = statsCell({ proposals: 3, valued: 1, valueCents: 99_000, costed: false });
    expect(returned(old, unknown)).toMatchObject({ proposals: 20, valued: 2, centsPerConnect: 500 });
    expect(returned(old, unknown).old).toEqual({ proposals: 23, unrecorded: 0, waiting: 0 });
  });

  test('the return counts how many Connects were not free, and how many of these have no price', () => {
    expect(returned({ ...old, bought: 50, unpriced: 30 })).toMatchObject({ notFree: 80, unpriced: 30, perDollar: 40 });
    expect(returned({ ...old, bought: 30, unpriced: 50 })).toMatchObject({ notFree: 80, perDollar: null });
  });

  test('the return in money is unknown where the values of hires are', () => {
    expect(returned({ ...old, unvalued: 3 }).perDollar).toBeNull();
  });

  test('the funnel says of which parts too much is unknown', () => {
    const unknown = (more: object) => proposalFunnel([{ ...old, ...more }]).unknown;
    expect(unknown({})).toEqual({ outcomes: false, costs: false, prices: false, values: false });
    expect(unknown({ unvalued: 3 })).toMatchObject({ values: true });
    expect(unknown({ unvalued: 2 })).toMatchObject({ values: false });
    expect(unknown({ unpriced: 81 })).toMatchObject({ prices: true });
    expect(unknown({ waiting: 11 })).toMatchObject({ outcomes: true });
    expect(unknown({ costed: false })).toMatchObject({ costs: true });
  });
});

describe('Clients of a report', () => {
  const client = (name: string | null, more: Partial<ClientSums> = {}): ClientSums => ({
    ...{ name, proposals: 1, replied: 0, hired: 0, net: 0, unknownCosts: 0, valueCents: 0, unvalued: 0 },
    ...more,
  });

  test('clients come by what they took, then by proposals, and those without a name last', () => {
    const found = clientSums([
      client(null, { net: 90 }),
      client('Few', { net: 4 }),
      client('Many', { net: 4, proposals: 3 }),
      client('Dear', { net: 20 }),
    ]);
    expect(found.map(({ name }) => name)).toEqual(['Dear', 'Many', 'Few', null]);
  });

  test('spellings of one client are added up in every figure', () => {
    const all = { proposals: 2, replied: 1, hired: 1, net: 3, unknownCosts: 2, valueCents: 500, unvalued: 1 };
    const [sum] = clientSums([client('Acme', all), client('ACME', all)]);
    expect(sum).toEqual({
      ...{ name: 'Acme', proposals: 4, replied: 2, hired: 2, net: 6, unknownCosts: 4, valueCents: 1000, unvalued: 2 },
    });
  });

  test('clients without a name are one, and none of the others', () => {
    expect(clientSums([client(null), client('null'), client(null)]).map(({ proposals }) => proposals)).toEqual([1, 2]);
  });
});

describe('Groups of proposals', () => {
  const groups = (by: Parameters<typeof statsGroups>[0], ...cells: ReturnType<typeof statsCell>[]) =>
    statsGroups(by, cells, cells).map(({ name, funnel }) => `${name} ${funnel.sum.proposals}`);

  test('invited and other proposals are both counted where they are compared', () => {
    const cells = [statsCell({ proposals: 12, replied: 3 }), statsCell({ invited: true, proposals: 30, replied: 20 })];
    expect(groups('invited', ...cells)).toEqual(['invited 30', 'sent 12']);
    const [invited] = statsGroups('invited', cells, cells);
    expect(invited?.against).toMatchObject({ verdict: 'more', reason: null });
  });

  test('boosted proposals and others are named as they are asked for', () => {
    expect(groups('boost', statsCell({ proposals: 3 }), statsCell({ boosted: true, proposals: 2 }))).toEqual([
      'boosted 2',
      'not-boosted 3',
    ]);
  });

  test('a group is spelled as most of its proposals are, and the first way where two are as many', () => {
    const cells = [
      statsCell({ group: 'WEB', proposals: 2 }),
      statsCell({ group: 'Web', proposals: 3 }),
      statsCell({ group: 'Logo', proposals: 1 }),
      statsCell({ group: 'logo', proposals: 1 }),
    ];
    expect(groups('tag', ...cells)).toEqual(['Web 5', 'Logo 2']);
  });

  test('tags of the same size come by name, and months by time', () => {
    const named = (...names: readonly string[]) => names.map((group) => statsCell({ group, proposals: 2 }));
    expect(groups('tag', ...named('pear', 'apple', 'fig'))).toEqual(['apple 2', 'fig 2', 'pear 2']);
    expect(groups('month', ...named('2021-03', '2021-01', '2021-02'))).toEqual(['2021-01 2', '2021-02 2', '2021-03 2']);
  });

  test('an hour that nobody knows comes last', () => {
    const cells = [null, '23', '04'].map((group) => statsCell({ group, proposals: 2 }));
    expect(groups('hour', ...cells)).toEqual(['04 2', '23 2', 'null 2']);
  });

  test('the median of nothing is nothing', () => {
    expect(weightedMedian([])).toBeNull();
  });

  test('a grouping is found however many spaces are around it', () => {
    expect(findGrouping('  month ', [])).toEqual({ by: 'month', key: null });
    expect(findGrouping('a=b', ['a=1'])).toMatchObject({ by: null });
  });
});

describe('Groups that are compared', () => {
  const counted = (proposals: number, replied: number) => ({ proposals, replied, waiting: 0, unrecorded: 0 });

  test('ten proposals on each side are enough to be judged', () => {
    const [group] = compareGroups([counted(10, 9), counted(10, 0)], counted(20, 9));
    expect(group).toMatchObject({ verdict: 'more', reason: null });
    expect(group?.low).toBeGreaterThan(0);
  });

  test('two groups that are all proposals are one comparison, and its chance is not doubled', () => {
    const whole = counted(60, 20);
    const [half] = compareGroups([counted(30, 14), counted(30, 6)], whole);
    // They overlap or leave some out, so that they are two comparisons.
    const [one] = compareGroups([counted(30, 14), counted(20, 6)], whole);
    const [of] = compareGroups([counted(30, 14)], whole);
    expect(half?.p).toBe(of?.p);
    expect(one?.p).toBeCloseTo(2 * (of?.p ?? 0), 10);
  });

  test('three groups that are all proposals are three comparisons', () => {
    const whole = counted(60, 20);
    const thirds = compareGroups([counted(20, 12), counted(20, 4), counted(20, 4)], whole);
    const [alone] = compareGroups([counted(20, 12)], whole);
    expect(thirds[0]?.p).toBeCloseTo(3 * (alone?.p ?? 0), 10);
  });

  test('a side that is better by chance alone keeps its interval around nothing', () => {
    const [group] = compareGroups([counted(30, 10), counted(30, 9)], counted(60, 19));
    expect(group).toMatchObject({ verdict: 'chance', reason: null });
    expect(group?.low).toBeLessThan(0);
    expect(group?.high).toBeGreaterThan(0);
  });

  test('a group that is worse has an interval below nothing', () => {
    const [group] = compareGroups([counted(30, 0), counted(30, 15)], counted(60, 15));
    expect(group).toMatchObject({ verdict: 'fewer', reason: null });
    expect(group?.high).toBeLessThan(0);
  });

  test('an interval that contradicts the test is left out, and says so', () => {
    const all = Array.from({ length: 16 }, (_, replied) =>
      compareGroups([counted(20, replied), counted(20, 2)], counted(40, replied + 2)),
    );
    const apart = all.flatMap(([group]) => (group?.reason === 'contradicts-test' ? group : []));
    expect(apart.length).toBeGreaterThan(0);
    for (const { verdict, low, high, p } of apart) {
      expect({ verdict, low, high }).toEqual({ verdict: 'chance', low: null, high: null });
      expect(p).toBeGreaterThanOrEqual(0.05);
    }
  });

  test('an empty side has no difference, and says so', () => {
    const [group] = compareGroups([counted(20, 5)], counted(20, 5));
    expect(group).toMatchObject({ verdict: 'too-few', difference: null, reason: 'no-proposals' });
  });

  test('outcomes of the other side that are waited for leave a comparison unknown', () => {
    const group = { ...counted(20, 5), waiting: 15 };
    const [known] = compareGroups([counted(20, 5)], { ...counted(40, 10), waiting: 11 });
    expect(known).toMatchObject({ verdict: 'unknown', reason: 'outcomes-unknown' });
    const [own, other] = compareGroups([group, counted(20, 5)], { ...counted(40, 10), waiting: 15 });
    expect([own?.verdict, other?.verdict]).toEqual(['unknown', 'unknown']);
    const [fine] = compareGroups([{ ...group, waiting: 8 }], { ...counted(40, 10), waiting: 12 });
    expect(fine?.verdict).toBe('chance');
  });
});
