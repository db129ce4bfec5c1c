/** The ledger in one SQLite file: each question is answered from one snapshot, each command is written whole or not at all. */

import { Refused } from '../rules/refusal.ts';
import { END, liveBetween, START } from './derived/checkpoints.ts';
import { type Db, hasSchema } from './file/connection.ts';
import { fault, guarded, refusedBy } from './file/storage-errors.ts';
import type { Ledger } from './ledger.ts';
import { rulebooks, type Stamps } from './record/append-command.ts';
import { grants, history, proposal, proposals, purchases, stateOn, story } from './record/ledger-queries.ts';

export function sqliteLedger(db: Db, path: string, stamps: Stamps): Ledger {
  function within<T>(
    begin: 'BEGIN' | 'BEGIN IMMEDIATE',
    end: (result: T) => 'COMMIT' | 'ROLLBACK',
    work: () => T,
  ): Promise<T> {
    return blamed(db, path, () => {
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
  // The lock is taken at once: a reader that turns into a writer would be refused while another one writes.
  const locked = <T>(work: () => T, isKept: (result: T) => boolean): Promise<T> =>
    within('BEGIN IMMEDIATE', (result) => (isKept(result) ? 'COMMIT' : 'ROLLBACK'), work);

  return {
    path,
    rulebooks: () => read(() => rulebooks(db)),
    stateOn: (day, proposals) => read(() => stateOn(db, day, proposals)),
    write: async (task) => {
      const { write } = await import('./record/write-command.ts');
      return await locked(
        () => write(db, path, stamps, task),
        ({ decision }) => !task.dryRun && decision.refusal === null,
      );
    },
    turn: async (way, { today, dryRun }) => {
      const { turn } = await import('./record/undo-command.ts');
      return await locked(
        () => turn(db, path, stamps, way, today),
        () => !dryRun,
      );
    },
    history: (which) => read(() => history(db, which)),
    copy: async () => {
      const { copyOf } = await import('./merge/ledger-copy.ts');
      return await read(() => (hasSchema(db) ? [...copyOf(db)] : []));
    },
    join: async (copy, { dryRun, ...how }) => {
      const { join } = await import('./merge/merge-ledger.ts');
      return await locked(
        () => join(db, stamps, copy, how),
        ({ outcome }) => !dryRun && outcome === 'joined',
      );
    },
    entries: () => read(() => liveBetween(db, START, END)),
    purchases: () => read(() => purchases(db)),
    proposals: (which) => read(() => proposals(db, which)),
    figures: async (asked) => {
      const { figures } = await import('./derived/stats-query.ts');
      return await read(() => figures(db, asked));
    },
    proposal: (id) => read(() => proposal(db, id)),
    story: (id) => read(() => story(db, id)),
    grants: (state, day) => read(() => grants(db, state, day)),
    check: async () => {
      if (!hasSchema(db)) throw new Refused({ code: 'no-account', db: path });
      const { check } = await import('./safety/check.ts');
      return await guarded(path, () => check(db));
    },
    repair: async () => {
      const [{ derive }, { mend }] = await Promise.all([
        import('./derived/rebuild.ts'),
        import('./file/schema-check.ts'),
      ]);
      await locked(
        () => {
          mend(db);
          derive(db);
        },
        () => true,
      );
    },
    close: () => db.close(),
  };
}

/** Runs work on a ledger. What fails there as a bug would is laid to the ledger where a check finds that one unsound. */
async function blamed<T>(db: Db, path: string, work: () => T): Promise<T> {
  try {
    return work();
  } catch (error) {
    const refused = refusedBy(error, path);
    if (refused || !hasSchema(db)) throw refused ?? error;
    const { check } = await import('./safety/check.ts');
    const problems = await guarded(path, () => check(db));
    // What somebody put beside the ledger's own parts is in nobody's way.
    const found = problems.find((problem) => problem.code !== 'schema' || problem.what !== 'extra');
    throw found ? fault('storage-corrupt', path, found.code) : error;
  }
}
