/** The file itself: who may read it, what may not be taken for it, and that no failure changes it. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { Refused } from '../../src/rules/refusal.ts';
import { migrateOlder } from '../../src/store/derived/rebuild.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from '../../src/store/file/migrations.ts';
import { type FileOptions, openFile } from '../../src/store/file/open-file.ts';
import { bound } from '../bound.ts';
import { type Ran, type World, world } from '../world.ts';
import { audit, rowsOf, tamper } from './audit.ts';

/** A world with an account of 40 Connects, and a proposal for 4 of them. */
async function account(): Promise<World> {
  const made = world();
  await made.run('init');
  await made.run('apply --cost 4');
  return made;
}

/** What stands beside each other there, but for the program's own notes. */
const files = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name !== 'state')
    .sort();

/** A ledger as an older version of the program left it, and what that answered then. */
const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name);

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

const error = ({ stdout, stderr }: Ran): unknown => {
  expect(stdout).toBe('');
  return (JSON.parse(stderr) as { error: { code: string } }).error.code;
};

describe('a new account', () => {
  test('has a folder and a file that only its owner can read', async () => {
    const umask = process.umask(0);
    try {
      const { folder, run } = world();
      const db = join(folder, 'deep', 'er', 'ledger.db');
      expect(await run(['--db', db, 'init'])).toMatchObject({ code: 0 });
      expect([mode(join(folder, 'deep')), mode(join(folder, 'deep', 'er')), mode(db)]).toEqual(['700', '700', '600']);
    } finally {
      process.umask(umask);
    }
  });

  test('is opened once', async () => {
    const { run, db } = await account();
    const before = readFileSync(db);
    expect(error(await run('init --json'))).toBe('already-open');
    expect(readFileSync(db).equals(before)).toBe(true);
  });

  test('leaves no file behind when it is refused, or only tried', async () => {
    const { run, db } = world();
    expect(await run('init --rules 1999')).toMatchObject({ code: 4 });
    expect(await run('init --dry-run')).toMatchObject({ code: 0 });
    expect(existsSync(db)).toBe(false);
  });

  test('may begin in an empty file', async () => {
    const { run, db } = world();
    writeFileSync(db, '');
    expect(error(await run('balance --json'))).toBe('no-account');
    expect(error(await run('apply --cost 4 --json'))).toBe('no-account');
    expect(error(await run('undo --json'))).toBe('no-account');
    expect(await run('init')).toMatchObject({ code: 0 });
    expect((await run('balance')).stdout).toBe('40\n');
  });

  test('is not made by a command that only looks', async () => {
    const { run, db } = world();
    for (const line of ['balance', 'history', 'undo', 'apply --cost 4', 'renew']) {
      expect(error(await run(`${line} --json`)), line).toBe('no-account');
    }
    expect(existsSync(db)).toBe(false);
  });
});

describe('a name', () => {
  test('is a file even where SQLite would take it for something else', async () => {
    const { folder, run } = world();
    const cwd = process.cwd();
    process.chdir(folder);
    try {
      for (const name of [':memory:', '  padded.db ', 'file:plain.db']) {
        expect(await run(['--db', name, 'init']), name).toMatchObject({ code: 0 });
        expect((await run(['--db', name, 'balance'])).stdout, name).toBe('40\n');
      }
      expect(files(folder)).toEqual([':memory:', 'file:plain.db', 'padded.db']);
    } finally {
      process.chdir(cwd);
    }
  });

  test('of nothing but blanks is refused', async () => {
    const { run } = world();
    expect(await run(['--db', ' ', 'init', '--json'])).not.toMatchObject({ code: 0 });
  });

  test('may be a link, and the file it leads to stays the ledger', async () => {
    const { folder, db, run } = await account();
    const real = join(folder, 'real.db');
    renameSync(db, real);
    symlinkSync(real, db);
    expect(await run('apply --cost 4')).toMatchObject({ code: 0 });
    expect((await run(['--db', real, 'balance'])).stdout).toBe('32\n');
    expect(statSync(db).ino).toBe(statSync(real).ino);
  });
});

