/** `plan`: an upgrade starts a new billing cycle on its day and grants the paid part; a downgrade moves nothing. */
import { monthsLater } from '../calendar.ts';
import type { CommandOf } from '../command.ts';
import { planOn } from '../state.ts';
import { journal, rulebookOn, type Timeline } from '../timeline.ts';
import type { Warning } from '../warning.ts';
import { type Decision, record, refuse } from './decision.ts';

export function decidePlan({ on, plan, granted }: CommandOf<'plan'>, timeline: Timeline): Decision {
  if (planOn(timeline.past, on) === plan) return refuse({ code: 'invalid-transition', plan });
  const rulebook = rulebookOn(timeline, timeline.past, on);
  const book = journal(timeline.next);
  book.note(on, { kind: 'plan', plan });
  if (plan === 'basic') return record(book.entries);
  const connects = granted ?? rulebook.monthly[plan].paid;
  if (connects > 0) {
    book.post({
      on,
      kind: 'membership',
      label: 'Membership upgraded to Plus',
      connects,
      expiresOn: monthsLater(on, rulebook.expiry.months),
      edition: rulebook.id,
    });
  }
  const days = timeline.later.flatMap((entry) =>
    entry.type === 'transaction' && entry.kind === 'renewal' ? entry.on : [],
  );
  const warnings: Warning[] = days.length > 0 ? [{ code: 'cycles-posted', days }] : [];
  return record(book.entries, { warnings });
}
