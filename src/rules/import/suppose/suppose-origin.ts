/** Supposes the balance before everything that is known, under one way to read where it begins. */

import { foldEntries } from '../../state/evolve.ts';
import { balanceOn, EMPTY_STATE } from '../../state/state.ts';
import type { Day } from '../../values/calendar.ts';
import { type Entry, inOrder, type Transaction } from '../../vocabulary/transaction.ts';
import type { ImportContext } from '../import-context.ts';
import { isCounted, type OriginReading } from './origin.ts';
import { projectBalance } from './project-balance.ts';
import { SUPPOSED_LABELS, type SupposedEntry } from './supposed-entries.ts';
import type { TrialEntries } from './trial-entries.ts';

export interface SupposedOrigin {
  readonly supposed: readonly SupposedEntry[];
  /** Whether a typed opening gives way to an older one. */
  readonly replacesTyped: boolean;
}

/** A balance follows from another one by a replay, which expiries make no plain sum: it is approached in a few steps. */
const MOST_STEPS = 4;

/** `ground`: all that is known, without any opening; `opening`: the one that is recorded. */
export function supposeOrigin(
  context: ImportContext,
  origin: OriginReading,
  { ground, opening }: { readonly ground: readonly Entry[]; readonly opening: Transaction | null },
  trial: TrialEntries,
): SupposedOrigin {
  const first = ground.reduce(
    (day, entry) => (entry.type === 'transaction' && entry.on < day ? entry.on : day),
    opening?.on ?? context.command.on,
  );
  if (origin.from === 'page') {
    const beginning = beginningOf(context, ground, first, trial);
    return { supposed: beginning.connects > 0 ? [beginning] : [], replacesTyped: false };
  }
  if (!opening) return { supposed: [], replacesTyped: false };
  const isTyped = opening.source !== 'import';
  const { connects, excess } =
    origin.from === 'anchor' ? heldTo(origin, ground, first, trial) : { connects: opening.connects, excess: 0 };
  if (first === opening.on && connects === opening.connects)
    return { supposed: isTyped ? [] : [opening as Transaction & SupposedEntry], replacesTyped: false };
  const label = isTyped ? SUPPOSED_LABELS.opening : opening.label;
  const moved = trial.suppose({ kind: 'opening', label, on: first, connects });
  const isSooner = opening.expiresOn && moved.expiresOn && opening.expiresOn < moved.expiresOn;
  const supposed = connects > 0 ? [isSooner ? { ...moved, expiresOn: opening.expiresOn } : moved] : [];
  if (excess === 0 || origin.from !== 'anchor') return { supposed, replacesTyped: isTyped };
  const counted = trial.suppose({
    kind: 'adjustment',
    label: SUPPOSED_LABELS.counted,
    on: origin.anchor.on,
    connects: -excess,
    rank: origin.counts === 'day' ? 1 : 0,
  });
  return { supposed: [...supposed, counted], replacesTyped: isTyped };
}

/** For an account that a page opens, or one whose opening is a guess: what was told, or what the page implies. */
function beginningOf(
  { command, ledger, upwork, rows }: ImportContext,
  ground: readonly Entry[],
  on: Day,
  trial: TrialEntries,
): SupposedEntry {
  const opens = ledger.opened === null;
  const oldest = rows.at(-1);
  const running = opens && oldest?.runningTotal != null ? oldest.runningTotal - oldest.connects : null;
  const told = opens ? (command.opening ?? running) : null;
  const least = projectBalance(ground, upwork.on).overdrawn?.missing ?? 0;
  const opening = (label: string, connects: number): SupposedEntry =>
    trial.suppose({ kind: 'opening', label, on, connects });
  if (told !== null) return opening(SUPPOSED_LABELS.opening, command.opening === null ? Math.max(told, least) : told);
  if (upwork.balance === null || on > upwork.on) return opening(SUPPOSED_LABELS.least, least);
  let connects = least;
  for (let step = 1; step < MOST_STEPS; step += 1) {
    const begun = connects > 0 ? trial.entriesOf([opening(SUPPOSED_LABELS.opening, connects)]) : [];
    const { after } = projectBalance([...ground, ...begun], upwork.on);
    connects = Math.max(least, connects + upwork.balance - after);
  }
  return opening(SUPPOSED_LABELS.opening, connects);
}

/** The balance at the beginning under which the ledger had the anchor's; `excess`: what it would have beyond. */
function heldTo(
  origin: Extract<OriginReading, { from: 'anchor' }>,
  ground: readonly Entry[],
  on: Day,
  trial: TrialEntries,
): { readonly connects: number; readonly excess: number } {
  const isRow = (entry: Entry): boolean => entry.type === 'transaction' && entry.source === 'import';
  const counted = ground.filter((entry) => isCounted(entry, origin, isRow));
  const { anchor } = origin;
  let connects = anchor.balance;
  let over = 0;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const opening = trial.suppose({ kind: 'opening', label: SUPPOSED_LABELS.opening, on, connects });
    const begun = connects > 0 ? trial.entriesOf([opening]) : [];
    const state = foldEntries(EMPTY_STATE, [...begun, ...counted].sort(inOrder));
    over = balanceOn(state, anchor.on) - (state.overdrawn?.missing ?? 0) - anchor.balance;
    if (over === 0) break;
    connects = Math.max(0, connects - over);
  }
  return { connects, excess: Math.max(0, over) };
}
