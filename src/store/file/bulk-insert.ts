/** Rows into a table, one or a hundred thousand. */
import { type Db, prepared } from './connection.ts';
import type { Part } from './schema.ts';

export type SqlValue = string | number | null;

/** What each column of a table holds for an item. */
export type Columns<T> = Readonly<Record<string, (item: T) => SqlValue>>;

/** From so many on, it is worth while to look for what they have in common. */
const MANY = 200;
/** Rows of one statement, where there are many. */
const AT_ONCE = 20;

export function append<T>(db: Db, table: string, columns: Columns<T>, items: readonly T[]): void {
  if (items.length < MANY) {
    put(db, table, columns, items, { common: [], atOnce: 1 });
    return;
  }
  // Binding a value takes longer than storing it: what all rows hold is written into the statement, and numbers are
  // left to SQLite where it would give the same.
  const common = inCommon(columns, items);
  lifted(db, table, (isEmpty) => {
    const { id, ...others } = columns;
    const isCounted = isEmpty && id !== undefined && items.every((item, i) => id(item) === i + 1);
    put(db, table, isCounted ? others : columns, items, { common, atOnce: AT_ONCE });
  });
}

interface How {
  readonly common: readonly string[];
  readonly atOnce: number;
}

function put<T>(db: Db, table: string, columns: Columns<T>, items: readonly T[], { common, atOnce }: How): void {
  const [first] = items;
  if (first === undefined) return;
  const own = Object.entries(columns).filter(([name]) => !common.includes(name));
  const names = [...own.map(([name]) => name), ...common].map((name) => `"${name}"`);
  const row = `(${[...own.map(() => '?'), ...common.map((name) => literal(columns[name]?.(first) ?? null))].join(', ')})`;
  const statement = (rows: number) =>
    prepared(db, `INSERT INTO ${table} (${names.join(', ')}) VALUES ${Array(rows).fill(row).join(', ')}`);
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

/** The columns that hold the same for all items. A text with a NUL in it can only be bound. */
function inCommon<T>(columns: Columns<T>, items: readonly T[]): readonly string[] {
  const [first] = items as readonly [T, ...T[]];
  let common = Object.entries(columns)
    .map(([name, value]) => ({ name, value, held: value(first) }))
    .filter(({ held }) => !(typeof held === 'string' && held.includes('\0')));
  for (const item of items) {
    for (const { value, held } of common) {
      if (value(item) !== held) common = common.filter((each) => each.value(item) === each.held);
    }
  }
  return common.map(({ name }) => name);
}

const literal = (value: SqlValue): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value ?? 'NULL');

/**
 * Runs work that fills a table without what would be asked for every row: the guard against rows that replace others,
 * which is for programs that do not number rows as this one does, and the indexes of a table that is empty yet, which
 * are made of all rows at once in less time. An error leaves them lifted, and is rolled back.
 */
function lifted(db: Db, table: string, work: (isEmpty: boolean) => void): void {
  const isEmpty = db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() === undefined;
  const parts = db.prepare(PARTS).all({ table, guard: `${table}_never_replaced` }) as Part[];
  const inTheWay = parts.filter(({ type }) => isEmpty || type === 'trigger');
  for (const { type, name } of inTheWay) db.exec(`DROP ${type} ${name}`);
  work(isEmpty);
  for (const { sql } of inTheWay) db.exec(sql);
}

/** Of a table in the file itself: what stands in for it in `temp` is small. */
const PARTS = `
  SELECT type, name, sql FROM main.sqlite_schema
  WHERE tbl_name = @table AND sql IS NOT NULL AND (type = 'index' OR name = @guard)
    AND NOT EXISTS (SELECT 1 FROM temp.sqlite_schema WHERE name = @table)`;
