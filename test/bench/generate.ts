/** Makes the ledgers that the benchmark measures, through the product's own rules and store. */
import type { Command } from '../../src/rules/command/command.ts';
import { decide } from '../../src/rules/decide.ts';
import { scopeOf } from '../../src/rules/past/needed-parts.ts';
import type { EntryNumbers } from '../../src/rules/past/timeline.ts';
import { foldEntries } from '../../src/rules/state/evolve.ts';
import { EMPTY_STATE, type ProposalWithSlices, type State } from '../../src/rules/state/state.ts';
import type { Entry } from '../../src/rules/vocabulary/transaction.ts';
import { knownRulebooks } from '../../src/store/derived/known-rulebooks.ts';
import { runMigrations } from '../../src/store/derived/rebuild.ts';
import { replayFrom } from '../../src/store/derived/replay-from.ts';
import { openConnection } from '../../src/store/file/open-file.ts';
import { appendCommand, nextNumbers, type StampSource } from '../../src/store/record/append-command.ts';
import { sqliteLedger } from '../../src/store/sqlite-ledger.ts';
import { commands, LAST } from './commands.ts';

/** The last commands are recorded by the program itself, so that the newest checkpoints are real ones. */
const WHOLE_WAY = 16;

/**
 * Writes a new ledger of about `transactions` transactions to `path`.
 * Every command is decided and recorded as the program does it. Only what is derived from the
 * record is not stored after each of them, but once: a hundred thousand commits would take the disk some minutes.
 */
export async function generate(path: string, transactions: number): Promise<void> {
  const all = [...commands(transactions)];
  const db = openConnection(path);
  try {
    const stamps = counting();
    db.transaction(() => {
      runMigrations(db);
      const known = knownRulebooks(db);
      const proposals = new Map<number, ProposalWithSlices>();
      let state = EMPTY_STATE;
      let next = nextNumbers(db);
      for (const command of all.slice(0, -WHOLE_WAY)) {
        const recordedAt = stamps.now();
        const past = only(state, proposals, scopeOf(command).proposals);
        const { entries } = accepted(
          command,
          decide(command, { past, later: [], next: { ...next, recordedAt }, rulebooks: known }),
        );
        if (entries.length > 0)
          appendCommand(db, stamps, { name: command.name, body: command, recordedAt, reverses: null, entries });
        state = foldEntries(past, entries);
        for (const proposal of state.proposals.values()) proposals.set(proposal.id, proposal);
        next = after(next, entries);
      }
      replayFrom(db, null);
    }).immediate();
    const ledger = sqliteLedger(db, { path, stamps });
    for (const command of all.slice(-WHOLE_WAY)) {
      const { decision } = await ledger.write({
        command,
        today: LAST,
        dryRun: false,
        withLines: true,
        decide: (timeline) => decide(command, timeline),
      });
      accepted(command, decision);
    }
  } finally {
    db.close();
  }
}

/** The next numbers after these entries. */
function after({ transaction, proposal, seq }: EntryNumbers, entries: readonly Entry[]): EntryNumbers {
  const transactions = entries.filter(({ type }) => type === 'transaction').length;
  const proposals = entries.filter((entry) => entry.type === 'fact' && entry.body.kind === 'proposal').length;
  return { transaction: transaction + transactions, proposal: proposal + proposals, seq: seq + entries.length };
}

type Decision = ReturnType<typeof decide>;

function accepted(command: Command, decision: Decision): Extract<Decision, { refusal: null }> {
  if (decision.refusal === null) return decision;
  throw new Error(`${JSON.stringify(command)} was refused: ${JSON.stringify(decision.refusal)}`);
}

/** The state with only the proposal that the command asks for, as the store returns it. */
function only(state: State, proposals: ReadonlyMap<number, ProposalWithSlices>, ids: readonly number[]): State {
  const asked = ids.flatMap((id) => proposals.get(id) ?? []);
  return { ...state, proposals: new Map(asked.map((proposal) => [proposal.id, proposal])) };
}

/** Instants a second apart and ids in order, the same in every run. */
function counting(): StampSource {
  let seconds = 0;
  let uids = 0;
  return {
    now: () => new Date(Date.UTC(2021, 0, 1) + 1000 * seconds++).toISOString(),
    // Ids are far enough apart for a command's entries, which count up from the id of the command.
    uid: () => `00000000-0000-7000-8000-${String(1_000_000 * uids++).padStart(12, '0')}`,
  };
}
