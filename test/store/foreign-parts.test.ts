/** Files from others: what this program did not make is refused before SQLite evaluates it, and a damaged header is damage. */
import { copyFileSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MIGRATION_STEPS } from '../../src/store/file/migrations.ts';
import { openConnection } from '../../src/store/file/open-file.ts';
import { unknownParts } from '../../src/store/file/schema.ts';
import { expectedParts } from '../../src/store/file/schema-check.ts';
import { type World, world } from '../world.ts';
import { tamper } from './audit.ts';

async function ledger(): Promise<World> {
  const here = world({ today: '2021-02-10' });
  for (const line of ['init --joined 2021-01-01', 'apply --cost 4', 'backup'])
    expect([line, (await here.run(line)).code]).toEqual([line, 0]);
  return here;
}

test.each(MIGRATION_STEPS.map((_, i) => i + 1))('every part of a file of format %i is known', (version) => {
  const db = openConnection(':memory:');
  for (const step of MIGRATION_STEPS.slice(0, version)) db.exec(step);
  expect(unknownParts(db)).toEqual([]);
  expect(expectedParts(version).length).toBeGreaterThan(10);
  db.close();
});

/** Long enough to be noticed, and not for ever: a test that fails must end. */
const SLOW = 'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r LIMIT 30000000)';

const FOREIGN: readonly (readonly [what: string, sql: string, detail: string])[] = [
  ['a trigger', 'CREATE TRIGGER evil AFTER INSERT ON commands BEGIN SELECT 1; END', 'foreign trigger evil'],
  [
    'a trigger of our name',
    'DROP TRIGGER facts_never_go; CREATE TRIGGER facts_never_go BEFORE INSERT ON facts BEGIN SELECT 1; END',
    'changed trigger facts_never_go',
  ],
  [
    'a trigger that SQLite would hide',
    'CREATE TRIGGER sqliteX_evil AFTER INSERT ON commands BEGIN SELECT 1; END',
    'foreign trigger sqliteX_evil',
  ],
  ['a view', 'CREATE VIEW evil AS SELECT 1', 'foreign view evil'],
  ['an index', 'CREATE INDEX evil ON commands (abs(length(body)))', 'foreign index evil'],
  ['a table that refers to ours', 'CREATE TABLE evil (x REFERENCES proposals (title))', 'foreign table evil'],
  ['a virtual table', 'CREATE VIRTUAL TABLE evil USING fts5(x)', 'foreign table evil'],
  [
    'a view of our name that runs for ever',
    `DROP VIEW undone; CREATE VIEW undone AS ${SLOW} SELECT n AS command, n AS undoing FROM r`,
    'changed view undone',
  ],
  [
    'a view in the place of a table',
    `DROP TABLE checkpoints; CREATE VIEW checkpoints AS ${SLOW} SELECT n AS "on" FROM r`,
    'changed view checkpoints',
  ],
  [
    'a slow check of a table',
    `DROP TABLE checkpoints; CREATE TABLE checkpoints ("on", rank, recorded_at, seq, entries, state CHECK (state NOT LIKE '%a%a%a%a%a%a%b'))`,
    'changed table checkpoints',
  ],
];

const LINES = ['balance', 'history', 'apply --cost 1', 'undo', 'import h.csv --yes', 'grants', 'stats', 'renew'];

