/** `connects export`, format by format, over a ledger with everything in it; the programs they are for read them. */
import { chmodSync, linkSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { csvText } from '../../src/exchange/write/csv-text.ts';
import { pageOf } from '../exchange/reading.ts';
import type { World } from '../world.ts';
import { everything, TODAY } from './everything.ts';
import * as tools from './tools.ts';

let made: World;
let balance: number;
beforeAll(async () => {
  made = await everything();
  balance = Number((await made.run('balance')).stdout);
});

const out = async (line: string): Promise<string> => {
  const { code, stdout, stderr } = await made.run(`export ${line}`);
  if (code !== 0) throw new Error(stderr);
  return stdout;
};

/** Ids and instants are the store's business, and change with how it numbers. */
const timeless = (text: string): string =>
  text
    .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'UID')
    .replaceAll(/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'INSTANT');

describe('an export', () => {
  test.each([
    ['csv', ''],
    ['json', '--format json'],
    ['sql', '--format sql'],
    ['journal', '--format hledger'],
    ['ledger', '--format ledger'],
    ['beancount', '--format beancount'],
    ['since.journal', '--format hledger --since 2021-02-01 --until 2021-12-31'],
    ['purchases.csv', '--purchases'],
  ])('of everything as %s stays as it is', async (extension, line) => {
    await expect(timeless(await out(line))).toMatchFileSnapshot(`fixtures/everything.${extension}`);
  });
});

