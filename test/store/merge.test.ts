/** Two copies of one account become one history: repeatable, the same in both directions, and never half done. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audit, live } from './audit.ts';
import { answers, bytes, conflictsOf, numberless, PAGES, type Pair, pair, type Side, swapped } from './pair.ts';

describe('joining', () => {
  test('a merge brings each copy what the other recorded, with the same result in both directions', async () => {
    const both = await pair(['apply --cost 2 --title Common']);
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

  test('a merge says which new proposals have other numbers here, imported ones too', async () => {
    const both = await pair(['apply --cost 2 --title Common'], PAGES);
    await both.run('mine', 'apply --cost 4 --title Mine');
    for (const line of [
      'apply --cost 3 --title Theirs',
      'apply --cost 1',
      'undo',
      'import page.csv --yes --from-opening 60',
    ])
      expect([line, (await both.run('theirs', line)).code]).toEqual([line, 0]);
    const { stdout } = await both.run('mine', `merge ${both.path.theirs} --dry-run`);
    expect(stdout).toContain('Proposals of the other copy have other numbers: 2 is 3 here, 4 is 5 here.\n');
    const { merged } = (await both.json('mine', `merge ${both.path.theirs}`)) as { merged: object };
    expect(merged).toMatchObject({
      renumbered: [
        { there: 2, here: 3 },
        { there: 4, here: 5 },
      ],
    });
    const titles = async (side: Side) =>
      ((await both.json(side, 'proposals')) as { proposals: { id: number; title: string }[] }).proposals.map(
        ({ id, title }) => `${id} ${title}`,
      );
    expect(await titles('theirs')).toEqual(expect.arrayContaining(['2 Theirs', '4 Logo']));
    expect(await titles('mine')).toEqual(expect.arrayContaining(['3 Theirs', '5 Logo']));
    expect((await both.run('mine', `merge ${both.path.theirs}`)).stdout).not.toContain('other numbers');
  });

  test('a repeated merge changes nothing, and a copy as JSON lines gives the same result as the file', async () => {
    const both = await pair();
    await both.run('theirs', 'apply --cost 3 --title Theirs');
    await both.run('theirs', 'undo');
    const lines = join(both.home.folder, 'theirs.jsonl');
    await both.run('theirs', `export --format jsonl --output ${lines}`);
    expect((await both.run('mine', `merge ${lines}`)).code).toBe(0);
    const once = bytes(both.path.mine);
    expect((await both.run('mine', `merge ${lines}`)).stdout).toContain('Added 0 commands');
    expect((await both.run('mine', `import ${lines}`)).code).toBe(0);
    expect((await both.run('mine', `merge ${both.path.theirs}`)).code).toBe(0);
    expect(bytes(both.path.mine).equals(once)).toBe(true);
    expect(await answers(both, 'mine')).toEqual(await answers(both, 'theirs'));
  });

  test('a command that both copies undid is undone once', async () => {
    const both = await pair(['apply --cost 4']);
    await both.run('mine', 'undo');
    await both.run('theirs', 'undo');
    await both.run('mine', `merge ${both.path.theirs}`);
    await both.run('theirs', `merge ${both.path.mine}`);
    expect(await both.json('mine', 'balance')).toMatchObject({ balance: 40 });
    expect(await both.json('theirs', 'balance')).toMatchObject({ balance: 40 });
  });

  test('the later of an undo on one copy and a redo on the other counts on both', async () => {
    const both = await pair(['apply --cost 4']);
    await both.run('mine', 'undo');
    await both.run('theirs', 'undo');
    await both.run('theirs', 'redo');
    await both.run('mine', `merge ${both.path.theirs}`);
    await both.run('theirs', `merge ${both.path.mine}`);
    expect(await both.json('mine', 'balance')).toMatchObject({ balance: 36 });
    expect(await both.json('theirs', 'balance')).toMatchObject({ balance: 36 });
  });

  test('a merge of another account is refused, and nothing is written', async () => {
    const both = await pair();
    const other = join(both.home.folder, 'other.db');
    await both.home.run(`init --db ${other}`);
    const before = bytes(both.path.mine);
    const { code, stderr } = await both.run('mine', `merge ${other} --json`);
    expect(code).toBe(3);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'other-account' } });
    expect(bytes(both.path.mine).equals(before)).toBe(true);
  });

  test('a merge with --dry-run shows the result and writes nothing', async () => {
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

test('the ledger is backed up before a merge, unless the merge adds nothing', async () => {
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

describe('any commands on two machines', () => {
  const day = fc.integer({ min: 9, max: 12 }).map((on) => `2021-02-${String(on).padStart(2, '0')}`);
  const given = ['buy 40', 'apply --cost 4 --boost 4 --title Own', 'apply --cost 4 --title Logo', 'renew'];
  const mark = fc.tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.constantFrom('viewed', 'interview', 'cancelled', 'outbid', 'declined', 'interview --reward 30'),
  );
  const line = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('undo', 'undo', 'undo', 'redo') },
    { weight: 3, arbitrary: mark.map(([proposal, outcome]) => `mark ${proposal} ${outcome}`) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom('page', 'later', 'ids', 'cycle', 'closed', 'ends', 'begins')
        .map((name) => `import ${name}.csv --yes`),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          fc.constantFrom(
            'apply --cost 4 --boost 2 --title Own',
            'apply --cost 2 --title Shop',
            'buy 10',
            'spend other --amount 9',
            'spend other --amount 40',
            'spend availability-badge --amount 2',
            'plan plus',
            'plan basic',
            'renew',
          ),
          day,
        )
        .map(([what, on]) => `${what} --on ${on}`),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        'renew',
        'apply --cost 2 --key 9',
        'earn readiness-test',
        'coupon add save --percent 10',
        'coupon add SAVE --connects 3',
        'buy 10 --coupon Save',
        'reconcile 33 --adjust',
        'config set reserve 2',
        'rules add five.yaml',
        'rules add eight.yaml',
        'rules use mine',
        'plan plus --fee 19.99 --tax 8',
        'mark 1 hired --value 400',
        'edit 1 --value 250',
        'edit --transaction 1 --paid 3',
        'edit --transaction 3 --paid 4.20',
      ),
    },
  );
  const lines = fc.array(line, { minLength: 1, maxLength: 7, size: 'max' });
  const rounds = fc.array(
    fc.record({ mine: lines, theirs: lines, apart: fc.boolean(), prefer: fc.constantFrom('mine', 'theirs') }),
    { minLength: 1, maxLength: 3 },
  );

  async function recorded(both: Pair, { mine, theirs }: { readonly [side in Side]: readonly string[] }): Promise<void> {
    for (const [side, each] of [
      ['mine', mine],
      ['theirs', theirs],
    ] as const) {
      for (const one of each) expect([one, (await both.run(side, one)).code]).not.toEqual([one, 1]);
    }
  }

  /** Expects both copies to be sound and to give the same answers. */
  async function agree(both: Pair): Promise<void> {
    expect(await answers(both, 'theirs')).toEqual(await answers(both, 'mine'));
    for (const side of ['mine', 'theirs'] as const) {
      expect((await both.run(side, 'check')).output).toBe('');
      const state = audit(both.path[side]);
      for (const { cost, boost, back } of state.proposals.values()) {
        expect(back.cost).toBeLessThanOrEqual(cost);
        expect(back.boost).toBeLessThanOrEqual(boost);
      }
      const cycles = live(both.path[side]).flatMap((each) =>
        each.type === 'transaction' && each.kind === 'renewal' ? each.on : [],
      );
      expect(cycles).toEqual([...new Set(cycles)]);
    }
  }

  /** Merges each side into the other, as both were before. Both accept, or both refuse for the same reasons. */
  async function joined(both: Pair, prefer = ''): Promise<boolean> {
    const [mine, theirs] = [both.kept('mine'), both.kept('theirs')];
    const here = await both.merge('mine', `--json ${prefer}`, theirs);
    const there = await both.merge('theirs', `--json ${prefer}`, mine);
    expect([0, 3]).toContain(here.code);
    expect(conflictsOf(there).map(swapped).map(numberless)).toEqual(conflictsOf(here).map(numberless));
    return here.code === 0;
  }

  test('merging in both directions gives the same result or the same refusal, and settles conflicts for good', async () => {
    await fc.assert(
      fc.asyncProperty(lines, rounds, async (more, all) => {
        const both = await pair([...given, ...more], PAGES);
        for (const { apart: isApart, prefer, ...round } of [
          ...all,
          { mine: [], theirs: [], apart: false, prefer: 'mine' },
        ]) {
          await recorded(both, round);
          // Each side settles conflicts in its own favour, so the copies stay different.
          if (isApart) expect(await joined(both, '--prefer mine')).toBe(true);
          else {
            if (!(await joined(both))) {
              expect(await both.merge('mine', `--prefer ${prefer}`)).toMatchObject({ code: 0 });
              expect(await both.merge('theirs')).toMatchObject({ code: 0 });
            }
            await agree(both);
          }
        }
        rmSync(both.home.folder, { recursive: true });
      }),
      { numRuns: 30, seed: 11 },
    );
  });
});
