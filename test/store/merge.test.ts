/** Two copies of one account become one history: idempotent, in either direction the same, and never half. */
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type World, world } from '../world.ts';

interface Pair {
  readonly home: World;
  /** Runs a command on one of the two copies. */
  run(side: 'mine' | 'theirs', line: string): ReturnType<World['run']>;
  json(side: 'mine' | 'theirs', line: string): Promise<Record<string, unknown>>;
  readonly path: Readonly<Record<'mine' | 'theirs', string>>;
}

/** An account with some history, copied to a second machine. */
async function pair(...lines: readonly string[]): Promise<Pair> {
  const home = world({ today: '2021-03-20' });
  const path = { mine: home.db, theirs: join(home.folder, 'theirs.db') };
  for (const line of ['init --joined 2021-01-04', ...lines]) await home.run(line);
  copyFileSync(path.mine, path.theirs);
  const run: Pair['run'] = (side, line) => home.run(line, { vars: { CONNECTS_DB: path[side] } });
  return {
    home,
    path,
    run,
    json: async (side, line) => JSON.parse((await run(side, `${line} --json`)).stdout) as Record<string, unknown>,
  };
}

/** What a ledger says, without the numbers that are a copy's own. */
async function answers({ json }: Pair, side: 'mine' | 'theirs'): Promise<object> {
  const { transactions } = (await json(side, 'history --all')) as { transactions: Record<string, unknown>[] };
  const { proposals } = (await json(side, 'proposals')) as { proposals: Record<string, unknown>[] };
  const { balance } = await json(side, 'balance');
  const { grants } = (await json(side, 'grants')) as { grants: Record<string, unknown>[] };
  return {
    balance,
    history: transactions.map(({ id: _, proposal: __, reverses: ___, ...row }) => row),
    proposals: proposals.map(({ id: _, ...row }) => JSON.stringify(row)).sort(),
    left: perExpiry(grants),
  };
}

/** What goes on which day. Of grants that go on the same day, the one with the lower number is spent first: a copy's own. */
function perExpiry(grants: readonly Record<string, unknown>[]): object {
  const days: Record<string, number> = {};
  for (const { expiresOn, left } of grants) days[String(expiresOn)] = (days[String(expiresOn)] ?? 0) + Number(left);
  return days;
}

const bytes = (path: string): Buffer => readFileSync(path);

