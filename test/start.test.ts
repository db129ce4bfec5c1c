/** How the built program starts and writes: the compile cache, the files it loads, slow and closed readers, and a Node that is too old. */
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { execa, type Options } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LISTED_SUBCOMMANDS } from '../src/commands/index.ts';

const root = resolve(import.meta.dirname, '..');
const bin = join(root, 'bin/connects.js');
const temp = mkdtempSync(join(tmpdir(), 'connects-start-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

interface Home {
  readonly folder: string;
  readonly vars: Readonly<Record<string, string>>;
  connects(line: string, options?: Options): Promise<{ exitCode?: number; stdout: string; stderr: string }>;
}

/** An empty home with its own temporary folder, and nothing from the real environment. */
function newHome(more: Readonly<Record<string, string>> = {}): Home {
  const folder = mkdtempSync(join(temp, 'home-'));
  const vars = { HOME: folder, TMPDIR: join(folder, 'tmp'), CONNECTS_TODAY: '2021-02-01', ...more };
  mkdirSync(vars.TMPDIR);
  return {
    folder,
    vars,
    async connects(line, options = {}) {
      const ran = await execa(process.execPath, [bin, ...line.split(' ')], {
        env: vars,
        extendEnv: false,
        reject: false,
        ...options,
      });
      return { exitCode: ran.exitCode ?? -1, stdout: String(ran.stdout), stderr: String(ran.stderr) };
    },
  };
}

describe('the cache of compiled code', () => {
  const cacheOf = (home: Home) => join(home.folder, '.cache/connects');

  test('compiled code is kept in a cache folder that only the user can open, never in the temporary folder', async () => {
    const home = newHome();
    expect(await home.connects('init')).toMatchObject({ exitCode: 0 });
    expect(statSync(cacheOf(home)).mode & 0o777).toBe(0o700);
    expect(readdirSync(cacheOf(home))).toHaveLength(1);
    expect(readdirSync(home.vars['TMPDIR'] ?? '')).toEqual([]);
  });

  test('compiled code is not kept in a folder that others can open', async () => {
    const home = newHome();
    mkdirSync(cacheOf(home), { recursive: true });
    chmodSync(cacheOf(home), 0o755);
    expect(await home.connects('init')).toMatchObject({ exitCode: 0 });
    expect(readdirSync(cacheOf(home))).toEqual([]);
  });

  test('compiled code is not kept in a folder behind a link', async () => {
    const home = newHome();
    const elsewhere = join(home.folder, 'elsewhere');
    mkdirSync(elsewhere, { mode: 0o700 });
    mkdirSync(join(home.folder, '.cache'));
    symlinkSync(elsewhere, cacheOf(home));
    expect(await home.connects('init')).toMatchObject({ exitCode: 0 });
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  test.runIf(process.getuid?.() === 0)('compiled code is not kept in a folder of another user', async () => {
    const home = newHome();
    mkdirSync(cacheOf(home), { recursive: true, mode: 0o700 });
    chownSync(cacheOf(home), 65534, 65534);
    expect(await home.connects('init')).toMatchObject({ exitCode: 0 });
    expect(readdirSync(cacheOf(home))).toEqual([]);
  });

  test.runIf(process.getuid?.() === 0)('compiled code is not kept where another user could replace it', async () => {
    const home = newHome();
    mkdirSync(join(home.folder, '.cache'), { mode: 0o700 });
    chownSync(join(home.folder, '.cache'), 65534, 65534);
    expect(await home.connects('init')).toMatchObject({ exitCode: 0 });
    expect(readdirSync(cacheOf(home))).toEqual([]);
    const open = newHome();
    mkdirSync(join(open.folder, '.cache'));
    chmodSync(join(open.folder, '.cache'), 0o777);
    expect(await open.connects('init')).toMatchObject({ exitCode: 0 });
    expect(readdirSync(cacheOf(open))).toEqual([]);
  });

  test.each(['/dev/null', '/proc'])('the program works without a cache where %s takes its place', async (folder) => {
    const home = newHome({ XDG_CACHE_HOME: folder });
    expect(await home.connects('init')).toMatchObject({ exitCode: 0 });
    expect(await home.connects('balance')).toEqual({ exitCode: 0, stdout: '40', stderr: '' });
  });

  test('the program works without a cache when no home is set', async () => {
    const home = newHome();
    const { HOME: _, ...vars } = home.vars;
    // Node still finds the real home without HOME, and a test must not touch it.
    const env = { ...vars, XDG_CACHE_HOME: '/dev/null', XDG_DATA_HOME: home.folder, XDG_STATE_HOME: home.folder };
    expect(await home.connects('init', { env })).toMatchObject({ exitCode: 0 });
    expect(await home.connects('balance', { env })).toEqual({ exitCode: 0, stdout: '40', stderr: '' });
  });
});

describe('folders that cannot be made', () => {
  test.each(['XDG_DATA_HOME', 'HOME'])('a data folder that cannot be made is refused (%s in /proc)', async (name) => {
    const refused = await newHome({ [name]: '/proc' }).connects('init');
    expect(refused).toMatchObject({ exitCode: 5, stdout: '' });
    expect(refused.stderr).toContain('/proc');
  });

  test('a backup folder that cannot be made costs only the backup', async () => {
    const home = newHome({ XDG_STATE_HOME: '/proc' });
    const opened = await home.connects('init');
    expect(opened).toMatchObject({ exitCode: 0 });
    expect(opened.stderr).toMatch(/backup/i);
    expect((await home.connects('balance')).stdout).toBe('40');
  });

  test.each(['', 'relative/home'])('no folder is made in the current folder when HOME is "%s"', async (HOME) => {
    const home = newHome();
    const folders = { XDG_DATA_HOME: join(home.folder, 'data'), XDG_STATE_HOME: join(home.folder, 'state') };
    const env = { ...home.vars, ...folders, XDG_CACHE_HOME: '/dev/null', HOME };
    expect(await home.connects('init', { env, cwd: home.folder })).toMatchObject({ exitCode: 0 });
    expect(readdirSync(home.folder).sort()).toEqual(['data', 'state', 'tmp']);
  });
});

describe('the config file of the user', () => {
  const write = (folder: string, text: string): string => {
    mkdirSync(join(folder, 'connects'), { recursive: true });
    writeFileSync(join(folder, 'connects/config.json'), text);
    return join(folder, 'connects/config.json');
  };

  test('the config file is looked for in XDG_CONFIG_HOME, or else in .config', async () => {
    const home = newHome();
    expect((await home.connects('config path')).stdout).toBe(join(home.folder, '.config/connects/config.json'));
    const env = { ...home.vars, XDG_CONFIG_HOME: join(home.folder, 'own') };
    const path = write(env.XDG_CONFIG_HOME, '{"db": "~/own.db"}');
    expect((await home.connects('config path', { env })).stdout).toBe(path);
    await home.connects('init', { env });
    expect(readdirSync(home.folder)).toContain('own.db');
    expect((await home.connects('balance --no-config', { env })).exitCode).toBe(4);
  });

  test('a config folder that is not absolute, not there or closed is as one without a file', async () => {
    const home = newHome();
    write(join(home.folder, 'relative'), '{');
    for (const XDG_CONFIG_HOME of ['relative', '/dev/null', '/nowhere']) {
      const ran = await home.connects('init --dry-run', { env: { ...home.vars, XDG_CONFIG_HOME }, cwd: home.folder });
      expect(ran.exitCode).toBe(0);
    }
  });

  test('the version and help do not depend on a config file, and what is no file keeps nobody waiting', async () => {
    const home = newHome();
    const path = write(join(home.folder, '.config'), '{');
    for (const line of ['--version', '-V --json', '--help', 'apply --help', 'help json', 'completion bash']) {
      expect(await home.connects(line)).toMatchObject({ exitCode: 0, stderr: '' });
    }
    rmSync(path);
    await execa('mkfifo', [path]);
    const refused = await home.connects('balance');
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toBe(
      `Error: ${path} cannot be read: it is not a file.\nTo run a command without this file: --no-config`,
    );
  });

  test.runIf(process.getuid?.() !== 0)('a config file that the user may not read is refused', async () => {
    const home = newHome();
    chmodSync(write(join(home.folder, '.config'), '{}'), 0);
    expect((await home.connects('balance')).stderr).toContain('permission denied');
  });
});

describe('files that a start loads', () => {
  const list = join(temp, 'list.cjs');
  beforeAll(() => {
    const script = "process.on('exit', () => require('fs').writeSync(3, Object.keys(require.cache).join('\\n')));\n";
    writeFileSync(list, script);
  });

  /** The files of the bundle that a command loads. */
  async function loaded(home: Home, line: string): Promise<string[]> {
    const { stdio } = await execa(process.execPath, ['--require', list, bin, ...line.split(' ')], {
      env: home.vars,
      extendEnv: false,
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const files = String(stdio[3]).split('\n');
    return files.filter((file) => file.startsWith(join(root, 'dist'))).map((file) => file.slice(root.length + 6));
  }

  const BEGINNING = ['connects.cjs', 'daily.cjs'];
  const PARSED = [...BEGINNING, 'lines.cjs', 'parsed.cjs', 'parsing.cjs'];

  test('balance loads only the daily file, apply and help only what they need, and --version loads less', async () => {
    const home = newHome();
    await home.connects('init');
    await home.connects('apply --cost 1');
    expect((await loaded(home, 'balance')).sort()).toEqual([...BEGINNING].sort());
    expect((await loaded(home, '--help')).sort()).toEqual([...PARSED].sort());
    expect((await loaded(home, 'apply --cost 1')).sort()).toEqual([...BEGINNING, 'lines.cjs', 'recording.cjs'].sort());
    expect((await loaded(home, '--version')).sort()).toEqual(['connects.cjs']);
  });

  test('help lists each command with the arguments that it takes', async () => {
    for (const [name, { usage, load }] of LISTED_SUBCOMMANDS) {
      const program = new Command();
      (await load())(
        program as never,
        () => async () => {},
        () => async () => {},
      );
      const [command] = program.commands;
      const taken = command?.registeredArguments.map((argument) => {
        const words = `${argument.name()}${argument.variadic ? '...' : ''}`;
        return argument.required ? `<${words}>` : `[${words}]`;
      });
      // A usage of its own is there where commander has no word for it.
      const own = command?.usage().replace(' [options]', '');
      const shown = own?.startsWith('[options]') ? taken : [own];
      expect([name, usage]).toEqual([command?.name(), [command?.name(), ...(shown ?? [])].join(' ')]);
    }
  });
});

describe('output through pipes', () => {
  const home = newHome();
  /** An output that is longer than the buffer of a pipe. */
  let long = '';

  beforeAll(async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `2021-01-02,Added extra Connects,A title ${i},10`);
    writeFileSync(join(home.folder, 'long.csv'), ['Date,Action,Title,Connects', ...rows].join('\n'));
    expect(await home.connects('import long.csv --yes', { cwd: home.folder })).toMatchObject({ exitCode: 0 });
    long = (await home.connects('history --all --json')).stdout;
    expect(long.length).toBeGreaterThan(5_000_000);
  });

  test('a long output arrives completely through a non-blocking pipe with a slow reader', async () => {
    const nonBlocking = 'use Fcntl; fcntl(STDOUT, F_SETFL, O_WRONLY | O_NONBLOCK); exec @ARGV';
    const line = `perl -e '${nonBlocking}' "$0" "$1" history --all --json | wc -c; exit "\${PIPESTATUS[0]}"`;
    const { stdout, exitCode } = await execa('bash', ['-c', line, process.execPath, bin], { env: home.vars });
    expect([Number(stdout), exitCode]).toEqual([Buffer.byteLength(long) + 1, 0]);
  });

  test('a long output stops silently when its reader closes the pipe', async () => {
    const running = execa(process.execPath, [bin, 'history', '--all', '--json'], {
      env: home.vars,
      extendEnv: false,
      reject: false,
      buffer: false,
    });
    const [first] = await once(running.stdout, 'data');
    running.stdout.destroy();
    const stderr = text(running.stderr);
    expect(await running).toMatchObject({ exitCode: 0 });
    expect([String(first).slice(0, 10), await stderr]).toEqual([long.slice(0, 10), '']);
  });

  test('a command is recorded even if its reader has closed the pipe', async () => {
    const account = newHome();
    await account.connects('init');
    const running = execa(process.execPath, [bin, 'apply', '--cost', '4'], {
      env: account.vars,
      extendEnv: false,
      reject: false,
      buffer: false,
    });
    running.stdout.destroy();
    running.stderr.destroy();
    expect(await running).toMatchObject({ exitCode: 0 });
    expect((await account.connects('balance')).stdout).toBe('36');
  });

  test('an output that cannot be written is a failure, and what was recorded stays', async () => {
    const account = newHome();
    await account.connects('init');
    const full = await execa('bash', ['-c', '"$0" "$1" apply --cost 4 > /dev/full', process.execPath, bin], {
      env: account.vars,
      reject: false,
    });
    expect(full.exitCode).toBe(5);
    expect(full.stderr).toContain('standard output');
    expect((await account.connects('balance')).stdout).toBe('36');
    const version = await execa('bash', ['-c', '"$0" "$1" --version > /dev/full', process.execPath, bin], {
      env: account.vars,
      reject: false,
    });
    expect(version.exitCode).toBe(5);
  });
});

describe('a Node that is too old', () => {
  const old = join(temp, 'old.cjs');
  beforeAll(() => {
    writeFileSync(old, "Object.defineProperty(process.versions, 'node', { value: '20.20.2' });\n");
  });

  /** Starts the program in a Node that reports an old version. */
  const onOldNode = (program: string, line: string, home: Home) =>
    execa(process.execPath, ['--require', old, program, ...line.split(' ')], {
      env: home.vars,
      extendEnv: false,
      reject: false,
    });

  test('an old Node hands over to the Node of the checkout, with streams and exit code', async () => {
    const home = newHome();
    expect(await onOldNode(bin, 'init --quiet', home)).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
    expect(await onOldNode(bin, 'balance', home)).toMatchObject({ exitCode: 0, stdout: '40', stderr: '' });
    expect(await onOldNode(bin, 'balance --at-least 41', home)).toMatchObject({ exitCode: 6, stdout: '40' });
  });

  test('an old Node does not start another file in place of the checkout’s Node', async () => {
    const home = newHome();
    const checkout = join(home.folder, 'checkout');
    for (const part of ['bin', 'package.json', 'build.mjs'])
      cpSync(join(root, part), join(checkout, part), { recursive: true });
    const pinned = join(checkout, 'node_modules/node/bin');
    mkdirSync(pinned, { recursive: true });
    writeFileSync(join(pinned, 'node'), 'echo 40\n', { mode: 0o755 });
    const refused = await onOldNode(join(checkout, 'bin/connects.js'), 'balance', home);
    expect(refused).toMatchObject({ exitCode: 5, stdout: '' });
    expect(refused.stderr).toContain('npm ci');
  });

  test('a checkout that is not built yet says so', async () => {
    const home = newHome();
    cpSync(join(root, 'bin'), join(home.folder, 'bin'), { recursive: true });
    const refused = await execa(process.execPath, [join(home.folder, 'bin/connects.js'), 'balance'], {
      env: home.vars,
      extendEnv: false,
      reject: false,
    });
    expect(refused).toMatchObject({ exitCode: 5, stdout: '' });
    expect(refused.stderr).toBe('Error: This checkout of connects is not built yet.\nRun in it: npm ci');
  });

  test('an old Node without another says which version is needed, and loads nothing of the program', async () => {
    const home = newHome();
    const installed = join(home.folder, 'installed');
    for (const part of ['bin', 'package.json']) cpSync(join(root, part), join(installed, part), { recursive: true });
    const program = join(installed, 'bin/connects.js');
    const refused = await onOldNode(program, 'balance', home);
    expect(refused).toMatchObject({ exitCode: 5, stdout: '' });
    expect(refused.stderr).toBe(
      'Error: connects needs Node 22.13 or newer; this is Node 20.20.2.\nInstall a newer Node, then run the command again. Your ledger was not changed.',
    );
    const asJson = await onOldNode(program, 'balance --json', home);
    expect(asJson).toMatchObject({ exitCode: 5, stdout: '' });
    expect(JSON.parse(asJson.stderr)).toMatchObject({ schema: 1, error: { code: 'node-too-old' } });
    expect(readdirSync(home.folder).sort()).toEqual(['installed', 'tmp']);
  });
});
