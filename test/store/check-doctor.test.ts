/** The doctor: a report on a ledger in any state, with a way out for each fault and nothing personal in it. */
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { bound } from '../bound.ts';
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

test('the doctor finds no fault in a sound ledger and shows nothing personal', async () => {
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
      synchronous: 'extra',
      transactions: 2,
      proposals: 1,
      reconciled: '2021-01-01',
      problems: [],
    },
    refused: null,
    unwritable: null,
    backups: [{ reason: 'daily', at: '2021-01-01T12:00:00.000Z', day: '2021-01-01' }],
    faults: [],
  });
  for (const line of ['doctor', 'doctor --json'])
    expect((await here.run(line)).output).not.toMatch(/secret|\b36 Connects|: 36\b/i);
  const before = readFileSync(here.db);
  await here.run('doctor');
  expect(readFileSync(here.db).equals(before)).toBe(true);
});

test('the doctor names the backup that restore latest takes, even if a restore kept a newer one', async () => {
  const here = await ledger();
  for (const line of ['backup', 'restore latest --yes']) expect((await here.run(line)).code).toBe(0);
  const folder = join(here.folder, 'state', 'backups');
  const told = async () => /^Backups .*$/m.exec((await here.run('doctor')).stdout)?.[0];
  expect(await told()).toMatch(/, 3; restore latest tries the one of \S+ \(manual\) first$/);
  for (const name of readdirSync(folder)) if (!name.endsWith('-restore.db')) rmSync(join(folder, name));
  expect(await told()).toMatch(/, 1; restore latest can use none of them$/);
});

test('the doctor suggests a restore for an account that was deleted', async () => {
  const here = await ledger();
  rmSync(here.db);
  expect((await doctor(here)).faults).toEqual([
    expect.objectContaining({
      message: 'There is no account at ~/connects.db.',
      hint: expect.stringContaining('restore'),
    }),
  ]);
});

test('the doctor counts the accounts in the data folder without naming them', async () => {
  const here = world({ vars: { CONNECTS_DB: '' } });
  for (const account of ['connects', 'agency']) await here.run(`init --account ${account}`);
  expect(await doctor(here)).toMatchObject({ code: 0, accounts: 2 });
  for (const line of ['doctor', 'doctor --json']) expect((await here.run(line)).output).not.toContain('agency');
});

test('the doctor breaks lines between words in a narrow terminal', async () => {
  const here = await ledger();
  rmSync(join(here.folder, 'state'), { recursive: true });
  tamper(here.db, 'UPDATE proposals SET cost = 1');
  const { stdout } = await here.run('doctor', { tty: true, columns: 40 });
  const words = (line: string) => line.trim().split(/ +/).length;
  for (const line of stdout.split('\n')) expect(line.length <= 40 || words(line) === 1, line).toBe(true);
});

describe('what cannot be reached or written', () => {
  const codes = ({ faults }: Report) => faults.map(({ code }) => code);

  test('the doctor reports a read-only ledger', async () => {
    const here = await ledger();
    chmodSync(here.db, 0o400);
    expect(codes(await bound(here.folder, () => doctor(here)))).toContain('storage-readonly');
  });

  test('the doctor reports a folder in which no file can be made', async () => {
    const here = await ledger();
    chmodSync(here.folder, 0o500);
    const report = await bound(here.folder, () => doctor(here));
    chmodSync(here.folder, 0o700);
    expect([codes(report), report['unwritable']]).toEqual([
      expect.arrayContaining(['storage-readonly']),
      'storage-readonly',
    ]);
  });

  test('the doctor reports a folder that cannot be entered', async () => {
    const here = await ledger();
    chmodSync(here.folder, 0o000);
    const report = await bound(here.folder, () => doctor(here));
    const told = await bound(here.folder, () => here.run('doctor'));
    chmodSync(here.folder, 0o700);
    expect(codes(report)[0]).toBe('storage-unavailable');
    expect(told.stdout).toContain('Ledger      ~/connects.db, out of reach');
    expect(told.stdout).not.toContain('not there');
  });

  test('the doctor reports backups that cannot be listed', async () => {
    const here = await ledger();
    const backups = join(here.folder, 'state', 'backups');
    chmodSync(backups, 0o000);
    const report = await bound(here.folder, () => doctor(here));
    chmodSync(backups, 0o700);
    expect(report.faults).toEqual([
      expect.objectContaining({ code: 'no-backup', message: '~/state/backups cannot be opened: permission denied.' }),
    ]);
  });

  test('the doctor does not report a process that is writing just now', async () => {
    const here = await ledger();
    const other = new Database(here.db);
    other.exec('BEGIN IMMEDIATE');
    expect(await doctor(here)).toMatchObject({ code: 0, faults: [] });
    other.close();
  });
});

