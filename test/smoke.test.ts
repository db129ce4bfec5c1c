/** The artifact itself: the built program, spawned, and the packed one, installed into an empty folder. `npm test` builds it first. */
import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { execa, type Options } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import lock from '../package-lock.json' with { type: 'json' };
import { firstSteps, type Installed } from './install/first-steps.ts';

const root = resolve(import.meta.dirname, '..');
const temp = mkdtempSync(join(tmpdir(), 'connects-smoke-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

/** The program at this path, for its first steps. */
const installedAt = (bin: string): Installed => ({
  program: bin,
  path: process.env['PATH'] ?? '',
  home: mkdtempSync(join(temp, 'home-')),
});

/** The program at this path with an empty home, and only PATH from the real environment. */
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

describe('the built program', () => {
  const bin = join(root, 'bin/connects.js');

  test('the built program takes its first steps in an empty home', () => firstSteps(installedAt(bin)));

  test('the built program ignores relative folders in XDG variables', async () => {
    const { home, connects } = program(bin);
    await connects('init', {
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: home,
        XDG_DATA_HOME: 'data',
        XDG_STATE_HOME: './state',
        XDG_CACHE_HOME: 'cache',
      },
    });
    expect(readdirSync(home, { recursive: true, encoding: 'utf8' }).sort()).toEqual(
      expect.arrayContaining(['.local/share/connects/connects.db', '.local/state/connects/backups']),
    );
    expect(readdirSync(home).sort()).toEqual(['.cache', '.local']);
  });

  test('the built program reads a tilde that no shell expanded as the home folder', async () => {
    const { home, connects } = program(bin);
    expect(await connects('init --db=~/one.db')).toMatchObject({ exitCode: 0 });
    expect(await connects('export --db ~/one.db --output ~/one.csv')).toMatchObject({ exitCode: 0 });
    expect(readdirSync(home)).toEqual(expect.arrayContaining(['one.csv', 'one.db']));
    expect(readdirSync(home)).not.toContain('~');
  });

  test('the built program exits with the codes of the contract', async () => {
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

  test('the built program writes a failure to stderr, not to stdout', async () => {
    const refused = await program(bin).connects('balance --json');
    expect(refused).toMatchObject({ exitCode: 4, stdout: '' });
    expect(JSON.parse(String(refused.stderr))).toMatchObject({ schema: 1, error: { code: 'no-account' } });
  });

  test.each(['Nonsense/X', ''])('the built program reports an unknown zone when TZ is "%s"', async (TZ) => {
    const { home, connects } = program(bin);
    const env = { PATH: process.env['PATH'] ?? '', HOME: home, TZ };
    expect(JSON.parse(String((await connects('doctor --json', { env })).stdout))).toMatchObject({ zone: null });
    expect((await connects('doctor', { env })).stdout).toContain('Zone        TZ names an unknown zone, today ');
  });

  test('the built program exits with 0 when its reader has closed the pipe', async () => {
    const running = program(bin).connects('--help', { buffer: false, stdout: 'pipe' });
    running.stdout?.destroy();
    expect(await running).toMatchObject({ exitCode: 0 });
  });
});

describe('the packed program', () => {
  // Builds a copy, as a build of the checkout would remove `dist` while other tests use it.
  const copy = join(temp, 'copy');
  const packages = join(temp, 'installed/node_modules');
  let tarball = '';
  let files: readonly string[] = [];

  beforeAll(async () => {
    const parts = [...manifest.files.map((file) => dirname(file)), 'src', 'build.mjs', 'tsconfig.json', 'package.json'];
    for (const part of new Set(['README.md', 'CHANGELOG.md', 'LICENSE', ...parts.filter((part) => part !== '.')])) {
      cpSync(join(root, part), join(copy, part), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    for (const stray of ['bin/notes.txt', 'dist/left-over.cjs', 'dist/connects.cjs.map', 'ledger.db', '.env']) {
      writeFileSync(join(copy, stray), 'of nobody else’s concern');
    }
    await execa('npm', ['pack', '--pack-destination', temp], { cwd: copy });
    tarball = join(temp, readdirSync(temp).find((name) => name.endsWith('.tgz')) ?? '');
    const { stdout } = await execa('tar', ['-tzf', tarball]);
    files = stdout.split('\n').map((path) => path.replace(/^package\//, ''));

    // Lays out the packages like npm. `npm run test:install`, which needs a registry, tests that npm does this.
    mkdirSync(packages, { recursive: true });
    await execa('tar', ['-xzf', tarball, '-C', packages]);
    renameSync(join(packages, 'package'), join(packages, 'connects'));
    for (const name of dependenciesOf('connects')) {
      cpSync(join(root, 'node_modules', name), join(packages, name), { recursive: true });
    }
  });

  test('the package has exactly what was just built and its documents', () => {
    const built = readdirSync(join(copy, 'dist'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(copy, join(parentPath, name)));
    expect(built).toContain('dist/connects.cjs');
    expect(built).not.toContain('dist/left-over.cjs');
    expect(built).toEqual(expect.arrayContaining(manifest.man));
    const beside = ['CHANGELOG.md', 'LICENSE', 'README.md', 'bin/connects.js', 'bin/unready.js', 'package.json'];
    expect([...files].sort()).toEqual([...built, ...beside].sort());
  });

  test('the package and its dependencies are small', () => {
    expect(statSync(tarball).size).toBeLessThan(900_000);
    const tree = readdirSync(packages, { recursive: true, encoding: 'utf8' });
    const bytes = tree.reduce((sum, file) => sum + lstatSync(join(packages, file)).size, 0);
    expect(bytes).toBeLessThan(45_000_000);
  });

  test('the package depends on exactly the packages that it loads', () => {
    const code = files.filter((file) => file.endsWith('js')).map((file) => readFileSync(join(copy, file), 'utf8'));
    expect([...new Set(code.flatMap(packagesOf))]).toEqual(Object.keys(manifest.dependencies));
  });

  test('the package runs no install script, and neither do its dependencies', () => {
    const allowed = Object.keys(manifest.allowScripts);
    expect(allowed.filter((name) => name in manifest.dependencies)).toEqual([]);
    // Without this line, which npm install removes from the lock file, npm ci runs node-gyp on the driver's sources.
    expect(lock.packages['node_modules/better-sqlite3']).toMatchObject({ gypfile: false });
    // The program has no install script either, as npm would warn about it.
    expect(Object.keys(manifest.scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([]);
  });

  test('the packed program takes its first steps in an empty home', () =>
    firstSteps(installedAt(join(packages, 'connects/bin/connects.js'))));
});

/** The dependencies of a package and all of theirs, by the lock file. */
function dependenciesOf(name: string): readonly string[] {
  const locked = lock.packages as Readonly<Record<string, { readonly dependencies?: object }>>;
  const direct = Object.keys((name === 'connects' ? manifest : locked[`node_modules/${name}`])?.dependencies ?? {});
  return [...new Set(direct.flatMap((each) => [each, ...dependenciesOf(each)]))];
}

/** The packages that code loads, without file names and Node's own modules. */
// On macOS, clipboardy runs a script in another language, whose imports name parts of the system.
function packagesOf(code: string): string[] {
  const calls = code.matchAll(/(?<!ObjC\.)\b(?:require(?:\.resolve)?|import)\(\s*(["'`])([^"'`]+)\1\s*\)/g);
  return [...calls]
    .map(([, , name = '']) => name)
    .filter((name) => !name.startsWith('.') && !isBuiltin(name))
    .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
}
