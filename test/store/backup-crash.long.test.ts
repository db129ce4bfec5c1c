/** Backups and restores of the built program, killed at every step, out of space, and several at once. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { SCHEMA_VERSION } from '../../src/store/file/migrations.ts';
import { integrity, rowsOf, tamper } from './audit.ts';
import { spoil } from './spoil.ts';

const bin = resolve(import.meta.dirname, '../../bin/connects.js');
const temp = mkdtempSync(join(tmpdir(), 'connects-backup-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

// Kills its own process before the file system call with the given number, like a power cut.
const bomb = join(temp, 'bomb.cjs');
writeFileSync(
  bomb,
  `const fs = require('node:fs');
   const fatal = Number(process.env.FATAL_STEP);
   let steps = 0;
   for (const name of ['mkdirSync', 'mkdtempSync', 'openSync', 'fsyncSync', 'linkSync', 'unlinkSync', 'renameSync', 'rmSync', 'chmodSync', 'copyFileSync']) {
     const real = fs[name];
     fs[name] = (...given) => {
       if (given.some((each) => String(each).includes('${temp}')) || name === 'fsyncSync') {
         steps += 1;
         if (steps === fatal) process.kill(process.pid, 'SIGKILL');
       }
       return real(...given);
     };
   }`,
);

function program(name: string) {
  const home = join(temp, name);
  mkdirSync(home);
  const db = join(home, 'ledger.db');
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, CONNECTS_DB: db, CONNECTS_TODAY: '2021-02-01' };
  const run = (line: string, vars: Record<string, string> = {}, node: readonly string[] = []) =>
    execa(process.execPath, [...node, bin, ...line.split(' ')], {
      cwd: home,
      env: { ...env, ...vars },
      extendEnv: false,
      reject: false,
    });
  const shelf = join(home, '.local/state/connects/backups');
  const kept = () => (existsSync(shelf) ? readdirSync(shelf) : []).filter((file) => file.endsWith('.db'));
  return { home, db, env, run, shelf, kept };
}

type Program = ReturnType<typeof program>;

const replaced = (of: Program) => of.kept().filter((name) => /-(restore|damaged)\.db$/.test(name));

const record = (db: string) => rowsOf(db, 'SELECT uid FROM commands ORDER BY id');

/** Runs a command again and again, and kills it one step later each time, until it finishes. */
async function killedAtEachStep(of: Program, line: string, after: (step: number) => void): Promise<number> {
  for (let step = 1; step < 99; step++) {
    const { signal, exitCode, stderr } = await of.run(line, { FATAL_STEP: String(step) }, ['--require', bomb]);
    if (signal !== 'SIGKILL') {
      expect([exitCode, stderr]).toEqual([0, expect.any(String)]);
      return step - 1;
    }
    after(step);
  }
  throw new Error('It never came to an end');
}

