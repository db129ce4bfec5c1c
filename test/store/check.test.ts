/** A check is silent about what the program wrote and reports any other change; a repair rebuilds only what is derived. */
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CheckProblem, isMendable } from '../../src/rules/answers/check-problem.ts';
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
  // Spends all the free Connects, and some of the bought ones.
  'buy 10',
  'spend other --amount 119',
  'apply --cost 1',
  'undo',
  'redo',
];

let made: World | null = null;

async function ledger(): Promise<World> {
  if (!made) {
    made = world({ today: '2021-02-10' });
    for (const line of STEPS) expect([line, (await made.run(line)).code]).not.toEqual([line, 1]);
  }
  return made.copy();
}

const check = async (here: World, more = '') => {
  const { code, stdout } = await here.run(`check --json ${more}`.trim());
  return { code, ...(JSON.parse(stdout) as { ok: boolean; problems: { code: string; message: string }[] }) };
};

test('a check finds nothing where a fee corrects a cycle that a page has shown, and the backup is restored', async () => {
  const here = world({ today: '2022-03-10' });
  writeFileSync(
    join(here.folder, 'page.csv'),
    'date,connects,label,title,Transaction ID\n2021-12-01,10,Monthly Connects renewal,,4999\n',
  );
  const lines = [
    'init --joined 2020-12-20 --plan plus',
    'import page.csv --yes',
    'plan plus --fee 19.99 --on 2021-07-11',
  ];
  for (const line of [...lines, 'check', 'backup copy.db', 'restore copy.db --yes', 'check'])
    expect([line, (await here.run(line)).code]).toEqual([line, 0]);
});

test('a check says what differs, and by how much', async () => {
  const here = await ledger();
  tamper(here.db, 'UPDATE proposals SET cost = 9 WHERE id = 1');
  tamper(here.db, `UPDATE checkpoints SET state = replace(state, '"left":', '"left":1')`);
  const { stdout } = await here.run('check');
  expect(stdout).toMatch(/^Row 1 of proposals does not match the entries: cost 9, not 4; /m);
  expect(stdout).toMatch(/differs from a replay: [\d,]+ Connects?, not \d+\.$/m);
});

test('a check of a ledger that the program wrote prints nothing', async () => {
  const here = await ledger();
  expect(await here.run('check')).toMatchObject({ code: 0, output: '' });
  expect(await check(here)).toMatchObject({ code: 0, ok: true, problems: [], warnings: [] });
});

/** What an import reads: pages of proposals, a page of the history, and a sheet. */
const FILES = {
  'active.txt': [
    'My proposals',
    ...['Active', 'Referrals', 'Archived', 'Offers  (0)', 'Active proposals  (1)'],
    ...['Received Jan 9, 2021', 'last month', 'Boosted', 'Landing', 'General Profile'],
    ...['Submitted proposals  (1)', 'Initiated Jan 5, 2021', 'last month', 'Icons', 'General Profile'],
  ].join('\n'),
  'archived.txt': [
    'Archived proposals  (2)',
    ...['Initiated Jan 12, 2021', 'last month', 'Telegram bot', 'Job is closed', 'General Profile'],
    ...['Initiated Jan 5, 2021', 'last month', 'Icons', 'Declined by client', 'General Profile'],
  ].join('\n'),
  'history.csv': [
    'date,connects,label,title',
    ...['2021-01-14,8,Job cancelled,Telegram bot', '2021-01-12,-8,Applied to job,Telegram bot'],
    ...['2021-01-07,40,Special offer,', '2021-01-05,-6,Applied to job,Icons'],
  ].join('\n'),
  'sheet.csv': 'date,title,cost,boost,hired,value\n2021-01-06,Poster,4,3,yes,120\n2021-01-05,Icons,6,0,,\n',
};

