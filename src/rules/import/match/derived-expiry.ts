/** Rows that say what the ledger derives by itself: that Connects expired. Counting them would take them twice. */

import { startReplay } from '../../state/evolve.ts';
import { EMPTY_STATE } from '../../state/state.ts';
import { addDays, type Day } from '../../values/calendar.ts';
import type { Entry } from '../../vocabulary/transaction.ts';
import type { ImportRow } from '../../vocabulary/upwork-row.ts';
import { meaningOf } from '../row-labels.ts';

/**
 * Whether a row is an expiry: by the words of its label, or because it takes what the ledger lets expire on its day or
 * the next, as Upwork's days are UTC days.
 */
export function expiryRows(rows: readonly ImportRow[], entries: readonly Entry[]): ReadonlySet<ImportRow> {
  const debits = rows.filter(({ connects }) => connects < 0);
  const named = debits.filter((row) => meaningOf(row.label, row.connects).kind === 'expiry');
  const unknown = debits.filter((row) => meaningOf(row.label, row.connects).kind === 'other' && row.title === null);
  if (unknown.length === 0) return new Set(named);
  const lapsed = new Map<Day, number>();
  const running = startReplay(EMPTY_STATE, {
    lapsed: ({ expiresOn, left }) => lapsed.set(expiresOn, (lapsed.get(expiresOn) ?? 0) + left),
  });
  for (const entry of entries) running.step(entry);
  const last = rows.reduce((day, { on }) => (on > day ? on : day), '' as Day);
  running.advanceTo(addDays(last, 1));
  for (const { on, connects } of named) lapsed.set(on, (lapsed.get(on) ?? 0) + connects);
  const equal = unknown.filter((row) => {
    const on = [0, -1, 1].map((step) => addDays(row.on, step)).find((day) => lapsed.get(day) === -row.connects);
    return on !== undefined && lapsed.delete(on);
  });
  return new Set([...named, ...equal]);
}