describe('a program killed at any step', () => {
  test('a backup killed at any step leaves the ledger and earlier backups unchanged', async () => {
    const of = program('backup');
    await of.run('init');
    await of.run('apply --cost 4');
    const before = readFileSync(of.db);
    const steps = await killedAtEachStep(of, 'backup copy.db --force', () => {
      expect(readFileSync(of.db).equals(before)).toBe(true);
      const copy = join(of.home, 'copy.db');
      if (existsSync(copy)) expect([integrity(copy), record(copy)]).toEqual(['ok', record(of.db)]);
    });
    expect(steps).toBeGreaterThan(5);
  });

  test('a daily backup killed at any step keeps the entry that was written, and leaves only whole copies', async () => {
    const of = program('daily');
    await of.run('init');
    rmSync(of.shelf, { recursive: true });
    let commands = record(of.db).length;
    const steps = await killedAtEachStep(of, 'apply --cost 1', (step) => {
      // At the first step the header of the file is read, before anything is written.
      if (step > 1) commands += 1;
      expect([integrity(of.db), record(of.db).length]).toEqual(['ok', commands]);
      for (const name of of.kept()) expect(integrity(join(of.shelf, name))).toBe('ok');
      rmSync(of.shelf, { recursive: true, force: true });
    });
    expect(steps).toBeGreaterThan(5);
  });

  const places: readonly (readonly [place: string, make: (db: string) => void])[] = [
    ['a sound ledger', () => {}],
    ['a damaged ledger', (db) => writeFileSync(db, 'noise'.repeat(3000))],
    ['a spoilt ledger', (db) => spoil(db, 'transactions')],
  ];
  test.each(places)('a restore over %s, killed at any step, leaves the old or the new file', async (place, make) => {
    const of = program(`restore-${place.replaceAll(' ', '-')}`);
    await of.run('init');
    await of.run('backup copy.db');
    await of.run('apply --cost 4');
    make(of.db);
    const old = readFileSync(of.db);
    const copy = record(join(of.home, 'copy.db'));
    const steps = await killedAtEachStep(of, 'restore copy.db --yes', () => {
      const now = readFileSync(of.db);
      if (!now.equals(old)) {
        expect([integrity(of.db), record(of.db)]).toEqual(['ok', copy]);
        // The replaced file was copied first.
        expect(replaced(of)).not.toEqual([]);
        writeFileSync(of.db, old);
      }
      for (const name of replaced(of)) rmSync(join(of.shelf, name));
    });
    expect(steps).toBeGreaterThan(8);
    expect(record(of.db)).toEqual(copy);
  });
});

describe('a disk that fills up half way', () => {
  // No file may grow beyond 64 KiB, as `ulimit` counts in KiB.
  const tight = (of: Program, line: string) =>
    execa('bash', ['-c', `trap '' XFSZ; ulimit -f 64; exec "${process.execPath}" "${bin}" ${line}`], {
      cwd: of.home,
      env: of.env,
      extendEnv: false,
      reject: false,
    });

  test.each(['backup', 'backup copy.db', 'restore copy.db --yes', 'restore latest --yes'])(
    '%s on a full disk is refused and changes nothing',
    async (line) => {
      const of = program(`full-${line.replaceAll(' ', '-')}`);
      await of.run('init');
      await of.run('backup');
      if (line.includes('restore copy')) await of.run('backup copy.db');
      await of.run('apply --cost 4');
      const before = [of.db, ...of.kept().map((name) => join(of.shelf, name))].map((file) => readFileSync(file));
      const { exitCode, stdout, stderr } = await tight(of, `${line} --json`);
      const { code, message } = JSON.parse(stderr).error;
      expect([exitCode, stdout, code]).toEqual([5, '', 'storage-full']);
      // The message names the file that could not be written, never one that was only read.
      const unwritten = line === 'backup' ? of.shelf : line === 'backup copy.db' ? 'copy.db' : 'ledger.db';
      expect(message).toContain(unwritten);
      const after = [of.db, ...of.kept().map((name) => join(of.shelf, name))].map((file) => readFileSync(file));
      expect(after.every((bytes, i) => before[i]?.equals(bytes))).toBe(true);
      expect(readdirSync(of.home).filter((name) => name.startsWith('.ledger') || name.startsWith('.copy'))).toEqual([]);
      expect(readdirSync(of.shelf).filter((name) => name.startsWith('.'))).toEqual([]);
    },
  );
});

test('several processes that write first on a day make one daily backup together', async () => {
  const of = program('first');
  await of.run('init');
  rmSync(of.shelf, { recursive: true });
  await Promise.all(Array.from({ length: 8 }, () => of.run('apply --cost 1')));
  expect([of.kept().length, (await of.run('balance')).stdout]).toEqual([1, '32']);
});

