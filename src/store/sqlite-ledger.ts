/** The ledger in one SQLite file: each question is answered from one snapshot, each command is written whole or not at all. Long because it answers each question of the port. */
import { existsSync } from 'node:fs';
import type { CheckProblem } from '../rules/answers/check-problem.ts';
import { Refused } from '../rules/answers/refusal.ts';
import { knownRulebooks } from './derived/known-rulebooks.ts';
import { knownMembers, proposalMembers } from './derived/member-queries.ts';
import { LEDGER_END, LEDGER_START, startOf } from './derived/positions.ts';
import { liveBetween } from './derived/state-at.ts';
import { SIDE_FILES } from './file/atomic-file.ts';
import { type Db, hasSchema, preparedStatement, whileWaiting, withConnection } from './file/connection.ts';
import { IN_MEMORY, openConnection } from './file/open-file.ts';
import { refusedBy, storageFault, unsettledRefusal, withRefusals } from './file/storage-errors.ts';
import type { Ledger } from './ledger.ts';
import type { StampSource } from './record/append-command.ts';
import {
  countTransactions,
  historyLines,
  historyPages,
  lastProposal,
  loggedCommands,
  openGrants,
  proposalById,
  proposalPages,
  proposalStory,
  proposalsAsOf,
  proposalsWhere,
  proposalTexts,
  recordedPurchases,
  stateOn,
} from './record/ledger-queries.ts';

/** What goes on around each write where the file is the mirror of a shared ledger. */
export interface ServerLock {
  /** Called with the file's write lock held: takes the server's lock, and brings the file up to date. */
  begin(): Promise<void>;
  /** Sends what was written. False: somebody was faster, so that the command must be decided again. */
  send(): Promise<boolean>;
  /** Deletes the file, which could not take what the server has. */
  forget(): void;
  /** Gives the server's lock back, if it is still held. */
  end(): Promise<void>;
}

/** A mirror: what it writes, and what it is compared with. */
export interface SharedWrites extends ServerLock {
  /** What in the file differs from the server's record. */
  compare(): Promise<readonly CheckProblem[]>;
  /** Called with the file's write lock held: makes the file anew from the server's record. */
  remake(): Promise<void>;
}

export interface SqliteOptions {
  /** What people know the ledger by. */
  readonly path: string;
  readonly stamps: StampSource;
  /** Called if another process keeps a write waiting for long. */
  readonly onWait?: () => void;
  readonly shared?: SharedWrites;
}

