/** Copies of another machine: good ones are merged unchanged, bad ones are refused without blaming one's own ledger. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { world } from '../world.ts';
import { rowsOf, tamper } from './audit.ts';
import { answers, bytes, type Pair, pair } from './pair.ts';

interface Failed {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly details: Record<string, unknown>;
}

const failure = ({ stderr }: { readonly stderr: string }): Failed =>
  (JSON.parse(stderr) as { readonly error: Failed }).error;

const HEAD = '{"connects":"ledger","format":1}';

type Line = Record<string, unknown> & { readonly uid: string; readonly entries: readonly object[] };

/** The complete copy of a side, one line for each command. */
async function linesOf(both: Pair, side: 'mine' | 'theirs'): Promise<Line[]> {
  await both.run(side, `export --format jsonl --output ${side}.jsonl`);
  const text = readFileSync(join(both.home.folder, `${side}.jsonl`), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line) as Line);
}

const put = (both: Pair, lines: readonly unknown[], head = HEAD): void =>
  writeFileSync(
    join(both.home.folder, 'copy.jsonl'),
    `${[head, ...lines.map((line) => JSON.stringify(line))].join('\n')}\n`,
  );

/** On lines 2 to 6 of the copy: the opening, a proposal, an edition, a setting and a coupon. */
const THEIRS = ['apply --cost 4 --title Theirs', 'rules use 2026', 'config set reserve 5', 'coupon add A --percent 5'];

type Change = (lines: Line[]) => readonly unknown[];

const replaced =
  (from: string, to: string): Change =>
  (lines) =>
    lines.map((line) => JSON.parse(JSON.stringify(line).replace(from, to)) as unknown);

/** The same line under other ids. */
const renamed = (line: Line | undefined): unknown =>
  JSON.parse(JSON.stringify(line).replaceAll('-7000-8000-', '-7000-9000-'));

const UNREADABLE: readonly (readonly [what: string, problem: string, line: number | null, change: Change])[] = [
  ['with two different versions of a command', 'repeated', 7, (all) => [...all, { ...all[1], name: 'earn' }]],
  [
    'with the same entry in two commands',
    'repeated',
    7,
    (all) => [...all, { ...all[1], uid: (renamed(all[1]) as Line).uid }],
  ],
  ['without its opening', 'no-opening', null, (all) => all.slice(1)],
  ['that opens the account twice', 'two-openings', 7, (all) => [...all, renamed(all[0])]],
  [
    'that undoes the opening',
    'no-opening',
    null,
    ([first, ...rest]) => [
      first,
      ...rest,
      { ...(renamed(first) as Line), name: 'undo', reverses: first?.uid, entries: [] },
    ],
  ],
  ['that uses an unknown edition', 'unknown-edition', 4, replaced('"edition":"2026"}}', '"edition":"2062"}}')],
  [
    'judged by an unknown edition',
    'unknown-edition',
    3,
    (all) =>
      replaced(
        '"edition":"2020-12","source"',
        '"edition":"x","source"',
      )(all).map((line, i) => (i === 1 ? line : all[i])),
  ],
  [
    'with an unknown setting',
    'wrong-shape',
    5,
    replaced('"key":"reserve","value":"5"}}', '"key":"colour","value":"5"}}'),
  ],
  [
    'with an impossible setting',
    'wrong-shape',
    5,
    replaced('"key":"reserve","value":"5"}}', '"key":"reserve","value":"-5"}}'),
  ],
  [
    'with an impossible coupon',
    'wrong-shape',
    6,
    replaced('"percent":5},"expiresOn":null}}', '"percent":500},"expiresOn":null}}'),
  ],
  ['with an undo of nothing', 'wrong-shape', 7, (all) => [...all, { ...(renamed(all[1]) as Line), name: 'undo' }]],
  [
    'that undoes an unknown command',
    'names-nothing',
    null,
    (all) => [
      ...all,
      { ...(renamed(all[2]) as Line), name: 'undo', reverses: (renamed(all[3]) as Line).uid, entries: [] },
    ],
  ],
  [
    'that undoes half of a command',
    'contradicts-itself',
    null,
    (all) => [...all, { ...(renamed(all[2]) as Line), name: 'undo', reverses: all[1]?.uid, entries: [] }],
  ],
  ['that spends more than its balance', 'contradicts-itself', null, replaced('"connects":-4', '"connects":-44')],
];

