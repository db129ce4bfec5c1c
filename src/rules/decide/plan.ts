/** `plan`: an upgrade starts a new billing cycle on its day and grants the paid part; a downgrade moves nothing. */
import { monthsLater } from '../calendar.ts';
import type { CommandOf } from '../command.ts';
import { planOn } from '../state.ts';
import { entryBuilder, rulebookOn, type Timeline } from '../timeline.ts';
import { factsOf, inOrder, transactionsOf } from '../transaction.ts';
import { isOfCycle } from '../vocabulary/kinds.ts';
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
  // A downgrade applies to its whole day, although a renewal was posted at midnight.
  const isToday = plan === 'basic' && timeline.past.renewed.at(-1) === on;
  const [change] = factsOf(timeline.later, 'plan');
  const after = transactionsOf(timeline.later).filter(
    (each) => isOfCycle(each.kind) && (!change || inOrder(each, change) < 0),
  );
  const posted = after.flatMap((cycle) => (cycle.kind === 'renewal' ? cycle.on : []));
  const days = isToday ? [on, ...posted] : posted;
  // The renewal of the same day comes before this place, so its number is not known here.
  const transactions = isToday ? [] : after.filter(({ source }) => source === 'renew').map(({ id }) => id);
  const warnings: Warning[] = days.length > 0 ? [{ code: 'cycles-posted', days, transactions }] : [];
  return acceptCommand(builder.entries, { warnings });
}