test('several processes that write, back up and restore at once do not disturb each other', async () => {
  const of = program('crowd');
  await of.run('init');
  copyFileSync(of.db, join(of.home, 'copy.db'));
  rmSync(of.shelf, { recursive: true });
  const lines = ['apply --cost 1', 'apply --cost 1', 'backup', 'backup', 'apply --cost 1', 'backup mine.db'];
  const ran = await Promise.all(lines.map((line) => of.run(line)));
  expect(ran.map(({ exitCode, stderr }) => [exitCode, /could not/.test(stderr)])).toEqual(lines.map(() => [0, false]));
  expect((await of.run('balance')).stdout).toBe('37');
  for (const name of of.kept()) expect(integrity(join(of.shelf, name))).toBe('ok');
  const race = await Promise.all(
    ['restore copy.db --yes', 'restore copy.db --yes', 'apply --cost 1'].map((l) => of.run(l)),
  );
  for (const { exitCode, stderr } of race)
    expect([exitCode === 0 || /Another process/.test(stderr), stderr]).toEqual([true, stderr]);
  expect([integrity(of.db), (await of.run('check')).exitCode]).toEqual(['ok', 0]);
});

describe('a file of an older version', { timeout: 240_000 }, () => {
  const OLD = readFileSync(join(import.meta.dirname, 'fixtures/version-2.sql'), 'utf8');
  const TODAY = { CONNECTS_TODAY: '2021-03-20' };
  const version = (db: string) => rowsOf(db, 'PRAGMA user_version')[0]?.['user_version'];
  const migrations = (of: Program) => of.kept().filter((file) => file.endsWith('-migration.db'));

  /** A ledger of version 2, with ten backups that its owner asked for. */
  async function older(name: string): Promise<Program & { readonly asked: readonly string[] }> {
    const of = program(name);
    await of.run('init');
    for (let n = 0; n < 10; n++) await of.run('backup');
    rmSync(of.db);
    tamper(of.db, OLD);
    const asked = of.kept().filter((file) => file.endsWith('-manual.db'));
    expect(asked).toHaveLength(10);
    return { ...of, asked };
  }

  test('thirty processes that open an older file at once migrate it once, with one backup, and all get an answer', async () => {
    const of = await older('older-crowd');
    const runs = await Promise.all(Array.from({ length: 30 }, () => of.run('balance', TODAY)));
    expect(new Set(runs.map(({ exitCode, stdout }) => `${exitCode} ${stdout}`))).toEqual(new Set(['0 26']));
    const [made = '', ...more] = migrations(of);
    expect(more).toEqual([]);
    expect([version(join(of.shelf, made)), version(of.db)]).toEqual([2, SCHEMA_VERSION]);
    expect(of.kept()).toEqual(expect.arrayContaining([...of.asked]));
    expect((await of.run('check', TODAY)).exitCode).toBe(0);
  });

  test('many processes that write to an older file at once lose none of their commands', async () => {
    const of = await older('writers');
    const before = record(of.db).length;
    const runs = await Promise.all(Array.from({ length: 12 }, () => of.run('spend other --amount 1', TODAY)));
    expect(runs.map(({ exitCode, stderr }) => [exitCode, stderr.includes('Error')])).toEqual(
      runs.map(() => [0, false]),
    );
    expect(record(of.db)).toHaveLength(before + 12);
    expect(migrations(of)).toHaveLength(1);
    expect((await of.run('check', TODAY)).exitCode).toBe(0);
  });

  test('a migration killed at any step leaves the old or the new file, and keeps the backups the user asked for', async () => {
    const of = await older('cut-off');
    let steps = 0;
    for (let step = 1; ; step++) {
      rmSync(of.db);
      tamper(of.db, OLD);
      const { signal } = await of.run('balance', { ...TODAY, FATAL_STEP: String(step) }, ['--require', bomb]);
      if (signal !== 'SIGKILL') break;
      steps = step;
      expect([2, SCHEMA_VERSION]).toContain(version(of.db));
      expect(integrity(of.db)).toBe('ok');
      expect(await of.run('balance', TODAY)).toMatchObject({ exitCode: 0, stdout: '26' });
      expect(version(of.db)).toBe(SCHEMA_VERSION);
      for (const file of migrations(of)) expect(version(join(of.shelf, file))).toBe(2);
    }
    expect(steps).toBeGreaterThan(5);
    expect(of.kept().filter((file) => file.endsWith('-manual.db'))).toEqual(of.asked);
    expect(migrations(of).length).toBeLessThanOrEqual(10);
  });
});
