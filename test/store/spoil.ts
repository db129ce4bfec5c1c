/** Damages a ledger's file at a chosen place. */
import { readFileSync, writeFileSync } from 'node:fs';
import { rowsOf } from './audit.ts';

/** Overwrites the first page of a table or an index, which not every command reads. */
export function spoil(db: string, name: string): void {
  const [found] = rowsOf(
    db,
    `SELECT rootpage, (SELECT page_size FROM pragma_page_size) AS size FROM sqlite_schema WHERE name = '${name}'`,
  );
  const { rootpage, size } = found as { rootpage: number; size: number };
  const bytes = readFileSync(db);
  bytes.fill(0xff, (rootpage - 1) * size, rootpage * size);
  writeFileSync(db, bytes);
}
