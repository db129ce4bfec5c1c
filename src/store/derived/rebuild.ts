/** What is derived from the record, made anew: in its place, or beside it to be compared with. */

import type { Db } from '../file/connection.ts';
import { DERIVED, type Part } from '../file/schema.ts';
import { refold, START } from './checkpoints.ts';

/** Fills the derived tables from the record alone. The write lock must be held, unless they stand in `temp`. */
export function derive(db: Db): void {
  for (const name of DERIVED) db.exec(`DELETE FROM ${name}`);
  deriveUndone(db);
  refold(db, START, []);
}

/** Every turn turns its command over: what was turned an odd number of times does not count. */
export function deriveUndone(db: Db): void {
  db.exec(
    `DELETE FROM undone;
     INSERT INTO undone (command, undoing)
       SELECT reverses, max(id) FROM commands WHERE reverses IS NOT NULL GROUP BY reverses HAVING count(*) % 2 = 1`,
  );
}

/** Runs work while unqualified names mean derived tables made anew in `temp`. The file itself is only read. */
export function withDerived<T>(db: Db, parts: readonly Part[], work: () => T): T {
  try {
    for (const { type, name, sql } of parts) {
      const made = sql.replace(/\s+REFERENCES \w+ \(\w+\)/g, '');
      db.exec(
        type === 'table' ? made.replace('CREATE TABLE', 'CREATE TEMP TABLE') : made.replace(name, `temp.${name}`),
      );
    }
    derive(db);
    return work();
  } finally {
    for (const { type, name } of parts) if (type === 'table') db.exec(`DROP TABLE IF EXISTS temp.${name}`);
  }
}