describe('hints name the ledger that was asked about', () => {
  test.each(['--db ~/other.db', '--db=~/other.db', '--account work'])('hints repeat the option %s', async (named) => {
    const here = world();
    const words = named.replace('~', here.folder).split(' ');
    const ledger = named.replace('=', ' ');
    const { stdout } = await here.run([...words, 'doctor']);
    expect(stdout).toContain(`Open an account with: connects ${ledger} init.`);
    const { stderr } = await here.run([...words, 'balance', '--json']);
    expect(JSON.parse(stderr).error.hint).toContain(`Open one with: connects ${ledger} init. `);
    await here.run([...words, 'init', '--joined', '2021-01-01']);
    expect((await here.run([...words, 'apply', '--cost', '1'])).stderr).toBe(`Undo: connects ${ledger} undo\n`);
  });

  test('hints quote a path with a blank', async () => {
    const here = world();
    await here.run(['init', '--db', join(here.folder, 'my ledger.db')]);
    await here.run(['backup', join(here.folder, 'my copy.db'), '--db', join(here.folder, 'my ledger.db')]);
    const { stderr } = await here.run([
      ...['restore', join(here.folder, 'my copy.db'), '--yes'],
      ...['--db', join(here.folder, 'my ledger.db')],
    ]);
    expect(stderr).toMatch(
      /^To go back: connects --db '~\/my ledger.db' restore ~\/state\/backups\/my_ledger.*restore\.db\n$/,
    );
  });
});

