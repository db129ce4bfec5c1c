/** The ledger in one SQLite file: each question is answered from one snapshot, each command is written whole or not at all. */
import { END, liveBetween, START } from './checkpoints.ts';
import { copyOf } from './copy.ts';
import type { Db } from './db.ts';
import { derive } from './derive.ts';
import { guarded } from './faults.ts';
import { figures } from './figures.ts';
import { join } from './join.ts';
import { rulebooks, type Stamps } from './keep.ts';
import type { Ledger } from './ledger.ts';
import { grants, history, proposal, proposals, purchases, stateOn, story } from './read.ts';
import { turn } from './turn.ts';
import { write } from './write.ts';

export function sqliteLedger(db: Db, path: string, stamps: Stamps): Ledger {
  function within<T>(
    begin: 'BEGIN' | 'BEGIN IMMEDIATE',
    end: (result: T) => 'COMMIT' | 'ROLLBACK',
    work: () => T,
  ): Promise<T> {
    return guarded(path, () => {
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
    write: (task) =>
      locked(
        () => write(db, path, stamps, task),
        ({ decision }) => !task.dryRun && decision.refusal === null,
      ),
    turn: (way, { today, dryRun }) =>
      locked(
        () => turn(db, path, stamps, way, today),
        () => !dryRun,
      ),
    history: (which) => read(() => history(db, which)),
    copy: () => read(() => [...copyOf(db)]),
    join: (copy, { prefer, today, dryRun }) =>
      locked(
        () => join(db, stamps, copy, { prefer, today }),
        ({ outcome }) => !dryRun && outcome === 'joined',
      ),
    entries: () => read(() => liveBetween(db, START, END)),
    purchases: () => read(() => purchases(db)),
    proposals: (which) => read(() => proposals(db, which)),
    figures: (asked) => read(() => figures(db, asked)),
    proposal: (id) => read(() => proposal(db, id)),
    story: (id) => read(() => story(db, id)),
    grants: (state, day) => read(() => grants(db, state, day)),
    check: async () => {
      const { check } = await import('./check.ts');
      return await guarded(path, () => check(db));
    },
    repair: () =>
      locked(
        () => derive(db),
        () => true,
      ),
    close: () => db.close(),
  };
}
