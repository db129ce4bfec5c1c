/** The ledger as SQL that makes two tables in an empty SQLite database, with the columns that JSON has. */

export type ExportValue = string | number | boolean | null | readonly string[];
type ExportRecord = Readonly<Record<string, ExportValue>>;

/** Expiries have no id, so it is no primary key. */
const TRANSACTIONS = {
  id: 'INTEGER UNIQUE',
  uid: 'TEXT UNIQUE',
  on: 'TEXT NOT NULL',
  kind: 'TEXT NOT NULL',
  label: 'TEXT NOT NULL',
  connects: 'INTEGER NOT NULL',
  balance: 'INTEGER NOT NULL',
  expiresOn: 'TEXT',
  proposal: 'INTEGER',
  title: 'TEXT',
  cents: 'INTEGER',
  edition: 'TEXT',
  source: 'TEXT NOT NULL',
  forced: 'INTEGER NOT NULL',
  reverses: 'INTEGER',
  note: 'TEXT',
  recordedAt: 'TEXT',
  command: 'INTEGER',
  member: 'TEXT',
};

const PROPOSALS = {
  id: 'INTEGER PRIMARY KEY',
  on: 'TEXT NOT NULL',
  title: 'TEXT',
  client: 'TEXT',
  url: 'TEXT',
  tags: 'TEXT NOT NULL',
  cost: 'INTEGER',
  boost: 'INTEGER NOT NULL',
  invited: 'INTEGER NOT NULL',
  status: 'TEXT NOT NULL',
  statusOn: 'TEXT NOT NULL',
  earned: 'INTEGER NOT NULL',
  refunded: 'INTEGER NOT NULL',
  net: 'INTEGER',
  key: 'TEXT',
  note: 'TEXT',
  valueCents: 'INTEGER',
  statusSource: 'TEXT NOT NULL',
  credits: 'INTEGER NOT NULL',
};

const TABLES = { transactions: TRANSACTIONS, proposals: PROPOSALS };
type SqlTable = keyof typeof TABLES;

export const SQL_BEGIN = 'BEGIN;\n';
export const SQL_END = 'COMMIT;\n';

export const tableSql = (name: SqlTable): string =>
  `CREATE TABLE ${name} (\n${Object.entries(TABLES[name])
    .map(([each, type]) => `  "${each}" ${type}`)
    .join(',\n')}\n);\n`;

export function rowsSql(name: SqlTable, rows: readonly ExportRecord[]): string {
  const names = Object.keys(TABLES[name]);
  return rows
    .map((row) => `INSERT INTO ${name} VALUES (${names.map((each) => literal(row[each] ?? null)).join(', ')});\n`)
    .join('');
}

function literal(value: ExportValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  return text(typeof value === 'string' ? value : JSON.stringify(value));
}

/** A literal cannot hold every control character, and the shell reads line by line: such a text is written as bytes. */
const text = (value: string): string =>
  /\p{Cc}/u.test(value) ? `CAST(X'${hex(value)}' AS TEXT)` : `'${value.replaceAll("'", "''")}'`;

const hex = (value: string): string =>
  Array.from(new TextEncoder().encode(value), (byte) => byte.toString(16).padStart(2, '0')).join('');
