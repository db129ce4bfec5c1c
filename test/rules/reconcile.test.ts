/** What Upwork shows against the ledger: what is remembered, what is corrected, and what may explain a difference. */
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/rules/calendar.ts';
import { causes } from '../../src/rules/causes.ts';
import type { Line } from '../../src/rules/statement.ts';
import {
  apply,
  buy,
  day,
  follow,
  type Given,
  given,
  init,
  linesOf,
  mark,
  reconcile,
  renew,
  rulebooksOf,
  spend,
  stateOn,
} from './given.ts';

const joined = init('2021-01-10');

describe('reconciling', () => {
  test('an agreement is remembered, and moves nothing', () => {
    const agreed = given(joined)
      .when(reconcile(40, '2021-02-01'))
      .records()
      .tells({ of: 'drift', observed: 40, ledger: 40 });
    expect(stateOn(agreed.book, '2021-03-01').reconciled).toEqual({ on: '2021-02-01', connects: 40 });
  });

  test('a difference is told, and nothing is recorded', () => {
    const { book } = given(joined).when(reconcile(33, '2021-02-01')).tells({ observed: 33, ledger: 40 }).records();
    expect(stateOn(book, '2021-02-01').reconciled).toBeNull();
    expect(book.commands).toHaveLength(1);
  });

  test('a difference downwards is posted on request, and spends what was issued first', () => {
    const adjusted = given(joined, buy(10, '2021-01-20'))
      .when(reconcile(3, '2021-02-01', true))
      .records({
        kind: 'adjustment',
        label: 'Adjusted to what Upwork shows',
        connects: -47,
        expiresOn: null,
        edition: '2020-12',
      })
      .leaves({ '2021-02-01': 3 })
      .holds('2021-02-01', [[3, '2022-01-20']]);
    expect(stateOn(adjusted.book, '2021-02-01').reconciled).toEqual({ on: '2021-02-01', connects: 3 });
  });

  test('a difference upwards is a grant of a year', () => {
    given(joined)
      .when(reconcile(44, '2021-02-01', true))
      .records({ kind: 'adjustment', connects: 4, expiresOn: '2022-02-01' });
  });

  test('to nothing is possible', () => {
    given(joined)
      .when(reconcile(0, '2021-02-01', true))
      .records({ connects: -40 })
      .leaves({ '2021-02-01': 0 });
  });

  test('sees what has expired by the day', () => {
    given(joined).when(reconcile(0, '2022-01-10')).tells({ ledger: 0 });
  });

  test('for an earlier day is refused where it would take what a later one has spent', () => {
    given(joined, spend(38, '2021-02-10'))
      .when(reconcile(30, '2021-02-01', true))
      .isRefused({ code: 'overdraws-later', on: '2021-02-10', missing: 8 });
  });

  test('the latest day that agreed is remembered, not the one recorded last', () => {
    const { book } = given(joined, reconcile(40, '2021-02-10'), reconcile(40, '2021-02-01'));
    expect(stateOn(book, '2021-03-01').reconciled?.on).toBe('2021-02-10');
  });
});

