/** The ledger's own file, damaged: bytes that flipped, an end that is missing, and a schema or values that are not the program's. */
import type { FuzzInput } from '../fuzz-input.ts';
import { oddValue } from '../mutate-bytes.ts';
import type { SeededChoice } from '../seeded-choice.ts';

const LOOKS = [
  'balance',
  'history',
  'history --all',
  'proposals',
  'show 1',
  'grants',
  'stats',
  'status',
  'due',
  'check',
  'doctor',
  'export --format jsonl',
  'export --format csv',
  'forecast',
  'log',
  'report --output r.html',
  'check --repair',
  'rules',
  'search x',
  'backup copy.db',
  'coupon list',
  'completion bash',
];
const WRITES = [
  'apply 4',
  'mark 1 hired --force',
  'buy 40',
  'undo',
  'redo',
  'renew',
  'void 3',
  'edit 1 --title x',
  'reconcile 7 --adjust',
  'earn other --amount 3',
  'restore latest --yes',
];
const AS_COPY = [
  'merge damaged.db',
  'restore damaged.db --yes',
  'restore damaged.db --yes --force',
  'import damaged.db --yes',
  'restore damaged.db --dry-run',
];

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  commands: ['id', 'uid', 'name', 'body', 'recorded_at', 'reverses', 'member'],
  transactions: [
    'uid',
    'command',
    '"on"',
    'rank',
    'seq',
    'kind',
    'label',
    'connects',
    'expires_on',
    'proposal',
    'title',
    'cents',
    'edition',
    'source',
    'forced',
    'reverses',
    'note',
    'recorded_at',
  ],
  facts: ['seq', 'uid', 'command', '"on"', 'rank', 'kind', 'proposal', 'body', 'recorded_at'],
  proposals: [
    '"on"',
    'title',
    'tags',
    'key',
    'cost',
    'boost',
    'status',
    'status_on',
    'burnt',
    'reply_days',
    'earned',
    'posted_at',
  ],
  checkpoints: ['"on"', 'rank', 'entries', 'state'],
};
const TABLES = Object.keys(COLUMNS);
const OBJECTS = [
  'CREATE TRIGGER t1 AFTER INSERT ON commands BEGIN SELECT 1; END',
  "CREATE TRIGGER t2 BEFORE INSERT ON transactions BEGIN SELECT RAISE(ABORT, 'no'); END",
  'CREATE TRIGGER t3 AFTER INSERT ON transactions BEGIN INSERT INTO commands SELECT * FROM commands; END',
  "CREATE VIEW v1 AS SELECT load_extension('x')",
  'CREATE TABLE x1(a)',
  'CREATE TABLE "x\u001b[31m"(a)',
  'CREATE INDEX i1 ON transactions(kind)',
  'CREATE UNIQUE INDEX i2 ON transactions(kind, connects, id)',
  'CREATE VIRTUAL TABLE f1 USING fts5(a)',
  'ALTER TABLE commands ADD COLUMN more TEXT',
  'PRAGMA user_version = 999',
  'PRAGMA user_version = -1',
  'PRAGMA user_version = 0',
  'PRAGMA user_version = 1',
  'PRAGMA application_id = 7',
  'PRAGMA journal_mode = WAL',
  'PRAGMA encoding = "UTF-16"; VACUUM',
  'PRAGMA page_size = 512; VACUUM',
  'PRAGMA auto_vacuum = 1; VACUUM',
];

const quoted = (text: string): string =>
  `'${Buffer.from(text, 'utf8').toString('utf8').replaceAll('\0', '').replaceAll("'", "''")}'`;

function sqlValue(choice: SeededChoice): string {
  return choice.pick([
    () => 'NULL',
    () => '0',
    () => '-1',
    () => '1.5',
    () => '9223372036854775807',
    () => "x'00ff'",
    () => "''",
    () => quoted(oddValue(choice)),
    () => quoted('{"kind":"x"}'),
    () => quoted('[]'),
  ])();
}

function statement(choice: SeededChoice): string {
  const table = choice.pick(TABLES);
  const column = choice.pick(COLUMNS[table] ?? []);
  const where = choice.oneIn(5) ? '' : ` WHERE rowid = ${1 + choice.below(20)}`;
  return choice.pick([
    () => choice.pick(OBJECTS),
    () => `UPDATE ${table} SET ${column} = ${sqlValue(choice)}${where}`,
    () => `UPDATE ${table} SET ${column} = ${sqlValue(choice)}${where}`,
    () =>
      `UPDATE ${table} SET body = json_remove(body, '$.${choice.pick(['name', 'kind', 'proposal', 'on', 'edition', 'plan', 'joined'])}')${where}`,
    () => `DELETE FROM ${table}${where}`,
    () => `DROP TABLE ${choice.pick(TABLES)}`,
    () =>
      `PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = ${quoted(oddValue(choice))} WHERE rowid = ${1 + choice.below(12)}`,
    () =>
      `PRAGMA writable_schema = 1; UPDATE sqlite_schema SET rootpage = ${choice.below(40)} WHERE rowid = ${1 + choice.below(12)}`,
    () => `PRAGMA writable_schema = 1; DELETE FROM sqlite_schema WHERE rowid = ${1 + choice.below(12)}`,
  ])();
}

export function fuzzDatabase(choice: SeededChoice, size: number): FuzzInput {
  const line = choice.pick([LOOKS, LOOKS, WRITES, AS_COPY]);
  const words = choice.pick(line).split(' ');
  const isJson = choice.oneIn(2);
  const isTrial = words.includes('--dry-run');
  const place = (): number =>
    choice.oneIn(3)
      ? choice.below(110)
      : choice.oneIn(2)
        ? 4096 * choice.below(Math.ceil(size / 4096)) + choice.below(12)
        : choice.below(size);
  const damage: Pick<FuzzInput, 'sql' | 'flips' | 'cut'> = choice.oneIn(2)
    ? { sql: Array.from({ length: 1 + choice.below(2) }, () => statement(choice)).join('; ') }
    : choice.oneIn(12)
      ? { cut: choice.below(size) }
      : { flips: Array.from({ length: choice.pick([1, 1, 3, 40]) }, () => [place(), choice.below(256)] as const) };
  return {
    argv: [...(isJson ? ['--json'] : []), ...words],
    ...damage,
    ...(isTrial ? { isTrial } : {}),
    ...(choice.oneIn(5) ? { tty: true } : {}),
  };
}