describe('joining', () => {
  test('brings each what the other recorded, in either direction the same', async () => {
    const both = await pair('apply --cost 2 --title Common');
    await both.run('mine', 'apply --cost 4 --title Mine --on 2021-02-01');
    await both.run('theirs', 'apply --cost 3 --title Theirs --on 2021-02-01');
    await both.run('theirs', 'mark 1 interview');
    await both.run('mine', 'buy 20');
    expect((await both.run('mine', `merge ${both.path.theirs}`)).code).toBe(0);
    expect((await both.run('theirs', `merge ${both.path.mine}`)).code).toBe(0);
    const mine = await answers(both, 'mine');
    expect(mine).toMatchObject({ balance: 61 });
    expect(await answers(both, 'theirs')).toEqual(mine);
  });

  test('again changes nothing, and a copy as JSON lines does as well as the file', async () => {
    const both = await pair();
    await both.run('theirs', 'apply --cost 3 --title Theirs');
    await both.run('theirs', 'undo');
    const lines = join(both.home.folder, 'theirs.jsonl');
    await both.run('theirs', `export --format jsonl --output ${lines}`);
    expect((await both.run('mine', `merge ${lines}`)).code).toBe(0);
    const once = bytes(both.path.mine);
    expect((await both.run('mine', `merge ${lines}`)).stdout).toContain('Took in 0 commands');
    expect((await both.run('mine', `import ${lines}`)).code).toBe(0);
    expect((await both.run('mine', `merge ${both.path.theirs}`)).code).toBe(0);
    expect(bytes(both.path.mine).equals(once)).toBe(true);
    expect(await answers(both, 'mine')).toEqual(await answers(both, 'theirs'));
  });

  test('both undid the same: it is undone once', async () => {
    const both = await pair('apply --cost 4');
    await both.run('mine', 'undo');
    await both.run('theirs', 'undo');
    await both.run('mine', `merge ${both.path.theirs}`);
    await both.run('theirs', `merge ${both.path.mine}`);
    expect(await both.json('mine', 'balance')).toMatchObject({ balance: 40 });
    expect(await both.json('theirs', 'balance')).toMatchObject({ balance: 40 });
  });

  test('of undo here and undo, redo there the later turn holds on both', async () => {
    const both = await pair('apply --cost 4');
    await both.run('mine', 'undo');
    await both.run('theirs', 'undo');
    await both.run('theirs', 'redo');
    await both.run('mine', `merge ${both.path.theirs}`);
    await both.run('theirs', `merge ${both.path.mine}`);
    expect(await both.json('mine', 'balance')).toMatchObject({ balance: 36 });
    expect(await both.json('theirs', 'balance')).toMatchObject({ balance: 36 });
  });

  test('another account is refused, and nothing is written', async () => {
    const both = await pair();
    const other = join(both.home.folder, 'other.db');
    await both.home.run(`init --db ${other}`);
    const before = bytes(both.path.mine);
    const { code, stderr } = await both.run('mine', `merge ${other} --json`);
    expect(code).toBe(3);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'other-account' } });
    expect(bytes(both.path.mine).equals(before)).toBe(true);
  });

  test('--dry-run tells and writes nothing', async () => {
    const both = await pair();
    await both.run('theirs', 'apply --cost 3');
    const before = bytes(both.path.mine);
    expect(await both.json('mine', `merge ${both.path.theirs} --dry-run`)).toMatchObject({
      dryRun: true,
      balance: { before: 40, after: 37 },
      merged: { commands: 1, transactions: 1 },
    });
    expect(bytes(both.path.mine).equals(before)).toBe(true);
  });
});

test('the ledger is backed up before it takes in much at once, unless nothing is new', async () => {
  const both = await pair();
  await both.run('theirs', 'apply --cost 3');
  const folder = join(await both.home.env.stateFolder(), 'backups');
  const copies = () => readdirSync(folder).filter((name) => name.includes('-merge.'));
  await both.run('mine', `merge ${both.path.theirs}`);
  expect(copies()).toHaveLength(1);
  await both.run('mine', `merge ${both.path.theirs}`);
  expect(copies()).toHaveLength(1);
  expect(await both.home.run(`balance --db ${join(folder, copies()[0] ?? '')}`)).toMatchObject({ stdout: '40\n' });
});