describe('a copy that cannot be trusted', () => {
  test.each([
    ['not a copy', 'hello', 'not-a-copy', 1],
    ['of a newer version', '{"connects":"ledger","format":99}\n', 'newer', 1],
    ['cut off', `${HEAD}\n{"uid":`, 'not-json', 2],
    ['without commands', `${HEAD}\n`, 'no-opening', null],
    ['of another shape', `${HEAD}\n{"uid":1}\n`, 'wrong-shape', 2],
  ])('a copy that is %s is refused, with the line of the problem', async (_, text, problem, line) => {
    const both = await pair();
    writeFileSync(join(both.home.folder, 'copy.jsonl'), text);
    const before = bytes(both.path.mine);
    const refused = await both.run('mine', 'merge copy.jsonl --json');
    expect(refused.code).toBe(2);
    expect(failure(refused)).toMatchObject({ code: 'unreadable-file', details: { problem, line } });
    expect(failure(refused).hint).not.toContain('history page');
    expect(bytes(both.path.mine).equals(before)).toBe(true);
  });

  test.each(UNREADABLE)('a copy %s is refused by a merge and by an import', async (_, problem, line, change) => {
    const both = await pair();
    for (const each of THEIRS) await both.run('theirs', each);
    put(both, change(await linesOf(both, 'theirs')));
    const before = bytes(both.path.mine);
    const fresh = join(both.home.folder, 'fresh.db');
    for (const command of ['merge copy.jsonl --json', `import copy.jsonl --db ${fresh} --json`]) {
      const refused = await both.run('mine', command);
      expect(refused.code).toBe(2);
      expect(failure(refused)).toMatchObject({ code: 'unreadable-file', details: { problem, line } });
    }
    expect(bytes(both.path.mine).equals(before)).toBe(true);
    expect((await both.run('mine', `balance --db ${fresh}`)).code).toBe(4);
  });

  /** Recorded once more, of the same proposal. */
  const again = (line: Line | undefined): Line => {
    const copy = renamed(line) as Line;
    const own = (line?.entries ?? []) as { refers?: string; proposal?: string }[];
    const entries = copy.entries.map((entry, i) => ({
      ...entry,
      ...(own[i]?.refers && { refers: own[i].refers }),
      ...(own[i]?.proposal && { proposal: own[i].proposal }),
    }));
    return { ...copy, entries };
  };
  /** The proposal undone, as `undo` would write it. */
  const undone = (line: Line | undefined): unknown => {
    const copy = again(line);
    const own = (line?.entries ?? []) as { type: string; uid: string; connects: number; label: string }[];
    const entries = own
      .filter(({ type }) => type === 'transaction')
      .map((each, i) => ({
        ...(copy.entries.filter((entry) => (entry as { type: string }).type === 'transaction')[i] ?? {}),
        kind: 'reversal',
        connects: -each.connects,
        reverses: each.uid,
        label: `Undone: ${each.label}`,
      }));
    return { ...copy, name: 'undo', body: {}, reverses: line?.uid, entries };
  };
  const itself: readonly (readonly [what: string, mark: string, change: Change])[] = [
    ['gives a boost back twice', 'outbid', (all) => [...all, again(all[2])]],
    ['gives a cost back twice', 'cancelled', (all) => [...all, again(all[2])]],
    ['undoes a proposal and keeps its outcome', 'viewed', (all) => [...all, undone(all[1])]],
    ['has an outcome after the end', 'declined', (all) => [...all, ...replaced('declined', 'hired')([again(all[2])])]],
  ];

  test.each(itself)('one that %s is refused, by a merge and by an import', async (_, mark, change) => {
    const both = await pair();
    for (const line of ['apply --cost 4 --boost 3', `mark 1 ${mark}`]) await both.run('theirs', line);
    put(both, change(await linesOf(both, 'theirs')));
    const before = bytes(both.path.mine);
    const fresh = join(both.home.folder, 'fresh.db');
    for (const command of ['merge copy.jsonl --json', `import copy.jsonl --db ${fresh} --json`]) {
      const refused = await both.run('mine', command);
      expect(failure(refused)).toMatchObject({ code: 'unreadable-file', details: { problem: 'contradicts-itself' } });
    }
    expect(bytes(both.path.mine).equals(before)).toBe(true);
  });

  test('a line told twice alike is passed over', async () => {
    const both = await pair();
    for (const each of THEIRS) await both.run('theirs', each);
    const lines = await linesOf(both, 'theirs');
    put(both, [...lines, lines[1], lines[0]]);
    expect((await both.run('mine', 'merge copy.jsonl')).code).toBe(0);
    expect(await answers(both, 'mine')).toEqual(await answers(both, 'theirs'));
  });
});

