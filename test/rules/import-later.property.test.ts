/** A page of later rows moves nothing of a balance that Upwork has shown before, whatever was supposed to reach it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../src/rules/values/calendar.ts';
import { attempt, balance, day } from './given.ts';
import { applied, imported, importing, type Row, rows, upwork } from './pages.ts';

const FIRST = day('2026-01-05');
/** Days of a page. */
const SPAN = 9;

type Drawn = readonly [after: number, kind: number, connects: number];

const rowOf = ([after, kind, connects]: Drawn, i: number, from: number): Row => {
  const on = addDays(FIRST, from + after);
  if (kind === 0) return applied(on, connects, `Job ${from + i}`);
  return kind === 1
    ? { on, label: 'Availability Badge', connects: -connects }
    : { on, label: 'Added extra Connects', connects: 10 * connects };
};
const drawn = fc.array(fc.tuple(fc.nat(SPAN - 1), fc.nat(2), fc.integer({ min: 1, max: 9 })), {
  minLength: 1,
  maxLength: 5,
});
const pageOf = (all: readonly Drawn[], from: number): readonly Row[] =>
  all.toSorted(([a], [b]) => b - a).map((each, i) => rowOf(each, i, from));

test('a balance that Upwork has shown stays, whatever a later page without a balance brings', () => {
  let judged = 0;
  fc.assert(
    fc.property(drawn, fc.option(fc.nat(60)), fc.nat(60), drawn, fc.boolean(), (one, opening, shown, two, isWhole) => {
      const [before, after] = [pageOf(one, 0), pageOf(two, SPAN)];
      const last = day(before[0]?.on ?? FIRST);
      const book = imported(importing(rows(...before), { ...upwork(shown, last), on: last, opening }));
      const page = importing(rows(...after, ...(isWhole ? before : [])), { on: addDays(FIRST, 2 * SPAN) });
      const { decision, book: then } = attempt(book, page);
      // Where the rows take more than there was, something was missing before them.
      if (decision.refusal || decision.warnings.some(({ code }) => code === 'import-covered')) return;
      judged += 1;
      expect(balance(then, last)).toBe(balance(book, last));
    }),
    { numRuns: 300, seed: 20_260_105 },
  );
  expect(judged).toBeGreaterThan(60);
});
