/** The fee of Plus: what a cycle costs, which of its Connects the money paid for, and what a change of it leaves alone. */
import { describe, expect, test } from 'vitest';
import { connectCosts } from '../../src/insight/money/connect-costs.ts';
import {
  feeConnects,
  feePrice,
  grantPrice,
  membershipRules,
  typedFeeOn,
} from '../../src/rules/amounts/membership-fee.ts';
import { edition } from '../../src/rules/rulebook/editions.ts';
import type { Rulebook } from '../../src/rules/rulebook/rulebook.ts';
import { apply, attempt, type Book, bring, buy, day, given, init, plan, renew, stateOf, undo } from './given.ts';

const plus = (on: string, cents: number | null = null, taxMilli: number | null = null) => ({
  ...plan('plus', on),
  fee: { cents, taxMilli },
});
/** The upgrade comes before the first cycle of Basic. */
const joined = init('2021-02-15');
const member = [joined, plan('plus', '2021-02-20')] as const;

/** What each proposal cost, in cents. */
const spent = (book: Book) => connectCosts(book.entries, day('2022-01-01')).of;

describe('the fee of a cycle', () => {
  test('tax is added half up to the cent, as in the example of Upwork', () => {
    const price = feePrice({ cents: 1499, taxMilli: 5750 }, edition('2020-12') as Rulebook);
    expect(price).toEqual({ feeCents: 1499, taxCents: 86, totalCents: 1585, isPublished: false });
  });

  test('a fee is published where nobody typed one, and unknown where none is published', () => {
    const rulebook = edition('2020-12') as Rulebook;
    const unpublished = { ...rulebook, fee: { plusCents: null, source: 'nobody' } };
    expect(feePrice({ cents: null, taxMilli: 5750 }, rulebook)).toMatchObject({ feeCents: 1499, isPublished: true });
    expect(feePrice(null, rulebook)).toMatchObject({ totalCents: 1499, isPublished: true });
    expect(feePrice(null, unpublished)).toBeNull();
    expect(feePrice({ cents: 900, taxMilli: 0 }, unpublished)).toMatchObject({ feeCents: 900 });
  });

  test('the typed fee of a day is the last one up to it', () => {
    const fees = [
      { on: day('2021-03-01'), fee: { cents: 900, taxMilli: 0 } },
      { on: day('2021-04-01'), fee: { cents: 950, taxMilli: 0 } },
      { on: day('2021-05-01'), fee: null },
    ];
    const centsOn = (on: string) => typedFeeOn({ fees }, day(on))?.cents ?? null;
    expect(['2021-02-28', '2021-03-01', '2021-03-31', '2021-04-01', '2021-05-01'].map(centsOn)).toEqual([
      null,
      900,
      900,
      950,
      null,
    ]);
  });

  test('an upgrade without a typed fee costs what its edition publishes', () => {
    given(joined).when(plan('plus', '2021-02-20')).records({ kind: 'membership', cents: 1499 });
    given(init('2024-03-01', { edition: '2024-02' }))
      .when(plan('plus', '2024-03-02'))
      .records({ cents: 1999 });
  });

  test('a renewal costs the typed fee with its tax, cycle by cycle', () => {
    given(joined, plus('2021-02-20', 1499, 5750))
      .when(renew('2021-04-20'))
      .records({ on: '2021-03-20', cents: 1585 }, { on: '2021-04-20', cents: 1585 });
  });

  test('tax alone is added to the published fee', () => {
    given(joined)
      .when(plus('2021-02-20', null, 5750))
      .records({ cents: 1585 });
  });

  test('a cycle of Basic has no fee', () => {
    given(joined).when(renew('2021-03-15')).records({ kind: 'renewal', cents: null });
  });

  test('an upgrade after a downgrade does not remember the former fee', () => {
    given(joined, plus('2021-02-20', 900), plan('basic', '2021-03-01'))
      .when(plan('plus', '2021-03-05'))
      .records({ cents: 1499 });
  });
});

