/** The ledger in one SQLite file: each question is answered from one snapshot, each command is written whole or not at all. */
import { Refused } from '../rules/refusal.ts';
import { LEDGER_END, LEDGER_START } from './derived/positions.ts';
import { liveBetween } from './derived/state-at.ts';
import { type Db, hasSchema } from './file/connection.ts';
import { refusedBy, storageFault, withRefusals } from './file/storage-errors.ts';
import type { Ledger } from './ledger.ts';
import { knownRulebooks, type StampSource } from './record/append-command.ts';
import {
  historyLines,
  loggedCommands,
  openGrants,
  proposalById,
  proposalStory,
  proposalsAsOf,
  proposalsWhere,
  recordedPurchases,
  stateOn,
} from './record/ledger-queries.ts';

export function sqliteLedger(db: Db, path: string, stamps: StampSource): Ledger {
  function within<T>(
    begin: 'BEGIN' | 'BEGIN IMMEDIATE',
    end: (result: T) => 'COMMIT' | 'ROLLBACK',
    work: () => T,
  ): Promise<T> {
    return blamingTheFile(db, path, () => {
      db.exec(begin);
      try {
        const result = work();
        db.exec(end(result));
        return result;
      } finally {
        if (db.inTransaction) db.exec('ROLLBACK');
      }
    });
  }
  const read = <T>(work: () => T): Promise<T> => within('BEGIN', () => 'COMMIT', work);
  // The lock is taken at once: SQLite refuses a reader that turns into a writer while another process writes.
  const locked = <T>(work: () => T, isKept: (result: T) => boolean): Promise<T> =>
    within('BEGIN IMMEDIATE', (result) => (isKept(result) ? 'COMMIT' : 'ROLLBACK'), work);

  return {
    path,
    rulebooks: () => read(() => knownRulebooks(db)),
    stateOn: (day, proposals) => read(() => stateOn(db, day, proposals)),
    write: async (request) => {
      const { writeCommand } = await import('./record/write-command.ts');
      return await locked(
        () => writeCommand(db, path, stamps, request),
        ({ decision }) => !request.dryRun && decision.refusal === null,
      );
    },
    turn: async ({ dryRun, ...request }) => {
      const { turnRecorded } = await import('./record/undo-command.ts');
      return await locked(
        () => turnRecorded(db, path, stamps, request),
        () => !dryRun,
      );
    },
    commands: (limit) => read(() => loggedCommands(db, limit)),
    history: (query) => read(() => historyLines(db, query)),
    copy: async () => {
      const { copiedCommands } = await import('./merge/ledger-copy.ts');
      return await read(() => (hasSchema(db) ? [...copiedCommands(db)] : []));
    },
    merge: async (copy, { dryRun, ...request }) => {
      const { mergeLedger } = await import('./merge/merge-ledger.ts');
      return await locked(
        () => mergeLedger(db, stamps, copy, request),
        ({ outcome }) => !dryRun && outcome === 'merged',
      );
    },
    entries: () => read(() => liveBetween(db, LEDGER_START, LEDGER_END)),
    purchases: () => read(() => recordedPurchases(db)),
    proposals: (which) => read(() => (which.on ? proposalsAsOf(db, which.on, which) : proposalsWhere(db, which))),
    proposalStats: async (query) => {
      const { proposalStats } = await import('./derived/stats-query.ts');
      return await read(() => proposalStats(db, query));
    },
    proposal: (id) => read(() => proposalById(db, id)),
    story: (id) => read(() => proposalStory(db, id)),
    grants: (state, day) => read(() => openGrants(db, state, day)),
    check: async () => {
      if (!hasSchema(db)) throw new Refused({ code: 'no-account', db: path });
      const { checkLedger } = await import('./safety/check-ledger.ts');
      return await withRefusals(path, () => checkLedger(db));
    },
    repair: async () => {
      const { repairDerived } = await import('./derived/rebuild.ts');
      await locked(
        () => repairDerived(db),
        () => true,
      );
    },
    close: () => db.close(),
  };
}

/** Runs work on a ledger. If it fails like a bug does, a check decides whether the file is damaged instead. */
async function blamingTheFile<T>(db: Db, path: string, work: () => T): Promise<T> {
  try {
    return work();
  } catch (error) {
    const refused = refusedBy(error, path);
    if (refused || !hasSchema(db)) throw refused ?? error;
    const { checkLedger } = await import('./safety/check-ledger.ts');
    const problems = await withRefusals(path, () => checkLedger(db));
    // A part that somebody added to the file does no harm.
    const found = problems.find((problem) => problem.code !== 'schema' || problem.what !== 'extra');
    throw found ? storageFault('storage-corrupt', path, found.code) : error;
  }
}
