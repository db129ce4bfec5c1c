/** The built program in trouble: killed, out of disk space, in many processes at once, and with readers that stop. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { decide } from '../../src/rules/decide.ts';
import type { Day } from '../../src/rules/values/calendar.ts';
import { openConnection } from '../../src/store/file/open-file.ts';
import type { Ledger } from '../../src/store/ledger.ts';
import { sqliteLedger } from '../../src/store/sqlite-ledger.ts';
import { generate } from '../bench/generate.ts';
import { audit, integrity, rowsOf, tamper } from './audit.ts';

const bin = resolve(import.meta.dirname, '../../bin/connects.js');
const TODAY = '2021-02-01' as Day;
const temp = mkdtempSync(join(tmpdir(), 'connects-crash-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

function program(name: string) {
  const db = join(temp, `${name}.db`);
  const env = { PATH: process.env['PATH'] ?? '', HOME: temp, CONNECTS_DB: db, CONNECTS_TODAY: TODAY };
  const connects = (line: string) =>
    execa(process.execPath, [bin, ...line.split(' ')], { env, extendEnv: false, reject: false });
  return { db, env, connects };
}

/** The ledger of the same program, opened in this process. */
async function ledgerAt(db: string, patience: number): Promise<{ ledger: Ledger; connection: Database.Database }> {
  const connection = openConnection(db, { patience });
  let uids = 0;
  const stamps = { now: () => '2021-02-01T12:00:00.000Z', uid: () => `test-${++uids}` };
  return { ledger: sqliteLedger(connection, { path: db, stamps }), connection };
}

const spend = (ledger: Ledger, note: string): ReturnType<Ledger['write']> => {
  const command = { name: 'spend', on: TODAY, source: 'other', amount: 1, note } as const;
  return ledger.write({
    command,
    today: TODAY,
    dryRun: false,
    withLines: true,
    decide: (timeline) => decide(command, timeline),
  });
};

const refused = (code: string) => expect.objectContaining({ refusal: expect.objectContaining({ code }) });

