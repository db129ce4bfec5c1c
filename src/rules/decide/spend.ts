/** `spend`: Connects spent on anything other than a proposal. */
import type { CommandOf } from '../command/command.ts';
import { entryBuilder, rulebookOn, type Timeline } from '../past/timeline.ts';
import { KIND_FACTS } from '../vocabulary/kinds.ts';
import { acceptCommand, type Decision, refuseCommand } from './decision.ts';
import { judgeOutgo } from './guards.ts';

export function decideSpend(command: CommandOf<'spend'>, timeline: Timeline): Decision {
  const { on, source, amount, note, force = false } = command;
  const edition = rulebookOn(timeline, timeline.past, on).id;
  const guards = judgeOutgo(timeline, { on, connects: amount, counted: false, cents: 0 }, { force, edition });
  if ('code' in guards) return refuseCommand(guards);
  const builder = entryBuilder(timeline.next);
  const label = source === 'other' ? 'Other spending' : KIND_FACTS[source].label;
  builder.addTransaction({ on, kind: source, label, connects: -amount, note, edition, forced: guards.length > 0 });
  return acceptCommand(builder.entries, { warnings: guards });
}
