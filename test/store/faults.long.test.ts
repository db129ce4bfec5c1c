/** A disk that fails: system calls fail once, and the message names the file at fault and what is wrong with it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { world } from '../world.ts';

const bin = resolve(import.meta.dirname, '../../bin/connects.js');
const temp = mkdtempSync(join(tmpdir(), 'connects-faults-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

interface Fault {
  readonly call: string;
  readonly error: string;
  /** Which of the calls fails; `+`: and all after it. */
  readonly nth: number | string;
  /** The file whose calls fail; all files if it is not given. */
  readonly file?: string;
}

function connects(home: string, line: string, fault: Fault | null = null) {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    CONNECTS_TODAY: '2021-02-01',
    CONNECTS_DB: join(home, 'ledger.db'),
  };
  const log = join(home, 'strace.log');
  const program = [process.execPath, bin, ...line.split(' ')];
  const traced = fault
    ? [
        'strace',
        '-f',
        '-qq',
        '-o',
        log,
        ...(fault.file ? ['-P', join(home, fault.file)] : []),
        '-e',
        `trace=${fault.call}`,
        '-e',
        `inject=${fault.call}:error=${fault.error}:when=${fault.nth}`,
        ...program,
      ]
    : program;
  const { status, stdout, stderr } = spawnSync(traced[0] ?? '', traced.slice(1), { env, cwd: home, encoding: 'utf8' });
  if (fault) expect(readFileSync(log, 'utf8')).toContain('INJECTED');
  return { status, stdout, stderr };
}

const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;

const FAULTS: readonly (readonly [what: string, line: string, fault: Fault, code: string, names: string])[] = [
  [
    'a write to the ledger',
    'apply --cost 1',
    { call: 'pwrite64', error: 'EIO', nth: 1, file: 'ledger.db' },
    'storage-unavailable',
    'ledger.db',
  ],
  [
    'a write to the ledger without space',
    'apply --cost 1',
    { call: 'pwrite64', error: 'ENOSPC', nth: 1, file: 'ledger.db' },
    'storage-full',
    'ledger.db',
  ],
  [
    'a write to a named backup',
    'backup copy.db',
    { call: 'pwrite64', error: 'EIO', nth: 1 },
    'storage-unavailable',
    'copy.db',
  ],
  [
    'a write to a named backup without space',
    'backup copy.db',
    { call: 'pwrite64', error: 'ENOSPC', nth: 1 },
    'storage-full',
    'copy.db',
  ],
  [
    'a write to the backup folder',
    'backup',
    { call: 'pwrite64', error: 'EIO', nth: 1 },
    'storage-unavailable',
    'backups',
  ],
  [
    'a page that a check reads',
    'check',
    { call: 'pread64', error: 'EIO', nth: '20+', file: 'ledger.db' },
    'storage-unavailable',
    'ledger.db',
  ],
];

// Where strace is missing or may trace nothing, no call can be made to fail.
describe.skipIf(!canTrace)('a system call that fails', () => {
  test.each(FAULTS)('a failure of %s is reported with its file, and loses nothing', (what, line, fault, code, name) => {
    const home = join(temp, what.replaceAll(' ', '-'));
    mkdirSync(home);
    for (const first of ['init', 'apply --cost 4']) expect(connects(home, first).status).toBe(0);
    const { status, stderr } = connects(home, `${line} --json`, fault);
    const { error } = JSON.parse(stderr) as { error: { code: string; message: string } };
    expect([status, error]).toMatchObject([5, { code, message: expect.stringContaining(name) }]);
    expect(error.message).not.toMatch(name === 'ledger.db' ? /backups|copy/ : /ledger\.db/);
    expect(connects(home, 'balance').stdout).toBe('36\n');
    expect(connects(home, 'check')).toMatchObject({ status: 0, stdout: '' });
    expect(existsSync(join(home, 'copy.db'))).toBe(false);
  });
});

describe('what belongs to the ledger is never written over', () => {
  test.each(['-journal', '-wal', '-shm'])(
    'the file %s beside a ledger is refused as the place of a backup or an export',
    async (side) => {
      const here = world();
      await here.run('init');
      for (const line of [
        `backup ${here.db}${side}`,
        `backup ${here.db}${side} --force`,
        `export --format csv --output ${here.db}${side}`,
      ]) {
        const { code, stderr } = await here.run(line);
        expect([line, code, stderr]).toEqual([line, 2, expect.stringContaining('belongs to the ledger')]);
      }
      expect(existsSync(`${here.db}${side}`)).toBe(false);
    },
  );
});

describe('what a killed copy left', () => {
  const left = (folder: string, name: string): string => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'copy.db'), 'whole');
    return name;
  };

  test.skipIf(!existsSync('/proc/self'))(
    'the next command that writes removes it, unless the process that made it still runs',
    async () => {
      const here = world();
      await here.run('init');
      const gone = left(here.folder, '.connects.db.part-999999999-abc');
      const running = left(here.folder, `.connects.db.part-${process.pid}-abc`);
      const beside = left(here.folder, '.copy.db.part-999999999-abc');
      expect((await here.run('apply --cost 1')).code).toBe(0);
      expect(readdirSync(here.folder)).not.toContain(gone);
      expect(readdirSync(here.folder)).toEqual(expect.arrayContaining([running, beside]));
      expect((await here.run('backup copy.db')).code).toBe(0);
      expect(readdirSync(here.folder)).not.toContain(beside);
    },
  );
});