describe('what may explain a difference', () => {
  /** That something is not recorded may always be said of it last. */
  const explain = ({ book }: Given, drift: number, on: string, recent?: readonly Line[], jobs = false) =>
    causes({
      drift,
      on: day(on),
      state: stateOn(book, on),
      recent: (recent ?? linesOf(book, on)).filter((line) => line.on >= addDays(day(on), -31)).toReversed(),
      proposals: jobs ? [...stateOn(book, on).proposals.values()].toReversed() : [],
      rulebooks: rulebooksOf(book),
    }).filter(({ code }) => code !== 'unrecorded' || drift < 0);

  test('Upwork has more: billing cycles that are due', () => {
    expect(explain(given(joined), 20, '2021-03-12')).toEqual([
      { code: 'cycle-due', on: '2021-02-10', connects: 10 },
      { code: 'cycle-due', on: '2021-03-10', connects: 10 },
    ]);
    expect(explain(given(joined, renew('2021-03-12')), 20, '2021-03-12')).toEqual([]);
  });

  test('a cycle that brings nothing explains nothing', () => {
    expect(explain(given(init('2019-06-10', { edition: '2019-05' })), 10, '2019-08-12')).toEqual([]);
    const later = given(init('2020-10-10', { edition: '2019-05' }), follow('2020-12', '2020-12-01'));
    expect(explain(later, 10, '2020-12-12')).toEqual([{ code: 'cycle-due', on: '2020-12-10', connects: 10 }]);
  });

  test('Upwork has more: what expired here yesterday or today', () => {
    const ledger = given(init('2021-01-10', { balance: 25 }), renew('2022-01-09'));
    expect(explain(ledger, 25, '2022-01-10')).toContainEqual({ code: 'expired', on: '2022-01-10', connects: 25 });
    expect(explain(ledger, 25, '2022-01-11')[0]).toEqual({ code: 'expired', on: '2022-01-10', connects: 25 });
    expect(explain(ledger, 25, '2022-01-12').map(({ code }) => code)).not.toContain('expired');
  });

  test('a line of just that size may not be on Upwork, either way', () => {
    const ledger = given(joined, apply(4, '2021-02-01'), buy(10, '2021-02-02'));
    expect(explain(ledger, 4, '2021-02-05')).toMatchObject([
      { code: 'not-on-upwork', line: { id: 2, connects: -4 }, connects: 4 },
    ]);
    expect(explain(ledger, -10, '2021-02-05')).toMatchObject([
      { code: 'not-on-upwork', line: { id: 3, connects: 10 }, connects: -10 },
      { code: 'unrecorded', connects: -10 },
    ]);
  });

  test('Upwork has less: something was spent that is not recorded', () => {
    expect(explain(given(joined), -7, '2021-02-05')).toEqual([{ code: 'unrecorded', connects: -7 }]);
  });

  test('what explains all of it comes first', () => {
    const ledger = given(joined, spend(15, '2021-02-12'));
    expect(explain(ledger, 15, '2021-02-13').map(({ code }) => code)).toEqual(['not-on-upwork', 'cycle-due']);
  });

  test('Upwork has more: a job may have been closed, a boost may have come back, an interview may have been won', () => {
    const ledger = given(
      joined,
      apply(4, '2021-02-01', { title: 'Logo' }),
      apply(3, '2021-02-02', { boost: 6 }),
      apply(2, '2021-02-03'),
      mark(3, 'replied', '2021-02-04'),
      renew('2021-02-10'),
    );
    const codes = (drift: number) => explain(ledger, drift, '2021-02-12', undefined, true).map(({ code }) => code);
    expect(codes(4)).toEqual(['refund-due', 'not-on-upwork']);
    expect(codes(6)).toEqual(['boost-due', 'not-on-upwork']);
    expect(codes(10)[0]).toBe('reward-due');
    expect(explain(ledger, 4, '2021-02-12', undefined, true)[0]).toMatchObject({
      proposal: { id: 1, title: 'Logo' },
      connects: 4,
    });
  });

  test('a job that has ended explains no refund', () => {
    const ledger = given(joined, apply(4, '2021-02-01'), mark(1, 'lost', '2021-02-02'), renew('2021-02-10'));
    expect(explain(ledger, 4, '2021-02-12', undefined, true).map(({ code }) => code)).toEqual(['not-on-upwork']);
  });

  test('where no line alone explains it, the fewest lines that do together', () => {
    const ledger = given(
      joined,
      apply(4, '2021-02-01'),
      apply(6, '2021-02-02'),
      apply(5, '2021-02-03'),
      renew('2021-02-10'),
    );
    expect(explain(ledger, 9, '2021-02-12')).toMatchObject([
      { code: 'several', lines: [{ id: 4 }, { id: 2 }], connects: 9 },
    ]);
    expect(explain(ledger, 15, '2021-02-12')).toMatchObject([
      { code: 'several', lines: [{ id: 4 }, { id: 3 }, { id: 2 }] },
    ]);
    expect(explain(ledger, 8, '2021-02-12')).toEqual([]);
  });

  test('what was undone explains nothing, and what was redone does again', () => {
    const ledger = given(joined, apply(4, '2021-02-01'));
    const lines = linesOf(ledger.book, '2021-02-05');
    const [, line] = lines;
    if (!line) throw new Error('no line');
    const reversal = (id: number, reverses: number): Line => ({ ...line, id, kind: 'reversal', reverses });
    const found = (...reversals: Line[]) =>
      explain(ledger, 4, '2021-02-05', [...lines, ...reversals]).map(({ code }) => code);
    expect(found(reversal(3, 2))).toEqual([]);
    expect(found(reversal(3, 2), reversal(4, 3))).toEqual(['not-on-upwork']);
    expect(found(reversal(3, 2), reversal(4, 3), reversal(5, 4))).toEqual([]);
  });
});
