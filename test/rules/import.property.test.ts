/** Properties of imports: any page into any ledger, and overlapping pages of one history in any order. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayBetween, run, steps } from './arbitrary.ts';
import { attempt, balance, day, EMPTY, stateOf } from './given.ts';
import { importing, type Row, rows, upwork } from './pages.ts';

describe('any page imported into any ledger', () => {
  const LABELS: readonly (string | null)[] = [
    null,
    'Applied to job',
    'Connects bid for boosted proposal.',
    'Job cancelled',
    "You've been outbid to boost your proposal",
    'Monthly Connects renewal',
    'Membership upgraded to Plus',
    'Refunded Connects for Connects Award',
    'Rising Talent Achievement',
    'Added extra Connects',
    'Availability Badge',
    'Over the carry-over limit',
    'Expired',
    'Something never seen',
  ];
  const row = fc.record({
    on: dayBetween(-20, 60).map(String),
    label: fc.constantFrom(...LABELS),
    connects: fc.integer({ min: -40, max: 90 }).filter((connects) => connects !== 0),
    title: fc.constantFrom(null, 'A', 'B', 'C'),
    jobKey: fc.constantFrom(null, null, '~1', '~2'),
    hasId: fc.boolean(),
  });
  /** Every id belongs to one row only. */
  const page = fc.array(row, { minLength: 1, maxLength: 12 }).map((list) => {
    const known = list.map(({ hasId, ...each }): Row => {
      const id = `9${each.on.replaceAll('-', '')}${LABELS.indexOf(each.label)}${50 + each.connects}`;
      return { ...each, upworkId: hasId ? id : null };
    });
    const once = known.filter(({ upworkId }, i) => !upworkId || known.findIndex((r) => r.upworkId === upworkId) === i);
    return rows(...once.sort((a, b) => (a.on < b.on ? 1 : -1)));
  });
  const said = fc.option(fc.tuple(fc.nat(300), dayBetween(0, 60).map(String)), { nil: null });

  test('any page can be imported into any ledger, leaves no negative balance, and adds nothing when repeated', () => {
    fc.assert(
      fc.property(steps, page, page, said, (all, first, second, told) => {
        let book = run(all);
        for (const list of [first, second]) {
          const command = importing(list, { on: day('2020-05-01'), ...(told ? upwork(...told) : {}) });
          const { decision, book: after } = attempt(book, command);
          expect(decision.refusal).toBeNull();
          expect(stateOf(after).overdrawn).toBeNull();
          book = after;
          const again = attempt(book, command).decision;
          expect(again.refusal === null && again.entries.filter(({ type }) => type === 'transaction')).toEqual([]);
        }
      }),
      { numRuns: 300, seed: 11 },
    );
  });
});

test('overlapping pages imported in any order and any number of times lead to the balance of their history', () => {
  const labels = ['Applied to job', 'Availability Badge', 'Added extra Connects', 'Something never seen'] as const;
  const row = fc.record({
    days: fc.nat(40),
    label: fc.constantFrom(...labels),
    connects: fc.integer({ min: 1, max: 12 }),
    title: fc.constantFrom('A', 'B', 'C'),
  });
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 25 }),
      fc.array(fc.tuple(fc.nat(24), fc.nat(24)), { minLength: 1, maxLength: 4 }),
      (history, cuts) => {
        const oldestFirst = history
          .toSorted((a, b) => a.days - b.days)
          .map(
            ({ days, label, connects, title }): Row => ({
              on: `2026-01-${String(1 + (days % 28)).padStart(2, '0')}`,
              label,
              connects: label === 'Added extra Connects' ? connects : -connects,
              title: label === 'Applied to job' ? title : null,
            }),
          )
          .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
        // Each page shows whole days, so that its rows do not depend on the hour when it was saved.
        const days = [...new Set(oldestFirst.map(({ on }) => on))];
        const end = (last: string) =>
          500 + oldestFirst.filter(({ on }) => on <= last).reduce((sum, { connects }) => sum + connects, 0);
        const pages = [...cuts, [0, days.length - 1] as const].map(([a, b]) => {
          const [from, to] = [Math.min(a, b) % days.length, Math.max(a, b) % days.length].sort((x, y) => x - y) as [
            number,
            number,
          ];
          const [first, last] = [days[from] ?? '', days[to] ?? ''];
          const shown = oldestFirst.filter(({ on }) => on >= first && on <= last).toReversed();
          return importing(rows(...shown), upwork(end(last), last));
        });
        let book = EMPTY;
        for (const page of [...pages, ...pages]) {
          const { decision, book: after } = attempt(book, page);
          expect(decision.refusal).toBeNull();
          book = after;
        }
        const last = days.at(-1) ?? '';
        expect(balance(book, last)).toBe(end(last));
      },
    ),
    { numRuns: 150, seed: 7 },
  );
});
