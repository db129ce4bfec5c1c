/** A property of imports without a balance: the order and the size of the pages do not matter. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CommandOf } from '../../src/rules/command/command.ts';
import { balance } from './given.ts';
import { imported, importing, type Row, rows } from './pages.ts';

test('pages without a balance lead to the same final balance, however they are cut and ordered', () => {
  const row = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: -30, max: 30 }).filter(Boolean));
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 14 }), fc.nat(1000), (list, shuffle) => {
      const all = list
        .toSorted(([a], [b]) => a - b)
        .map(
          ([date, connects], i): Row => ({
            on: `2026-01-${String(date).padStart(2, '0')}`,
            label: connects > 0 ? 'Added extra Connects' : 'Applied to job',
            connects,
            title: `Job ${i}`,
          }),
        );
      const days = [...new Set(all.map(({ on }) => on))];
      const pages = days.map((on) => importing(rows(...all.filter((each) => each.on === on).toReversed())));
      const order = pages.map((page, i) => ({ page, key: ((i + 1) * (shuffle + 7919)) % 101 }));
      const shuffled = order.toSorted((a, b) => a.key - b.key).map(({ page }) => page);
      const end = (commands: readonly CommandOf<'import'>[]) => balance(imported(...commands), '2026-01-31');
      expect(end(shuffled)).toBe(end([importing(rows(...all.toReversed()))]));
    }),
    { numRuns: 300, seed: 5 },
  );
});
