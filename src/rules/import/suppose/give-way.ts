/** What an import supposed to be missing gives way to what is typed since: the typed entry is what was missing. */
import { replaceTransaction, voidTransaction } from '../../past/corrections.ts';
import { entryBuilder, stateAtEnd, type Timeline } from '../../past/timeline.ts';
import type { Entry } from '../../vocabulary/transaction.ts';
import { isSupposed } from './supposed-entries.ts';

/** What the history says of a supposed entry that gives way. */
const RECORDED_SINCE = 'Recorded since';

/**
 * The entries of a command with what gives way to them: suppositions of their own or a later day and of the same sign, no
 * more than they move, and none that a later day needs. Those of the same day that come before are left to the next import.
 */
export function withGivenWay(timeline: Timeline, entries: readonly Entry[]): readonly Entry[] {
  const supposed = timeline.later
    .filter((entry) => isSupposed(entry) && entry.kind === 'adjustment')
    .filter(isSupposed);
  let rest = entries.reduce((sum, entry) => (entry.type === 'transaction' ? sum + entry.connects : sum), 0);
  if (supposed.length === 0 || rest === 0) return entries;
  const { next } = timeline;
  const posted = entries.filter(({ type }) => type === 'transaction').length;
  const builder = entryBuilder({ ...next, seq: next.seq + entries.length, transaction: next.transaction + posted });
  for (const each of supposed) {
    const part = Math.sign(each.connects) === Math.sign(rest) ? Math.min(Math.abs(rest), Math.abs(each.connects)) : 0;
    if (part === 0) continue;
    const left = each.connects - Math.sign(rest) * part;
    rest -= Math.sign(rest) * part;
    if (left === 0) voidTransaction(builder, each, RECORDED_SINCE);
    // A price was that of all of them. What is left has none that anybody knows.
    else replaceTransaction(builder, each, { connects: left, cents: null }, RECORDED_SINCE);
  }
  const together = [...entries, ...builder.entries];
  return stateAtEnd(timeline, together).overdrawn ? entries : together;
}
