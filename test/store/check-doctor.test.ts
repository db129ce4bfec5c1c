/** The doctor: a report on a ledger in any state, with a way out for each fault and nothing personal in it. */
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type World, world } from '../world.ts';
import { tamper } from './audit.ts';
import { spoil } from './spoil.ts';

interface Report {
  readonly code: number;
  readonly ok: boolean;
  readonly faults: readonly { readonly code: string; readonly message: string; readonly hint: string }[];
}

const doctor = async (here: World): Promise<Report & Record<string, unknown>> => {
  const { code, stdout, stderr } = await here.run('doctor --json');
  expect(stderr).toBe('');
  return { code, ...JSON.parse(stdout) };
};

async function ledger(): Promise<World> {
  const here = world();
  await here.run('init');
  await here.run('apply --cost 4 --title "Secret job" --client "Secret client" --note "Secret note" --key secret-key');
  await here.run('reconcile 36');
  return here;
}

test('a sound ledger has no fault, and nothing personal is told', async () => {
  const here = await ledger();
  expect(await doctor(here)).toMatchObject({
    code: 0,
    ok: true,
    zone: 'Europe/Prague',
    today: '2021-01-01',
    versions: {
      connects: expect.any(String),
      node: 'v24.0.0',
      sqlite: expect.stringMatching(/^3\./),
      os: 'Linux 6.1.0 x64',
    },
    paths: { ledger: '~/connects.db', folder: '~', data: '~/data', backups: '~/state/backups' },
    file: { mode: '600', bytes: statSync(here.db).size },
    contents: {
      format: expect.any(Number),
      journal: 'delete',
      synchronous: 'full',
      transactions: 2,
      proposals: 1,
      reconciled: { on: '2021-01-01', connects: 36 },
      problems: [],
    },
    refused: null,
    backups: [{ reason: 'daily', at: '2021-01-01T12:00:00.000Z' }],
    faults: [],
  });
  for (const line of ['doctor', 'doctor --json']) expect((await here.run(line)).output).not.toMatch(/secret/i);
  const before = readFileSync(here.db);
  await here.run('doctor');
  expect(readFileSync(here.db).equals(before)).toBe(true);
});

test('the accounts in the data folder are named', async () => {
  const here = world({ vars: { CONNECTS_DB: '' } });
  for (const account of ['connects', 'agency']) await here.run(`init --account ${account}`);
  expect(await doctor(here)).toMatchObject({ code: 0, accounts: ['agency', 'connects'] });
});