describe('where the two cannot both be true', () => {
  const cases: readonly (readonly [
    string,
    string,
    readonly string[],
    readonly string[],
    { mine: number; theirs: number },
  ])[] = [
    [
      'a cycle renewed on both',
      'renewed-twice',
      ['renew --on 2021-02-04'],
      ['renew --on 2021-02-04'],
      { mine: 46, theirs: 46 },
    ],
    [
      'one proposal marked differently',
      'marked-differently',
      ['mark 1 declined'],
      ['mark 1 cancelled'],
      { mine: 36, theirs: 40 },
    ],
    [
      'one proposal marked the same twice',
      'marked-differently',
      ['mark 1 interview'],
      ['mark 1 interview'],
      { mine: 46, theirs: 46 },
    ],
    [
      'a reward taken on both',
      'claimed-twice',
      ['earn readiness-test'],
      ['earn readiness-test'],
      { mine: 76, theirs: 76 },
    ],
    [
      'one job paid for on both',
      'job-twice',
      ['apply --cost 2 --key 9'],
      ['apply --cost 3 --key 9'],
      { mine: 34, theirs: 33 },
    ],
    [
      'a coupon kept on both',
      'coupon-twice',
      ['coupon add A --percent 5'],
      ['coupon add a --percent 9'],
      { mine: 36, theirs: 36 },
    ],
    [
      'more spent than there is',
      'negative-day',
      ['spend other --amount 30'],
      ['spend other --amount 20'],
      { mine: 6, theirs: 16 },
    ],
  ];

  test.each(cases)('%s is listed, and nothing is written', async (_, code, mine, theirs) => {
    const both = await pair('apply --cost 4 --on 2021-01-10');
    for (const line of mine) await both.run('mine', line);
    for (const line of theirs) await both.run('theirs', line);
    const before = bytes(both.path.mine);
    const refused = await both.run('mine', `merge ${both.path.theirs} --json`);
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(JSON.parse(refused.stderr)).toMatchObject({
      error: { code: 'merge-conflict', details: { conflicts: [{ code }] } },
    });
    expect(bytes(both.path.mine).equals(before)).toBe(true);
  });

  test.each(cases)('%s is settled by --prefer, and the other copy then agrees', async (_, __, mine, theirs, left) => {
    for (const prefer of ['mine', 'theirs'] as const) {
      const both = await pair('apply --cost 4 --on 2021-01-10');
      for (const line of mine) await both.run('mine', line);
      for (const line of theirs) await both.run('theirs', line);
      expect((await both.run('mine', `merge ${both.path.theirs} --prefer ${prefer}`)).code).toBe(0);
      expect(await both.json('mine', 'balance')).toMatchObject({ balance: left[prefer] });
      expect((await both.run('theirs', `merge ${both.path.mine}`)).code).toBe(0);
      expect(await answers(both, 'theirs')).toEqual(await answers(both, 'mine'));
    }
  });
});

describe('a copy that cannot be trusted', () => {
  test.each([
    ['not a copy', 'hello', 'not-a-copy'],
    ['of a newer version', '{"connects":"ledger","format":99}\n', 'newer'],
    ['cut off', '{"connects":"ledger","format":1}\n{"uid":', 'not-json'],
    ['without commands', '{"connects":"ledger","format":1}\n', 'empty'],
    ['of another shape', '{"connects":"ledger","format":1}\n{"uid":1}\n', 'wrong-shape'],
  ])('%s is refused with its line', async (_, text, problem) => {
    const both = await pair();
    const file = join(both.home.folder, 'copy.jsonl');
    await both.home.env.writeText(file, text);
    const before = bytes(both.path.mine);
    const refused = await both.run('mine', `merge ${file} --json`);
    expect(refused.code).toBe(2);
    expect(JSON.parse(refused.stderr)).toMatchObject({ error: { code: 'unreadable-file', details: { problem } } });
    expect(bytes(both.path.mine).equals(before)).toBe(true);
  });
});

test('whatever two machines record, joining both ways ends the same or is refused the same', async () => {
  const line = fc.oneof(
    fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 28 }))
      .map(([cost, on]) => `apply --cost ${cost} --title T${cost} --on 2021-02-${String(on).padStart(2, '0')}`),
    fc.constantFrom('mark 1 viewed', 'mark 1 declined', 'buy 10', 'undo', 'redo', 'renew', 'spend other --amount 9'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 5 }), fc.array(line, { maxLength: 5 }), async (mine, theirs) => {
      const both = await pair('apply --cost 4 --on 2021-01-10');
      for (const each of mine) await both.run('mine', each);
      for (const each of theirs) await both.run('theirs', each);
      const copy = join(both.home.folder, 'before.db');
      copyFileSync(both.path.mine, copy);
      const here = await both.run('mine', `merge ${both.path.theirs}`);
      const there = await both.run('theirs', `merge ${copy}`);
      expect(there.code).toBe(here.code);
      if (here.code === 0) expect(await answers(both, 'theirs')).toEqual(await answers(both, 'mine'));
    }),
    { numRuns: 25, seed: 11 },
  );
});