/** Numbers from 0 to 1, the same in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Starts a command and kills it after some milliseconds if it is still running; null never kills it. */
const killed = (env: Record<string, string>, line: string, after: number | null) =>
  new Promise<{ readonly code: number | null; readonly stdout: string }>((done) => {
    const child = spawn(process.execPath, [bin, ...line.split(' ')], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    const timer = after === null ? undefined : setTimeout(() => child.kill('SIGKILL'), after);
    child.on('close', (code) => {
      clearTimeout(timer);
      done({ code, stdout });
    });
  });

describe('a program that is killed', () => {
  test('a program that is killed keeps everything it reported, and each command completely or not at all', async () => {
    const { db, env, connects } = program('killed');
    await connects('init --balance 900');
    const start = performance.now();
    await connects('apply --cost 1 --boost 2 --force');
    const whole = performance.now() - start;
    const random = chance(7);
    const told = new Set<string>();
    for (let round = 0; round < 25; round += 1) {
      // Whatever the speed of the machine, some runs finish and some are killed.
      const after = round % 5 === 0 ? null : round % 5 === 1 ? 0 : whole * (0.4 + 0.8 * random());
      const { code, stdout } = await killed(env, 'apply --cost 1 --boost 2 --force --json', after);
      if (code === 0) {
        const { transactions } = JSON.parse(stdout) as { transactions: { uid: string }[] };
        for (const { uid } of transactions) told.add(uid);
      }
    }
    expect(told.size).toBeGreaterThan(0);
    expect(told.size).toBeLessThan(50);
    expect(await connects('balance')).toMatchObject({ exitCode: 0 });
    expect(integrity(db)).toBe('ok');
    const kept = new Set(rowsOf(db, 'SELECT uid FROM transactions').map(({ uid }) => uid));
    expect([...told].filter((uid) => !kept.has(uid))).toEqual([]);
    const halves = rowsOf(
      db,
      `SELECT id FROM commands WHERE name = 'apply'
         AND ((SELECT count(*) FROM transactions WHERE command = commands.id) <> 2
           OR (SELECT count(*) FROM facts WHERE command = commands.id) <> 1)`,
    );
    expect(halves).toEqual([]);
    audit(db);
  });

  test('a program killed while it writes pages leaves the earlier state', async () => {
    const { db, connects } = program('torn');
    await connects('init');
    await connects('apply --cost 4');
    const before = rowsOf(db, 'SELECT * FROM transactions');
    // A cache of a few pages spills into the file before the transaction ends.
    const script = `
      const db = new (require('better-sqlite3'))(process.argv[1]);
      db.pragma('cache_size = 5');
      db.exec('BEGIN IMMEDIATE');
      const put = db.prepare("INSERT INTO commands (uid, name, body, recorded_at) VALUES (?, 'apply', ?, '2021')");
      for (let i = 0; i < 500; i++) put.run('torn-' + i, 'x'.repeat(2000));
      process.kill(process.pid, 'SIGKILL');`;
    const torn = spawnSync(process.execPath, ['-e', script, db], { cwd: resolve(bin, '../..') });
    expect(torn.signal).toBe('SIGKILL');
    expect(existsSync(`${db}-journal`)).toBe(true);
    expect(readFileSync(db).includes('x'.repeat(1000))).toBe(true);

    expect(await connects('balance')).toMatchObject({ exitCode: 0, stdout: '36' });
    expect(rowsOf(db, 'SELECT * FROM transactions')).toEqual(before);
    expect(integrity(db)).toBe('ok');
    audit(db);
  });
});

describe('a disk that is full', () => {
  test('a full disk refuses the command, loses nothing, and accepts the next one when there is room', async () => {
    const { db, connects } = program('full');
    await connects('init');
    const before = readFileSync(db);
    const { ledger, connection } = await ledgerAt(db, 0);
    const pages = connection.pragma('page_count', { simple: true }) as number;
    connection.pragma(`max_page_count = ${pages}`);
    await expect(spend(ledger, 'x'.repeat(200_000))).rejects.toEqual(refused('storage-full'));
    expect(readFileSync(db).equals(before)).toBe(true);
    connection.pragma(`max_page_count = ${pages + 1000}`);
    expect(await spend(ledger, 'x'.repeat(200_000))).toMatchObject({ after: 39 });
    ledger.close();
    expect(integrity(db)).toBe('ok');
    audit(db);
  });

  // The kernel limits the size of files, so that the system call itself fails.
  test('a system call that fails for lack of space is reported as a full disk', async () => {
    const { db, env, connects } = program('limit');
    await connects('init');
    const before = readFileSync(db);
    const half = Math.floor(before.length / 2 / 512);
    const line = `ulimit -f ${half}; exec "$0" "$1" apply --cost 4 --note ${'x'.repeat(900)} --title ${'y'.repeat(900)} --json`;
    const over = await execa('sh', ['-c', line, process.execPath, bin], { env, extendEnv: false, reject: false });
    expect(JSON.parse(over.stderr)).toMatchObject({ error: { code: 'storage-full' } });
    expect(over).toMatchObject({ exitCode: 5, stdout: '' });
    expect(await connects('balance')).toMatchObject({ exitCode: 0, stdout: '40' });
    expect(await connects('apply --cost 4')).toMatchObject({ exitCode: 0 });
    expect(integrity(db)).toBe('ok');
    audit(db);
  });
});

describe('an answer that cannot be written', () => {
  test('an answer that cannot be written is reported in one sentence, and the entry stays recorded', async () => {
    const { db, env, connects } = program('unwritten');
    await connects('init');
    const into = (line: string) =>
      execa('sh', ['-c', `exec "$0" "$1" ${line}`, process.execPath, bin], { env, extendEnv: false, reject: false });
    const apply = await into('apply --cost 4 >/dev/full');
    expect([apply.exitCode, apply.stderr.split('\n').slice(-2)]).toEqual([
      5,
      [
        'Error: The disk is full: standard output could not be written.',
        'Anything recorded before this is kept: see connects history. Free some space before you continue.',
      ],
    ]);
    const asJson = await into('apply --cost 4 --json >/dev/full');
    expect([asJson.exitCode, JSON.parse(asJson.stderr)]).toMatchObject([5, { error: { code: 'storage-full' } }]);
    expect((await connects('balance')).stdout).toBe('32');
    for (const line of ['balance', '--help', 'history --all', 'doctor']) {
      expect([line, (await into(`${line} >/dev/full`)).exitCode]).toEqual([line, 5]);
    }
    // If not even the error can be written, the exit code still reports it.
    expect((await into('balance >/dev/full 2>/dev/full')).exitCode).toBe(5);
    expect((await into('balance 2>/dev/full')).exitCode).toBe(0);
    audit(db);
  });
});

describe('many processes at once', () => {
  test('eight processes that spend together take exactly the balance, and none reports an error of the store', async () => {
    const { db, connects } = program('crowd');
    await connects('init --balance 30');
    const worker = async () => {
      const done: Awaited<ReturnType<typeof connects>>[] = [];
      for (let n = 0; n < 5; n += 1) done.push(await connects('apply --cost 1 --json'));
      return done;
    };
    const results = (await Promise.all(Array.from({ length: 8 }, worker))).flat();
    const codes = results.map(({ exitCode }) => exitCode);
    expect(codes.filter((code) => code === 0)).toHaveLength(30);
    expect(codes.filter((code) => code === 3)).toHaveLength(10);
    for (const { exitCode, stderr } of results) {
      if (exitCode === 3)
        expect(JSON.parse(String(stderr))).toMatchObject({ error: { code: 'insufficient-connects' } });
    }
    expect((await connects('balance')).stdout).toBe('0');
    const ids = rowsOf(db, 'SELECT id FROM transactions ORDER BY id').map(({ id }) => id);
    expect(ids).toEqual(Array.from({ length: 31 }, (_, i) => i + 1));
    audit(db);
  });

  test('four processes that open the account together open one account', async () => {
    const { db, connects } = program('openings');
    const codes = (await Promise.all([1, 2, 3, 4].map(() => connects('init')))).map(({ exitCode }) => exitCode);
    expect(codes.sort()).toEqual([0, 3, 3, 3]);
    expect((await connects('balance')).stdout).toBe('40');
    audit(db);
  });

  test('a writer that waits too long reports a busy ledger, and readers can read meanwhile', async () => {
    const { db, connects } = program('busy');
    await connects('init');
    const holder = new Database(db);
    const { ledger } = await ledgerAt(db, 0);
    holder.exec('BEGIN IMMEDIATE');
    await expect(spend(ledger, 'no')).rejects.toEqual(refused('storage-busy'));
    expect(await ledger.stateOn(TODAY)).toMatchObject({ opened: TODAY });
    holder.exec('ROLLBACK; BEGIN EXCLUSIVE');
    await expect(ledger.stateOn(TODAY)).rejects.toEqual(refused('storage-busy'));
    holder.exec('ROLLBACK');
    expect(await spend(ledger, 'yes')).toMatchObject({ after: 39 });
    ledger.close();
    holder.close();
  });

  test('an answer shows one moment, even if another process writes at the same time', async () => {
    const { db, connects } = program('snapshot');
    await connects('init');
    const first = await ledgerAt(db, 0);
    const before = await first.ledger.history({ since: null, until: TODAY, kind: null, limit: null });
    first.ledger.close();
    // A connection of its own: one that has answered before has its statements ready.
    const { ledger, connection } = await ledgerAt(db, 0);
    const prepare = connection.prepare.bind(connection);
    // After the first statement of the answer, another process tries to change what the second one reads.
    let meddled = false;
    connection.prepare = ((sql: string) => {
      if (sql.includes('FROM checkpoints') && !meddled) {
        meddled = true;
        const other = new Database(db, { timeout: 0 });
        expect(() => other.exec('BEGIN IMMEDIATE; UPDATE checkpoints SET entries = 99; COMMIT')).toThrow('locked');
        other.close();
      }
      return prepare(sql);
    }) as typeof connection.prepare;
    expect(await ledger.history({ since: null, until: TODAY, kind: null, limit: null })).toEqual(before);
    expect(meddled).toBe(true);
    ledger.close();
  });
});

describe('a long ledger', () => {
  test('a long history stops without an error when its reader stops reading', async () => {
    const { db, env } = program('long');
    await generate(db, 1500);
    audit(db);
    const line = '"$0" "$1" history --all | head -1; echo $PIPESTATUS';
    const { stdout, stderr } = await execa('bash', ['-c', line, process.execPath, bin], {
      env: { ...env, CONNECTS_TODAY: '2025-12-31' },
      extendEnv: false,
    });
    expect(stdout.split('\n')).toEqual([expect.stringMatching(/^\d+\t2025-12-31\t/), '0']);
    expect(stderr).toBe('');
  });

  test('a long ledger keeps only a few checkpoints', async () => {
    const { db } = program('few');
    await generate(db, 1500);
    const [row] = rowsOf(db, 'SELECT count(*) AS checkpoints, max(entries) AS entries FROM checkpoints');
    // One for every 256 entries, and those for the newest few commands.
    expect(Number(row?.['checkpoints'])).toBeLessThan(Number(row?.['entries']) / 256 + 10);
    expect(Number(row?.['entries'])).toBeGreaterThan(1500);
    tamper(db, 'DELETE FROM checkpoints');
    const { ledger } = await ledgerAt(db, 0);
    expect(await ledger.stateOn('2025-12-31' as Day)).toMatchObject({ opened: '2021-01-01' });
    ledger.close();
  });
});