describe('what is not a ledger', () => {
  test.each<[what: string, code: string, make: (path: string) => void]>([
    ['a folder', 'storage-unavailable', (path) => mkdirSync(path)],
    [
      'a text file',
      'storage-corrupt',
      (path) => writeFileSync(path, 'Dear diary, today I spent 4 Connects.\n'.repeat(99)),
    ],
    ["another program's database", 'storage-corrupt', (path) => tamper(path, 'CREATE TABLE bookmarks (url TEXT)')],
    ["another program's empty database", 'storage-corrupt', (path) => tamper(path, 'PRAGMA user_version = 1')],
    ['a path through a file', 'storage-unavailable', () => {}],
  ])('%s is refused and left alone', async (what, code, make) => {
    const { folder, db, run } = world();
    make(db);
    const path = what === 'a path through a file' ? join(folder, 'file', 'ledger.db') : db;
    writeFileSync(join(folder, 'file'), '');
    const before = existsSync(db) && statSync(db).isFile() ? readFileSync(db) : null;
    for (const line of ['balance', 'apply --cost 4', 'init', 'undo']) {
      expect(error(await run(['--db', path, ...line.split(' '), '--json'])), line).toBe(code);
    }
    if (before) expect(readFileSync(db).equals(before)).toBe(true);
  });

  test('nor a ledger cut short', async () => {
    const { db, run } = await account();
    truncateSync(db, statSync(db).size / 2);
    expect(error(await run('history --json'))).toBe('storage-corrupt');
  });

  test('a ledger of a newer version is refused and left alone', async () => {
    const { db, run, folder } = await account();
    tamper(db, `PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    const before = readFileSync(db);
    for (const line of ['balance', 'apply --cost 4', 'init', 'undo', 'history']) {
      expect(error(await run(`${line} --json`)), line).toBe('storage-newer');
    }
    expect(readFileSync(db).equals(before)).toBe(true);
    expect(files(folder)).toEqual(['connects.db']);
  });
});

describe('what cannot be written', () => {
  // What is loaded on first use must be there before the user is changed.
  beforeAll(() => account());

  test('a file: read, but not written', async () => {
    const { folder, db, run } = await account();
    chmodSync(db, 0o400);
    const before = readFileSync(db);
    await bound(folder, async () => {
      expect((await run('balance')).stdout).toBe('36\n');
      expect(error(await run('apply --cost 4 --json'))).toBe('storage-readonly');
      expect(error(await run('undo --json'))).toBe('storage-readonly');
    });
    expect(readFileSync(db).equals(before)).toBe(true);
  });

  test('a folder: its ledger can be read, but not written, and no other can be made', async () => {
    const { folder, db, run } = await account();
    const before = readFileSync(db);
    chmodSync(folder, 0o500);
    await bound(folder, async () => {
      expect((await run('balance')).stdout).toBe('36\n');
      expect(error(await run('apply --cost 4 --json'))).toBe('storage-readonly');
      expect(error(await run(['--db', join(folder, 'new.db'), 'init', '--json']))).toBe('storage-unavailable');
    });
    chmodSync(folder, 0o700);
    expect(readFileSync(db).equals(before)).toBe(true);
    expect(files(folder)).toEqual(['connects.db']);
  });

  test('a file that cannot even be read', async () => {
    const { folder, db, run } = await account();
    chmodSync(db, 0o000);
    await bound(folder, async () => {
      expect(error(await run('balance --json'))).toBe('storage-unavailable');
    });
  });
});

describe('the record', () => {
  test.each([
    ['commands', "SET name = 'x'"],
    ['transactions', 'SET connects = 9'],
    ['facts', "SET body = '{}'"],
  ])('of %s only ever grows', async (table, change) => {
    const { db } = await account();
    const before = rowsOf(db, `SELECT * FROM ${table}`);
    expect(before).not.toEqual([]);
    expect(() => tamper(db, `UPDATE ${table} ${change}`)).toThrow(`${table} is append-only`);
    expect(() => tamper(db, `DELETE FROM ${table}`)).toThrow(`${table} is append-only`);
    expect(() => tamper(db, `INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`)).toThrow('append-only');
    expect(rowsOf(db, `SELECT * FROM ${table}`)).toEqual(before);
  });

  test('is kept in strict tables', async () => {
    const { db } = await account();
    const tables = rowsOf(
      db,
      "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
    );
    expect(tables.length).toBeGreaterThan(4);
    expect(tables.filter(({ strict }) => strict !== 1)).toEqual([]);
    expect(() => tamper(db, "UPDATE proposals SET cost = 'two'")).toThrow('cannot store TEXT');
  });

  test('is not touched by a command that fails', async () => {
    const { db, run } = await account();
    const before = readFileSync(db);
    for (const line of [
      'apply --cost 7',
      'apply --cost 400 --force',
      'mark 9 viewed',
      'buy 15',
      'redo',
      'init',
      'earn nothing',
    ]) {
      expect((await run(line)).code, line).toBeGreaterThan(0);
      expect(readFileSync(db).equals(before), line).toBe(true);
    }
  });
});

describe('a file from an older version', () => {
  const OLD = "CREATE TABLE notes (text TEXT NOT NULL) STRICT; INSERT INTO notes VALUES ('kept')";
  const steps = [OLD, 'ALTER TABLE notes ADD COLUMN day TEXT', "UPDATE notes SET day = '2021-01-01'"];
  /** Opens a file with these steps instead of the program's own. */
  const openWith = (db: string, all = steps) =>
    openFile(db, { latest: all.length, upgrade: (older) => migrateOlder(older, db, all, () => {}) });

  async function old(): Promise<{ readonly folder: string; readonly db: string }> {
    const { folder, db } = world();
    tamper(db, `${OLD}; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1`);
    return { folder, db };
  }

  test('is brought up to date, when it was copied as it is', async () => {
    const { db } = await old();
    const before = readFileSync(db);
    const upgrade: FileOptions['upgrade'] = (older) => {
      expect(readFileSync(db).equals(before)).toBe(true);
      migrateOlder(older, db, steps, () => {});
    };
    expect.assertions(3);
    (await openFile(db, { latest: steps.length, upgrade })).close();
    expect(rowsOf(db, 'SELECT * FROM notes')).toEqual([{ text: 'kept', day: '2021-01-01' }]);
    expect(rowsOf(db, 'PRAGMA user_version')).toEqual([{ user_version: 3 }]);
  });

  test('stays what it was when a step fails, and can be brought up to date later', async () => {
    const { db } = await old();
    const before = readFileSync(db);
    await expect(openWith(db, [...steps, 'UPDATE nowhere SET x = 1'])).rejects.toMatchObject({
      refusal: { code: 'storage-corrupt', detail: 'no such table: nowhere' },
    });
    expect(readFileSync(db).equals(before)).toBe(true);
    (await openWith(db)).close();
    expect(rowsOf(db, 'SELECT day FROM notes')).toEqual([{ day: '2021-01-01' }]);
  });

  test.each([
    [1, '2021-02-15', 'mark 6 viewed', 'mark 4 cancelled'],
    [2, '2021-03-20', 'mark 13 replied', 'mark 10 cancelled'],
  ])(
    'of version %i answers as it did, has its record untouched, and is backed up as it was',
    async (version, today, refused, accepted) => {
      const here = world({ today });
      tamper(here.db, readFileSync(fixture(`version-${version}.sql`), 'utf8'));
      const record = () =>
        ['commands', 'transactions', 'facts'].map((table) => rowsOf(here.db, `SELECT * FROM ${table}`));
      const before = { record: record(), file: readFileSync(here.db) };
      const answers = JSON.parse(readFileSync(fixture(`version-${version}.json`), 'utf8')) as Record<string, object>;
      for (const [line, answer] of Object.entries(answers)) {
        const { code, stdout } = await here.run(`${line} --json`);
        expect([line, code, JSON.parse(stdout)]).toEqual([line, 0, answer]);
      }
      expect(record()).toEqual(before.record);
      expect(await here.run('check')).toMatchObject({ code: 0, output: '' });
      audit(here.db);
      const backups = join(here.folder, 'state', 'backups');
      const [kept = '', ...more] = files(backups);
      expect([kept, more]).toEqual([expect.stringMatching(/-migration\.db$/), []]);
      expect(rowsOf(join(backups, kept), 'PRAGMA user_version')).toEqual([{ user_version: version }]);
      // What was recorded before and what is recorded now stand beside one another.
      expect(await here.run(refused)).toMatchObject({ code: 3 });
      expect(await here.run(accepted)).toMatchObject({ code: 0 });
      expect(await here.run('undo')).toMatchObject({ code: 0 });
      audit(here.db);
    },
  );

  test('is not changed where no copy can be made', async () => {
    const { db } = await old();
    const before = readFileSync(db);
    const upgrade = () => Promise.reject(new Refused({ code: 'storage-full', db, detail: '' }));
    await expect(openFile(db, { latest: steps.length, upgrade })).rejects.toThrow('storage-full');
    expect(readFileSync(db).equals(before)).toBe(true);
  });

  test('is not asked for a copy when it is up to date', async () => {
    const { db } = await account();
    const upgrade = () => Promise.reject(new Error('nothing to copy'));
    (await openFile(db, { upgrade })).close();
  });

  test('is brought up to date once by two that open it together', async () => {
    const { db } = await old();
    const [first, second] = await Promise.all([openWith(db), openWith(db)]);
    first.close();
    second.close();
    expect(rowsOf(db, 'PRAGMA user_version')).toEqual([{ user_version: 3 }]);
    expect(new Database(db, { readonly: true }).pragma('integrity_check', { simple: true })).toBe('ok');
  });
});