export function sqliteLedger(db: Db, { path, stamps, onWait, shared }: SqliteOptions): Ledger {
  const read = <T>(work: () => T | Promise<T>): Promise<T> =>
    blamingTheFile(db, async () => {
      db.exec('BEGIN');
      try {
        const result = await work();
        db.exec('COMMIT');
        return result;
      } finally {
        if (db.inTransaction) db.exec('ROLLBACK');
      }
    });
  const locked = <T>(work: (db: Db) => T, isKept: (result: T) => boolean): Promise<T> =>
    blamingTheFile(db, async () => {
      for (;;) {
        // The lock is taken at once: SQLite refuses a reader that turns into a writer while another process writes.
        whileWaiting(db, onWait, () => db.exec('BEGIN IMMEDIATE'));
        try {
          await shared?.begin();
          const before = lastUid(db);
          const result = work(db);
          const kept = isKept(result);
          const written = lastUid(db);
          if (kept && shared && !(await shared.send())) continue;
          try {
            db.exec(kept ? 'COMMIT' : 'ROLLBACK');
          } catch (error) {
            // The server has it. The mirror is made anew by the next command.
            if (!kept) throw error;
            if (!shared) throw commitError(error, written === before ? null : written);
            shared.forget();
          }
          return result;
        } finally {
          if (db.inTransaction) db.exec('ROLLBACK');
          await shared?.end();
        }
      }
    });
  /** The disk may fail after the last step that makes a write whole. Then the write is there. */
  const commitError = (error: unknown, written: string | null): unknown => {
    if (db.inTransaction) db.exec('ROLLBACK');
    const refused = refusedBy(error, db.name);
    return refused && written !== null && hasCommand(db, written) ? unsettledRefusal(refused) : error;
  };
  /** Does a dry run on a copy in memory, which waits for nobody who writes. */
  const rehearsed = <T>(work: (copy: Db) => T): Promise<T> =>
    blamingTheFile(db, () => withConnection(openConnection(hasSchema(db) ? db.serialize() : IN_MEMORY), work));

  /** All of a mirror follows from the server's record. */
  const remade = ({ remake }: SharedWrites): Promise<void> =>
    blamingTheFile(db, async () => {
      whileWaiting(db, onWait, () => db.exec('BEGIN IMMEDIATE'));
      try {
        await remake();
        db.exec('COMMIT');
      } finally {
        if (db.inTransaction) db.exec('ROLLBACK');
      }
    });

  return {
    path,
    rulebooks: () => read(() => knownRulebooks(db)),
    stateOn: (day, proposals) => read(() => stateOn(db, day, proposals)),
    write: async (request) => {
      const { writeCommand } = await import('./record/write-command.ts');
      const work = (on: Db) => writeCommand(on, path, stamps, request);
      return await (request.dryRun ? rehearsed(work) : locked(work, ({ decision }) => decision.refusal === null));
    },
    turn: async ({ dryRun, ...request }) => {
      const { turnRecorded } = await import('./record/undo-command.ts');
      const mayBeOlder = (request.command ?? request.own ?? null) !== null;
      const clashes = mayBeOlder || request.way === 'redo' ? await import('./merge/turn-clashes.ts') : null;
      const clashesWith = (mayBeOlder ? clashes?.turnClashes : clashes?.redoClashes) ?? null;
      const work = (on: Db) => turnRecorded(on, path, stamps, request, clashesWith);
      return await (dryRun ? rehearsed(work) : locked(work, () => true));
    },
    commands: (limit) => read(() => loggedCommands(db, limit)),
    members: () => read(() => knownMembers(db)),
    proposalMembers: () => read(() => proposalMembers(db)),
    history: (query) => read(() => historyLines(db, query)),
    eachHistoryPage: (query, show) =>
      read(async () => {
        for (const page of historyPages(db, query)) if (!(await show(page))) return;
      }),
    countTransactions: (query) => read(() => countTransactions(db, query)),
    copy: async () => {
      const { copiedCommands } = await import('./merge/ledger-copy.ts');
      return await read(() => (hasSchema(db) ? [...copiedCommands(db)] : []));
    },
    merge: async (copy, { dryRun, ...request }) => {
      const { mergeLedger } = await import('./merge/merge-ledger.ts');
      const work = (on: Db) => mergeLedger(on, stamps, copy, request);
      return await (dryRun ? rehearsed(work) : locked(work, ({ outcome }) => outcome === 'merged'));
    },
    entries: (since) => read(() => liveBetween(db, since ? startOf(since) : LEDGER_START, LEDGER_END)),
    owedEntries: async () => {
      const { owedEntries } = await import('./figures/owed-entries.ts');
      return await read(() => owedEntries(db));
    },
    moves: async (days, begin) => {
      const { connectsMoves } = await import('./figures/connects-moves.ts');
      return await read(() => connectsMoves(db, days, begin));
    },
    flows: async (days) => {
      const { dayFlows } = await import('./figures/flow-query.ts');
      return await read(() => dayFlows(db, days));
    },
    waiting: async (query) => {
      const { countWaiting } = await import('./figures/list-query.ts');
      return await read(() => countWaiting(db, query));
    },
    clients: async (days) => {
      const { clientRows } = await import('./figures/list-query.ts');
      return await read(() => clientRows(db, days));
    },
    purchases: () => read(() => recordedPurchases(db)),
    proposals: (which) => read(() => (which.on ? proposalsAsOf(db, which.on, which) : proposalsWhere(db, which))),
    eachProposalPage: (which, show) =>
      read(async () => {
        if (which.on) return void (await show(proposalsAsOf(db, which.on, which)));
        for (const page of proposalPages(db, which)) if (!(await show(page))) return;
      }),
    proposalStats: async (query) => {
      const { proposalStats } = await import('./figures/stats-query.ts');
      return await read(() => proposalStats(db, query));
    },
    proposal: (id) => read(() => proposalById(db, id)),
    proposalTexts: (sought) => read(() => proposalTexts(db, sought)),
    lastProposal: () => read(() => lastProposal(db)),
    story: (id) => read(() => proposalStory(db, id)),
    grants: (state, day) => read(() => openGrants(db, state, day)),
    check: async () => {
      const { checkLedger } = await import('./safety/check-ledger.ts');
      const found = await withRefusals(db.name, () => {
        if (!hasSchema(db)) throw new Refused({ code: 'no-account', db: path });
        return checkLedger(db);
      });
      return shared ? [...found, ...(await shared.compare())] : found;
    },
    repair: async () => {
      if (shared) return await remade(shared);
      const { repairDerived } = await import('./derived/rebuild.ts');
      await locked(
        () => repairDerived(db),
        () => true,
      );
    },
    close: () => db.close(),
  };
}

/** The uid of the command that was recorded last; null: none. */
const lastUid = (db: Db): string | null =>
  hasSchema(db)
    ? (preparedStatement<string>(db, 'SELECT uid FROM commands ORDER BY id DESC LIMIT 1').pluck().get() ?? null)
    : null;

function hasCommand(db: Db, uid: string): boolean {
  try {
    return db.prepare('SELECT 1 FROM commands WHERE uid = ?').get(uid) !== undefined;
  } catch {
    // While there is a journal, whoever opens the file next takes the write back.
    return !existsSync(`${db.name}${SIDE_FILES[0]}`);
  }
}

/** Runs work on a ledger. If it fails like a bug does, a check decides whether the file is damaged instead. */
async function blamingTheFile<T>(db: Db, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const refused = refusedBy(error, db.name);
    if (refused) throw refused;
    const { checkLedger } = await import('./safety/check-ledger.ts');
    const problems = await withRefusals(db.name, () => (hasSchema(db) ? checkLedger(db) : []));
    // A part that somebody added to the file does no harm.
    const found = problems.find((problem) => problem.code !== 'schema' || problem.what !== 'extra');
    throw found ? storageFault('storage-corrupt', db.name, found.code) : error;
  }
}