describe.each(FOREIGN)('a ledger with %s', (_, sql, detail) => {
  const refusal = ({ stderr }: { readonly stderr: string }) =>
    (JSON.parse(stderr) as { error: { code: string; details: { detail: string }; hint: string } }).error;

  test('every command refuses it and says what to do', async () => {
    const here = await ledger();
    writeFileSync(join(here.folder, 'h.csv'), 'date,connects,label\n2021-02-09,-1,Applied to job\n');
    tamper(here.db, sql);
    const before = readFileSync(here.db);
    for (const line of LINES) {
      const refused = await here.run(`${line} --json`);
      expect([line, refused.code, refusal(refused)]).toMatchObject([
        line,
        5,
        { code: 'storage-corrupt', details: { detail } },
      ]);
      expect(refusal(refused).hint).toMatch(/sqlite3 .*DROP|connects check/);
    }
    expect(readFileSync(here.db).equals(before)).toBe(true);
  });

  test('doctor and check report a foreign part', async () => {
    const here = await ledger();
    tamper(here.db, sql);
    const { code, stdout } = await here.run('doctor --json');
    const { faults } = JSON.parse(stdout) as { faults: readonly { message: string }[] };
    const name = detail.split(' ')[2];
    expect([code, faults.map(({ message }) => message).join()]).toEqual([6, expect.stringContaining(String(name))]);
    const checked = await here.run('check');
    expect([checked.code, checked.output]).toEqual([
      detail.startsWith('foreign') ? 5 : 6,
      expect.stringContaining(String(name)),
    ]);
  });

  test('merge refuses a copy with a foreign part', async () => {
    const here = await ledger();
    const other = join(here.folder, 'other.db');
    copyFileSync(here.db, other);
    tamper(other, sql);
    const refused = await here.run(['merge', other, '--json']);
    expect([refused.code, refusal(refused)]).toMatchObject([5, { code: 'storage-corrupt', details: { detail } }]);
    expect(refused.stderr).toContain('other.db');
  });

  test('restore takes it only if the changed parts can be made again', async () => {
    const here = await ledger();
    const other = join(here.folder, 'other.db');
    copyFileSync(here.db, other);
    tamper(other, sql);
    const { code, output } = await here.run(['restore', other, '--yes']);
    if (detail.startsWith('foreign')) expect([code, output]).toEqual([5, expect.stringContaining('evil')]);
    else expect(code).toBe(0);
    expect(await here.run('check')).toMatchObject({ code: 0, output: '' });
  });

  test('a backup can replace a ledger with a foreign part', async () => {
    const here = await ledger();
    tamper(here.db, sql);
    expect((await here.run('restore latest --yes')).code).toBe(0);
    expect(await here.run('check')).toMatchObject({ code: 0, output: '' });
    expect((await here.run('balance')).stdout).toBe('36\n');
  });
});

test('a table of the user’s own keeps nobody from work', async () => {
  const here = await ledger();
  tamper(here.db, `CREATE TABLE mine (x CHECK (x NOT LIKE '%a%b')); INSERT INTO mine VALUES ('x'); ANALYZE`);
  for (const line of ['apply --cost 1', 'undo', 'backup', 'restore latest --yes'])
    expect([line, (await here.run(line)).code]).toEqual([line, 0]);
});

test('the tables of statistics that SQLite makes are no foreign parts', async () => {
  const here = await ledger();
  tamper(here.db, 'ANALYZE');
  expect(await here.run('check')).toMatchObject({ code: 0, output: '' });
});

test.each([
  ['a schema of format 5', 47, 5],
  ['a schema of a far format', 44, 255],
  ['a text encoding that does not exist', 59, 4],
])('a header that names %s is damage', async (_, place, value) => {
  const here = await ledger();
  const copy = join(here.folder, 'copy.db');
  copyFileSync(here.db, copy);
  const bytes = readFileSync(here.db);
  bytes[place] = value;
  writeFileSync(here.db, bytes);
  for (const line of [
    'balance',
    'check',
    'apply --cost 1',
    `merge ${here.db} --db ${copy}`,
    `restore ${here.db} --db ${copy} --yes`,
  ]) {
    const { code, stderr } = await here.run(`${line} --json`);
    expect([line, code, JSON.parse(stderr).error.code]).toEqual([
      line,
      5,
      expect.stringMatching(/^storage-(corrupt|newer)$/),
    ]);
  }
  const { code, stdout } = await here.run('doctor --json');
  expect([code, JSON.parse(stdout).faults]).toMatchObject([6, [{ code: 'damaged' }]]);
  expect((await here.run('restore latest --yes')).code).toBe(0);
  expect(await here.run('check')).toMatchObject({ code: 0, output: '' });
});

describe('a ledger behind a link that leads nowhere yet', () => {
  test('the file that the link names is readable by its owner alone', async () => {
    const here = world();
    mkdirSync(join(here.folder, 'there'));
    symlinkSync(join('there', 'one.db'), here.db);
    expect((await here.run('init')).code).toBe(0);
    expect(lstatSync(here.db).isSymbolicLink()).toBe(true);
    expect(statSync(join(here.folder, 'there', 'one.db')).mode & 0o777).toBe(0o600);
  });

  test('the command is refused if the folder of the link is missing', async () => {
    const here = world();
    symlinkSync(join(here.folder, 'nowhere', 'one.db'), here.db);
    expect((await here.run('init --json')).code).toBe(5);
  });
});
