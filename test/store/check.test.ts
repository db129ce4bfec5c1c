/** A check: silent on what the program wrote, and never on what was changed behind its back; a repair mends what is derived, and only that. */
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type World, world } from '../world.ts';
import { rowsOf, tamper } from './audit.ts';
import { spoil } from './spoil.ts';

const STEPS = [
  'init --joined 2021-01-01 --plan plus',
  'apply --cost 4 --boost 3 --title Landing --key a --tag web',
  'apply --cost 6 --on 2021-01-03',
  'mark 1 interview',
  'undo',
  'apply --cost 2 --invited',
  'redo',
  'mark 2 cancelled --on 2021-01-20',
  'buy 40 --on 2021-01-10',
  'undo',
  'renew',
  'mark 1 outbid',
  // All that was free, and some of what was bought.
  'buy 10',
  'spend other --amount 119',
  'apply --cost 1',
  'undo',
  'redo',
];

async function ledger(): Promise<World> {
  const here = world({ today: '2021-02-10' });
  for (const line of STEPS) expect([line, (await here.run(line)).code]).not.toEqual([line, 1]);
  return here;
}

const check = async (here: World, more = '') => {
  const { code, stdout } = await here.run(`check --json ${more}`.trim());
  return { code, ...(JSON.parse(stdout) as { ok: boolean; problems: { code: string; message: string }[] }) };
};

test('what the program wrote is sound, and a check says nothing', async () => {
  const here = await ledger();
  expect(await here.run('check')).toMatchObject({ code: 0, output: '' });
  expect(await check(here)).toMatchObject({ code: 0, ok: true, problems: [], warnings: [] });
});

test('so is any ledger, in whatever order it came about', async () => {
  const line = fc.constantFrom(
    'undo',
    'redo',
    'renew',
    'buy 10',
    'buy 20 --on 2021-01-15',
    'mark 1 viewed',
    'mark 1 interview',
    'mark 2 cancelled',
    'mark 2 interview --on 2021-02-05',
    'mark 3 declined',
    'apply --cost 6 --boost 4',
    'apply --cost 3 --on 2021-01-05',
    'apply --cost 1 --on 2021-02-01',
    'plan plus --on 2021-01-20',
    'spend other --amount 3',
    'reconcile 12 --adjust',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 14 }), async (lines) => {
      const here = world({ today: '2021-02-10' });
      await here.run('init --joined 2021-01-01');
      for (const each of lines.flatMap((one) => (one === 'redo' ? ['undo', 'redo'] : one))) await here.run(each);
      expect(await check(here)).toMatchObject({ code: 0, problems: [] });
      rmSync(here.folder, { recursive: true });
    }),
    { numRuns: 25, seed: 7 },
  );
});

test('so is one that another copy was merged into, and one that was imported whole', async () => {
  const here = await ledger();
  const other = join(here.folder, 'other.db');
  copyFileSync(here.db, other);
  const there = (line: string) => here.run([...line.split(' '), '--db', other]);
  for (const line of ['apply --cost 5', 'undo', 'undo', 'mark 2 viewed']) await there(line);
  for (const line of ['undo', 'apply --cost 3', 'undo', 'redo', 'renew']) await here.run(line);
  expect((await here.run(['merge', other, '--prefer', 'theirs'])).code).toBe(0);
  expect(await check(here)).toMatchObject({ code: 0, problems: [] });
  await here.run('export --format jsonl --output all.jsonl');
  expect((await there('merge all.jsonl --prefer mine')).code).toBe(0);
  expect((await there('check')).code).toBe(0);
  const whole = join(here.folder, 'whole.db');
  expect((await here.run(['import', 'all.jsonl', '--yes', '--db', whole])).code).toBe(0);
  expect(await here.run(['check', '--db', whole])).toMatchObject({ code: 0, output: '' });
});

/** The record itself, which no repair touches. */
const record = (here: World) =>
  ['commands', 'transactions', 'facts'].map((table) => rowsOf(here.db, `SELECT * FROM ${table}`));

