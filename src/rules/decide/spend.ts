/** `spend`: Connects spent on anything that is no proposal. */
import type { CommandOf, SpendSource } from '../command.ts';
import { journal, rulebookOn, type Timeline } from '../timeline.ts';
import type { Warning } from '../warning.ts';
import { type Decision, record, refuse } from './decision.ts';
import { broken } from './guards.ts';
import { shortage } from './spending.ts';

const LABELS: Readonly<Record<SpendSource, string>> = {
  'availability-badge': 'Availability Badge',
  'profile-boost': 'Boosted profile',
  other: 'Other spending',
};

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
  book.post({ on, kind: source, label: LABELS[source], connects: -amount, note, edition, forced: warnings.length > 0 });
  return record(book.entries, { warnings });
}