describe('problems of the other file are not reported as problems of one’s own', () => {
  const spoilt: readonly (readonly [what: string, code: string, exit: number, spoil: (path: string) => void])[] = [
    [
      'damaged',
      'storage-corrupt',
      5,
      (path) => writeFileSync(path, Buffer.concat([bytes(path).subarray(0, 100), Buffer.alloc(9000, 7)])),
    ],
    ['of another program', 'storage-corrupt', 5, (path) => tamper(path, 'PRAGMA application_id = 7')],
    ['of a newer version', 'storage-newer', 5, (path) => tamper(path, 'PRAGMA user_version = 99')],
    ['without its tables', 'storage-corrupt', 5, (path) => tamper(path, 'DROP TABLE facts')],
    [
      'with a body that cannot be read',
      'storage-corrupt',
      5,
      (path) => tamper(path, `DROP TRIGGER commands_never_change; UPDATE commands SET body = '{' WHERE id = 1`),
    ],
    [
      'with an impossible setting',
      'unreadable-file',
      2,
      (path) =>
        tamper(
          path,
          `INSERT INTO facts VALUES (99, '0176bdd1-9e00-7000-8000-ffff00000000', 1, '2021-03-01', 1, 'setting', NULL, '{"kind":"setting","key":"x","value":"1"}', '2021-01-01T12:00:00.000Z')`,
        ),
    ],
  ];

  test.each(spoilt)('merging a ledger %s is refused without changing one’s own', async (_, code, exit, spoil) => {
    const both = await pair();
    spoil(both.path.theirs);
    const before = bytes(both.path.mine);
    const refused = await both.run('mine', `merge ${both.path.theirs} --json`);
    expect(refused.code).toBe(exit);
    expect(failure(refused)).toMatchObject({ code });
    expect(failure(refused).message).toContain('theirs.db');
    expect(failure(refused).hint).not.toMatch(/restore|doctor|history page/);
    expect(bytes(both.path.mine).equals(before)).toBe(true);
  });

  test('merging a database without tables is refused without changing one’s own', async () => {
    const both = await pair();
    const empty = join(both.home.folder, 'empty.db');
    const db = new Database(empty);
    db.exec('VACUUM');
    db.close();
    const refused = await both.run('mine', `merge ${empty} --json`);
    expect(failure(refused)).toMatchObject({ code: 'unreadable-file', details: { problem: 'no-opening' } });
  });
});

describe('a copy that an older version wrote', () => {
  const VERSION_1 = readFileSync(join(import.meta.dirname, 'fixtures', 'version-1.sql'), 'utf8');

  test('a copy written by an older version is read completely and not changed', async () => {
    const here = world({ today: '2021-02-15' });
    const older = join(here.folder, 'older', 'theirs.db');
    mkdirSync(dirname(older));
    for (const path of [older, here.db]) tamper(path, VERSION_1);
    await here.run('apply --cost 1 --on 2021-02-15');
    const before = bytes(older);
    const told = await here.run(`merge ${older} --json`);
    const { length } = rowsOf(older, 'SELECT id FROM commands');
    expect(JSON.parse(told.stdout)).toMatchObject({ merged: { commands: 0, known: length } });
    expect(rowsOf(here.db, 'PRAGMA user_version')).not.toEqual(rowsOf(older, 'PRAGMA user_version'));
    expect(bytes(older).equals(before)).toBe(true);
    expect(readdirSync(dirname(older))).toEqual(['theirs.db']);
  });
});

describe('a copy as JSON lines', () => {
  test('a copy as JSON lines is recognized by its first line, however that is formatted', async () => {
    const both = await pair();
    for (const each of THEIRS) await both.run('theirs', each);
    for (const [i, head] of [
      '{"connects": "ledger", "format": 1}',
      ' { "format":1, "connects":"ledger" } ',
    ].entries()) {
      put(both, await linesOf(both, 'theirs'), head);
      const fresh = join(both.home.folder, `fresh-${i}.db`);
      expect((await both.run('mine', `import copy.jsonl --db ${fresh}`)).code).toBe(0);
      expect((await both.run('mine', `balance --db ${fresh}`)).stdout).toBe(
        (await both.run('theirs', 'balance')).stdout,
      );
    }
  });

  test('importing a copy without an account shows the resulting balance in a dry run', async () => {
    const both = await pair();
    await both.run('theirs', 'apply --cost 4');
    put(both, await linesOf(both, 'theirs'));
    const fresh = join(both.home.folder, 'fresh.db');
    const told = await both.run('mine', `import copy.jsonl --dry-run --db ${fresh}`);
    expect(told.stdout).toContain('Balance: 0 → 36 Connects, worth $5.40');
    expect((await both.run('mine', `import copy.jsonl --db ${fresh}`)).stdout).toContain(
      'Balance: 0 → 36 Connects, worth $5.40',
    );
  });

  test('an import of a conflicting copy is refused, and the hint names the merge that settles it', async () => {
    const both = await pair();
    for (const side of ['mine', 'theirs'] as const) await both.run(side, 'earn readiness-test');
    put(both, await linesOf(both, 'theirs'));
    const refused = await both.run('mine', 'import copy.jsonl --json');
    expect(failure(refused)).toMatchObject({ code: 'merge-conflict', details: { file: 'copy.jsonl', by: 'import' } });
    expect(failure(refused).hint).toContain('connects merge copy.jsonl --prefer mine');
    const merged = await both.run('mine', 'merge copy.jsonl --json');
    expect(failure(merged).hint).toBe('Nothing was recorded. Say which copy wins: --prefer mine or --prefer theirs.');
  });
});

