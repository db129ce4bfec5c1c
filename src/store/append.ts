/** Rows into a table, one or a hundred thousand. */
import { type Db, prepared } from './db.ts';

export type SqlValue = string | number | null;

/** What each column of a table holds for an item. */
export type Columns<T> = Readonly<Record<string, (item: T) => SqlValue>>;

/** From so many on, it is worth while to look for what they have in common. */
const MANY = 200;
/** Rows of one statement, where there are many. */
const AT_ONCE = 20;

/** `verb`: INSERT, or INSERT OR REPLACE. */
export function append<T>(db: Db, table: string, columns: Columns<T>, items: readonly T[], verb = 'INSERT'): void {
  if (items.length < MANY) {
    put(db, table, columns, items, { verb, common: [], atOnce: 1 });
    return;
  }
  // Binding a value takes longer than storing it: what all rows hold is written into the statement.
  const common = Object.keys(columns).filter((name) => isCommon(items, columns[name] as Columns<T>[string]));
  unguarded(db, table, () => put(db, table, columns, items, { verb, common, atOnce: AT_ONCE }));
}

interface How {
  readonly verb: string;
  readonly common: readonly string[];
  readonly atOnce: number;
}

function put<T>(db: Db, table: string, columns: Columns<T>, items: readonly T[], { verb, common, atOnce }: How): void {
  const [first] = items;
  if (first === undefined) return;
  const own = Object.entries(columns).filter(([name]) => !common.includes(name));
  const names = [...own.map(([name]) => name), ...common].map((name) => `"${name}"`);
  const row = `(${[...own.map(() => '?'), ...common.map((name) => literal(columns[name]?.(first) ?? null))].join(', ')})`;
  const statement = (rows: number) =>
    prepared(db, `${verb} INTO ${table} (${names.join(', ')}) VALUES ${Array(rows).fill(row).join(', ')}`);
  const [one, several] = [statement(1), statement(atOnce)];
  for (let at = 0; at < items.length; ) {
    const rows = items.length - at < atOnce ? 1 : atOnce;
    const bound: SqlValue[] = [];
    for (const item of items.slice(at, at + rows)) for (const [, value] of own) bound.push(value(item));
    (rows === 1 ? one : several).run(...bound);
    at += rows;
  }
}

/** A text with a NUL in it can only be bound. */
function isCommon<T>(items: readonly T[], value: (item: T) => SqlValue): boolean {
  const first = value(items[0] as T);
  return !(typeof first === 'string' && first.includes('\0')) && items.every((item) => value(item) === first);
}

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