describe('another fee', () => {
  test('it holds from its day on, begins no cycle and grants nothing', () => {
    given(...member, renew('2021-03-20'))
      .when(plus('2021-04-01', 1999))
      .records()
      .leaves({ '2021-04-01': 190 });
    given(...member, renew('2021-03-20'), plus('2021-04-01', 1999))
      .when(renew('2021-04-20'))
      .records({ on: '2021-04-20', cents: 1999 });
  });

  test('another fee keeps the tax, and another tax keeps the fee', () => {
    const taxed = given(...member, plus('2021-03-01', 1499, 5750));
    given(...member, plus('2021-03-01', 1499, 5750), plus('2021-03-02', 1999))
      .when(renew('2021-03-20'))
      .records({ cents: 2114 });
    given(...member, plus('2021-03-01', 900, 5750), plus('2021-03-01', null, 10_000))
      .when(renew('2021-03-20'))
      .records({ cents: 990 });
    const untaxed = attempt(taxed.book, plus('2021-03-02', 1999, 0)).book;
    expect(stateOf(untaxed).fees.at(-1)?.fee).toEqual({ cents: 1999, taxMilli: 0 });
  });

  test('a fee for an earlier day corrects the cycles from that day on, and no earlier one', () => {
    given(...member, renew('2021-04-20'))
      .when(plus('2021-04-20', 999))
      .records({ kind: 'reversal', connects: -80 }, { on: '2021-04-20', kind: 'renewal', cents: 999, connects: 80 })
      .leaves({ '2021-03-20': 190, '2021-04-20': 270 });
  });

  test('undo takes the correction back with the fee', () => {
    given(...member, renew('2021-03-20'), plus('2021-03-20', 999), undo)
      .when(renew('2021-04-20'))
      .records({ on: '2021-04-20', cents: 1499 });
  });

  test('under Plus, an upgrade without a fee is still refused', () => {
    given(...member)
      .when(plan('plus', '2021-03-01'))
      .isRefused({ code: 'invalid-transition', plan: 'plus' });
  });
});

describe('the price of the Connects of a cycle', () => {
  test('the paid Connects of a renewal are spent before its free ones', () => {
    const { book } = given(
      init('2021-01-10', { balance: 0, plan: 'plus', on: '2021-01-11' }),
      renew('2021-02-10'),
      apply(6, '2021-02-11'),
      ...Array.from({ length: 11 }, () => apply(6, '2021-02-12')),
      apply(6, '2021-02-13'),
    );
    const of = spent(book);
    expect(of.get(2)).toBe(128);
    expect(of.get(14)).toBe(0);
    expect([...of].filter(([id]) => id !== 1).reduce((sum, [, cents]) => sum + cents, 0)).toBe(1499);
  });

  test('of a cycle without a recorded fee, the paid part has no known price and the rest is free', () => {
    const { book } = given(...member, renew('2021-03-20'));
    const cycle = book.entries.findLast((entry) => entry.type === 'transaction');
    if (cycle?.type !== 'transaction') throw new Error('there is a renewal');
    expect(grantPrice({ ...cycle, cents: null }, membershipRules(book.entries))).toEqual({ paid: 70, cents: null });
    expect(grantPrice(cycle, membershipRules(book.entries))).toEqual({ paid: 70, cents: 1499 });
  });

  test('a cycle of Basic, what a plan takes off, and a reward came with no fee', () => {
    const rules = membershipRules(given(joined).book.entries);
    const cycle = { kind: 'renewal', on: day('2021-03-15'), connects: 10, cents: null, edition: '2020-12' } as const;
    expect(feeConnects(cycle, rules)).toBe(0);
    expect(feeConnects({ ...cycle, connects: -10 }, rules)).toBeNull();
    expect(feeConnects({ ...cycle, kind: 'interview' }, rules)).toBeNull();
    expect(feeConnects({ ...cycle, kind: 'membership', connects: 80 }, rules)).toBe(70);
    // Somebody paid for it, whatever the plan is now said to have been.
    expect(feeConnects({ ...cycle, connects: 80, cents: 1499 }, rules)).toBe(70);
    expect(feeConnects({ ...cycle, kind: 'membership', connects: 40 }, rules)).toBe(40);
    expect(feeConnects({ ...cycle, kind: 'membership', connects: 40, edition: 'gone' }, rules)).toBe(40);
  });

  test('a cycle under rules of your own came with as many as they say', () => {
    const own = { ...(edition('2020-12') as Rulebook), id: 'own' };
    const bigger = { ...own, monthly: { ...own.monthly, plus: { ...own.monthly.plus, paid: 50 } } };
    const { book } = given(joined, bring(bigger, '2021-02-16'));
    const cycle = { kind: 'membership', on: day('2021-03-15'), connects: 80, cents: 1499, edition: 'own' } as const;
    expect(feeConnects(cycle, membershipRules(book.entries))).toBe(50);
  });

  test('a reward was free, and what a purchase brought was all paid for', () => {
    const rules = membershipRules(given(joined).book.entries);
    const of = { on: day('2021-03-15'), connects: 10, edition: '2020-12', source: 'manual' } as const;
    expect(grantPrice({ ...of, kind: 'interview', cents: null }, rules)).toEqual({ paid: 0, cents: null });
    expect(grantPrice({ ...of, kind: 'purchase', cents: 150 }, rules)).toEqual({ paid: 10, cents: 150 });
    expect(grantPrice({ ...of, kind: 'purchase', cents: null }, rules)).toEqual({ paid: 10, cents: null });
  });

  test('bought Connects keep their price beside those of a cycle', () => {
    const { book } = given(...member, buy(10, '2021-02-21'));
    expect(connectCosts(book.entries, day('2021-03-01')).left.map(({ cents }) => cents)).toEqual([0, 1499, 150]);
  });
});
