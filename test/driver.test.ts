/** The built program with a database driver that cannot be loaded: it says so, and changes no ledger. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const temp = mkdtempSync(join(tmpdir(), 'connects-driver-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

const driver = 'node_modules/better-sqlite3';

/** The program with a driver whose binaries `spoil` has changed. */
function spoilt(name: string, spoil: (folder: string) => void) {
  const folder = join(temp, name);
  for (const part of ['bin', 'dist', 'package.json']) cpSync(join(root, part), join(folder, part), { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  spoil(join(folder, driver));
  const home = join(folder, 'home');
  mkdirSync(home);
  const run = (...args: string[]) =>
    execa(process.execPath, [join(folder, 'bin/connects.js'), ...args], {
      env: { HOME: home },
      extendEnv: false,
      reject: false,
    });
  return { home, run };
}

function copied(to: string): void {
  mkdirSync(to);
  for (const part of ['package.json', 'lib']) cpSync(join(root, driver, part), join(to, part), { recursive: true });
}

describe('a database driver that cannot be loaded', () => {
  const cases: readonly (readonly [string, (folder: string) => void])[] = [
    ['without a binary for this system', copied],
    [
      'whose binary the system does not load',
      (folder) => {
        copied(folder);
        mkdirSync(join(folder, 'prebuilds'));
        for (const file of readdirSync(join(root, driver, 'prebuilds')))
          writeFileSync(join(folder, 'prebuilds', file), 'of another system');
      },
    ],
    ['that is missing', () => {}],
  ];
  test.each(cases)('the program reports a database driver %s, and leaves the ledger alone', async (name, spoil) => {
    const { home, run } = spoilt(name, spoil);
    for (const command of ['init', 'balance', 'doctor', 'check', 'backup', 'apply --cost 4']) {
      const { exitCode, stdout, stderr } = await run(...command.split(' '));
      // Without a ledger there is nothing to load the driver for.
      if (exitCode === 4) continue;
      expect([command, exitCode, stdout]).toEqual([command, 5, '']);
      expect(stderr).toContain('The database driver better-sqlite3 cannot be loaded: ');
      expect(stderr).toContain('install connects again on this machine');
    }
    const { stderr } = await run('init', '--json');
    expect(JSON.parse(stderr)).toMatchObject({
      error: {
        code: 'storage-unavailable',
        details: { of: 'driver', db: join(home, '.local/share/connects/connects.db') },
      },
    });
    expect((await run('--help')).exitCode).toBe(0);
  });
});
