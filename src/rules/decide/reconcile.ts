/** `reconcile`: what Upwork shows against the ledger. An agreement is recorded; a difference is corrected only on request. */

import type { CommandOf } from '../command/command.ts';
import { entryBuilder, rulebookOn, type Timeline } from '../past/timeline.ts';
import { balanceOn } from '../state/state.ts';
import { monthsLater } from '../values/calendar.ts';
import { acceptCommand, type Decision } from './decision.ts';

export function decideReconcile({ on, observed, adjust }: CommandOf<'reconcile'>, timeline: Timeline): Decision {
  const ledger = balanceOn(timeline.past, on);
  const connects = observed - ledger;
  const builder = entryBuilder(timeline.next);
  if (connects !== 0 && adjust) {
    const rulebook = rulebookOn(timeline, timeline.past, on);
    const expiresOn = connects > 0 ? monthsLater(on, rulebook.expiry.months) : null;
    builder.addTransaction({ on, kind: 'adjustment', connects, expiresOn, edition: rulebook.id });
  }
  if (connects === 0 || adjust) builder.addFact(on, { kind: 'reconciled', connects: observed });
  return acceptCommand(builder.entries, { detail: { of: 'drift', observed, ledger } });
}
