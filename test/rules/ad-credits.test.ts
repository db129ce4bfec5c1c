/** Ad credits: a second purse that only boosts can spend, and that never touches the balance. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { creditBalance } from '../../src/rules/state/ad-credits.ts';
import { balanceOn } from '../../src/rules/state/state.ts';
import { run, steps } from './arbitrary.ts';
import {
  adCredits,
  apply,
  type Book,
  balance,
  day,
  edit,
  given,
  init,
  join,
  mark,
  stateOf,
  stateOn,
  undo,
  voidOf,
} from './given.ts';

const account = init('2026-02-01', { edition: '2026', balance: 100 });
const opened = [account, adCredits(10, '2026-02-01', '2026-03-03')] as const;
const boosted = (credits: number, boost = 20, on = '2026-02-05') => apply(16, on, { boost, credits });
const purse = (book: Book, on: string) => creditBalance(stateOn(book, on).adCredits, day(on));

test('they pay for a part of a boost, and the rest is taken in Connects', () => {
  const after = given(...opened)
    .when(boosted(6))
    .records({ kind: 'proposal', connects: -16 }, { kind: 'boost', connects: -14 });
  expect(balance(after.book, '2026-02-05')).toBe(70);
  expect(purse(after.book, '2026-02-05')).toEqual({ left: 4, expiresOn: '2026-03-03' });
});

test('those that expire first are spent first, and they lapse on their day', () => {
  const { book } = given(...opened, adCredits(5, '2026-02-02', '2026-02-16'), boosted(8));
  expect(purse(book, '2026-02-05')).toEqual({ left: 7, expiresOn: '2026-03-03' });
  expect(purse(book, '2026-03-02')).toEqual({ left: 7, expiresOn: '2026-03-03' });
  expect(purse(book, '2026-03-03')).toBeNull();
});

test('more than there are is refused, also with --force', () => {
  const refusal = { code: 'insufficient-ad-credits', needed: 12, left: 10, expiresOn: '2026-03-03' } as const;
  given(...opened)
    .when(boosted(12))
    .isRefused({ ...refusal, on: day('2026-02-05'), expiresOn: day('2026-03-03') });
  given(...opened)
    .when(apply(16, '2026-02-05', { boost: 20, credits: 12, force: true }))
    .isRefused({ ...refusal, on: day('2026-02-05'), expiresOn: day('2026-03-03') });
});

test('an edition without ad credits refuses them, unless forced', () => {
  const old = init('2021-01-01', { balance: 100 });
  const got = (force: boolean) => adCredits(10, '2021-01-02', '2021-02-01', { force });
  given(old).when(got(false)).isRefused({ code: 'no-ad-credits', edition: '2020-12', by: 'earn' });
  given(old, got(true))
    .when(apply(4, '2021-01-03', { boost: 5, credits: 5 }))
    .isRefused({ code: 'no-ad-credits', edition: '2020-12', by: 'apply' });
});

test('only the Connects of a boost come back, and of one paid by ad credits alone nothing does', () => {
  const part = given(...opened, boosted(6)).when(mark(1, 'outbid', '2026-02-06'));
  part.records({ kind: 'boost-refund', connects: 14 });
  expect(purse(part.book, '2026-02-06')).toEqual({ left: 4, expiresOn: '2026-03-03' });
  given(...opened, boosted(10, 10))
    .when(mark(1, 'outbid', '2026-02-06'))
    .records();
  given(...opened, boosted(10, 10), mark(1, 'outbid', '2026-02-06'))
    .when(mark(1, 'outbid', '2026-02-07'))
    .isRefused({ code: 'invalid-transition', proposal: 1, why: 'no-boost' });
});

test('a back-dated boost that would leave a later one without its ad credits is refused', () => {
  given(...opened, boosted(8, 20, '2026-02-10'))
    .when(boosted(3))
    .isRefused({ code: 'overdraws-later', on: day('2026-02-10'), missing: 1, purse: 'ad-credits' });
});

test('a voided or undone proposal has spent none', () => {
  const voided = given(...opened, boosted(6)).when(voidOf(2));
  expect(purse(voided.book, '2026-02-05')).toEqual({ left: 10, expiresOn: '2026-03-03' });
  expect(purse(given(...opened, boosted(6), undo).book, '2026-02-05')?.left).toBe(10);
});

test('an edit types the boost in all, and cannot take out the ad credits', () => {
  given(...opened, boosted(6))
    .when(edit(1, { boost: 26 }))
    .proposal(1, { boost: 20, credits: 6 });
  given(...opened, boosted(6))
    .when(edit(1, { boost: 5 }))
    .isRefused({ code: 'credits-stay', proposal: 1, credits: 6, why: 'boost' });
  given(...opened, boosted(6))
    .when(edit(1, { day: day('2026-02-07') }))
    .isRefused({ code: 'credits-stay', proposal: 1, credits: 6, why: 'day' });
});

test('a join keeps the ad credits of the proposal that is named first', () => {
  const two = given(...opened, boosted(6), apply(16, '2026-02-05'));
  two.when(join(1, 2)).proposal(1, { credits: 6 });
  two.when(join(2, 1)).isRefused({ code: 'credits-stay', proposal: 1, credits: 6, why: 'join' });
});

test('the purse never goes below zero, and the balance knows nothing of it', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const book = run(all);
      const { entries } = book;
      const state = stateOf(book);
      expect(state.overdrawn).toBeNull();
      expect(state.adCredits.every(({ left }) => left >= 0)).toBe(true);
      const without = entries.flatMap((entry) => {
        if (entry.type === 'transaction') return entry;
        if (entry.body.kind === 'ad-credits') return [];
        if (entry.body.kind !== 'proposal') return entry;
        return { ...entry, body: { ...entry.body, details: { ...entry.body.details, credits: 0 } } };
      });
      // A fact lets time pass, and with it grants lapse: so both are compared on the same day.
      expect(balanceOn(stateOf({ ...book, entries: without }), state.asOf)).toBe(balanceOn(state, state.asOf));
    }),
    { numRuns: 150, seed: 20_260_103 },
  );
});

test('the ad credits of one boost are not added to the Connects of another', () => {
  given(
    init('2026-01-04', { edition: '2026', balance: 60 }),
    adCredits(10, '2026-01-05', '2026-03-01'),
    apply(10, '2026-01-10', { boost: 4, credits: 4, title: 'Logo' }),
    apply(10, '2026-01-10', { boost: 9, title: 'A logo' }),
  )
    .when(join(1, 2))
    .isRefused({ code: 'credits-stay', proposal: 1, credits: 4, why: 'other-boost', with: 2 });
});
