/** `connects move`: an account goes to a server and back whole, only what is missing is copied, and nothing is overwritten. */
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPoolUrl } from '../../src/parse/pool-url.ts';
import type { Day } from '../../src/rules/values/calendar.ts';
import { moveLedger } from '../../src/store/open-store.ts';
import { CuttingProxy } from '../cutting-proxy.ts';
import { hasPostgres, startPostgres, type TestServer } from '../postgres.ts';
import { type World, world } from '../world.ts';
import { RANDOM_PAGE, randomLines } from './random-lines.ts';

const TODAY = '2026-11-28';
const OPEN = 'init --balance 100 --rules 2026 --on 2026-10-01';
const TABLES = ['commands', 'transactions', 'facts'] as const;

describe.skipIf(!hasPostgres())('a move of an account', () => {
  let server: TestServer;
  beforeAll(() => {
    server = startPostgres();
  });
  afterAll(() => server?.stop());

  /** The URL of a new database, as a shell takes it. */
  const place = (): string => `'${server.database()}'`;
  const bare = (url: string): string => url.replaceAll("'", '');

  const opened = async (...lines: readonly string[]): Promise<World> => {
    const here = world({ today: TODAY });
    await here.env.writeText('page.csv', RANDOM_PAGE);
    await run(here, OPEN, ...lines);
    return here;
  };

  async function run(here: World, ...lines: readonly string[]): Promise<string> {
    let last = '';
    for (const line of lines) {
      const { code, output } = await here.run(line);
      expect(code, output).toBe(0);
      last = output;
    }
    return last;
  }

  /** The columns of each table in a ledger's file, and its rows as one text. */
  function rowsIn(file: string): Record<string, string> {
    const db = new Database(file, { readonly: true });
    const number = (table: string) => (table === 'facts' ? 'seq' : 'id');
    const rows = TABLES.map((table) => [
      table,
      JSON.stringify(
        db
          .prepare(`SELECT * FROM ${table} ORDER BY ${number(table)}`)
          .raw()
          .all(),
      ),
    ]);
    db.close();
    return Object.fromEntries(rows);
  }

  const countOn = (url: string): string =>
    server.sql(url, TABLES.map((table) => `SELECT count(*) FROM connects.${table}`).join(' UNION ALL '));
  const tablesOn = (url: string): string =>
    server.sql(url, "SELECT count(*) FROM pg_namespace WHERE nspname = 'connects'");

  const LINES = [
    'apply 12+6 --title "Logo, ✓ and \'quotes\'" --client Anna -t react --on 2026-10-05',
    'apply --cost 10 --title Site --on 2026-10-06',
    'mark 1 hired --value 400',
    'buy 80 --on 2026-10-10',
    'config set reserve 5',
    'undo',
    'import page.csv --yes',
    'void 3',
  ];

  test('a move to a server and back gives a file with the very same rows', async () => {
    const here = await opened(...LINES);
    const url = place();
    const before = readFileSync(here.db);
    expect(await here.run(`move --to ${url}`)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Moved: /) });
    expect(readFileSync(here.db).equals(before)).toBe(true);
    await run(here, `CONNECTS_DB=${url} move --to back.db`);
    expect(rowsIn(join(here.folder, 'back.db'))).toEqual(rowsIn(here.db));
    for (const line of ['history --all', 'log', 'proposals', 'balance', 'check'])
      expect((await here.run(`${line} --json --db ${url}`)).stdout).toBe((await here.run(`${line} --json`)).stdout);
  });

  test('a move of random ledgers to a server and back gives the very same rows', async () => {
    await fc.assert(
      fc.asyncProperty(randomLines, async (lines) => {
        const here = await opened();
        for (const words of lines) await here.run(words);
        const url = place();
        await run(here, `move --to ${url}`, `CONNECTS_DB=${url} move --to back.db`);
        expect(rowsIn(join(here.folder, 'back.db'))).toEqual(rowsIn(here.db));
      }),
      { seed: 2212, numRuns: 5 },
    );
  });

  test('a second move says that all is there, and a later one brings only what is missing', async () => {
    const here = await opened(...LINES);
    const url = place();
    const move = async (): Promise<object> => JSON.parse((await here.run(`move --to ${url} --json`)).stdout);
    expect(await move()).toMatchObject({ already: false, added: { commands: 9 }, commands: 9, dryRun: false });
    const count = countOn(url);
    expect(await move()).toMatchObject({ already: true, added: { commands: 0, transactions: 0 }, commands: 9 });
    expect(await run(here, `move --to ${url}`)).toContain('Already there: ');
    expect(countOn(url)).toBe(count);
    await run(here, 'apply --cost 7 --title Later');
    expect(await move()).toMatchObject({ already: false, added: { commands: 1, transactions: 1 }, commands: 10 });
    expect((await here.run(`history --all --json --db ${url}`)).stdout).toBe(
      (await here.run('history --all --json')).stdout,
    );
  });

  test('a dry run of a move makes neither tables nor a file', async () => {
    const here = await opened(...LINES);
    const url = place();
    expect(await run(here, `move --to ${url} --dry-run`)).toMatch(/^Would move: the account with 9 commands and /);
    expect(tablesOn(url)).toBe('0');
    await run(here, `move --to ${url}`, `CONNECTS_DB=${url} move --to back.db --dry-run`);
    expect(existsSync(join(here.folder, 'back.db'))).toBe(false);
  });

  test('a move to a place with newer or other entries, or another account, is refused and changes nothing', async () => {
    const here = await opened(...LINES);
    const url = place();
    await run(here, `move --to ${url}`, `apply --cost 7 --title Theirs --db ${url}`);
    const before = countOn(url);
    expect(await here.run(`move --to ${url}`)).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(
        /has all of this account, and newer entries\.[\s\S]*connects export --format jsonl/,
      ),
    });
    await run(here, 'apply --cost 9 --title Mine');
    const refused = await here.run(`move --to ${url} --json`);
    expect(JSON.parse(refused.stderr)).toMatchObject({
      error: { code: 'target-differs', details: { why: 'differs' } },
    });
    const other = world({ today: TODAY });
    // Each world counts its uids from one.
    await run(other, 'init --db first.db', OPEN);
    expect(await other.run(`move --to ${url}`)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('add ?account=NAME to the URL'),
    });
    expect(countOn(url)).toBe(before);
    // The way out that the refusal names.
    await run(here, `merge connects.db --db ${url}`);
    await run(other, `move --to '${bare(url)}&account=other'`);
    expect((await other.run(`balance --db '${bare(url)}&account=other'`)).stdout).toBe('100\n');
  });

  test('a move back to a file that has something else is refused and leaves the file as it is', async () => {
    const here = await opened(...LINES);
    const url = place();
    await run(here, `move --to ${url}`, 'apply --cost 9 --title Mine');
    const before = readFileSync(here.db);
    expect(await here.run(`CONNECTS_DB=${url} move --to connects.db`)).toMatchObject({ code: 3 });
    expect(readFileSync(here.db).equals(before)).toBe(true);
    await here.env.writeText('notes.txt', 'no ledger');
    expect(await here.run(`CONNECTS_DB=${url} move --to notes.txt`)).toMatchObject({ code: 5 });
    expect(await here.run(`CONNECTS_DB=${url} move --to none/back.db`)).toMatchObject({ code: 0 });
  });

  test('a move from a server to a server keeps the record, and one from a file to a file is a copy', async () => {
    const here = await opened(...LINES);
    const [one, two] = [place(), place()];
    await run(here, `move --to ${one}`, `CONNECTS_DB=${one} move --to ${two}`, `CONNECTS_DB=${two} move --to back.db`);
    expect(rowsIn(join(here.folder, 'back.db'))).toEqual(rowsIn(here.db));
    expect(await here.run('move --to copy.db')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('connects backup'),
    });
  });

  test('a move that the server stops in its middle leaves nothing there', async () => {
    const here = await opened(...LINES);
    const url = place();
    const other = world({ today: TODAY });
    await run(other, OPEN, `move --to '${bare(url)}&account=other'`);
    const before = countOn(url);
    server.sql(
      url,
      `CREATE ROLE clerk LOGIN; GRANT USAGE ON SCHEMA connects TO clerk;
       GRANT SELECT ON ALL TABLES IN SCHEMA connects TO clerk; GRANT INSERT, UPDATE ON connects.accounts TO clerk;
       GRANT INSERT ON connects.commands, connects.transactions TO clerk`,
    );
    const asClerk = url.replace('postgres@', 'clerk@');
    expect(await here.run(`move --to ${asClerk}`)).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('does not allow this user to do that'),
    });
    expect(countOn(url)).toBe(before);
    expect(server.sql(url, 'SELECT name FROM connects.accounts')).toBe('other');
    server.sql(url, 'GRANT INSERT ON connects.facts TO clerk');
    await run(here, `move --to ${asClerk}`);
  });

  test('a move whose connection is cut comes through whole, wherever it is cut', { timeout: 600_000 }, async () => {
    const here = await opened(...LINES);
    const proxy = new CuttingProxy(join(server.folder, '.s.PGSQL.5432'));
    const port = await proxy.listen();
    let cuts = 0;
    for (let nth = 1; nth < 60; nth += 1) {
      for (const how of ['before', 'after'] as const) {
        const url = server.database('&sslmode=disable');
        const name = /\/(\w+)\?/.exec(url)?.[1] ?? '';
        proxy.cutAt({ nth, how });
        const moved = await here.run(
          `move --to 'postgres://postgres@127.0.0.1:${port}/${name}?sslmode=disable' --json`,
        );
        expect([nth, how, moved.code, moved.stderr]).toEqual([nth, how, 0, '']);
        expect(JSON.parse(moved.stdout)).toMatchObject({ already: false, commands: 9 });
        expect(await run(here, `move --to '${url}'`)).toContain('Already there: ');
        if (proxy.isDone) cuts += 1;
        else nth = 60;
      }
    }
    proxy.close();
    expect(cuts).toBeGreaterThan(20);
  });

  test('an entry recorded in the source while it is moved is no problem, and comes with the next move', async () => {
    const here = await opened(...LINES);
    const url = place();
    const pool = readPoolUrl(bare(url), null);
    let writing: Promise<unknown> | null = null;
    const env = {
      ...here.env,
      startTries: () => {
        // The source is read, and the target is looked for.
        writing ??= here.run('apply --cost 7 --title Meanwhile');
        return here.env.startTries();
      },
    };
    const session = { db: here.db, pool: null, env, today: TODAY as Day };
    const request = { to: { db: pool.shown, pool }, today: TODAY as Day, dryRun: false };
    expect(await moveLedger(session, request)).toMatchObject({ commands: 9 });
    await writing;
    expect(await moveLedger(session, request)).toMatchObject({ commands: 10, added: { commands: 1 } });
  });

  test('a file of an older format is moved, and stays in its format', async () => {
    const here = world({ today: TODAY });
    const old = new Database(here.db);
    old.exec(readFileSync(join(import.meta.dirname, 'fixtures/version-1.sql'), 'utf8'));
    old.close();
    const before = readFileSync(here.db);
    const url = place();
    await run(here, `move --to ${url}`);
    expect(readFileSync(here.db).equals(before)).toBe(true);
    copyFileSync(here.db, join(here.folder, 'migrated.db'));
    expect((await here.run(`history --all --json --db ${url}`)).stdout).toBe(
      (await here.run('history --all --json --db migrated.db')).stdout,
    );
  });

  test('a damaged ledger is not moved', async () => {
    const here = await opened(...LINES);
    const db = new Database(here.db);
    db.exec('DROP TRIGGER IF EXISTS transactions_never_changed');
    db.pragma('writable_schema = ON');
    db.exec('DELETE FROM checkpoints; DELETE FROM proposals');
    db.close();
    const url = place();
    expect(await here.run(`move --to ${url}`)).toMatchObject({ code: 5, stderr: expect.stringContaining('doctor') });
    expect(tablesOn(url)).toBe('0');
  });

  test('an account of the data folder keeps its name on the server', async () => {
    const here = world({ today: TODAY, vars: { CONNECTS_DB: '' } });
    await run(here, 'account add agency --balance 36', 'init --balance 50');
    const url = place();
    await run(here, `--account agency move --to ${url}`, `move --to ${url}`);
    expect(server.sql(url, 'SELECT name FROM connects.accounts ORDER BY id')).toBe('agency\nconnects');
  });

  test('a password in the URL of a move is never shown', async () => {
    const here = await opened();
    const url = place().replace('postgres@', 'postgres:p@ss%/w?rd@');
    const lines = [`move --to ${url} --dry-run`, `move --to ${url}`, `move --to ${url} --json`, `balance --db ${url}x`];
    for (const line of lines) expect((await here.run(line)).output).not.toContain('p@ss');
  });
});