test('a check of any random ledger finds no problem', async () => {
  const opening = fc.constantFrom('init --joined 2021-01-01', 'init --balance 60 --on 2021-01-01 --rules 2026');
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
    'mark 1 hired --value 400 --on 2021-02-07',
    'mark 2 hired --value 0',
    'mark 3 outbid --returned 2',
    'plan plus --fee 19.99 --tax 8',
    'plan plus --fee 9.99 --on 2021-01-20',
    'plan basic --on 2021-02-01',
    'earn ad-credits --amount 10 --expires 2021-03-01 --on 2021-01-03',
    'apply --cost 4 --boost 20 --credits 10',
    'apply --cost 2 --boost 5 --credits 5 --on 2021-01-10',
    'edit 1 --value 250',
    'edit 2 --cost 5 --on 2021-01-06',
    'edit 3 --value ""',
    'edit --transaction 1 --paid 6.50',
    'edit --transaction 3 --paid 2 --tax 8',
    'void 3',
    'join 1 2',
    'import active.txt --yes',
    'import archived.txt --yes',
    'import history.csv --yes',
    'import sheet.csv --yes',
  );
  await fc.assert(
    fc.asyncProperty(opening, fc.array(line, { maxLength: 20, size: 'max' }), async (first, lines) => {
      const here = world({ today: '2021-02-10' });
      for (const [name, text] of Object.entries(FILES)) writeFileSync(join(here.folder, name), text);
      await here.run(first);
      for (const each of lines.flatMap((one) => (one === 'redo' ? ['undo', 'redo'] : one))) await here.run(each);
      expect(await check(here)).toMatchObject({ code: 0, problems: [] });
      rmSync(here.folder, { recursive: true });
    }),
    { numRuns: 25, seed: 7 },
  );
});

