/** The file itself: who may read it, which files are refused as a ledger, and that no failure changes it. */
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
import { Refused } from '../../src/rules/answers/refusal.ts';
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

/** The files in a folder, without the program's own state. */
const files = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name !== 'state')
    .sort();

/** A ledger that an older version of the program wrote, and the answers of that version. */
const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name);

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

const error = ({ stdout, stderr }: Ran): unknown => {
  expect(stdout).toBe('');
  return (JSON.parse(stderr) as { error: { code: string } }).error.code;
};

describe('a new account', () => {
  test('a new account has a folder and a file that only its owner can read', async () => {
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

  test('an account that is already open is not opened again', async () => {
    const { run, db } = await account();
    const before = readFileSync(db);
    expect(error(await run('init --json'))).toBe('already-open');
    expect(readFileSync(db).equals(before)).toBe(true);
  });

  test('an opening that is refused or only tried leaves no file', async () => {
    const { run, db } = world();
    expect(await run('init --rules 1999')).toMatchObject({ code: 4 });
    expect(await run('init --dry-run')).toMatchObject({ code: 0 });
    expect(existsSync(db)).toBe(false);
  });

  test('a new account may begin in an empty file', async () => {
    const { run, db } = world();
    writeFileSync(db, '');
    expect(error(await run('balance --json'))).toBe('no-account');
    expect(error(await run('apply --cost 4 --json'))).toBe('no-account');
    expect(error(await run('undo --json'))).toBe('no-account');
    expect(await run('init')).toMatchObject({ code: 0 });
    expect((await run('balance')).stdout).toBe('40\n');
  });

  test('a command that only reads creates no file', async () => {
    const { run, db } = world();
    for (const line of ['balance', 'history', 'undo', 'apply --cost 4', 'renew']) {
      expect(error(await run(`${line} --json`)), line).toBe('no-account');
    }
    expect(existsSync(db)).toBe(false);
  });
});

describe('the name of a ledger file', () => {
  test('a name that is special to SQLite is still the name of a file', async () => {
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

  test('a name of blanks only is refused', async () => {
    const { run } = world();
    expect(await run(['--db', ' ', 'init', '--json'])).not.toMatchObject({ code: 0 });
  });

  test('a link to a ledger works, and the real file stays the ledger', async () => {
    const { folder, db, run } = await account();
    const real = join(folder, 'real.db');
    renameSync(db, real);
    symlinkSync(real, db);
    expect(await run('apply --cost 4')).toMatchObject({ code: 0 });
    expect((await run(['--db', real, 'balance'])).stdout).toBe('32\n');
    expect(statSync(db).ino).toBe(statSync(real).ino);
  });
});

describe('files that are not a ledger', () => {
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
  ])('%s is refused as a ledger and not changed', async (what, code, make) => {
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

  test('a ledger that was cut short is refused as damaged', async () => {
    const { db, run } = await account();
    truncateSync(db, statSync(db).size / 2);
    expect(error(await run('history --json'))).toBe('storage-corrupt');
  });

  test('a ledger of a newer version is refused and not changed', async () => {
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

describe('files that cannot be written', () => {
  // Modules that load on first use must be loaded before the user changes.
  beforeAll(() => account());

  test('a read-only ledger file can be read, and every write is refused', async () => {
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

  test('a ledger in a read-only folder can be read but not written, and no new one can be made there', async () => {
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

  test('a ledger file that cannot be read is reported as unavailable', async () => {
    const { folder, db, run } = await account();
    chmodSync(db, 0o000);
    await bound(folder, async () => {
      expect(error(await run('balance --json'))).toBe('storage-unavailable');
    });
  });
});

describe('the record of the ledger', () => {
  test.each([
    ['commands', "SET name = 'x'"],
    ['transactions', 'SET connects = 9'],
    ['facts', "SET body = '{}'"],
  ])('rows of %s can be added but never changed or deleted', async (table, change) => {
    const { db } = await account();
    const before = rowsOf(db, `SELECT * FROM ${table}`);
    expect(before).not.toEqual([]);
    expect(() => tamper(db, `UPDATE ${table} ${change}`)).toThrow(`${table} is append-only`);
    expect(() => tamper(db, `DELETE FROM ${table}`)).toThrow(`${table} is append-only`);
    expect(() => tamper(db, `INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`)).toThrow('append-only');
    expect(rowsOf(db, `SELECT * FROM ${table}`)).toEqual(before);
  });

  test('the tables of the ledger are strict', async () => {
    const { db } = await account();
    const tables = rowsOf(
      db,
      "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
    );
    expect(tables.length).toBeGreaterThan(4);
    expect(tables.filter(({ strict }) => strict !== 1)).toEqual([]);
    expect(() => tamper(db, "UPDATE proposals SET cost = 'two'")).toThrow('cannot store TEXT');
  });

  test('a command that fails does not change the file', async () => {
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

describe('a file of an older version', () => {
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

  test('a file of an older version is migrated after it was copied unchanged', async () => {
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

  test('a file of an older version is unchanged when a step fails, and can be migrated later', async () => {
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
    [4, '2021-03-20', 'mark 13 replied', 'mark 10 cancelled'],
    [7, '2021-03-20', 'mark 13 replied', 'mark 10 cancelled'],
  ])(
    'a file of version %i gives the same answers, keeps its entries, and is backed up unchanged',
    async (version, today, refused, accepted) => {
      const here = world({ today });
      tamper(here.db, readFileSync(fixture(`version-${version}.sql`), 'utf8'));
      const record = () =>
        ['commands', 'transactions', 'facts'].map((table) => rowsOf(here.db, `SELECT * FROM ${table}`));
      const before = { record: record(), file: readFileSync(here.db) };
      const answers = JSON.parse(readFileSync(fixture(`version-${version}.json`), 'utf8')) as Record<string, object>;
      for (const [line, answer] of Object.entries(answers)) {
        const { code, stdout } = await here.run(`${line} --json`);
        // Answers may gain fields, and lose none.
        expect([line, code, JSON.parse(stdout)]).toMatchObject([line, 0, answer]);
      }
      // A row may gain columns, and loses none.
      expect(record()).toMatchObject(before.record);
      expect(await here.run('check')).toMatchObject({ code: 0, output: '' });
      audit(here.db);
      const backups = join(here.folder, 'state', 'backups');
      const [kept = '', ...more] = files(backups);
      expect([kept, more]).toEqual([expect.stringMatching(/-migration\.db$/), []]);
      expect(rowsOf(join(backups, kept), 'PRAGMA user_version')).toEqual([{ user_version: version }]);
      // New entries are judged together with the older ones.
      expect(await here.run(refused)).toMatchObject({ code: 3 });
      expect(await here.run(accepted)).toMatchObject({ code: 0 });
      expect(await here.run('undo')).toMatchObject({ code: 0 });
      audit(here.db);
    },
  );

  test('a file of an older version is not changed when no backup can be made', async () => {
    const { db } = await old();
    const before = readFileSync(db);
    const upgrade = () => Promise.reject(new Refused({ code: 'storage-full', db, detail: '' }));
    await expect(openFile(db, { latest: steps.length, upgrade })).rejects.toThrow('storage-full');
    expect(readFileSync(db).equals(before)).toBe(true);
  });

  test('a file of the present version needs no backup to be opened', async () => {
    const { db } = await account();
    const upgrade = () => Promise.reject(new Error('nothing to copy'));
    (await openFile(db, { upgrade })).close();
  });

  test('two processes that open an older file together migrate it once', async () => {
    const { db } = await old();
    const [first, second] = await Promise.all([openWith(db), openWith(db)]);
    first.close();
    second.close();
    expect(rowsOf(db, 'PRAGMA user_version')).toEqual([{ user_version: 3 }]);
    expect(new Database(db, { readonly: true }).pragma('integrity_check', { simple: true })).toBe('ok');
  });
});
