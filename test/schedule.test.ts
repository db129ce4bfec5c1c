/** What `schedule` prints, read by what it is for: a shell with cron's bare environment, systemd, a plist reader, a parser of XML. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Parser } from 'htmlparser2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'connects-schedule-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Whatever a path may hold but a line break. */
const folder = join(root, 'Ana\'s "50 %" $HOME `x` \\ <me & you>; größer');
const bin = join(folder, 'connects.js');
const db = join(folder, 'ledger.db');
const vars = { HOME: root, XDG_STATE_HOME: join(folder, 'state'), CONNECTS_DB: db, TZ: 'Asia/Tokyo' };
const today = { CONNECTS_TODAY: '2021-01-01' };

const connects = (args: readonly string[], env: Readonly<Record<string, string>> = vars): string =>
  execFileSync(process.execPath, [bin, ...args], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

interface Scheduled {
  readonly run: readonly string[];
  readonly files: readonly { readonly path: string | null; readonly text: string }[];
}

const scheduled = (scheduler: string): Scheduled => JSON.parse(connects(['schedule', '--for', scheduler, '--json']));

beforeAll(() => {
  mkdirSync(folder, { mode: 0o700 });
  symlinkSync(resolve('bin/connects.js'), bin);
  connects(['init', '--joined', '2021-01-01'], { ...vars, ...today });
});

/** The command of a line as cron cuts it out: five fields, and the rest up to a percent sign that no backslash excuses. */
function commandOf(table: string): string {
  const [line = ''] = table.split('\n').filter((each) => each !== '' && !each.startsWith('#'));
  const [, rest = ''] = /^(?:\S+\s+){5}(.*)$/.exec(line) ?? [];
  const [command = ''] = rest.split(/(?<!\\)%/);
  return command.replaceAll('\\%', '%');
}

describe('the line for cron', () => {
  test("the line renews the account in cron's bare environment, and doctor then says when", () => {
    const report = () => JSON.parse(connects(['doctor', '--json'])) as { readonly renewedAt: string | null };
    expect(connects(['balance', '--on', '2021-02-28'])).toBe('40\n');
    expect(report().renewedAt).toBeNull();
    const [file] = scheduled('cron').files;
    const bare = ['-i', `HOME=${root}`, 'LOGNAME=ana', 'PATH=/usr/bin:/bin', 'SHELL=/bin/sh', 'PWD=/'];
    const run = () =>
      execFileSync('env', [...bare, '/bin/sh', '-c', commandOf(file?.text ?? '')], { cwd: '/', encoding: 'utf8' });
    expect(run()).toContain('Monthly Connects renewal');
    expect(connects(['balance', '--on', '2021-02-28'])).toBe('50\n');
    expect(report().renewedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
    // Nothing is due any more, so cron has nothing to mail.
    expect(run()).toBe('');
  });

  test('a real cron daemon runs the line at the next minute', { timeout: 200_000 }, async ({ skip }) => {
    const own = join(folder, 'own "50 %".db');
    connects(['init', '--joined', '2021-01-01'], { ...vars, ...today, CONNECTS_DB: own });
    const [file] = JSON.parse(connects(['schedule', '--for', 'cron', '--json', '--db', own])).files;
    const table = join(root, 'table');
    // Every minute, so that nobody waits for an hour. The home of the machine's user is not for tests.
    writeFileSync(table, `HOME=${root}\nMAILTO=""\n${file.text.replace(/^17 \*/m, '* *')}`);
    const notes = join(folder, 'state/connects/renewals');
    mkdirSync(notes, { recursive: true });
    const before = readdirSync(notes);
    const daemon = startCron(table);
    try {
      const why = await Promise.race([daemon.ended, entryIn(notes, before)]);
      if (why !== null) skip(`a cron daemon of its own needs Linux, root, unshare and Debian's cron: ${why}`);
      expect(connects(['balance', '--on', '2021-02-28', '--db', own])).toBe('50\n');
    } finally {
      daemon.stop();
    }
  });
});

/** A cron daemon with this table alone. The tables of the machine are covered, for it and for no other process. */
function startCron(table: string): { readonly ended: Promise<string>; stop(): void } {
  const script = [
    'set -e',
    'mount -t tmpfs none /var/spool/cron && mkdir -m 1730 /var/spool/cron/crontabs',
    'mount -t tmpfs none /etc/cron.d && mount -t tmpfs none /run',
    ': > "$1.none" && mount --bind "$1.none" /etc/crontab',
    'crontab "$1"',
    'exec cron -f',
  ];
  const words = ['--mount', '--propagation', 'private', 'sh', '-c', script.join('\n'), 'sh', table];
  const daemon = spawn('unshare', words, { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }, stdio: 'pipe' });
  let said = '';
  daemon.stderr.on('data', (text) => {
    said += text;
  });
  const ended = new Promise<string>((done) => {
    daemon.on('error', ({ message }) => done(message));
    daemon.on('close', (code) => done(said.trim() || `it ended with ${code}`));
  });
  return { ended, stop: () => daemon.kill() };
}

/** Resolves when a folder has a file that it did not have before. */
async function entryIn(place: string, before: readonly string[]): Promise<null> {
  const isNew = () => readdirSync(place).some((name) => !before.includes(name));
  for await (const _ of watch(place)) if (isNew()) return null;
  return null;
}

describe('the units for systemd', () => {
  test('systemd accepts the units, and reads each word of the command as it is', () => {
    const { files } = scheduled('systemd');
    const units = files.map(({ path, text }) => {
      const file = join(root, (path ?? '').split('/').at(-1) ?? '');
      writeFileSync(file, text);
      return file;
    });
    const verified = () =>
      execFileSync('systemd-analyze', ['verify', '--user', ...units], {
        env: { ...process.env, XDG_RUNTIME_DIR: root },
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(verified()).toBe('');
    const [service = ''] = units;
    writeFileSync(service, (files[0]?.text ?? '').replace('ExecStart=', 'ExecStart=/no/such/program '));
    expect(verified).toThrow('/no/such/program');
  });
});

/** The texts between tags of an XML document, by the name of their tag. */
function textsOf(xml: string): readonly (readonly [tag: string, text: string])[] {
  const texts: [string, string][] = [];
  let text = '';
  const parser = new Parser(
    {
      onopentag: () => {
        text = '';
      },
      ontext: (piece) => {
        text += piece;
      },
      onclosetag: (tag) => {
        texts.push([tag, text.trim()]);
        text = '';
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return texts;
}

describe('the property list for launchd', () => {
  test('a reader of property lists accepts it, and every word of the command is in it as it is', () => {
    const { run, files } = scheduled('launchd');
    const text = files[0]?.text ?? '';
    const [input, output] = [join(root, 'job.plist'), join(root, 'job.bin')];
    writeFileSync(input, text);
    execFileSync('plistutil', ['-i', input, '-f', 'bin', '-o', output]);
    const back = execFileSync('plistutil', ['-i', output, '-f', 'xml'], { encoding: 'utf8' });
    expect(textsOf(back)).toEqual(textsOf(text));
    const strings = textsOf(back).flatMap(([tag, each]) => (tag === 'string' ? [each] : []));
    expect(strings).toEqual(['connects-renew-ledger', ...run, 'Asia/Tokyo', join(folder, 'state')]);
  });
});

/** The words of a command line as a Windows program gets them (CommandLineToArgvW). */
function windowsWords(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let isQuoted = false;
  for (const [, slashes = '', quote, other = ''] of line.matchAll(/(\\*)(?:(")|([^\\]|$))/gs)) {
    if (quote) {
      word = `${word ?? ''}${'\\'.repeat(Math.floor(slashes.length / 2))}`;
      if (slashes.length % 2 === 1) word += '"';
      else isQuoted = !isQuoted;
    } else if (!isQuoted && /\s|^$/.test(other)) {
      if (slashes !== '') word = `${word ?? ''}${slashes}`;
      if (word !== null) words.push(word);
      word = null;
    } else word = `${word ?? ''}${slashes}${other}`;
  }
  return words;
}

describe('the task for Windows', () => {
  test('the task is XML, and a Windows program gets each word of the command as it is', () => {
    const { run, files } = scheduled('windows');
    const texts = new Map(textsOf(files[0]?.text ?? ''));
    expect([texts.get('Command'), ...windowsWords(texts.get('Arguments') ?? '')]).toEqual(run);
    expect(texts.get('StartWhenAvailable')).toBe('true');
    expect(windowsWords('a "b c" "d\\\\" e\\f "g\\"h"')).toEqual(['a', 'b c', 'd\\', 'e\\f', 'g"h']);
  });
});
