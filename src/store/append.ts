/**
 * Rows into a table, many with one statement: for each statement that a trigger could stop half way, SQLite first
 * copies every page that it touches.
 */
import type { Db } from './db.ts';
import type { SqlRow } from './rows.ts';

const MANY = 50;

export interface Inserter {
  /** The row is there after the next `flush` at the latest. */
  put(row: SqlRow): void;
  flush(): void;
}

/** `verb` and `conflict` begin and end the statement. */
export function inserter(
  db: Db,
  table: string,
  columns: readonly string[],
  { verb = 'INSERT', conflict = '' }: { readonly verb?: string; readonly conflict?: string } = {},
): Inserter {
  const row = `(${columns.map(() => '?').join(', ')})`;
  const prepare = (rows: number) =>
    db.prepare(
      `${verb} INTO ${table} (${columns.map((name) => `"${name}"`).join(', ')})
       VALUES ${Array(rows).fill(row).join(', ')} ${conflict}`,
    );
  const one = prepare(1);
  let many: typeof one | null = null;
  let waiting: SqlRow[string][] = [];

  return {
    put(given) {
      for (const name of columns) waiting.push(given[name] ?? null);
      if (waiting.length < MANY * columns.length) return;
      many ??= prepare(MANY);
      many.run(...waiting);
      waiting = [];
    },
    flush() {
      for (let at = 0; at < waiting.length; at += columns.length) one.run(...waiting.slice(at, at + columns.length));
      waiting = [];
    },
  };
}