describe('what is derived is held against a replay, and made anew by a repair', () => {
  const changes: readonly (readonly [what: string, sql: string, found: object])[] = [
    [
      'a proposal changed',
      'UPDATE proposals SET cost = 1 WHERE id = 1',
      { table: 'proposals', row: '1', why: 'differs' },
    ],
    ['a proposal gone', 'DELETE FROM proposals WHERE id = 2', { table: 'proposals', row: '2', why: 'missing' }],
    [
      'a proposal from nowhere',
      'INSERT INTO proposals SELECT 99, "on", title, client, url, tags, invited, \'k\', note, cost, boost, status, status_on, earned, back_cost, back_boost, burnt, open, reached, reply_days, bought, unpriced, cents FROM proposals LIMIT 1',
      { table: 'proposals', row: '99', why: 'extra' },
    ],
    ['an undo forgotten', 'DELETE FROM undone', { table: 'undone', why: 'missing' }],
    ['an undo made up', 'INSERT INTO undone VALUES (2, 5)', { table: 'undone', row: '2', why: 'extra' }],
    ['a burn changed', 'UPDATE burns SET connects = connects + 1', { table: 'burns', why: 'differs' }],
    ['a sum changed', 'UPDATE proposals SET cents = cents + 1', { table: 'proposals', why: 'differs' }],
    [
      'a checkpoint changed',
      `UPDATE checkpoints SET state = replace(state, '"left":', '"left":1')`,
      { code: 'checkpoint', why: 'state' },
    ],
    ['a checkpoint that is no JSON', "UPDATE checkpoints SET state = '{'", { code: 'checkpoint', why: 'state' }],
    ['a checkpoint miscounted', 'UPDATE checkpoints SET entries = entries + 1', { code: 'checkpoint', why: 'count' }],
    ['a checkpoint moved', 'UPDATE checkpoints SET seq = seq + 1000', { code: 'checkpoint', why: 'nowhere' }],
  ];
  test.each(changes)('%s', async (_, sql, problem) => {
    const here = await ledger();
    const before = record(here);
    tamper(here.db, sql);
    const found = await check(here);
    expect([found.code, found.ok, found.problems]).toEqual([
      6,
      false,
      expect.arrayContaining([expect.objectContaining(problem)]),
    ]);
    const { code, stdout } = await here.run('check');
    expect([code, stdout.split('\n').length - 1]).toEqual([6, found.problems.length]);

    const mended = await check(here, '--repair');
    expect(mended).toMatchObject({
      code: 0,
      ok: true,
      problems: [],
      repaired: { backup: expect.stringContaining('repair.db') },
    });
    expect(await check(here)).toMatchObject({ code: 0 });
    expect(record(here)).toEqual(before);
  });

  test('a repair of what is sound makes no backup and changes nothing', async () => {
    const here = await ledger();
    const before = readFileSync(here.db);
    expect(await check(here, '--repair')).toMatchObject({ code: 0, repaired: null });
    expect(readFileSync(here.db).equals(before)).toBe(true);
    expect(readdirSync(join(here.folder, 'state', 'backups')).filter((name) => name.includes('repair'))).toEqual([]);
  });

  test('without its backup there is no repair', async () => {
    const here = await ledger();
    tamper(here.db, 'UPDATE proposals SET cost = 1');
    rmSync(join(here.folder, 'state'), { recursive: true });
    writeFileSync(join(here.folder, 'state'), 'in the way');
    const before = readFileSync(here.db);
    expect((await here.run('check --repair')).code).toBe(5);
    expect(readFileSync(here.db).equals(before)).toBe(true);
  });
});