test('a check of a merged ledger and of an imported copy finds no problem', async () => {
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

/** The record itself, which no repair changes. */
const record = (here: World) =>
  ['commands', 'transactions', 'facts'].map((table) => rowsOf(here.db, `SELECT * FROM ${table}`));

describe('derived tables that differ from a replay', () => {
  const changes: readonly (readonly [what: string, sql: string, found: object])[] = [
    [
      'a changed proposal',
      'UPDATE proposals SET cost = 1 WHERE id = 1',
      {
        table: 'proposals',
        row: '1',
        why: 'differs',
        columns: expect.arrayContaining([{ column: 'cost', stored: 1, expected: 4 }]),
      },
    ],
    ['a missing proposal', 'DELETE FROM proposals WHERE id = 2', { table: 'proposals', row: '2', why: 'missing' }],
    [
      'an extra proposal',
      'INSERT INTO proposals (id, key, credits, lost_credits, "on", title, client, url, tags, invited, note, cost, boost, status, status_on, status_source, cost_unknown, earned, back_cost, back_boost, burnt, open, reached, reply_days, bought, unpriced, micro_cents) SELECT 99, \'k\', credits, lost_credits, "on", title, client, url, tags, invited, note, cost, boost, status, status_on, status_source, cost_unknown, earned, back_cost, back_boost, burnt, open, reached, reply_days, bought, unpriced, micro_cents FROM proposals LIMIT 1',
      { table: 'proposals', row: '99', why: 'extra' },
    ],
    ['a missing view of undone commands', 'DROP VIEW undone', { code: 'schema', what: 'missing', name: 'undone' }],
    [
      'a changed view of undone commands',
      'DROP VIEW undone; CREATE VIEW undone AS SELECT 2 AS command, 5 AS undoing',
      { code: 'schema', what: 'changed', type: 'view', name: 'undone' },
    ],
    [
      'a proposal that burned other Connects',
      "UPDATE proposals SET burnt = replace(burnt, '-', '-1')",
      { table: 'proposals', why: 'differs' },
    ],
    ['a changed sum', 'UPDATE proposals SET micro_cents = micro_cents + 1', { table: 'proposals', why: 'differs' }],
    [
      'a changed checkpoint',
      `UPDATE checkpoints SET state = replace(state, '"left":', '"left":1')`,
      { code: 'checkpoint', why: 'state', connects: { stored: expect.any(Number), expected: expect.any(Number) } },
    ],
    ['a checkpoint that is not JSON', "UPDATE checkpoints SET state = '{'", { code: 'checkpoint', why: 'state' }],
    [
      'a checkpoint with a wrong count',
      'UPDATE checkpoints SET entries = entries + 1',
      { code: 'checkpoint', why: 'count' },
    ],
    [
      'a checkpoint in the wrong place',
      'UPDATE checkpoints SET seq = seq + 1000',
      { code: 'checkpoint', why: 'nowhere' },
    ],
    ['a ledger without checkpoints', 'DELETE FROM checkpoints', { code: 'checkpoint', why: 'missing' }],
    ['a missing trigger', 'DROP TRIGGER facts_never_go', { code: 'schema', what: 'missing', name: 'facts_never_go' }],
    ['a missing index', 'DROP INDEX facts_of_command', { code: 'schema', what: 'missing', type: 'index' }],
    [
      'another missing index',
      'DROP INDEX proposals_by_key',
      { code: 'schema', what: 'missing', name: 'proposals_by_key' },
    ],
    ['a missing table', 'DROP TABLE checkpoints', { code: 'schema', what: 'missing', name: 'checkpoints' }],
    [
      'a ledger without its derived tables',
      'DROP TABLE proposals; DROP TABLE checkpoints; DROP VIEW undone',
      { code: 'schema' },
    ],
    [
      'an extra column',
      'ALTER TABLE proposals ADD COLUMN mine TEXT',
      { code: 'schema', what: 'changed', name: 'proposals' },
    ],
  ];
  test.each(changes)('a check finds %s, and a repair rebuilds it', async (_, sql, problem) => {
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

  test('a repair of a sound ledger makes no backup and changes nothing', async () => {
    const here = await ledger();
    const before = readFileSync(here.db);
    expect(await check(here, '--repair')).toMatchObject({ code: 0, repaired: null });
    expect(readFileSync(here.db).equals(before)).toBe(true);
    expect(readdirSync(join(here.folder, 'state', 'backups')).filter((name) => name.includes('repair'))).toEqual([]);
  });

  test('a repair that cannot make its backup changes nothing', async () => {
    const here = await ledger();
    tamper(here.db, 'UPDATE proposals SET cost = 1');
    rmSync(join(here.folder, 'state'), { recursive: true });
    writeFileSync(join(here.folder, 'state'), 'in the way');
    const before = readFileSync(here.db);
    expect((await here.run('check --repair')).code).toBe(5);
    expect(readFileSync(here.db).equals(before)).toBe(true);
  });
});

describe('entries that contradict each other', () => {
  const open = (table: string, sql: string): string =>
    `DROP TRIGGER ${table}_never_change; DROP TRIGGER ${table}_never_go; ${sql}`;
  const changes: readonly (readonly [what: string, sql: string, found: object])[] = [
    ['an extra table', 'CREATE TABLE mine (x)', { code: 'schema', what: 'extra', name: 'mine' }],
    [
      'a missing column',
      open('transactions', 'ALTER TABLE transactions DROP COLUMN note'),
      { code: 'schema', what: 'changed', name: 'transactions', mendable: false },
    ],
    [
      'a missing transaction',
      open('transactions', 'DELETE FROM transactions WHERE id = 2'),
      { code: 'gap', table: 'transactions', first: 2, last: 2 },
    ],
    [
      'a missing last transaction',
      open('transactions', 'DELETE FROM transactions WHERE id = (SELECT max(id) FROM transactions)'),
      { code: 'turn' },
    ],
    [
      'a missing command',
      open('commands', 'PRAGMA foreign_keys = OFF; DELETE FROM commands WHERE id = 3'),
      { code: 'gap' },
    ],
    [
      'a transaction without a command',
      open('transactions', 'PRAGMA foreign_keys = OFF; UPDATE transactions SET command = 999 WHERE id = 3'),
      { code: 'foreign-key', table: 'transactions', parent: 'commands' },
    ],
    [
      'a changed number of Connects',
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
    ['a fact that is not JSON', open('facts', "UPDATE facts SET body = '{' WHERE seq = 1"), { code: 'unreadable' }],
    [
      'a fact of another kind',
      open('facts', "UPDATE facts SET kind = 'plan' WHERE kind = 'outcome'"),
      { code: 'unreadable' },
    ],
    [
      'a command that is not JSON',
      open('commands', "UPDATE commands SET body = '' WHERE id = 2"),
      { code: 'unreadable' },
    ],
    [
      'a second opening',
      "INSERT INTO facts SELECT 999, 'again', command, \"on\", rank, kind, proposal, body, recorded_at FROM facts WHERE kind = 'opened'",
      { code: 'opening', found: 2 },
    ],
    [
      'a text in place of a day',
      open('transactions', `UPDATE transactions SET "on" = 'soon' WHERE id = 2`),
      { code: 'value', table: 'transactions', row: 2, column: 'on', value: 'soon' },
    ],
    [
      'a day that does not exist',
      open('facts', `UPDATE facts SET "on" = '2021-02-30' WHERE kind = 'opened'`),
      { code: 'value', table: 'facts', column: 'on' },
    ],
    [
      'a transaction on another day than its command',
      open('transactions', `UPDATE transactions SET "on" = '2021-01-04' WHERE kind = 'purchase'`),
      { code: 'order', table: 'transactions' },
    ],
    [
      'an unknown kind',
      open('transactions', "UPDATE transactions SET kind = 'gift' WHERE id = 2"),
      { code: 'value', column: 'kind', value: 'gift' },
    ],
    [
      'a fact of an unknown kind',
      open('facts', `UPDATE facts SET kind = 'gift', body = '{"kind":"gift"}', proposal = NULL WHERE kind = 'outcome'`),
      { code: 'value', table: 'facts', column: 'kind' },
    ],
    [
      'an unknown outcome',
      open('facts', "UPDATE facts SET body = replace(body, 'cancelled', 'forgotten') WHERE kind = 'outcome'"),
      { code: 'unreadable', detail: 'outcome forgotten' },
    ],
    [
      'an unknown edition',
      open('transactions', "UPDATE transactions SET edition = '1999' WHERE id = 2"),
      { code: 'value', column: 'edition', value: '1999' },
    ],
    [
      'an unknown source',
      open('transactions', "UPDATE transactions SET source = 'hearsay' WHERE id = 2"),
      { code: 'value', column: 'source' },
    ],
    [
      'an entry at the place reserved for renewals',
      open('transactions', 'UPDATE transactions SET rank = 0 WHERE id = 2'),
      { code: 'value', column: 'rank', value: '0' },
    ],
    [
      'an invalid uid',
      open('facts', "UPDATE facts SET uid = 'mine' WHERE seq = 1"),
      { code: 'value', table: 'facts', column: 'uid' },
    ],
    [
      'a repeated uid',
      open('transactions', 'UPDATE transactions SET uid = (SELECT uid FROM facts WHERE seq = 1) WHERE id = 1'),
      { code: 'twice', column: 'uid' },
    ],
    [
      'a missing entry number',
      open('transactions', 'UPDATE transactions SET seq = seq + 5 WHERE seq = (SELECT max(seq) FROM transactions)'),
      { code: 'gap', table: 'entries' },
    ],
    [
      'a repeated entry number',
      open('transactions', 'UPDATE transactions SET seq = 1 WHERE id = 1'),
      { code: 'twice', column: 'seq', value: '1' },
    ],
    [
      'an entry between those of another command',
      open('transactions', 'UPDATE transactions SET command = 5 WHERE id = 2'),
      { code: 'order', table: 'transactions' },
    ],
    [
      'an entry with another instant than its command',
      open('transactions', "UPDATE transactions SET recorded_at = '2020-01-01T00:00:00.000Z' WHERE id = 2"),
      { code: 'order', table: 'transactions', row: 2, command: 2 },
    ],
    [
      'an invalid instant',
      open('commands', "UPDATE commands SET recorded_at = 'then' WHERE id = 2"),
      { code: 'value', table: 'commands', column: 'recorded_at' },
    ],
    [
      'a command that is a list',
      open('commands', "UPDATE commands SET body = '[]' WHERE id = 2"),
      { code: 'unreadable', table: 'commands', detail: 'no object' },
    ],
    [
      'a command with another name in its body',
      open('commands', "UPDATE commands SET name = 'buy' WHERE id = 2"),
      { code: 'unreadable', detail: 'name buy, body apply' },
    ],
    [
      'a refund above the cost',
      open('transactions', "UPDATE transactions SET connects = 60 WHERE kind = 'refund'"),
      { code: 'refund', proposal: 2, over: 54 },
    ],
    [
      'an outcome that cannot follow the one before',
      open(
        'facts',
        `UPDATE facts SET proposal = 2, body = '{"kind":"outcome","proposal":2,"outcome":"viewed"}' WHERE body LIKE '%outbid%'`,
      ),
      { code: 'outcomes', proposal: 2, outcomes: ['cancelled', 'viewed'] },
    ],
    [
      'an outcome without a proposal',
      open(
        'facts',
        `UPDATE facts SET proposal = 77, body = replace(body, '"proposal":2', '"proposal":77') WHERE kind = 'outcome' AND proposal = 2`,
      ),
      { code: 'foreign-key', table: 'facts', parent: 'proposals' },
    ],
    [
      'a balance that was negative for a time',
      open('transactions', 'UPDATE transactions SET connects = -45 WHERE id = 4'),
      { code: 'overdrawn' },
    ],
  ];
  test.each(changes)('a check finds %s, and a repair does not change the entries', async (_, sql, problem) => {
    const here = await ledger();
    tamper(here.db, sql);
    const before = record(here);
    const found = await check(here);
    expect([found.code, found.problems]).toEqual([6, expect.arrayContaining([expect.objectContaining(problem)])]);
    for (const { message } of found.problems) expect(message).toMatch(/^[A-Z].*\.$/);
    expect((await here.run('check')).stderr).toMatch(/entries themselves|not part of a ledger/);
    await here.run('check --repair');
    expect(record(here)).toEqual(before);
    const ofRecord = (problems: readonly object[]) => problems.filter((each) => !isMendable(each as CheckProblem));
    expect(ofRecord((await check(here)).problems)).toEqual(ofRecord(found.problems));
  });
});

describe('the hint of a check', () => {
  /** Changes the file and puts the triggers back, like someone who knows about them. */
  const tampered = (here: World, sql: string): void => {
    const triggers = rowsOf(here.db, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");
    const drop = triggers.map(({ name }) => `DROP TRIGGER ${name};`).join('');
    tamper(here.db, `${drop} ${sql}; ${triggers.map((trigger) => trigger['sql']).join('; ')}`);
  };

  test('a check suggests both ways out when the entries and the derived tables disagree', async () => {
    const here = await ledger();
    tampered(here, 'UPDATE transactions SET connects = 400 WHERE id = 1');
    const { code, stderr } = await here.run('check');
    expect([code, stderr]).toEqual([6, expect.stringContaining('connects restore latest --dry-run')]);
    expect(stderr).toContain('If the entries are right, rebuild the rest: connects check --repair');
    const { stdout } = await here.run('doctor');
    expect(stdout).toContain('connects restore latest --dry-run');
  });

  test('a check suggests a repair for a missing index', async () => {
    const here = await ledger();
    tamper(here.db, 'DROP INDEX proposals_by_key');
    const { code, stderr } = await here.run('check');
    expect([code, stderr]).toEqual([6, 'To rebuild it from the entries: connects check --repair\n']);
  });

  test('a check suggests how to remove a table that does not belong to the ledger', async () => {
    const here = await ledger();
    tamper(here.db, 'CREATE TABLE mine (x)');
    const { stderr } = await here.run('check');
    expect(stderr).toContain("sqlite3 ~/connects.db 'DROP table mine'");
  });
});

test('a check of an empty file reports that there is no account', async () => {
  const here = world();
  const code = async (line: string) => (await here.run(line)).code;
  writeFileSync(here.db, '');
  expect([await code('check'), await code('check --repair')]).toEqual([4, 4]);
  rmSync(here.db);
  tamper(here.db, 'VACUUM');
  expect([await code('check'), await code('backup'), await code('doctor')]).toEqual([4, 4, 6]);
});

describe('a ledger that SQLite can read but that is incomplete', () => {
  const broken: readonly (readonly [what: string, sql: string])[] = [
    ...['commands', 'transactions', 'facts', 'checkpoints', 'proposals'].map(
      (table) => [`no ${table}`, `PRAGMA foreign_keys = OFF; DROP TABLE ${table}`] as const,
    ),
    ['no view of undone commands', 'DROP VIEW undone'],
    ['a checkpoint that is not JSON', "UPDATE checkpoints SET state = '{oops'"],
    ['a fact that is not JSON', "DROP TRIGGER facts_never_change; UPDATE facts SET body = '{oops'"],
    ['a missing column', 'ALTER TABLE transactions DROP COLUMN note'],
    ['no version', 'PRAGMA user_version = 0'],
  ];
  const LINES = [
    ...['balance', 'history', 'stats', 'show 1', 'grants', 'apply --cost 1', 'undo', 'renew', 'import h.csv --yes'],
    ...['backup', 'backup copy.db', 'export --format json', 'report', 'due', 'check --repair'],
  ];
  test.each(broken)('with %s, every command answers or refuses with a hint, and a restore helps', async (_, sql) => {
    const here = await ledger();
    await here.run('backup');
    writeFileSync(join(here.folder, 'h.csv'), 'date,connects,label\n2021-02-09,-1,Applied to job\n');
    tamper(here.db, sql);
    const broken = readFileSync(here.db);
    for (const line of LINES) {
      const { code, stdout, stderr } = await here.run(`${line} --json`);
      if (code !== 5) expect([line, code]).toEqual([line, expect.toBeOneOf([0, 3, 4, 6])]);
      else expect([line, stdout, JSON.parse(stderr).error.code]).toEqual([line, '', 'storage-corrupt']);
      writeFileSync(here.db, broken);
    }
    expect((await here.run('doctor')).code).toBe(6);
    const { code, stdout } = await here.run('restore latest --yes --json');
    expect([code, stdout]).toEqual([0, expect.stringContaining('"kept":"')]);
    expect(readFileSync(JSON.parse(stdout).kept.replace('~', here.folder)).length).toBeGreaterThan(0);
    expect(await here.run('check')).toMatchObject({ code: 0, output: '' });
  });
});

describe('a damaged file', () => {
  test('a check reports a damaged file as damaged', async () => {
    const here = await ledger();
    spoil(here.db, 'proposals_by_key');
    expect(await check(here)).toMatchObject({ code: 6, problems: [{ code: 'integrity' }] });
    spoil(here.db, 'transactions');
    expect(await check(here)).toMatchObject({ code: 6, problems: [{ code: 'integrity' }] });
    expect((await check(here, '--repair')).code).toBe(6);
  });

  test('no command crashes on a ledger in which any bytes are changed', async () => {
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
