/** Inserts rows into a table, one or a hundred thousand. */
import { type Db, preparedStatement } from './connection.ts';
import type { SchemaPart } from './schema.ts';

export type SqlValue = string | number | null;

/** The value of each column for an item. */
export type ColumnValues<T> = Readonly<Record<string, (item: T) => SqlValue>>;

/** From this many on, it pays to look for values that all rows share. */
const MANY = 200;
/** How many rows one statement inserts when there are many. */
const AT_ONCE = 20;

export function insertRows<T>(db: Db, table: string, columns: ColumnValues<T>, items: readonly T[]): void {
  if (items.length < MANY) {
    put(db, table, columns, items, { common: [], atOnce: 1 });
    return;
  }
  // Binding a value takes longer than storing it. So values that all rows share are written into the statement, and
  // SQLite numbers the rows where it would give the same numbers.
  const common = inCommon(columns, items);
  withoutPerRowWork(db, table, (isEmpty) => {
    const { id, ...others } = columns;
    const isCounted = isEmpty && id !== undefined && items.every((item, i) => id(item) === i + 1);
    put(db, table, isCounted ? others : columns, items, { common, atOnce: AT_ONCE });
  });
}

interface How {
  readonly common: readonly string[];
  readonly atOnce: number;
}

function put<T>(db: Db, table: string, columns: ColumnValues<T>, items: readonly T[], { common, atOnce }: How): void {
  const [first] = items;
  if (first === undefined) return;
  const own = Object.entries(columns).filter(([name]) => !common.includes(name));
  const names = [...own.map(([name]) => name), ...common].map((name) => `"${name}"`);
  const row = `(${[...own.map(() => '?'), ...common.map((name) => literal(columns[name]?.(first) ?? null))].join(', ')})`;
  const statement = (rows: number) =>
    preparedStatement(db, `INSERT INTO ${table} (${names.join(', ')}) VALUES ${Array(rows).fill(row).join(', ')}`);
  const [one, several] = [statement(1), statement(atOnce)];
  const values = own.map(([, value]) => value);
  const bound: SqlValue[] = [];
  for (let at = 0; at < items.length; ) {
    const rows = items.length - at < atOnce ? 1 : atOnce;
    let n = 0;
    for (const end = at + rows; at < end; at += 1) {
      const item = items[at] as T;
      for (const value of values) {
        bound[n] = value(item);
        n += 1;
      }
    }
    if (n < bound.length) bound.length = n;
    (rows === 1 ? one : several).run(bound);
  }
}

/** The columns that have one value for all items. A text with a NUL in it can only be bound. */
function inCommon<T>(columns: ColumnValues<T>, items: readonly T[]): readonly string[] {
  const [first] = items as readonly [T, ...T[]];
  let common = Object.entries(columns)
    .map(([name, value]) => ({ name, value, shared: value(first) }))
    .filter(({ shared }) => !(typeof shared === 'string' && shared.includes('\0')));
  for (const item of items) {
    for (const { value, shared } of common) {
      if (value(item) !== shared) common = common.filter((each) => each.value(item) === each.shared);
    }
  }
  return common.map(({ name }) => name);
}

const literal = (value: SqlValue): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value ?? 'NULL');

/**
 * Runs work that fills a table, without what SQLite would do for every row. It drops the trigger against replaced rows,
 * which guards against other programs, and the indexes of an empty table, which take less time when they are made at
 * the end. An error leaves them dropped, and the caller rolls back.
 */
function withoutPerRowWork(db: Db, table: string, work: (isEmpty: boolean) => void): void {
  const isEmpty = db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() === undefined;
  const parts = db.prepare(PARTS).all({ table, guard: `${table}_never_replaced` }) as SchemaPart[];
  const dropped = parts.filter(({ type }) => isEmpty || type === 'trigger');
  for (const { type, name } of dropped) db.exec(`DROP ${type} ${name}`);
  work(isEmpty);
  for (const { sql } of dropped) db.exec(sql);
}

/** Parts of a table in the file itself. A table of that name in `temp` is small and needs none of this. */
const PARTS = `
  SELECT type, name, sql FROM main.sqlite_schema
  WHERE tbl_name = @table AND sql IS NOT NULL AND (type = 'index' OR name = @guard)
    AND NOT EXISTS (SELECT 1 FROM temp.sqlite_schema WHERE name = @table)`;
