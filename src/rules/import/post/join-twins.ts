/** What was typed and imported without the two having met: of each pair, one entry stays. */

import { decideJoin } from '../../decide/join.ts';
import { voidTransaction } from '../../past/corrections.ts';
import { entryBuilder, type Timeline } from '../../past/timeline.ts';
import { foldEntries } from '../../state/evolve.ts';
import { EMPTY_STATE } from '../../state/state.ts';
import { type Entry, inOrder, seenRowOf, type Transaction } from '../../vocabulary/transaction.ts';
import type { ImportRow } from '../../vocabulary/upwork-row.ts';
import { withoutVoided } from '../../vocabulary/voided.ts';
import type { ImportContext } from '../import-context.ts';
import { indexJobs } from '../match/job-index.ts';
import type { RowMatches } from '../match/match-rows.ts';
import { asTypedEntry, meetTyped } from '../match/meet-typed-entries.ts';

/** What the history says of an imported entry that had been typed as well. */
const TYPED_AS_WELL = 'Recorded by hand as well';

/** An entry that was typed, and the one that an import made of the same row. */
interface TwinEntries {
  readonly row: ImportRow;
  readonly typed: Transaction;
  readonly shown: Transaction;
}

/** The ledger with its twins joined; null if it has none. */
export function joinTwins(context: ImportContext, matched: RowMatches): ImportContext | null {
  const twins = twinsIn(context, matched);
  if (twins.length === 0) return null;
  let { timeline } = context;
  const before = [...context.before];
  for (const twin of twins) {
    const entries = joinedEntries(twin, context.command.on, timeline);
    before.push(...entries);
    timeline = timelineWith(timeline, entries);
  }
  return { ...context, timeline, before, ledger: foldEntries(EMPTY_STATE, timeline.later) };
}

/** Two proposals become one as by `join`. Of other entries the typed one stays, as the row of the page. */
function joinedEntries({ row, typed, shown }: TwinEntries, on: ImportContext['command']['on'], timeline: Timeline) {
  if (typed.kind === 'proposal') {
    const [proposal, other] = [typed.proposal ?? 0, shown.proposal ?? 0];
    const decision = decideJoin({ name: 'join', on, proposal, other }, timeline);
    return decision.refusal ? [] : decision.entries;
  }
  const builder = entryBuilder(timeline.next);
  voidTransaction(builder, shown, TYPED_AS_WELL);
  builder.addFact(typed.on, { kind: 'confirmed', transaction: typed.id, row: seenRowOf(row) });
  return builder.entries;
}

/** Typed entries that no row has met, and rows that earlier imports recorded although they may be these. */
function twinsIn({ timeline, ledger, rows }: ImportContext, { known, unmet }: RowMatches): readonly TwinEntries[] {
  const first = rows.at(-1)?.on ?? null;
  const typed = unmet.filter(
    ({ kind, source, on }) => kind !== 'opening' && source === 'manual' && on >= (first ?? on),
  );
  const imported = known.flatMap(({ row, transaction }) =>
    transaction?.source === 'import' ? { ...row, row, shown: transaction } : [],
  );
  if (typed.length === 0 || imported.length === 0) return [];
  const jobs = indexJobs(ledger.proposals.values(), timeline.later);
  const met = meetTyped(
    imported,
    typed.map((transaction) => asTypedEntry(transaction, jobs)),
    {
      proposalsOf: jobs.proposalsOf,
      loose: false,
      likely: false,
      cutDay: first,
      mayMeet: ({ connects }, { connects: said }) => connects === said,
    },
  );
  return [...met].map(([{ row, shown }, { transaction }]) => ({ row, typed: transaction, shown }));
}

function timelineWith(timeline: Timeline, entries: readonly Entry[]): Timeline {
  const { next } = timeline;
  const transactions = entries.filter(({ type }) => type === 'transaction').length;
  return {
    ...timeline,
    later: withoutVoided([...timeline.later, ...entries].sort(inOrder)),
    next: { ...next, seq: next.seq + entries.length, transaction: next.transaction + transactions },
  };
}
