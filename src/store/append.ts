/** Rows into a table, one or a hundred thousand. */
import { type Db, prepared } from './db.ts';

export type SqlValue = string | number | null;

/** What each column of a table holds for an item. */
export type Columns<T> = Readonly<Record<string, (item: T) => SqlValue>>;

/** From so many on, it is worth while to look for what they have in common. */
const MANY = 200;

/** `verb`: INSERT, or INSERT OR REPLACE. */
export function append<T>(db: Db, table: string, columns: Columns<T>, items: readonly T[], verb = 'INSERT'): void {
  const [first] = items;
  if (first === undefined) return;
  const isMany = items.length >= MANY;
  const cells = Object.entries(columns).map(([name, value]) => ({ name, value, fixed: value(first) }));
  const common = cells.filter(
    (cell) => isMany && isFixed(cell.fixed) && items.every((item) => cell.value(item) === cell.fixed),
  );
  const own = cells.filter((cell) => !common.includes(cell));
  const names = [...own, ...common].map(({ name }) => `"${name}"`);
  // Binding a value takes longer than storing it: what all rows hold is written into the statement.
  const values = [...own.map(() => '?'), ...common.map(({ fixed }) => literal(fixed))];
  const put = (): void => {
    const statement = prepared(db, `${verb} INTO ${table} (${names.join(', ')}) VALUES (${values.join(', ')})`);
    const row: SqlValue[] = Array(own.length).fill(null);
    for (const item of items) {
      for (let i = 0; i < own.length; i += 1) row[i] = (own[i] as (typeof own)[number]).value(item);
      statement.run(row);
    }
  };
  if (isMany) unguarded(db, table, put);
  else put();
}

/** A text with a NUL in it can only be bound. */
const isFixed = (value: SqlValue): boolean => typeof value !== 'string' || !value.includes('\0');

const literal = (value: SqlValue): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value ?? 'NULL');

/**
 * Runs work while a table's guard against rows that replace others is lifted, which would be asked for every row.
 * It is for programs that do not number rows as this one does; an error leaves it lifted, and is rolled back.
 */
function unguarded(db: Db, table: string, work: () => void): void {
  const guard = `${table}_never_replaced`;
  const sql = db.prepare('SELECT sql FROM main.sqlite_schema WHERE name = ?').pluck().get(guard) as string | undefined;
  if (sql) db.exec(`DROP TRIGGER ${guard}`);
  work();
  if (sql) db.exec(sql);
}
