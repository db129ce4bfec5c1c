/** A catch-up of billing cycles cuts all that is over the limit, less what a later day has already spent. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Warning } from '../../src/rules/answers/warning.ts';
import { decide } from '../../src/rules/decide.ts';
import { coreAtEnd, type Timeline } from '../../src/rules/past/timeline.ts';
import type { Transaction } from '../../src/rules/vocabulary/transaction.ts';
import { command, opening, run } from './arbitrary.ts';
import { renew, timelineOf, transactionsOf } from './given.ts';

/** Opened, and then anything but renewals, so that many cycles are due beneath later entries. */
const unrenewed = fc
  .tuple(opening, fc.array(command(undefined, ['renew', 'reconcile']), { maxLength: 40, size: 'max' }))
  .map(([open, more]) => run([...open, ...more]));

/** Whether the ledger has enough if this cut were another one, and the cycles after it cut nothing. */
function lasts(
  timeline: Timeline,
  posted: readonly Transaction[],
  limited: Warning & { code: 'cut-limited' },
): boolean {
  const { on, cut } = limited;
  const [first] = posted.filter((each) => each.on === on);
  if (!first) return false;
  const more = { ...first, kind: 'carry-over-cut', connects: -cut - 1, seq: first.seq - 0.5 } as const;
  return !coreAtEnd(timeline, [...posted.filter(({ on: day, kind }) => day < on || kind === 'renewal'), more])
    .overdrawn;
}

test('a catch-up of cycles cuts as much as later days leave, and no Connect less', () => {
  let limits = 0;
  fc.assert(
    fc.property(unrenewed, (book) => {
      const timeline = timelineOf(book, renew('2022-09-01'));
      const decision = decide(renew('2022-09-01'), timeline);
      if (decision.refusal) return;
      const posted = transactionsOf(decision.entries);
      expect(coreAtEnd(timeline, posted).overdrawn).toBeNull();
      for (const warning of decision.warnings) {
        if (warning.code !== 'cut-limited') continue;
        limits += 1;
        expect(lasts(timeline, posted, warning)).toBe(false);
      }
    }),
    { numRuns: 1500, seed: 20_201_201 },
  );
  expect(limits).toBeGreaterThan(100);
});