describe('a fault is found, and a way out of it', () => {
  const LATEST = 'connects restore latest';
  const faults: readonly (readonly [what: string, code: string, wayOut: string, make: (here: World) => unknown])[] = [
    ['no ledger, but backups', 'missing', LATEST, ({ db }) => rmSync(db)],
    ['noise', 'damaged', LATEST, ({ db }) => writeFileSync(db, 'noise'.repeat(2000))],
    [
      'noise, for the tools of SQLite',
      'damaged',
      'sqlite3 ~/connects.db .recover',
      ({ db }) => spoil(db, 'transactions'),
    ],
    ['half a file', 'damaged', LATEST, ({ db }) => truncateSync(db, 30_000)],
    [
      'noise and no backup',
      'damaged',
      'connects restore FILE',
      ({ db, folder }) => {
        rmSync(join(folder, 'state'), { recursive: true });
        writeFileSync(db, 'noise'.repeat(2000));
      },
    ],
    ['another program’s database', 'not-a-ledger', '--db', ({ db }) => tamper(db, 'PRAGMA application_id = 7')],
    ['a newer ledger', 'storage-newer', 'Upgrade', ({ db }) => tamper(db, 'PRAGMA user_version = 99')],
    [
      'a folder in its place',
      'storage-unavailable',
      '--db',
      ({ db }) => {
        rmSync(db);
        mkdirSync(db);
      },
    ],
    [
      'what is derived changed',
      'check',
      'connects check --repair',
      ({ db }) => tamper(db, 'UPDATE proposals SET cost = 1'),
    ],
    ['the record changed', 'check', LATEST, ({ db }) => tamper(db, 'DROP TRIGGER facts_never_go')],
    ['a file that others may read', 'mode', 'chmod 600 ~/connects.db', ({ db }) => chmodSync(db, 0o644)],
    ['a folder that others may write to', 'mode', 'chmod go-w ~', ({ folder }) => chmodSync(folder, 0o777)],
    [
      'backups that others may read',
      'mode',
      'chmod 700 ~/state/backups',
      ({ folder }) => chmodSync(join(folder, 'state', 'backups'), 0o755),
    ],
    ['no backup', 'no-backup', 'connects backup', ({ folder }) => rmSync(join(folder, 'state'), { recursive: true })],
    ['another journal', 'journal', 'PRAGMA journal_mode = DELETE', ({ db }) => tamper(db, 'PRAGMA journal_mode = WAL')],
    ['a copy cut off', 'leftover', 'deleted', ({ folder }) => mkdirSync(join(folder, '.connects.db.part-1'))],
  ];
  test.each(faults)('%s', async (_, code, wayOut, make) => {
    const here = await ledger();
    make(here);
    const report = await doctor(here);
    expect([report.code, report.ok, report['warnings']]).toEqual([
      6,
      false,
      [expect.objectContaining({ code: 'check-failed' })],
    ]);
    expect(report.faults).toEqual([
      expect.objectContaining({ code, hint: expect.stringContaining(wayOut), message: expect.stringMatching(/\.$/) }),
    ]);
    const { code: exit, stdout } = await here.run('doctor');
    expect([exit, stdout]).toEqual([6, expect.stringContaining(wayOut)]);
  });

  test('no account at all', async () => {
    const here = world();
    expect(await doctor(here)).toMatchObject({ code: 6, file: null, faults: [{ code: 'missing' }] });
    writeFileSync(here.db, '');
    expect(await doctor(here)).toMatchObject({ code: 6, faults: [{ code: 'missing' }] });
  });

  test('backups that stopped', async () => {
    const here = await ledger();
    rmSync(join(here.folder, 'state', 'backups'), { recursive: true });
    writeFileSync(join(here.folder, 'state', 'backups'), 'in the way');
    await here.run('apply --cost 1', { now: '2021-01-05T12:00:00.000Z' });
    const { code, stdout } = await here.run('doctor', { now: '2021-01-05T12:00:01.000Z' });
    expect([code, stdout]).toEqual([6, expect.stringContaining('no backup')]);
  });

  test('a clock that stands before what is recorded', async () => {
    const here = await ledger();
    const { code, stdout } = await here.run('doctor', { now: '2020-01-01T12:00:00.000Z' });
    expect([code, stdout]).toEqual([6, expect.stringContaining('clock')]);
  });

  test('a path that a shell would part is quoted', async () => {
    const here = await ledger();
    const odd = join(here.folder, "it's here.db");
    copyFileSync(here.db, odd);
    chmodSync(odd, 0o640);
    const { stdout } = await here.run(['doctor', '--db', odd]);
    expect(stdout).toContain("chmod 600 ~/'it'\\''s here.db'");
  });

  test('a link that leads nowhere', async () => {
    const here = world();
    symlinkSync(join(here.folder, 'nowhere', 'x.db'), here.db);
    expect(await doctor(here)).toMatchObject({ code: 6, faults: [{ code: 'missing' }] });
  });
});

test('a ledger that another process writes to is reported as such', async () => {
  const here = await ledger();
  const { default: Database } = await import('better-sqlite3');
  const other = new Database(here.db);
  other.exec('BEGIN EXCLUSIVE');
  const report = await doctor(here);
  other.close();
  expect(report).toMatchObject({ code: 6, faults: [{ code: 'storage-busy' }] });
});
