/** `renew`: every billing cycle due and not yet posted, each on its own day: first the carry-over cut, then the grant. */
import { type Day, monthsLater } from '../calendar.ts';
import type { CommandOf } from '../command.ts';
import { cycleGrant, dueCycles } from '../cycles.ts';
import { fold, replay } from '../evolve.ts';
import { balanceOn, planOn } from '../state.ts';
import { ending, journal, rulebookOn, split, type Timeline } from '../timeline.ts';
import type { Entry } from '../transaction.ts';
import type { Warning } from '../warning.ts';
import { type Decision, record } from './decision.ts';

export function decideRenew({ on }: CommandOf<'renew'>, timeline: Timeline): Decision {
  const whole = fold(timeline.past, split(timeline.later, { on, rank: 1 })[0]);
  const book = journal(timeline.next);
  const cycles: { on: Day; connects: number }[] = [];
  const warnings: Warning[] = [];
  const running = replay(timeline.past);
  let ahead = timeline.later;
  for (const start of dueCycles(whole, on, timeline.rulebooks)) {
    const [before, beyond] = split(ahead, { on: start, rank: 0 });
    before.forEach(running.step);
    running.pass(start);
    ahead = beyond;
    const { state } = running;
    const posted = book.entries.length;
    const rulebook = rulebookOn(timeline, whole, start);
    const plan = planOn(whole, start);
    const shared = { on: start, rank: 0, edition: rulebook.id, source: 'renew' } as const;

    const limit = rulebook.carryOver[plan];
    const surplus = limit === null ? 0 : Math.max(0, balanceOn(state, start) - limit);
    const spare = surplus === 0 ? 0 : mostCut(timeline, book.entries, start, surplus);
    if (spare < surplus) warnings.push({ code: 'cut-limited', on: start, surplus, cut: spare });
    if (spare > 0)
      book.post({ ...shared, kind: 'carry-over-cut', label: 'Over the carry-over limit', connects: -spare });

    const connects = cycleGrant(rulebook, plan);
    if (connects > 0) {
      const { paid, free } = rulebook.monthly[plan];
      const label =
        paid === 0 ? LABEL : `${LABEL} (${paid} paid with ${plan === 'plus' ? 'Plus' : 'Basic'}, ${free} free)`;
      book.post({ ...shared, kind: 'renewal', label, connects, expiresOn: monthsLater(start, rulebook.expiry.months) });
    }
    if (connects > 0 || spare > 0) cycles.push({ on: start, connects });
    book.entries.slice(posted).forEach(running.step);
  }
  return record(book.entries, { warnings, detail: { of: 'cycles', cycles } });
}

const LABEL = 'Monthly Connects renewal';

/**
 * The most of a surplus that can be cut without taking what a later day has already spent.
 * Only a renewal posted late can find less than the whole.
 */
function mostCut(timeline: Timeline, posted: readonly Entry[], start: Day, surplus: number): number {
  let connects = surplus;
  while (connects > 0) {
    const trial = journal({ ...timeline.next, seq: timeline.next.seq + posted.length });
    trial.post({ on: start, rank: 0, kind: 'carry-over-cut', label: '', connects: -connects, edition: '' });
    const { overdrawn } = ending(timeline, [...posted, ...trial.entries]);
    if (!overdrawn) return connects;
    connects -= Math.min(connects, overdrawn.missing);
  }
  return 0;
}
