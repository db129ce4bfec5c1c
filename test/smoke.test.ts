/** The artifact itself: the built program, spawned, and the packed one, installed into an empty folder. `npm test` builds it first. */
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { execa, type Options } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const root = resolve(import.meta.dirname, '..');
const temp = mkdtempSync(join(tmpdir(), 'connects-smoke-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

/** The program at this path over an empty home, with nothing of the real environment but the way to Node. */
function program(bin: string) {
  const home = mkdtempSync(join(temp, 'home-'));
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, CONNECTS_TODAY: '2021-02-01' };
  const connects = (line: string, options: Options = {}) =>
    execa(bin, line.split(' '), {
      cwd: home,
      env,
      extendEnv: false,
      reject: false,
      stripFinalNewline: false,
      ...options,
    });
  return { home, connects };
}

/** What a stranger does first, and what a script relies on. */
async function firstSteps(bin: string): Promise<void> {
  const { home, connects } = program(bin);
  expect(await connects('--version')).toMatchObject({ exitCode: 0, stdout: `${manifest.version}\n`, stderr: '' });
  expect(await connects('balance')).toMatchObject({ exitCode: 4, stdout: '' });
  expect(await connects('init')).toMatchObject({ exitCode: 0 });

  const apply = await connects('apply --cost 4 --json');
  expect(apply).toMatchObject({ exitCode: 0, stderr: '' });
  expect(JSON.parse(String(apply.stdout))).toMatchObject({
    schema: 1,
    command: 'apply',
    balance: { before: 40, after: 36 },
    transactions: [{ kind: 'proposal', connects: -4, on: '2021-02-01' }],
  });
  expect(await connects('balance')).toMatchObject({ exitCode: 0, stdout: '36\n', stderr: '' });
  expect(readdirSync(home, { recursive: true, encoding: 'utf8' })).toContain('.local/share/connects');
}

describe('the built program', () => {
  const bin = join(root, 'bin/connects.js');

  test('takes its first steps in an empty home', () => firstSteps(bin));

  test('takes no folder from XDG that is not absolute', async () => {
    const { home, connects } = program(bin);
    await connects('init', {
      env: { PATH: process.env['PATH'] ?? '', HOME: home, XDG_DATA_HOME: 'data', XDG_STATE_HOME: './state' },
    });
    expect(readdirSync(home, { recursive: true, encoding: 'utf8' }).sort()).toEqual(
      expect.arrayContaining(['.local/share/connects/connects.db', '.local/state/connects/backups']),
    );
    expect(readdirSync(home)).toEqual(['.local']);
  });

  test('reads a tilde that no shell has read as the home folder', async () => {
    const { home, connects } = program(bin);
    expect(await connects('init --db=~/one.db')).toMatchObject({ exitCode: 0 });
    expect(await connects('export --db ~/one.db --output ~/one.csv')).toMatchObject({ exitCode: 0 });
    expect(readdirSync(home)).toEqual(expect.arrayContaining(['one.csv', 'one.db']));
    expect(readdirSync(home)).not.toContain('~');
  });

  test('exits as the contract says', async () => {
    const { connects } = program(bin);
    await connects('init');
    const code = async (line: string) => (await connects(line)).exitCode;
    expect(await code('--help')).toBe(0);
    expect(await code('aply')).toBe(2);
    expect(await code('apply --cost 4.5')).toBe(2);
    expect(await code('apply --cost 400')).toBe(3);
    expect(await code('mark 99 viewed')).toBe(4);
    expect(await code('balance --at-least 40')).toBe(0);
    expect(await code('balance --at-least 41')).toBe(6);
  });

  test('keeps a failure off stdout', async () => {
    const refused = await program(bin).connects('balance --json');
    expect(refused).toMatchObject({ exitCode: 4, stdout: '' });
    expect(JSON.parse(String(refused.stderr))).toMatchObject({ schema: 1, error: { code: 'no-account' } });
  });

  test.each(['Nonsense/X', ''])('knows no zone where TZ is "%s"', async (TZ) => {
    const { home, connects } = program(bin);
    const env = { PATH: process.env['PATH'] ?? '', HOME: home, TZ };
    expect(JSON.parse(String((await connects('doctor --json', { env })).stdout))).toMatchObject({ zone: null });
    expect((await connects('doctor', { env })).stdout).toContain('Zone        none that TZ names is known, today ');
  });

  test('passes over compiled code that is none', async () => {
    const copy = join(temp, 'copy');
    for (const part of ['bin', 'dist', 'package.json']) cpSync(join(root, part), join(copy, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    for (const file of readdirSync(join(copy, 'dist'))) {
      if (file.endsWith('.compiled')) writeFileSync(join(copy, 'dist', file), 'made by another Node');
    }
    await firstSteps(join(copy, 'bin/connects.js'));
  });

  test('takes a reader that has gone for no error', async () => {
    const running = program(bin).connects('--help', { buffer: false, stdout: 'pipe' });
    running.stdout?.destroy();
    expect(await running).toMatchObject({ exitCode: 0 });
  });
});

describe('the packed program', () => {
  let installed = '';

  beforeAll(async () => {
    const npm = (...args: string[]) => execa('npm', args, { cwd: root });
    const { stdout } = await npm('pack', '--json', '--ignore-scripts', '--pack-destination', temp);
    const [packed] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
    const files = packed.files.map(({ path }) => path).sort();
    const built = files.filter((path) => /^dist\/[\w-]+\.cjs(\.compiled)?$/.test(path));
    expect(built).toContain('dist/connects.cjs');
    expect(files.filter((path) => !built.includes(path))).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'bin/connects.js',
      'package.json',
    ]);

    installed = join(temp, 'installed');
    mkdirSync(installed);
    const tarball = join(temp, packed.filename);
    // Without install scripts: better-sqlite3 would compile for over a minute where no prebuilt binary can be fetched.
    // The one compiled for this checkout is the same version, so it is put where that compile would have left it.
    await npm(
      'install',
      '--prefix',
      installed,
      '--prefer-offline',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      tarball,
    );
    const native = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node';
    mkdirSync(dirname(join(installed, native)), { recursive: true });
    copyFileSync(join(root, native), join(installed, native));
  });

  test('takes its first steps in an empty home', () => firstSteps(join(installed, 'node_modules/.bin/connects')));
});
