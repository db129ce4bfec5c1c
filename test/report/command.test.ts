/** `connects report` itself: where the page goes, what is refused, and its figures as JSON. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../../src/main.ts';
import { filled, TODAY } from './worlds.ts';

const PROPOSALS = ['init', 'buy 20', 'apply --cost 4 --tag web', 'mark 1 replied', 'apply --cost 2'];
const NAME = `connects-report-${TODAY}.html`;

describe('the page goes', () => {
  test('the report goes to standard output in a pipe, and nowhere else', async () => {
    const here = await filled(PROPOSALS);
    const before = readdirSync(here.folder);
    const ran = await here.run('report');
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^<!doctype html>\n<html lang="en">[\s\S]*<\/html>\n$/);
    expect(readdirSync(here.folder)).toEqual(before);
    expect((await here.run('report --output -')).stdout).toBe(ran.stdout);
  });

  test('the report replaces the named file completely, readable only by its owner', async () => {
    const here = await filled(PROPOSALS);
    const page = (await here.run('report')).stdout;
    for (const _ of [1, 2]) {
      const ran = await here.run('report --output mine.html', { tty: true });
      expect(ran).toMatchObject({ code: 0, stdout: '', stderr: 'Wrote the report to mine.html.\n' });
      expect(readFileSync(join(here.folder, 'mine.html'), 'utf8')).toBe(page);
      expect(statSync(join(here.folder, 'mine.html')).mode & 0o777).toBe(0o600);
    }
    expect(readdirSync(here.folder).filter((name) => name.includes('mine.html'))).toEqual(['mine.html']);
  });

  test('the report in a terminal goes to the file of the answer, by default in the current folder', async () => {
    const here = await filled(PROPOSALS);
    const ran = await here.run('report', { tty: true, answers: [''] });
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toBe(`? Save the page as ${NAME}\nWrote the report to ${NAME}.\n`);
    expect(existsSync(join(here.folder, NAME))).toBe(true);
    await here.run('report --demo', { tty: true, answers: ['other.html'] });
    expect(readFileSync(join(here.folder, 'other.html'), 'utf8')).toContain('An invented year.');
  });

  test('the report is not written when the question is stopped with Ctrl-C', async () => {
    const here = await filled(PROPOSALS);
    expect(await here.run('report', { tty: true, answers: ['^C'] })).toMatchObject({ code: 130, stdout: '' });
    expect(readdirSync(here.folder).filter((name) => name.endsWith('.html'))).toEqual([]);
  });

  test('the report opens in the browser after it was written, when asked', async () => {
    const here = await filled(PROPOSALS);
    const ran = await here.run('report --output mine.html --open');
    expect(ran).toMatchObject({ code: 0, stderr: 'Wrote the report to mine.html.\n(opens ~/mine.html)\n' });
    expect((await here.run('report --output mine.html --quiet')).output).toBe('');
  });

  test('the report stays where it was written when no browser can be started', async () => {
    const here = await filled(PROPOSALS);
    const said: string[] = [];
    const env = {
      ...here.env,
      stderr: { ...here.env.stderr, write: (text: string) => void said.push(text) },
      browse: () => Promise.reject(new Error('none')),
    };
    expect(await runCommandLine(['report', '--output', 'mine.html', '--open'], env)).toBe(0);
    expect(said.join('')).toContain('The browser could not be started. Open mine.html yourself.');
    expect(existsSync(join(here.folder, 'mine.html'))).toBe(true);
  });
});

describe('refused reports', () => {
  test.each([
    ['--output no/such/folder.html', 4, 'no/such'],
    ['--output folder', 4, 'folder'],
    ['--output connects.db', 2, 'the ledger itself'],
    ['--open', 2, 'Name a file: --output connects-report.html'],
    ['--open --output -', 2, '--open shows a file'],
    ['--open --json', 2, '--open shows a file'],
    ['--since 2021-02-02 --until 2021-02-01', 2, 'Swap them.'],
    ['--since tomorrow', 2, 'is in the future'],
    ['--output', 2, '--output needs a value'],
  ] as const)('a report is refused with the options %s', async (options, code, words) => {
    const here = await filled(PROPOSALS);
    mkdirSync(join(here.folder, 'folder'));
    const ran = await here.run(`report ${options}`);
    expect(ran).toMatchObject({ code, stdout: '' });
    expect(ran.stderr).toContain(words);
  });

  test('a report in a terminal without questions needs --output', async () => {
    const here = await filled(PROPOSALS);
    const ran = await here.run('report --no-input', { tty: true });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('--output is missing');
  });

  test('a report needs a ledger, but the demo does not', async () => {
    const here = await filled([]);
    expect(await here.run('report')).toMatchObject({ code: 4, stdout: '' });
    expect(await here.run('report --demo')).toMatchObject({ code: 0 });
    expect(readdirSync(here.folder)).toEqual([]);
  });

  test.each([
    ['EACCES', 5, 'storage-readonly'],
    ['EROFS', 5, 'storage-readonly'],
    ['ENOSPC', 5, 'storage-full'],
  ])('a report file that cannot be written is refused (%s)', async (errno, code, name) => {
    const here = await filled(PROPOSALS);
    const said: string[] = [];
    const env = {
      ...here.env,
      stderr: { ...here.env.stderr, write: (text: string) => void said.push(text) },
      writeText: () => Promise.reject(Object.assign(new Error(errno), { code: errno })),
    };
    expect(await runCommandLine(['report', '--output', 'out.html', '--json'], env)).toBe(code);
    expect(said.join('')).toContain(`"code":"${name}"`);
  });
});

describe('the figures as JSON', () => {
  test('the JSON of a report has the figures of the page, complete and flat', async () => {
    const here = await filled(PROPOSALS);
    const told = JSON.parse((await here.run('report --json')).stdout);
    expect(Object.keys(told).sort()).toEqual(
      [
        ...['schema', 'command', 'warnings', 'output', 'since', 'until', 'asOf', 'demo', 'opened', 'plan', 'edition'],
        ...[
          'balance',
          'months',
          'sent',
          'boosted',
          'notBoosted',
          'boost',
          'invited',
          'tags',
          'expiring',
          'due',
          'forecast',
          'spending',
          'hires',
          'stale',
          'clients',
        ],
      ].sort(),
    );
    expect(told).toMatchObject({ schema: 1, command: 'report', output: null, until: TODAY, demo: false, balance: 54 });
    expect(told.months).toEqual([
      {
        ...{ month: '2021-02', opening: 0, given: 40, bought: 20, back: 0, spent: 6, lost: 0 },
        ...{ adjustedUp: 0, adjustedDown: 0 },
        ...{ paidCents: 300, unpriced: 0, paidUnknown: 0, feeCents: 0, withoutFee: 0, balance: 54, spentUnknown: 0 },
      },
    ]);
    expect(told.sent).toMatchObject({ proposals: 2, replied: 1, verdict: 'too-few' });
    expect(told.tags.map(({ group }: { group: string }) => group)).toEqual([null, 'web']);
    expect(told.expiring).toEqual([
      { expiresOn: '2022-02-10', connects: 34, label: 'Sign-up grant', on: TODAY },
      { expiresOn: '2022-02-10', connects: 20, label: 'Added extra Connects', on: TODAY },
    ]);
    expect(told.forecast).toMatchObject({ balance: 54 });
  });

  test('the JSON of a report names the file that was written beside it', async () => {
    const here = await filled(PROPOSALS);
    const ran = await here.run('report --json --output mine.html');
    expect(JSON.parse(ran.stdout)).toMatchObject({ output: 'mine.html' });
    expect(readFileSync(join(here.folder, 'mine.html'), 'utf8')).toMatch(/^<!doctype html>/);
  });

  test('the JSON of a report warns about Connects without a price', async () => {
    const here = await filled(['init --balance 30', 'apply --cost 4']);
    expect(JSON.parse((await here.run('report --json')).stdout).warnings).toMatchObject([{ code: 'unpriced' }]);
  });
});
