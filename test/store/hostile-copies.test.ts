/** Copies that would make a ledger contradict itself, and amounts and texts that no copy could bring back. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { world } from '../world.ts';
import { rowsOf } from './audit.ts';
import { bytes, type Pair, pair } from './pair.ts';

type Line = Record<string, unknown> & { readonly uid: string; readonly entries: readonly Record<string, unknown>[] };

const HEAD = '{"connects":"ledger","format":1}';

async function linesOf(both: Pair): Promise<Line[]> {
  await both.run('theirs', 'export --format jsonl --output theirs.jsonl');
  const text = readFileSync(join(both.home.folder, 'theirs.jsonl'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line) as Line);
}

/** The same command once more, under other ids. */
const again = (line: Line | undefined): Line =>
  JSON.parse(
    JSON.stringify(line, (key, value) =>
      key === 'uid' && typeof value === 'string' ? value.replace('-7000-8000-', '-7000-9000-') : value,
    ),
  ) as Line;

const undoOf = (line: Line | undefined): Line => ({
  ...again(line),
  name: 'undo',
  body: {},
  reverses: line?.uid,
  entries: (line?.entries ?? []).flatMap((entry, i) =>
    entry['type'] !== 'transaction'
      ? []
      : [
          {
            ...entry,
            uid: String(entry['uid']).replace('-7000-8000-', `-7000-a${i}00-`),
            kind: 'reversal',
            connects: -Number(entry['connects']),
            expiresOn: null,
            cents: null,
            reverses: entry['uid'],
          },
        ],
  ),
});

const CONTRADICTIONS: readonly (readonly [what: string, change: (lines: Line[]) => readonly unknown[]])[] = [
  ['a refund twice', (all) => [...all, again(all[2])]],
  ['an outbid boost twice', (all) => [...all, again(all[4])]],
  ['a proposal undone while its outcome remains', (all) => [...all, undoOf(all[1])]],
  [
    'outcomes in an order that cannot be',
    (all) =>
      [...all, JSON.parse(JSON.stringify(again(all[2])).replaceAll('cancelled', 'viewed')) as unknown].map((line, i) =>
        i < all.length ? line : { ...(line as Line), entries: [(line as Line).entries[0]] },
      ),
  ],
  [
    'a refund larger than the cost',
    (all) =>
      all.map((line, i) =>
        i === 2 ? (JSON.parse(JSON.stringify(line).replace('"connects":4', '"connects":9')) as unknown) : line,
      ),
  ],
];

const THEIRS = ['apply --cost 4', 'mark 1 cancelled', 'apply --cost 6 --boost 5', 'mark 2 outbid'];

async function spoiltCopy(change: (lines: Line[]) => readonly unknown[]): Promise<Pair> {
  const both = await pair();
  for (const line of THEIRS) expect([line, (await both.run('theirs', line)).code]).toEqual([line, 0]);
  const lines = change(await linesOf(both)).map((line) => JSON.stringify(line));
  writeFileSync(join(both.home.folder, 'copy.jsonl'), `${[HEAD, ...lines].join('\n')}\n`);
  return both;
}

const problemIn = (stderr: string): unknown =>
  (JSON.parse(stderr) as { error: { details: { problem?: unknown } } }).error.details.problem;

describe.each(CONTRADICTIONS)('a copy with %s', (_, change) => {
  test('merge refuses the copy and changes nothing', async () => {
    const both = await spoiltCopy(change);
    const before = bytes(both.path.mine);
    for (const prefer of ['', ' --prefer mine', ' --prefer theirs']) {
      const { code, stderr } = await both.run('mine', `merge copy.jsonl --json${prefer}`);
      expect([code, problemIn(stderr)]).toEqual([2, 'contradicts-itself']);
    }
    expect(bytes(both.path.mine).equals(before)).toBe(true);
  });

  test('import refuses the copy and opens no account', async () => {
    const both = await spoiltCopy(change);
    const fresh = join(both.home.folder, 'fresh.db');
    const { code, stderr } = await both.run('mine', `import copy.jsonl --yes --json --db ${fresh}`);
    expect([code, problemIn(stderr), existsSync(fresh)]).toEqual([2, 'contradicts-itself', false]);
  });
});

test('two copies that both marked the same refund make a ledger that passes the check', async () => {
  const both = await pair();
  await both.run('mine', 'apply --cost 4');
  await both.run('theirs', `merge ${both.path.mine}`);
  for (const side of ['mine', 'theirs'] as const) await both.run(side, 'mark 1 cancelled');
  expect((await both.run('mine', `merge ${both.path.theirs} --prefer mine`)).code).toBe(0);
  expect(await both.run('mine', 'check')).toMatchObject({ code: 0, output: '' });
});

describe('an amount beyond what can be typed', () => {
  test.each([
    ['"connects":40,', '"connects":9007199254740991,', 'entries.1.connects'],
    ['"connects":-4,', '"connects":-1000000,', 'entries.1.connects'],
    ['"cents":null,"edition"', '"cents":9007199254740991,"edition"', 'entries.1.cents'],
  ])('an import is refused with an amount of %s as %s', async (from, to, detail) => {
    const both = await spoiltCopy((lines) =>
      lines.map((line) => JSON.parse(JSON.stringify(line).replace(from, to)) as unknown),
    );
    const fresh = join(both.home.folder, 'fresh.db');
    const { code, stderr } = await both.run('mine', `import copy.jsonl --yes --json --db ${fresh}`);
    expect([code, JSON.parse(stderr).error.details]).toMatchObject([2, { problem: 'wrong-shape', detail }]);
    expect(existsSync(fresh)).toBe(false);
  });
});

test('whatever is in a page, the ledger made of it can be exported and read again', async () => {
  const here = world({ today: '2026-01-20' });
  const long = 'Wörter 👩‍👩‍👧 und mehr '.repeat(4000);
  writeFileSync(
    join(here.folder, 'h.csv'),
    `date,connects,label,title\n2026-01-12,-6,Applied to job,"${long}"\n2026-01-11,-5,"${long}",b\n`,
  );
  expect((await here.run('import h.csv --from-opening 100 --yes')).code).toBe(0);
  const [row] = rowsOf(here.db, "SELECT title FROM transactions WHERE kind = 'proposal'");
  const title = String(row?.['title']);
  expect(long.startsWith(title)).toBe(true);
  expect([...new Intl.Segmenter().segment(title)].length).toBe(1000);
  expect((await here.run('import h.csv --yes')).stdout).not.toContain('Recorded');
  await here.run('export --format jsonl --output all.jsonl');
  const whole = join(here.folder, 'whole.db');
  expect((await here.run(['import', 'all.jsonl', '--yes', '--db', whole])).code).toBe(0);
  for (const db of [here.db, whole])
    expect(await here.run(['check', '--db', db])).toMatchObject({ code: 0, output: '' });
});