describe('every fault comes with a hint', () => {
  const LATEST = 'connects restore latest';
  const faults: readonly (readonly [what: string, code: string, wayOut: string, make: (here: World) => unknown])[] = [
    ['a missing ledger with backups', 'missing', LATEST, ({ db }) => rmSync(db)],
    ['a file of noise', 'damaged', LATEST, ({ db }) => writeFileSync(db, 'noise'.repeat(2000))],
    [
      'a damaged file that the tools of SQLite may recover',
      'damaged',
      'sqlite3 ~/connects.db .recover',
      ({ db }) => spoil(db, 'transactions'),
    ],
    ['half a file', 'damaged', LATEST, ({ db }) => truncateSync(db, 30_000)],
    [
      'a file of noise without a backup',
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
      'a folder in place of the ledger',
      'storage-unavailable',
      '--db',
      ({ db }) => {
        rmSync(db);
        mkdirSync(db);
      },
    ],
    [
      'a changed derived table',
      'check',
      'connects check --repair',
      ({ db }) => tamper(db, 'UPDATE proposals SET cost = 1'),
    ],
    [
      'a deleted transaction',
      'check',
      LATEST,
      ({ db }) => tamper(db, 'DROP TRIGGER transactions_never_go; DELETE FROM transactions WHERE id = 1'),
    ],
    ['a missing trigger', 'check', 'connects check --repair', ({ db }) => tamper(db, 'DROP TRIGGER facts_never_go')],
    [
      'a table that does not belong there',
      'check',
      "'DROP table mine'",
      ({ db }) => tamper(db, 'CREATE TABLE mine (x)'),
    ],
    ['a ledger without a version', 'damaged', LATEST, ({ db }) => tamper(db, 'PRAGMA user_version = 0')],
    ['an incomplete older ledger', 'check', LATEST, ({ db }) => tamper(db, 'PRAGMA user_version = 1')],
    ['a file that others may read', 'mode', 'chmod 600 ~/connects.db', ({ db }) => chmodSync(db, 0o644)],
    ['a folder that others may write to', 'mode', 'chmod go-w ~', ({ folder }) => chmodSync(folder, 0o777)],
    [
      'backups that others may read',
      'mode',
      'chmod 700 ~/state/backups',
      ({ folder }) => chmodSync(join(folder, 'state', 'backups'), 0o755),
    ],
    [
      'a missing backup',
      'no-backup',
      'connects backup',
      ({ folder }) => rmSync(join(folder, 'state'), { recursive: true }),
    ],
    [
      'another journal mode',
      'journal',
      'PRAGMA journal_mode = DELETE',
      ({ db }) => tamper(db, 'PRAGMA journal_mode = WAL'),
    ],
    [
      'a backup with a wrong date',
      'backup-clock',
      'Set the clock',
      ({ folder }) => {
        const [made = ''] = readdirSync(join(folder, 'state', 'backups'));
        const later = made.replace('2021-01-01T', '2031-01-01T');
        renameSync(join(folder, 'state', 'backups', made), join(folder, 'state', 'backups', later));
      },
    ],
    ['an unfinished copy', 'leftover', 'delete', ({ folder }) => mkdirSync(join(folder, '.connects.db.part-1'))],
    ...[
      "connects (Ada's conflicted copy 2021-02-01).db",
      'connects.sync-conflict-20210201-120000-ABCDEFG.db',
      'connects (conflicted copy 2021-02-01 120000).db',
      'connects (1).db',
      'connects 2.db',
    ].map((name): (typeof faults)[number] => [
      `the conflicted copy ${name}`,
      'conflict',
      'connects merge',
      ({ folder, db }) => copyFileSync(db, join(folder, name)),
    ]),
  ];
  test.each(faults)('the doctor reports %s, with a hint', async (_, code, wayOut, make) => {
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

  test('the doctor takes no other file beside the ledger for a conflicted copy of it', async () => {
    const here = await ledger();
    copyFileSync(here.db, join(here.folder, 'connects-kept.db'));
    writeFileSync(join(here.folder, 'connects (conflicted copy).db'), 'notes');
    expect((await doctor(here)).faults).toEqual([]);
  });

  test('the doctor reports that there is no account', async () => {
    const here = world();
    expect(await doctor(here)).toMatchObject({ code: 6, file: null, faults: [{ code: 'missing' }] });
    writeFileSync(here.db, '');
    expect(await doctor(here)).toMatchObject({ code: 6, faults: [{ code: 'missing' }] });
  });

  test('the doctor reports backups that stopped', async () => {
    const here = await ledger();
    rmSync(join(here.folder, 'state', 'backups'), { recursive: true });
    writeFileSync(join(here.folder, 'state', 'backups'), 'in the way');
    await here.run('apply --cost 1', { now: '2021-01-05T12:00:00.000Z' });
    const { code, stdout } = await here.run('doctor', { now: '2021-01-05T12:00:01.000Z' });
    expect([code, stdout]).toEqual([6, expect.stringContaining('no backup')]);
    rmSync(join(here.folder, 'state', 'backups'));
    await here.run('backup', { now: '2021-01-04T12:00:00.000Z' });
    const again = await here.run('doctor', { now: '2021-01-05T12:00:01.000Z' });
    expect(again.stdout).toContain('The last backup is from 2021-01-04, but the newest entry is from 2021-01-05.');
  });

  test('the doctor reports a clock earlier than the newest entry', async () => {
    const here = await ledger();
    const { code, stdout } = await here.run('doctor', { now: '2020-01-01T12:00:00.000Z' });
    expect([code, stdout]).toEqual([6, expect.stringContaining('clock')]);
  });

  test('the doctor quotes a path with special characters', async () => {
    const here = await ledger();
    const odd = join(here.folder, "it's here.db");
    copyFileSync(here.db, odd);
    chmodSync(odd, 0o640);
    const { stdout } = await here.run(['doctor', '--db', odd]);
    expect(stdout).toContain("chmod 600 ~/'it'\\''s here.db'");
  });

  test('the doctor reports a link that leads nowhere', async () => {
    const here = world();
    symlinkSync(join(here.folder, 'nowhere', 'x.db'), here.db);
    expect(await doctor(here)).toMatchObject({ code: 6, faults: [{ code: 'missing' }] });
  });
});

test('the doctor reports a ledger that another process writes to', async () => {
  const here = await ledger();
  const { default: Database } = await import('better-sqlite3');
  const other = new Database(here.db);
  other.exec('BEGIN EXCLUSIVE');
  const report = await doctor(here);
  other.close();
  expect(report).toMatchObject({ code: 6, faults: [{ code: 'storage-busy' }] });
});