describe('the record is held against itself, and no repair makes it up', () => {
  const open = (table: string, sql: string): string =>
    `DROP TRIGGER ${table}_never_change; DROP TRIGGER ${table}_never_go; ${sql}`;
  const changes: readonly (readonly [what: string, sql: string, found: object])[] = [
    ['a trigger gone', 'DROP TRIGGER facts_never_go', { code: 'schema', what: 'missing', name: 'facts_never_go' }],
    ['an index gone', 'DROP INDEX facts_of_command', { code: 'schema', what: 'missing', type: 'index' }],
    ['a table gone', 'DROP TABLE checkpoints', { code: 'schema', what: 'missing', name: 'checkpoints' }],
    ['a table too many', 'CREATE TABLE mine (x)', { code: 'schema', what: 'extra', name: 'mine' }],
    [
      'a column too many',
      'ALTER TABLE proposals ADD COLUMN mine TEXT',
      { code: 'schema', what: 'changed', name: 'proposals' },
    ],
    [
      'a transaction gone',
      open('transactions', 'DELETE FROM transactions WHERE id = 2'),
      { code: 'gap', table: 'transactions', first: 2, last: 2 },
    ],
    [
      'the last transaction gone',
      open('transactions', 'DELETE FROM transactions WHERE id = (SELECT max(id) FROM transactions)'),
      { code: 'turn' },
    ],
    [
      'a command gone',
      open('commands', 'PRAGMA foreign_keys = OFF; DELETE FROM commands WHERE id = 3'),
      { code: 'gap' },
    ],
    [
      'a transaction of no command',
      open('transactions', 'PRAGMA foreign_keys = OFF; UPDATE transactions SET command = 999 WHERE id = 3'),
      { code: 'foreign-key', table: 'transactions', parent: 'commands' },
    ],
    [
      'Connects changed',
      open('transactions', 'UPDATE transactions SET connects = -500 WHERE id = 2'),
      { code: 'overdrawn' },
    ],
    [
      'a reversal of another amount',
      open('transactions', "UPDATE transactions SET connects = connects * 2 WHERE kind = 'reversal'"),
      { code: 'reversal', why: 'amount' },
    ],
    [
      'a reversal of another day',
      open('transactions', `UPDATE transactions SET "on" = '2021-02-09' WHERE kind = 'reversal'`),
      { code: 'reversal', why: 'day' },
    ],
    [
      'a reversal of nothing',
      open('transactions', "PRAGMA foreign_keys = OFF; UPDATE transactions SET reverses = 999 WHERE kind = 'reversal'"),
      { code: 'reversal', why: 'missing' },
    ],
    ['a fact that is no JSON', open('facts', "UPDATE facts SET body = '{' WHERE seq = 1"), { code: 'unreadable' }],
    [
      'a fact of another kind',
      open('facts', "UPDATE facts SET kind = 'plan' WHERE kind = 'outcome'"),
      { code: 'unreadable' },
    ],
    [
      'a command that is no JSON',
      open('commands', "UPDATE commands SET body = '' WHERE id = 2"),
      { code: 'unreadable' },
    ],
    [
      'a second opening',
      "INSERT INTO facts SELECT 999, 'again', command, \"on\", rank, kind, proposal, body, recorded_at FROM facts WHERE kind = 'opened'",
      { code: 'opening', found: 2 },
    ],
    ['a day that is none', open('transactions', `UPDATE transactions SET "on" = 'soon' WHERE id = 2`), {}],
  ];
  test.each(changes)('%s', async (_, sql, problem) => {
    const here = await ledger();
    tamper(here.db, sql);
    const before = record(here);
    const found = await check(here);
    expect([found.code, found.problems]).toEqual([6, expect.arrayContaining([expect.objectContaining(problem)])]);
    for (const { message } of found.problems) expect(message).toMatch(/^[A-Z].*\.$/);
    await here.run('check --repair');
    expect(record(here)).toEqual(before);
    expect((await check(here)).problems.filter(({ code }) => code !== 'derived' && code !== 'checkpoint')).toEqual(
      found.problems.filter(({ code }) => code !== 'derived' && code !== 'checkpoint'),
    );
  });
});

describe('a damaged file', () => {
  test('is told as such', async () => {
    const here = await ledger();
    spoil(here.db, 'proposals_by_key');
    expect(await check(here)).toMatchObject({ code: 6, problems: [{ code: 'integrity' }] });
    spoil(here.db, 'transactions');
    expect(await check(here)).toMatchObject({ code: 6, problems: [{ code: 'integrity' }] });
    expect((await check(here, '--repair')).code).toBe(6);
  });

  test('with any bytes changed: an answer or a refusal, and never a fault of the program', async () => {
    const here = await ledger();
    const whole = readFileSync(here.db);
    const place = fc.integer({ min: 0, max: whole.length - 1 });
    const flips = fc.array(fc.tuple(place, fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(flips, async (all) => {
        const bytes = Buffer.from(whole);
        for (const [at, by] of all) bytes[at] = (bytes[at] ?? 0) ^ by;
        writeFileSync(here.db, bytes);
        for (const line of ['check', 'check --json', 'doctor', 'balance']) {
          const { code, output } = await here.run(line);
          expect([line, code]).not.toEqual([line, 1]);
          expect(output).not.toMatch(/\n\s+at /);
        }
        expect([0, 6]).toContain((await here.run('doctor')).code);
      }),
      { numRuns: 60, seed: 11 },
    );
  });
});
