/** `plan`: an upgrade starts a new billing cycle on its day and grants the paid part; a downgrade moves nothing. */
import { monthsLater } from '../calendar.ts';
import type { CommandOf } from '../command.ts';
import { planOn } from '../state.ts';
import { entryBuilder, rulebookOn, type Timeline } from '../timeline.ts';
import { KIND_FACTS } from '../vocabulary/kinds.ts';
import type { Warning } from '../warning.ts';
import { acceptCommand, type Decision, refuseCommand } from './decision.ts';

export function decidePlan({ on, plan, granted }: CommandOf<'plan'>, timeline: Timeline): Decision {
  if (planOn(timeline.past, on) === plan) return refuseCommand({ code: 'invalid-transition', plan });
  const rulebook = rulebookOn(timeline, timeline.past, on);
  const builder = entryBuilder(timeline.next);
  builder.addFact(on, { kind: 'plan', plan });
  const connects = plan === 'basic' ? 0 : (granted ?? rulebook.monthly[plan].paid);
  if (connects > 0) {
    builder.addTransaction({
      on,
      kind: 'membership',
      connects,
      expiresOn: monthsLater(on, rulebook.expiry.months),
      edition: rulebook.id,
    });
  }
  // A downgrade holds for the whole of its day, whatever was posted at midnight.
  const isToday = plan === 'basic' && timeline.past.renewed.at(-1) === on;
  const change = timeline.later.findIndex((entry) => entry.type === 'fact' && entry.body.kind === 'plan');
  const after = timeline.later
    .slice(0, change < 0 ? undefined : change)
    .filter((entry) => entry.type === 'transaction')
    .filter(({ kind }) => KIND_FACTS[kind].cycle);
  const posted = after.flatMap((cycle) => (cycle.kind === 'renewal' ? cycle.on : []));
  const days = isToday ? [on, ...posted] : posted;
  // That of its own day is before this place: its number is not known here.
  const transactions = isToday ? [] : after.filter(({ source }) => source === 'renew').map(({ id }) => id);
  const warnings: Warning[] = days.length > 0 ? [{ code: 'cycles-posted', days, transactions }] : [];
  return acceptCommand(builder.entries, { warnings });
}