describe('commands added by a merge', () => {
  test('a merge lists every row that it adds and every row that it reverses', async () => {
    const both = await pair();
    await both.run('mine', 'earn readiness-test');
    for (const line of ['earn readiness-test', 'apply --cost 3 --title There']) await both.run('theirs', line);
    const rows = (told: Record<string, unknown>) =>
      (told['transactions'] as { kind: string; connects: number }[]).map(({ kind, connects }) => [kind, connects]);
    const trial = await both.json('mine', `merge ${both.path.theirs} --prefer mine --dry-run`);
    const done = await both.json('mine', `merge ${both.path.theirs} --prefer mine`);
    for (const told of [trial, done]) {
      expect(rows(told)).toEqual([
        ['readiness-test', 40],
        ['proposal', -3],
        ['reversal', -40],
      ]);
      expect(told).toMatchObject({ balance: { before: 80, after: 77 }, merged: { transactions: 2, reversed: 1 } });
    }
  });

  test('undo after a merge uses the numbers of this copy', async () => {
    const both = await pair();
    for (const title of ['A', 'B']) await both.run('mine', `apply --cost 1 --title ${title}`);
    for (const line of ['apply --cost 2 --title C', 'mark 1 viewed']) await both.run('theirs', line);
    expect((await both.run('mine', `merge ${both.path.theirs}`)).code).toBe(0);
    expect((await both.run('mine', 'undo')).stdout).toContain('the outcome viewed of proposal 3');
  });

  test('a command that a merge reversed cannot be redone', async () => {
    const both = await pair();
    for (const side of ['mine', 'theirs'] as const) await both.run(side, 'earn readiness-test');
    await both.run('mine', `merge ${both.path.theirs} --prefer mine`);
    expect(failure(await both.run('mine', 'redo --json'))).toMatchObject({ code: 'nothing-to-redo' });
    expect(await both.json('mine', 'balance')).toMatchObject({ balance: 80 });
  });

  test('a merged command is not undone where a later one needs it', async () => {
    const both = await pair();
    await both.run('mine', 'spend other --amount 30');
    for (const line of ['spend other --amount 30', 'buy 40 --on 2021-03-01']) await both.run('theirs', line);
    expect((await both.run('mine', `merge ${both.path.theirs}`)).code).toBe(0);
    expect(failure(await both.run('mine', 'undo --json'))).toMatchObject({ code: 'overdraws-later' });
    expect(await both.json('mine', 'balance')).toMatchObject({ balance: 20 });
  });

  test.each([
    ['both copies undid it', ['undo'], ['undo']],
    ['one copy redid what the other undid', ['undo', 'redo'], ['undo']],
  ])('the history adds up and a merged undo explains no drift when %s', async (_, mine, theirs) => {
    const both = await pair(['apply --cost 4 --title Common']);
    for (const line of mine) await both.run('mine', line);
    for (const line of theirs) await both.run('theirs', line);
    await both.run('mine', `merge ${both.path.theirs}`);
    const { transactions } = (await both.json('mine', 'history --all')) as {
      transactions: { connects: number; balance: number }[];
    };
    expect(transactions[0]).toMatchObject({ balance: 40 });
    expect(transactions.reduce((sum, { connects }) => sum + connects, 0)).toBe(40);
    const told = await both.run('mine', 'reconcile 44');
    expect(told.stdout).not.toContain('Common');
  });
});

test('a coupon that both copies added can be used once, however its code is written', async () => {
  const both = await pair();
  await both.run('mine', 'coupon add save --percent 5');
  for (const line of ['coupon add SAVE --percent 5', 'buy 40 --coupon SAVE']) await both.run('theirs', line);
  await both.run('mine', `merge ${both.path.theirs} --prefer mine`);
  expect(failure(await both.run('mine', 'buy 40 --coupon save --json'))).toMatchObject({ code: 'coupon-used' });
});
