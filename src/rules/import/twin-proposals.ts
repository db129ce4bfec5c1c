/** Proposals that were typed and imported without the two having met: each is joined with its twin. */
import { decideJoin } from '../decide/join.ts';
import { foldEntries } from '../evolve.ts';
import { EMPTY_STATE } from '../state.ts';
import type { Timeline } from '../timeline.ts';
import { inOrder, type Transaction } from '../transaction.ts';
import { withoutVoided } from '../voided.ts';
import type { ImportContext } from './import-context.ts';
import { indexJobs } from './job-index.ts';
import type { RowMatches } from './match-rows.ts';
import { asTypedEntry, meetTyped } from './meet-typed.ts';

/** The ledger with its twins joined; null if it has none. */
export function joinTwins(context: ImportContext, matched: RowMatches): ImportContext | null {
  const twins = twinsIn(context, matched);
  if (twins.length === 0) return null;
  let { timeline } = context;
  let before = context.before;
  for (const { typed, shown } of twins) {
    const command = { name: 'join', on: context.command.on, proposal: typed, other: shown } as const;
    const decision = decideJoin(command, timeline);
    if (decision.refusal) continue;
    before = [...before, ...decision.entries];
    timeline = timelineWith(timeline, decision.entries);
  }
  return { ...context, timeline, before, ledger: foldEntries(EMPTY_STATE, timeline.later) };
}

interface TwinProposals {
  readonly typed: number;
  readonly shown: number;
}

function twinsIn({ timeline, ledger, rows }: ImportContext, { known, unmet }: RowMatches): readonly TwinProposals[] {
  const imported = known.flatMap(({ row, transaction }) =>
    transaction?.kind === 'proposal' && transaction.source === 'import' ? { ...row, transaction } : [],
  );
  const first = rows.at(-1)?.on ?? '';
  const typed = unmet.filter(({ kind, source, on }) => kind === 'proposal' && source === 'manual' && on >= first);
  if (typed.length === 0 || imported.length === 0) return [];
  const jobs = indexJobs(ledger.proposals.values(), timeline.later);
  const met = meetTyped(
    imported,
    typed.map((transaction) => asTypedEntry(transaction, jobs)),
    {
      proposalsOf: jobs.proposalsOf,
      loose: false,
      cutDay: rows.at(-1)?.on ?? null,
      mayMeet: () => true,
    },
  );
  const numberOf = ({ proposal }: Transaction): number => proposal ?? 0;
  return [...met].map(([{ transaction: shown }, { transaction }]) => ({
    typed: numberOf(transaction),
    shown: numberOf(shown),
  }));
}

function timelineWith(timeline: Timeline, entries: readonly Timeline['later'][number][]): Timeline {
  const { next } = timeline;
  const transactions = entries.filter(({ type }) => type === 'transaction').length;
  return {
    ...timeline,
    later: withoutVoided([...timeline.later, ...entries].sort(inOrder)),
    next: { ...next, seq: next.seq + entries.length, transaction: next.transaction + transactions },
  };
}
