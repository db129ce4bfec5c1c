/** The price of purchases and of cycles in parts, from the ledger and from what was typed. */
import { describe, expect, test } from 'vitest';
import { type ExpenseContext, expenseOf } from '../../src/insight/money/purchase-expense.ts';
import type { Command } from '../../src/rules/command/command.ts';
import { EDITIONS } from '../../src/rules/rulebook/editions.ts';
import type { Transaction } from '../../src/rules/vocabulary/transaction.ts';
import { apply, buy, day, earn, given, init, plan, renew, transactionsOf } from '../rules/given.ts';

const known: ExpenseContext = {
  rulebooks: new Map(EDITIONS.map((each) => [each.id, each])),
  coupons: [
    { code: 'SAVE20', offer: { kind: 'percent', percent: 20 }, expiresOn: null, usedOn: null },
    { code: 'ONE', offer: { kind: 'off', cents: 100 }, expiresOn: null, usedOn: null },
  ],
  plans: [{ on: day('2021-01-10'), plan: 'plus' }],
  fees: [],
};

const lastOf = (...steps: readonly Command[]): Transaction => {
  const last = transactionsOf(given(init('2021-01-10'), ...steps).book.entries).at(-1);
  if (!last) throw new Error('no transaction');
  return last;
};
const unpriced = { listCents: null, discountCents: null, taxCents: null, coupon: null };

describe('The parts of a purchase', () => {
  const bought = { ...lastOf(buy(20, '2021-02-01')), note: null };
  const typed = { name: 'buy', coupon: null, taxMilli: 0, totalCents: null };
  const parts = (cents: number | null, command: unknown) => expenseOf({ ...bought, cents }, command, known);

  test('the parts of a purchase are its list price, what the coupon took off, and the tax', () => {
    const facts = { id: 2, on: '2021-02-01', connects: 20, note: null, kind: 'purchase' };
    expect(parts(300, typed)).toEqual({
      ...facts,
      listCents: 300,
      discountCents: 0,
      taxCents: 0,
      totalCents: 300,
      coupon: null,
    });
    expect(parts(264, { ...typed, coupon: 'save20', taxMilli: 10_000 })).toEqual({
      ...facts,
      listCents: 300,
      discountCents: 60,
      taxCents: 24,
      totalCents: 264,
      coupon: 'SAVE20',
    });
    expect(parts(200, { ...typed, coupon: 'ONE' })).toMatchObject({ discountCents: 100, coupon: 'ONE' });
    expect(parts(310, { ...typed, totalCents: 310 })).toMatchObject({ listCents: 300, taxCents: 10, totalCents: 310 });
  });

  test('the parts of a purchase are those of a corrected price, with its tax', () => {
    const edit = (changes: object) => ({ name: 'edit', changes });
    expect(parts(250, edit({ paidCents: 250 }))).toMatchObject({ listCents: 300, discountCents: 50, taxCents: 0 });
    expect(parts(330, edit({ paidCents: 330, taxMilli: 10_000 }))).toMatchObject({ discountCents: 0, taxCents: 30 });
  });

  test('the parts of a purchase are unknown where what was typed comes to another total', () => {
    expect(parts(299, typed)).toMatchObject({ ...unpriced, totalCents: 299 });
  });

  test.each([
    ['nothing', null],
    ['a text', 'buy'],
    ['another command', { ...typed, name: 'import' }],
    ['a coupon that is no text', { ...typed, coupon: 7 }],
    ['a coupon that nobody knows', { ...typed, coupon: 'GONE' }],
    ['a tax that is no number', { ...typed, taxMilli: '0' }],
    ['a total that is no number', { ...typed, totalCents: '300' }],
  ])('the parts of a purchase are unknown where %s is stored', (_, command) => {
    expect(parts(300, command)).toMatchObject({ ...unpriced, totalCents: 300, connects: 20 });
  });

  test('the parts of a purchase are unknown where nobody has its rules any more, or no price was recorded', () => {
    expect(expenseOf({ ...bought, cents: 300, edition: 'gone' }, typed, known)).toMatchObject(unpriced);
    expect(parts(null, typed)).toMatchObject({ ...unpriced, totalCents: null });
  });

  test('the parts of a purchase keep the note, and of what turned out to be a purchase the words of the page', () => {
    expect(expenseOf({ ...bought, note: 'For May' }, typed, known)?.note).toBe('For May');
    const turned = { ...bought, kind: 'other', label: 'Payment', cents: 300, source: 'import' } as const;
    expect(expenseOf(turned, null, known)).toMatchObject({ note: 'Payment', kind: 'other', totalCents: 300 });
    expect(expenseOf({ ...turned, note: 'Mine' }, null, known)?.note).toBe('Mine');
  });

  test('the parts of a purchase are asked of no proposal and of no reward', () => {
    expect(expenseOf(lastOf(apply(4, '2021-02-01')), null, known)).toBeNull();
    expect(expenseOf(lastOf(earn('other', '2021-02-01', { amount: 5 })), null, known)).toBeNull();
  });
});

describe('The parts of a fee', () => {
  const cycle = { ...lastOf(plan('plus', '2021-01-10'), renew('2021-02-10')), note: null };
  const fee = { id: cycle.id, on: '2021-02-10', connects: 70, coupon: null, kind: 'renewal' };
  const taxed = { ...known, fees: [{ on: day('2021-02-01'), fee: { cents: 1499, taxMilli: 5750 } }] };
  const parts = (cents: number | null, command: unknown = null, of = known) =>
    expenseOf({ ...cycle, cents }, command, of);

  test('the parts of a fee are the published fee, for the Connects that came with it', () => {
    expect(parts(1499)).toEqual({
      ...fee,
      listCents: 1499,
      discountCents: 0,
      taxCents: 0,
      totalCents: 1499,
      note: cycle.label,
    });
    expect(expenseOf({ ...cycle, note: 'Mine' }, null, known)?.note).toBe('Mine');
  });

  test('the parts of a fee are the typed fee and its tax', () => {
    expect(parts(1585, null, taxed)).toMatchObject({ listCents: 1499, taxCents: 86, totalCents: 1585 });
  });

  test('the parts of a fee are those of a corrected price, whose tax is within it', () => {
    const edit = { name: 'edit', changes: { paidCents: 1100, taxMilli: 10_000 } };
    expect(parts(1100, edit)).toMatchObject({ listCents: 1000, discountCents: 0, taxCents: 100, totalCents: 1100 });
    expect(parts(1499, edit)).toMatchObject({ listCents: 1499, taxCents: 0 });
    const untaxed = { name: 'edit', changes: { paidCents: 1585 } };
    expect(parts(1585, untaxed, taxed)).toMatchObject({ listCents: 1499, taxCents: 86 });
  });

  test('the parts of a fee are unknown where they do not come to the recorded price', () => {
    expect(parts(1400)).toMatchObject({ ...unpriced, totalCents: 1400, connects: 70 });
    expect(parts(null)).toMatchObject({ ...unpriced, totalCents: null });
    expect(expenseOf({ ...cycle, edition: 'gone' }, null, known)).toMatchObject({ ...unpriced, totalCents: 1499 });
  });

  test('the parts of a fee are none for a cycle of Basic', () => {
    expect(
      expenseOf({ ...cycle, cents: null }, null, { ...known, plans: [{ on: day('2021-01-10'), plan: 'basic' }] }),
    ).toBeNull();
  });
});
