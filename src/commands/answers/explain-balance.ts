/** Gathers what the rules need to explain a difference between Upwork's balance and the ledger's. */

import { decide } from '../../rules/decide.ts';
import type { DriftCause, RenewalTrial } from '../../rules/drift/drift-cause.ts';
import { explainDrift } from '../../rules/drift/explain-drift.ts';
import { leastOpeningDay } from '../../rules/import/suppose/origin.ts';
import { EMPTY_STATE, type State } from '../../rules/state/state.ts';
import type { Day } from '../../rules/values/calendar.ts';
import { confirmedRows } from '../../rules/vocabulary/transaction.ts';
import type { Ledger } from '../../store/ledger.ts';

/** So many of the newest lines, and the proposals they are of, are looked at. */
const LINES = 500;

interface AskedDrift {
  readonly drift: number;
  readonly on: Day;
  readonly today: Day;
  /** Transactions that explain nothing, as they came with the comparison itself. */
  readonly own: ReadonlySet<number | null>;
}

export async function explainBalance(
  ledger: Ledger,
  { drift, on, today, own }: AskedDrift,
): Promise<readonly DriftCause[]> {
  const rulebooks = await ledger.rulebooks();
  const newest = await ledger.history({ since: null, until: on, kind: null, limit: LINES });
  const lines = newest.filter(({ id }) => id === null || !own.has(id));
  const proposals = [...new Set(lines.flatMap(({ proposal }) => proposal ?? []))];
  const asOf = async (day: Day): Promise<State> => (await ledger.stateOn(day, proposals)) ?? EMPTY_STATE;
  const known = await asOf(on);
  const state = on < today ? { ...known, proposals: stillThen(known, await asOf(today)) } : known;
  const entries = await ledger.entries();
  const confirmed = new Set<number | null>(confirmedRows(entries).keys());
  const renewal = await tryRenewal(ledger, on);
  const leastOpening = leastOpeningDay(entries, on);
  return explainDrift({ drift, on, state, lines, confirmed, renewal, rulebooks, leastOpening });
}

/** What `renew` would record up to a day; nothing is written. */
async function tryRenewal(ledger: Ledger, on: Day): Promise<RenewalTrial> {
  const command = { name: 'renew', on } as const;
  const trial = await ledger.write({
    command,
    today: on,
    dryRun: true,
    withLines: true,
    decide: (timeline) => decide(command, timeline),
  });
  return 'rows' in trial ? { posted: trial.rows, connects: trial.after - trial.before } : { posted: [], connects: 0 };
}

/** What became of the others afterwards is recorded: nobody has to guess at it. */
const stillThen = ({ proposals }: State, { proposals: now }: State): State['proposals'] =>
  new Map(
    [...proposals].filter(([id, { status, back }]) => {
      const later = now.get(id);
      return later?.status === status && later.back.cost === back.cost && later.back.boost === back.boost;
    }),
  );
