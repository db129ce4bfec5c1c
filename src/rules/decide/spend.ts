/** `spend`: Connects spent on anything that is no proposal. */
import type { CommandOf, SpendSource } from '../command.ts';
import { journal, rulebookOn, type Timeline } from '../timeline.ts';
import { type Decision, record, refuse } from './decision.ts';
import { shortage } from './spending.ts';

const LABELS: Readonly<Record<SpendSource, string>> = {
  'availability-badge': 'Availability Badge',
  'profile-boost': 'Boosted profile',
  other: 'Other spending',
};

export function decideSpend({ on, source, amount, note }: CommandOf<'spend'>, timeline: Timeline): Decision {
  const short = shortage(timeline, on, amount);
  if (short) return refuse(short);
  const edition = rulebookOn(timeline, timeline.past, on).id;
  const book = journal(timeline.next);
  book.post({ on, kind: source, label: LABELS[source], connects: -amount, note, edition });
  return record(book.entries);
}
