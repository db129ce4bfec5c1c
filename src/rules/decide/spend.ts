/** `spend`: Connects spent on anything that is no proposal. */
import type { CommandOf } from '../command.ts';
import { entryBuilder, rulebookOn, type Timeline } from '../timeline.ts';
import { KIND_FACTS } from '../vocabulary/kinds.ts';
import { type Decision, record, refuse } from './decision.ts';
import { guarded } from './guards.ts';
import { shortage } from './spending.ts';

export function decideSpend(command: CommandOf<'spend'>, timeline: Timeline): Decision {
  const { on, source, amount, note, force = false } = command;
  const short = shortage(timeline, on, amount);
  if (short) return refuse(short);
  const edition = rulebookOn(timeline, timeline.past, on).id;
  const guards = guarded(timeline, { on, connects: amount, counted: false, cents: 0 }, { force, edition });
  if ('code' in guards) return refuse(guards);
  const builder = entryBuilder(timeline.next);
  const label = source === 'other' ? 'Other spending' : KIND_FACTS[source].label;
  builder.addTransaction({ on, kind: source, label, connects: -amount, note, edition, forced: guards.length > 0 });
  return record(builder.entries, { warnings: guards });
}
