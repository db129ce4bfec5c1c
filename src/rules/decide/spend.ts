/** `spend`: Connects spent on anything that is no proposal. */
import type { CommandOf } from '../command.ts';
import { journal, rulebookOn, type Timeline } from '../timeline.ts';
import { KIND_FACTS } from '../vocabulary/kinds.ts';
import type { Warning } from '../warning.ts';
import { type Decision, record, refuse } from './decision.ts';
import { broken } from './guards.ts';
import { shortage } from './spending.ts';

export function decideSpend(command: CommandOf<'spend'>, timeline: Timeline): Decision {
  const { on, source, amount, note, force = false } = command;
  const short = shortage(timeline, on, amount);
  if (short) return refuse(short);
  const edition = rulebookOn(timeline, timeline.past, on).id;
  const warnings: Warning[] = [];
  for (const guarded of broken(timeline, { on, connects: amount, counted: false, cents: 0 })) {
    if (!force) return refuse(guarded);
    warnings.push({ code: 'forced', rule: guarded.code, edition });
  }
  const book = journal(timeline.next);
  const label = source === 'other' ? 'Other spending' : KIND_FACTS[source].label;
  book.post({ on, kind: source, label, connects: -amount, note, edition, forced: warnings.length > 0 });
  return record(book.entries, { warnings });
}
