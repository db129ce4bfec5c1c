/** What is derived from the record, made anew: in its place, or beside it to be compared with. */
import { refold, START } from './checkpoints.ts';
import type { Db } from './db.ts';
import { DERIVED, type Part } from './shape.ts';

/** Fills the derived tables from the record alone. The write lock must be held, unless they stand in `temp`. */
export function derive(db: Db): void {
  for (const name of DERIVED) db.exec(`DELETE FROM ${name}`);
  const put = db.prepare('INSERT OR REPLACE INTO undone (command, undoing) VALUES (?, ?)');
  const drop = db.prepare('DELETE FROM undone WHERE command = ?');
  const turns = db.prepare('SELECT id, name, reverses FROM commands WHERE reverses IS NOT NULL ORDER BY id').all();
  for (const { id, name, reverses } of turns as { id: number; name: string; reverses: number }[]) {
    if (name === 'redo') drop.run(reverses);
    else put.run(reverses, id);
  }
  refold(db, START, []);
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
