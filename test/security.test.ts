/** What SECURITY.md promises and no other test holds: modes of files, links in the way, and no network. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { world } from './world.ts';

const temp = mkdtempSync(join(tmpdir(), 'connects-security-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

/** Everything below a folder, with its mode. */
const modesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const mode = (statSync(join(entry.parentPath, entry.name)).mode & 0o777).toString(8);
    return `${entry.isDirectory() ? 'folder' : 'file'} ${mode}`;
  });

test.each([0, 0o022, 0o077])('what the program writes is for its owner alone under umask %i', async (mask) => {
  const before = process.umask(mask);
  try {
    const here = world();
    for (const line of [
      'init',
      'apply 4',
      'backup copy.db',
      'export --output x.csv',
      'export --format jsonl --output x.jsonl',
      'report --output r.html',
    ])
      expect(await here.run(line)).toMatchObject({ code: 0 });
    expect(new Set(modesIn(here.folder))).toEqual(new Set(['folder 700', 'file 600']));
  } finally {
    process.umask(before);
  }
});

test.each(['backup link', 'export --output link', 'report --output link'])(
  '"connects %s" writes through no link that stands in the way',
  async (line) => {
    const here = world();
    await here.run('init');
    for (const target of ['kept.txt', 'nowhere.txt']) {
      const [link, aim] = [join(here.folder, 'link'), join(here.folder, target)];
      if (target === 'kept.txt') writeFileSync(aim, 'kept');
      symlinkSync(aim, link);
      const { code } = await here.run(line);
      expect([0, 2]).toContain(code);
      expect(existsSync(aim) ? readFileSync(aim, 'utf8') : 'none').toBe(target === 'kept.txt' ? 'kept' : 'none');
      if (code !== 0) expect(lstatSync(link).isSymbolicLink()).toBe(true);
      rmSync(link);
    }
  },
);

const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;

test.skipIf(!canTrace)('no command opens a network connection while the ledger is a file', () => {
  const log = join(temp, 'calls');
  const env = { PATH: process.env['PATH'] ?? '', HOME: temp, CONNECTS_TODAY: '2026-11-20' };
  writeFileSync(
    join(temp, 'page.csv'),
    'date,connects,label,title\n2026-11-02,-6,Applied to job,https://www.upwork.com/jobs/~01\n',
  );
  for (const line of [
    'init',
    'apply 4 https://www.upwork.com/jobs/~0123456789abcdef01',
    'import page.csv --yes',
    'balance',
    'report --output r.html',
    'doctor',
    'check',
    'export --format ics',
    'help',
    'backup copy.db',
    'restore latest --yes',
  ]) {
    const traced = [
      '-f',
      '-e',
      'trace=network',
      '-o',
      log,
      process.execPath,
      resolve('bin/connects.js'),
      ...line.split(' '),
    ];
    expect([line, spawnSync('strace', traced, { cwd: temp, env }).status]).toEqual([line, 0]);
    expect(readFileSync(log, 'utf8')).not.toMatch(/AF_INET|AF_INET6|AF_NETLINK|sin_port/);
  }
});
