/** Completion in the real shells: bash, zsh and fish, each in a terminal in which somebody presses Tab. */
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { linesOf, SHELLS, shellHome } from './shells.ts';

const BIN = resolve('bin/connects.js');
const home = shellHome();

beforeAll(() => {
  home.connects('init');
  home.connects('apply', '--cost', '4', '--title', 'Logo: new', '--client', 'Acme Corp', '--tag', 'design');
  home.connects('apply', '--cost', '2', '--title', '$(touch pwned) `touch pwned`', '--tag', 'two words');
  home.connects('apply', '--cost', '2', '--title', 'Site', '--tag', "it's; touch pwned", '--tag', 'größer');
  home.connects('mark', '3', 'lost');
  home.connects('coupon', 'add', 'SAVE20', '--percent', '20');
  writeFileSync(join(home.folder, 'page saved.html'), '');
});

/** What is typed, with Tab, and the words that the program is called with. */
const LINES: readonly (readonly [typed: string, words: readonly string[]])[] = [
  ['connects app\t', ['apply']],
  ['connects rules us\t 202\t6', ['rules', 'use', '2026']],
  ['connects mark log\thi\t', ['mark', 'logo: new', 'hired']],
  ['connects show la\t', ['show', 'last']],
  ['connects help env\t', ['help', 'environment']],
  ['connects mark 1 hi\t', ['mark', '1', 'hired']],
  ['connects -q mark 1\t withd\t', ['-q', 'mark', '1', 'withdrawn']],
  ['connects apply --cli\tAc\t', ['apply', '--client', 'Acme Corp']],
  ['connects apply --client "Ac\t', ['apply', '--client', 'Acme Corp']],
  ['connects apply --tag tw\t', ['apply', '--tag', 'two words']],
  ['connects apply --tag=de\t', ['apply', '--tag=design']],
  ['connects apply --tag it\t', ['apply', '--tag', "it's; touch pwned"]],
  ['connects apply --tag gr\t', ['apply', '--tag', 'größer']],
  ['connects buy 40 --coupon S\t', ['buy', '40', '--coupon', 'SAVE20']],
  ['connects import pa\t', ['import', 'page saved.html']],
  ['connects --db=pa\t', ['--db=page saved.html']],
  ["connects mark '; touch pwned; $(touch pwned)' hi\t", ['mark', '; touch pwned; $(touch pwned)', 'hired']],
];

describe.each(SHELLS)('completion in %s', (shell) => {
  test(`${shell} completes commands, options, choices, files and the user's own words, quoted as they must be`, async () => {
    const shown = await home.type(shell, ...LINES.map(([typed]) => typed));
    expect(linesOf(shown)).toEqual(LINES.map(([, words]) => words));
    expect(readdirSync(home.folder)).not.toContain('pwned');
  });

  test(`${shell} shows the open proposals with their titles, newest first`, async () => {
    // A second Tab lists them in bash, and would choose one in fish.
    const shown = await home.type(shell, shell === 'bash' ? 'connects mark \t\t' : 'connects mark \t');
    expect(shown).toMatch(/2\s.*touch pwned[\s\S]*1\s.*Logo: new, Acme Corp/);
    expect(shown).not.toContain('Site');
  });
});

/** What the hidden command answers, with everything that it wrote. */
async function complete(vars: Readonly<Record<string, string>>, word: string, ...words: readonly string[]) {
  const env = { ...home.vars, ...vars };
  return await promisify(execFile)(process.execPath, [BIN, '__complete', `--word=${word}`, '--', ...words], { env });
}

/** Every file below a folder, with its time. */
const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => `${file} ${statSync(join(folder, file)).mtimeMs}`)
    .sort();

describe('the ledger behind a completion', () => {
  test('a completion makes no folder and no file, whether there is a ledger or none', async () => {
    const empty = shellHome('empty');
    const vars = { HOME: empty.folder, CONNECTS_DB: '' };
    const before = filesOf(empty.folder);
    expect((await complete(vars, '', 'mark')).stdout).toBe('words\n');
    expect((await complete({ ...vars, CONNECTS_DB: join(empty.folder, 'no/such.db') }, '', 'mark')).stdout).toBe(
      'words\n',
    );
    expect(filesOf(empty.folder)).toEqual(before);
    expect((await complete({ HOME: empty.folder }, '', 'mark')).stdout).toContain('Logo');
    expect(filesOf(empty.folder)).toEqual(before);
  });

  test('a completion over a ledger that is locked, damaged or no ledger prints no word of it and no warning', async () => {
    const broken = shellHome('broken');
    const silent = { stdout: 'words\n', stderr: '' };
    const db = join(broken.folder, 'my ledger.db');
    const vars = { CONNECTS_DB: db, HOME: broken.folder };
    mkdirSync(join(broken.folder, 'folder.db'));
    expect(await complete({ ...vars, CONNECTS_DB: join(broken.folder, 'folder.db') }, '', 'mark')).toEqual(silent);
    broken.connects('init');
    broken.connects('apply', '--cost', '4', '--title', 'Logo');
    expect((await complete(vars, '', 'mark')).stdout).toContain('Logo');
    const holder = new DatabaseSync(db);
    holder.exec('BEGIN EXCLUSIVE');
    expect(await complete(vars, '', 'mark')).toEqual(silent);
    holder.close();
    const whole = readFileSync(db);
    writeFileSync(db, Buffer.concat([whole.subarray(0, 2000), Buffer.alloc(whole.length - 2000, 7)]));
    expect(await complete(vars, '', 'mark')).toEqual(silent);
    writeFileSync(db, 'This is no ledger.');
    expect(await complete(vars, '', 'mark')).toEqual(silent);
    expect(await complete({ ...vars, CONNECTS_TODAY: 'never' }, '', 'mark')).toEqual(silent);
    expect((await complete(vars, 'bal')).stdout).toBe('words\nbalance\thow many Connects are left\n');
  });

  test('a completion neither migrates an older ledger nor rolls back a write that was cut off', async () => {
    const older = shellHome('older');
    const db = join(older.folder, 'my ledger.db');
    older.connects('init');
    older.connects('apply', '--cost', '4', '--title', 'Logo');
    const set = (statement: string) => {
      const file = new DatabaseSync(db);
      file.exec(statement);
      file.close();
    };
    const read = new DatabaseSync(db);
    const { user_version: version } = read.prepare('PRAGMA user_version').get() as { user_version: number };
    read.close();
    set(`PRAGMA user_version = ${version - 1}`);
    const before = readFileSync(db);
    expect(await complete({ CONNECTS_DB: db, HOME: older.folder }, '', 'mark')).toEqual({
      stdout: 'words\n',
      stderr: '',
    });
    expect(readFileSync(db).equals(before)).toBe(true);
    set(`PRAGMA user_version = ${version}; PRAGMA journal_mode = WAL`);
    const files = filesOf(older.folder);
    expect((await complete({ CONNECTS_DB: db, HOME: older.folder }, '', 'mark')).stdout).toBe('words\n');
    expect(filesOf(older.folder)).toEqual(files);
  });

  test.runIf(process.getuid?.() !== 0)('a completion over a ledger that nobody may read is silent', async () => {
    const closed = shellHome('closed');
    const db = join(closed.folder, 'my ledger.db');
    closed.connects('init');
    chmodSync(db, 0);
    expect((await complete({ CONNECTS_DB: db, HOME: closed.folder }, '', 'mark')).stdout).toBe('words\n');
    expect(existsSync(db)).toBe(true);
  });
});