describe('the books', () => {
  const CHECKS = { hledger: tools.hledger, ledger: tools.ledger, beancount: tools.beancount };
  test.each(Object.entries(CHECKS))('%s finds the balance of an export, today and earlier', async (format, check) => {
    expect((await check(await out(`--format ${format}`))).left).toEqual({ connects: balance, usd: 0 });
    const then = Number((await made.run('balance', { today: '2021-03-02' })).stdout);
    const { stdout } = await made.run(`export --format ${format}`, { today: '2021-03-02' });
    expect((await check(stdout)).left.connects).toBe(then);
  });

  test.each(Object.entries(CHECKS))('%s finds the balance of an export of some months', async (format, check) => {
    const part = await out(`--format ${format} --since 2021-02-01 --until 2021-12-31`);
    const { stdout } = await made.run('balance', { today: '2021-12-31' });
    expect((await check(part)).left.connects).toBe(Number(stdout));
  });

  test('in the books, all money paid is spent, expired, corrected or left', async () => {
    const journal = tools.file(await out('--format hledger'), 'journal');
    const of = async (account: string): Promise<number> => {
      const csv = await tools.tool('hledger', '-f', journal, 'balance', account, '--cost', '--depth', '1', '-O', 'csv');
      return Number(/"total","?(-?[\d.]+)/.exec(csv)?.[1] ?? Number.NaN);
    };
    const { purchases, totalCents } = JSON.parse(await out('--purchases --json'));
    expect(purchases).toHaveLength(8);
    expect(await of('assets:cash')).toBeCloseTo(-totalCents / 100, 9);
    const [spent, adjusted, left] = [await of('expenses'), await of('equity'), await of('assets:connects')];
    expect(spent).toBeGreaterThan(0);
    expect(spent + adjusted + left).toBeCloseTo(totalCents / 100, 9);
  });

  test('the accounting programs refuse a wrong balance, an undeclared account and a broken line', async () => {
    const journal = await out('--format hledger');
    await expect(tools.hledger(journal.replace(' = 40 CONNECTS', ' = 41 CONNECTS'))).rejects.toThrow('assertion');
    await expect(tools.hledger(journal.replace('account assets:cash\n', ''))).rejects.toThrow('assets:cash');
    const ledger = await out('--format ledger');
    await expect(tools.ledger(ledger.replace(/== \d+/, '== 9999'))).rejects.toThrow('Assertion');
    await expect(tools.ledger(ledger.replace('account assets:cash\n', ''))).rejects.toThrow('assets:cash');
    const beancount = await out('--format beancount');
    await expect(tools.beancount(beancount.replace(/ \d+ CONNECTS\n$/, ' 9999 CONNECTS\n'))).rejects.toThrow('Balance');
    await expect(tools.beancount(beancount.replace('\\"quoted', '"quoted'))).rejects.toThrow('Invalid token');
  });
});

describe('csv', () => {
  test('an exported CSV has the fields of JSON, ends lines with CRLF, and has no formula', async () => {
    const csv = await out('');
    const { transactions } = JSON.parse(await out('--json'));
    expect(csv.split('\r\n')[0]?.split(',').toSorted()).toEqual(Object.keys(transactions[0]).toSorted());
    expect(csv.replaceAll('\r\n', '').replaceAll(/"[^"]*"/g, '')).not.toMatch(/[\r\n]/);
    expect(csv).toContain(`"'=HYPERLINK(""x""); a | b"`);
    expect(csv).toContain(",'@Node.js,");
    expect(csv).toContain(",'- minus,");
    expect(csv).toContain('"two\nlines\r\n2021-01-01 * fake"');
    expect(csv).toMatch(/,-6,/);
  });

  test('an exported CSV escapes a formula after zero-width and control characters, and reading it back restores the text', async () => {
    const titles = [
      '\u200b=1+1',
      '\u00ad@x',
      '\u2060\ufeff+1',
      '\u0001-1',
      '\uff1d1',
      '\u034f=1',
      '\ta',
      'a = b',
      "it's",
    ];
    const text = await csvText(
      ['id', 'on', 'kind', 'connects', 'balance', 'title'],
      titles.map((title, id) => [id, '2026-01-02', 'task', 1, 1, title]),
      '\r\n',
    );
    for (const [i, title] of titles.entries()) expect(text.includes(`'${title}`)).toBe(i < 7);
    const page = await pageOf(text);
    expect(page.rows.map(({ title }) => title).toSorted()).toEqual(titles.toSorted());
  });

  test('an exported CSV has the columns and the values of every listing of the history', async () => {
    const csv = await out('');
    const [header, ...rows] = (await made.run('history --all --csv')).stdout.split(/\n(?=\d*,\d{4}-|$)/);
    const oldestFirst = rows.slice(0, -1).toReversed();
    expect([header, ...oldestFirst, ''].join('\r\n')).toBe(csv);
    const tsv = (await made.run('history --all --tsv')).stdout.split('\n');
    expect(tsv[0]?.replaceAll('\t', ',')).toBe(header);
    const plain = (await made.run('history --all --plain', { tty: true })).stdout;
    expect(plain).toBe((await made.run('history --all')).stdout);
    expect(plain).toBe(`${tsv.slice(1).join('\n')}`);
  });

  test('an exported CSV begins with a byte order mark only with --bom', async () => {
    expect((await out('--bom')).codePointAt(0)).toBe(0xfeff);
    expect((await out('')).codePointAt(0)).toBe('i'.codePointAt(0));
  });

  test('an export shows control characters to a terminal as text', async () => {
    const { stdout } = await made.run('export', { tty: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for.
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(stdout).toContain('\\e[31m');
  });
});

test('exported SQL fills an empty database with the rows of the JSON export', async () => {
  const { transactions, proposals } = JSON.parse(await out('--format json'));
  const db = new Database(':memory:');
  db.exec(await out('--format sql'));
  const all = (table: string) => db.prepare(`SELECT * FROM ${table} ORDER BY rowid`).all() as Record<string, unknown>[];
  expect(all('transactions').map((row) => ({ ...row, forced: row['forced'] === 1 }))).toEqual(transactions);
  expect(
    all('proposals').map((row) => ({ ...row, invited: row['invited'] === 1, tags: JSON.parse(String(row['tags'])) })),
  ).toEqual(proposals);
  db.close();
});

test('the sqlite3 shell runs exported SQL', async () => {
  const path = join(made.folder, 'shell.db');
  await tools.fed(await out('--format sql'), 'sqlite3', '-bail', path);
  const db = new Database(path, { readonly: true });
  const { transactions } = JSON.parse(await out('--format json'));
  const titles = db.prepare('SELECT title FROM transactions ORDER BY rowid').pluck().all();
  expect(titles).toEqual(transactions.map(({ title }: { title: string | null }) => title));
  db.close();
});

describe('purchases', () => {
  test('exported purchases have list price, discount, tax and total in dollars, and their sum is printed', async () => {
    const cycle = 'Monthly Connects renewal (70 paid with Plus, 10 free)';
    const { stdout, stderr } = await made.run('export --purchases --year 2021');
    expect(stdout.split('\r\n').slice(1, -1)).toEqual([
      '2021-01-20,10,1.50,1.50,0.00,0.00,USD,WELCOME,',
      '2021-01-21,80,12.00,0.00,2.28,14.28,USD,,',
      '2021-01-25,35,14.99,0.00,0.00,14.99,USD,,Membership upgraded to Plus',
      `2021-02-25,70,14.99,0.00,0.00,14.99,USD,,"${cycle}"`,
      '2021-03-05,20,3.00,0.00,0.23,3.23,USD,,',
      `2021-03-25,70,14.99,0.00,0.00,14.99,USD,,"${cycle}"`,
      `2021-04-25,70,14.99,0.00,0.00,14.99,USD,,"${cycle}"`,
    ]);
    expect(stderr).toBe('3 purchases and 4 cycles of Plus, 355 Connects, $77.47.\n');
  });

  test('exported purchases are those of the given year', async () => {
    expect((await out('--purchases --year 2020')).split('\r\n')[1]).toMatch(
      /^2020-12-20,40,6\.00,1\.20,0\.30,5\.10,USD/,
    );
    expect((await out('--purchases --year 2019')).trim().split('\r\n')).toHaveLength(1);
  });
});

describe('a file', () => {
  test('an exported file is readable by its owner alone, and complete', async () => {
    const path = join(made.folder, 'out.csv');
    writeFileSync(path, 'old', { mode: 0o644 });
    chmodSync(path, 0o644);
    const { stdout, stderr } = await made.run('export --output out.csv');
    expect([stdout, stderr]).toEqual(['', expect.stringMatching(/^Wrote \d+ rows to out\.csv\.\n$/)]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toBe(await out(''));
  });

  test('JSON names the file that an export wrote', async () => {
    const { stdout } = await made.run('export --format beancount --output out.beancount --json');
    expect(JSON.parse(stdout)).toEqual({
      schema: 1,
      command: 'export',
      format: 'beancount',
      output: 'out.beancount',
      rows: expect.any(Number),
      warnings: [],
    });
  });

  test('an export never overwrites the ledger, by any name', async () => {
    const before = readFileSync(made.db);
    const alias = join(made.folder, 'alias.csv');
    linkSync(made.db, alias);
    for (const path of [made.db, alias])
      expect(await made.run(['export', '--output', path])).toMatchObject({ code: 2 });
    expect(readFileSync(made.db)).toEqual(before);
  });

  test('an export overwrites no other ledger and no backup', async () => {
    const other = join(made.folder, 'other.db');
    await made.run(['backup', other]);
    const before = readFileSync(other);
    for (const line of ['export', 'report']) {
      const { code, stderr } = await made.run([line, '--output', other]);
      expect([line, code, stderr]).toEqual([line, 2, expect.stringContaining('another ledger or of a backup')]);
    }
    expect(readFileSync(other)).toEqual(before);
  });

  test.each([
    ['in no folder', 'nowhere/out.csv', 4, 'There is no folder to put nowhere/out.csv into.'],
    ['below a file', 'out.csv/out.csv', 4, 'There is no folder to put out.csv/out.csv into.'],
    ['that is a folder', 'folder', 4, 'folder is a folder, not a file.'],
  ])('an export to a file %s is refused', async (_, path, code, message) => {
    mkdirSync(join(made.folder, 'folder'), { recursive: true });
    writeFileSync(join(made.folder, 'out.csv'), '');
    const ran = await made.run(['export', '--output', path]);
    expect(ran).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(message) });
  });

  test.each([
    ['EACCES', 'cannot be written: it is read-only.'],
    ['EROFS', 'cannot be written: it is read-only.'],
    ['ENOSPC', 'The disk is full'],
    ['EIO', 'EIO'],
  ])('an export that the disk refuses with %s says why', async (errno, message) => {
    const refuse = { code: errno, message: errno };
    const { runCommandLine: run } = await import('../../src/main.ts');
    const said: string[] = [];
    const stderr = { ...made.env.stderr, write: (text: string) => void said.push(text) };
    const writeText = () => Promise.reject(Object.assign(new Error(errno), refuse));
    const code = await run(['export', '--output', 'out.csv'], { ...made.env, stderr, writeText });
    expect([code, said.join('')]).toEqual([5, expect.stringContaining(message)]);
  });
});

test('days to come are not exported', async () => {
  expect(await out(`--until 2030-01-01`)).toBe(await out(`--until ${TODAY}`));
});
