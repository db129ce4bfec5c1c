/** What two copies cannot both have: both list the same conflicts, --prefer settles them, and no more is reversed than needed. */
import { describe, expect, test } from 'vitest';
import { audit, live, rowsOf } from './audit.ts';
import { answers, bytes, conflictsOf, PAGES, type Pair, pair, swapped } from './pair.ts';

interface Case {
  readonly code: string;
  readonly given?: readonly string[];
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
  /** The balance after preferring mine, or theirs. */
  readonly left: readonly [mine: number, theirs: number];
  /** How many commands are reversed then. */
  readonly taken?: readonly [mine: number, theirs: number];
}

const PROPOSAL = ['apply --cost 4 --title Own --on 2021-01-10'];
const SIX = Array(6).fill('apply --cost 1 --on 2021-01-05');

const CASES: Readonly<Record<string, Case>> = {
  'a cycle renewed on both': {
    code: 'renewed-twice',
    given: PROPOSAL,
    mine: ['renew --on 2021-02-04'],
    theirs: ['renew --on 2021-02-04'],
    left: [46, 46],
  },
  'a cycle renewed here, and imported there a day later': {
    code: 'renewed-twice',
    mine: ['renew --on 2021-02-05'],
    theirs: ['import cycle.csv --yes'],
    left: [50, 50],
  },
  'a common cycle undone and renewed here, undone and redone there': {
    code: 'renewed-twice',
    given: ['renew --on 2021-02-04'],
    mine: ['undo', 'renew --on 2021-02-04'],
    theirs: ['undo', 'redo'],
    left: [50, 50],
  },
  'one proposal marked differently': {
    code: 'marked-differently',
    given: PROPOSAL,
    mine: ['mark 1 declined'],
    theirs: ['mark 1 cancelled'],
    left: [36, 40],
  },
  'one proposal rewarded on both, with another amount': {
    code: 'marked-differently',
    given: PROPOSAL,
    mine: ['mark 1 interview'],
    theirs: ['mark 1 interview --reward 30'],
    left: [46, 66],
  },
  'a common mark undone for another here, undone and redone there': {
    code: 'marked-differently',
    given: [...PROPOSAL, 'mark 1 cancelled'],
    mine: ['undo', 'mark 1 hired'],
    theirs: ['undo', 'redo'],
    left: [36, 40],
  },
  'a boost outbid here and refunded with the job there': {
    code: 'refunded-twice',
    given: ['apply --cost 4 --boost 10 --on 2021-01-10'],
    mine: ['mark 1 outbid'],
    theirs: ['mark 1 cancelled'],
    left: [36, 40],
  },
  'a boost refunded with the job here and by an import there': {
    code: 'refunded-twice',
    given: ['apply --cost 4 --boost 10 --title Own --on 2021-01-10'],
    mine: ['mark 1 cancelled'],
    theirs: ['import closed.csv --yes'],
    left: [40, 36],
  },
  'a refund here for a proposal undone there': {
    code: 'still-needed',
    given: PROPOSAL,
    mine: ['mark 1 cancelled'],
    theirs: ['undo'],
    left: [40, 40],
  },
  'a reward here for a proposal undone there': {
    code: 'still-needed',
    given: PROPOSAL,
    mine: ['mark 1 interview'],
    theirs: ['undo'],
    left: [46, 40],
  },
  'a coupon used here and undone there': {
    code: 'still-needed',
    given: ['coupon add SAVE --percent 20'],
    mine: ['buy 40 --coupon save'],
    theirs: ['undo'],
    left: [80, 40],
  },
  'a rulebook used here and undone there': {
    code: 'still-needed',
    given: ['rules add five.yaml'],
    mine: ['rules use mine --on 2021-03-01'],
    theirs: ['undo'],
    left: [40, 40],
  },
  'a reward earned on both': {
    code: 'claimed-twice',
    mine: ['earn readiness-test'],
    theirs: ['earn readiness-test'],
    left: [80, 80],
  },
  'one job paid for on both': {
    code: 'job-twice',
    mine: ['apply --cost 2 --key 9'],
    theirs: ['apply --cost 3 --key ~9'],
    left: [38, 37],
  },
  'a common job undone and paid for here, undone and redone there': {
    code: 'job-twice',
    given: ['apply --cost 4 --key 9'],
    mine: ['undo', 'apply --cost 2 --key 9'],
    theirs: ['undo', 'redo'],
    left: [38, 36],
  },
  'a coupon added on both': {
    code: 'coupon-twice',
    mine: ['coupon add A --percent 5'],
    theirs: ['coupon add a --percent 9'],
    left: [40, 40],
  },
  'a coupon added here, and added and used there': {
    code: 'coupon-twice',
    mine: ['coupon add save --percent 5'],
    theirs: ['coupon add SAVE --percent 5', 'buy 40 --coupon SAVE'],
    left: [80, 80],
    taken: [1, 1],
  },
  'an upgrade on both': {
    code: 'upgraded-twice',
    mine: ['plan plus --on 2021-02-10'],
    theirs: ['plan plus --on 2021-02-11'],
    left: [110, 110],
  },
  'the same drift adjusted on both': {
    code: 'adjusted-twice',
    mine: ['reconcile 35 --adjust --on 2021-02-10'],
    theirs: ['reconcile 35 --adjust --on 2021-02-20'],
    left: [35, 35],
  },
  'one id for two rulebooks': {
    code: 'edition-twice',
    mine: ['rules add five.yaml'],
    theirs: ['rules add eight.yaml'],
    left: [40, 40],
  },
  'one page imported on both': {
    code: 'imported-twice',
    mine: ['import page.csv --yes'],
    theirs: ['import page.csv --yes'],
    left: [99, 99],
  },
  'one Proposals page imported on both': {
    code: 'imported-twice',
    mine: ['import proposals.txt --yes'],
    theirs: ['import proposals.txt --yes'],
    left: [40, 40],
  },
  'a Proposals page saved here and copied there': {
    code: 'imported-twice',
    mine: ['import proposals.html --yes'],
    theirs: ['import proposals.txt --yes'],
    left: [40, 40],
  },
  'an import of two overlapping pages': {
    code: 'imported-twice',
    mine: ['import page.csv --yes'],
    theirs: ['import later.csv --yes'],
    left: [99, 92],
  },
  "one row imported on both, known by Upwork's id alone": {
    code: 'imported-twice',
    mine: ['import ids.csv --yes'],
    theirs: ['import ids-other-words.csv --yes'],
    left: [36, 36],
  },
  'an entry typed here and imported there': {
    code: 'imported-and-typed',
    mine: ['apply --cost 4 --title logo --on 2021-03-01', 'mark 1 viewed'],
    theirs: ['import page.csv --yes'],
    left: [36, 99],
    taken: [1, 2],
  },
  'a badge typed here and imported there': {
    code: 'imported-and-typed',
    mine: ['spend availability-badge --amount 1 --on 2021-03-04'],
    theirs: ['import page.csv --yes'],
    left: [39, 99],
  },
  'a row that confirmed a typed entry here, and was new there': {
    code: 'imported-twice',
    mine: ['apply --cost 4 --title Logo --on 2021-03-02', 'import ids.csv --yes'],
    theirs: ['import page.csv --yes'],
    left: [36, 99],
    taken: [1, 2],
  },
  'a reward above the cap of seven days': {
    code: 'rewards-over-cap',
    given: SIX,
    mine: ['mark 1 interview', 'mark 2 interview', 'mark 3 interview'].map((line) => `${line} --on 2021-01-11`),
    theirs: ['mark 4 interview', 'mark 5 interview', 'mark 6 interview'].map((line) => `${line} --on 2021-01-12`),
    left: [84, 84],
    taken: [1, 1],
  },
  'a total spending above the balance': {
    code: 'negative-day',
    given: PROPOSAL,
    mine: ['spend other --amount 30'],
    theirs: ['spend other --amount 20'],
    left: [6, 16],
  },
  'a purchase spent here and undone there': {
    code: 'negative-day',
    given: ['buy 40 --on 2021-01-10'],
    mine: ['spend other --amount 70'],
    theirs: ['undo'],
    left: [10, 40],
  },
  'a spending above the balance of its day, beside other commands': {
    code: 'negative-day',
    mine: ['spend other --amount 30 --on 2021-01-10'],
    theirs: [
      'spend other --amount 25 --on 2021-01-10',
      'buy 40 --on 2021-02-01',
      'apply --cost 4 --on 2021-02-02',
      'apply --cost 3 --on 2021-02-03',
      'apply --cost 1 --on 2021-01-09',
    ],
    left: [42, 47],
    taken: [1, 1],
  },
};

const made = new Map<string, Pair>();

/** Both copies before they are merged; what every test of a case begins with is made once. */
async function apart({ given = [], mine, theirs }: Case): Promise<Pair> {
  const key = JSON.stringify([given, mine, theirs]);
  const both = made.get(key) ?? (await pair(given, PAGES));
  if (!made.has(key)) {
    for (const line of mine) expect([line, (await both.run('mine', line)).code]).toEqual([line, 0]);
    for (const line of theirs) expect([line, (await both.run('theirs', line)).code]).toEqual([line, 0]);
    made.set(key, both);
  }
  return both.copy();
}

describe('copies that cannot both be true', () => {
  test.each(Object.entries(CASES))('%s is a conflict on both copies, and nothing is written', async (_, each) => {
    const both = await apart(each);
    const before = bytes(both.path.mine);
    const refused = await both.merge('mine', '--json');
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(conflictsOf(refused).map(({ code }) => code)).toEqual([each.code]);
    expect(conflictsOf(await both.merge('theirs', '--json')).map(swapped)).toEqual(conflictsOf(refused));
    expect(bytes(both.path.mine).equals(before)).toBe(true);
  });

  test.each(Object.entries(CASES))('%s is settled by --prefer, and both copies then agree', async (_, each) => {
    for (const [i, prefer] of (['mine', 'theirs'] as const).entries()) {
      const both = await apart(each);
      const merged = await both.merge('mine', `--prefer ${prefer} --json`);
      expect(merged).toMatchObject({ code: 0, stderr: '' });
      if (each.taken) expect(JSON.parse(merged.stdout)).toMatchObject({ merged: { reversed: each.taken[i] } });
      expect(await both.json('mine', 'balance')).toMatchObject({ balance: each.left[i] });
      expect((await both.merge('theirs')).code).toBe(0);
      expect(await answers(both, 'theirs')).toEqual(await answers(both, 'mine'));
      for (const side of ['mine', 'theirs'] as const) {
        expect((await both.run(side, 'check')).output).toBe('');
        expect((await both.merge(side)).stdout).toContain('Added 0 commands');
      }
    }
  });

  test.each(Object.entries(CASES))(
    '%s: what a merge undid cannot come back beside what it gave way to',
    async (_, each) => {
      for (const prefer of ['mine', 'theirs'] as const) {
        const both = await apart(each);
        await both.merge('mine', `--prefer ${prefer}`);
        const settled = rowsOf(both.path.mine, "SELECT id FROM commands WHERE body LIKE '%settles%'");
        const before = bytes(both.path.mine);
        for (const { id } of settled) {
          const { code, stderr } = await both.run('mine', `undo ${id} --json`);
          expect([prefer, code, stderr]).toEqual([prefer, 3, expect.stringContaining('"depended-on"')]);
        }
        expect(settled).not.toEqual([]);
        expect(bytes(both.path.mine).equals(before)).toBe(true);
      }
    },
  );

  test.each(Object.entries(CASES))('%s, settled differently on each copy, is a conflict again', async (_, each) => {
    const both = await apart(each);
    const [mine, theirs] = [both.kept('mine'), both.kept('theirs')];
    expect((await both.merge('mine', '--prefer mine', theirs)).code).toBe(0);
    expect((await both.merge('theirs', '--prefer mine', mine)).code).toBe(0);
    const refused = await both.merge('mine', '--json');
    expect(conflictsOf(refused)[0]).toMatchObject({ code: 'settled-differently', over: { code: each.code } });
    expect(conflictsOf(await both.merge('theirs', '--json')).map(swapped)).toEqual(conflictsOf(refused));
    expect((await both.merge('mine', '--prefer mine')).code).toBe(0);
    expect(await both.json('mine', 'balance')).toMatchObject({ balance: each.left[0] });
    expect((await both.merge('theirs')).code).toBe(0);
    expect(await answers(both, 'theirs')).toEqual(await answers(both, 'mine'));
  });

  test.each(Object.entries(CASES))('%s, settled the same way on both copies, stays settled', async (_, each) => {
    const both = await apart(each);
    const [mine, theirs] = [both.kept('mine'), both.kept('theirs')];
    expect((await both.merge('mine', '--prefer mine', theirs)).code).toBe(0);
    expect((await both.merge('theirs', '--prefer theirs', mine)).code).toBe(0);
    for (const side of ['mine', 'theirs'] as const) expect((await both.merge(side)).code).toBe(0);
    expect(await both.json('mine', 'balance')).toMatchObject({ balance: each.left[0] });
    expect(await answers(both, 'theirs')).toEqual(await answers(both, 'mine'));
    expect((await both.run('theirs', 'check')).output).toBe('');
  });
});

test('a page whose import was undone by a merge can be imported again, and adds only what is missing', async () => {
  const both = await apart({
    code: '',
    mine: ['import page.csv --yes'],
    theirs: ['import later.csv --yes'],
    left: [0, 0],
  });
  await both.merge('mine', '--prefer mine');
  await both.run('mine', 'import later.csv --yes');
  expect(await both.json('mine', 'balance')).toMatchObject({ balance: 92 });
  await both.merge('theirs');
  expect(await answers(both, 'theirs')).toEqual(await answers(both, 'mine'));
});

describe('equal entries on both copies', () => {
  const harmless: Readonly<Record<string, Pick<Case, 'given' | 'mine' | 'theirs'>>> = {
    'an end that moves none': {
      given: PROPOSAL,
      mine: ['mark 1 declined --on 2021-01-12'],
      theirs: ['mark 1 viewed --on 2021-01-11', 'mark 1 declined'],
    },
    'outcomes that follow one another': {
      given: PROPOSAL,
      mine: ['mark 1 replied --on 2021-01-11'],
      theirs: ['mark 1 hired --on 2021-01-12'],
    },
    'the same rulebook': { mine: ['rules add five.yaml'], theirs: ['rules add five.yaml'] },
    'a downgrade': { given: ['plan plus --on 2021-01-05'], mine: ['plan basic'], theirs: ['plan basic'] },
    'another upgrade after a downgrade': {
      given: ['plan plus --on 2021-01-05'],
      mine: ['plan basic --on 2021-02-01', 'plan plus --on 2021-02-20'],
      theirs: ['mark 1 viewed'],
    },
    'a cycle that brought nothing new': { mine: ['renew --on 2021-02-04'], theirs: ['spend other --amount 5'] },
    'a page that confirmed what both have': {
      given: ['apply --cost 4 --title Logo --on 2021-03-02'],
      mine: ['import ids.csv --yes'],
      theirs: ['import ids.csv --yes'],
    },
    'a row of the same words under another id': {
      mine: ['import ids.csv --yes'],
      theirs: ['import ids-next.csv --yes'],
    },
    'a common command undone on both': { given: PROPOSAL, mine: ['undo'], theirs: ['undo'] },
    'a common command undone and redone on both': {
      given: PROPOSAL,
      mine: ['undo', 'redo', 'undo'],
      theirs: ['undo', 'redo', 'apply --cost 3'],
    },
  };

  test.each(Object.entries(harmless))('%s on both copies is no conflict', async (_, each) => {
    const both = await pair(each.given, PAGES);
    for (const line of each.mine) await both.run('mine', line);
    for (const line of each.theirs) await both.run('theirs', line);
    const there = both.kept('theirs');
    expect((await both.merge('theirs')).code).toBe(0);
    expect((await both.merge('mine', '', there)).code).toBe(0);
    expect(await answers(both, 'theirs')).toEqual(await answers(both, 'mine'));
    for (const side of ['mine', 'theirs'] as const) audit(both.path[side]);
  });

  test('any number of forced rewards on both copies is no conflict', async () => {
    const forced = (...proposals: number[]) =>
      proposals.map((n) => `mark ${n} interview --reward 60 --force --on 2021-01-11`);
    const both = await apart({ code: '', given: SIX, mine: forced(1, 2, 3), theirs: forced(4, 5, 6), left: [0, 0] });
    expect((await both.merge('mine')).code).toBe(0);
  });
});

describe('what both marked alike is one outcome', () => {
  const BOOSTED = ['apply --cost 4 --boost 10 --title Own --on 2021-01-10'];
  const alike: Readonly<Record<string, Pick<Case, 'given' | 'mine' | 'theirs'> & { balance: number; taken?: number }>> =
    {
      'an outcome that moves no Connects': {
        given: PROPOSAL,
        mine: ['mark 1 viewed'],
        theirs: ['mark 1 viewed'],
        balance: 36,
      },
      'an interview, rewarded once': {
        given: PROPOSAL,
        mine: ['mark 1 interview'],
        theirs: ['mark 1 interview'],
        balance: 46,
      },
      'a refund': { given: PROPOSAL, mine: ['mark 1 cancelled'], theirs: ['mark 1 cancelled'], balance: 40 },
      'a refund on two days': {
        given: PROPOSAL,
        mine: ['mark 1 cancelled --on 2021-01-20'],
        theirs: ['mark 1 cancelled --on 2021-01-12'],
        balance: 40,
      },
      'a boost that came back': { given: BOOSTED, mine: ['mark 1 outbid'], theirs: ['mark 1 outbid'], balance: 36 },
      'two refunds': {
        given: BOOSTED,
        mine: ['mark 1 outbid', 'mark 1 cancelled'],
        theirs: ['mark 1 outbid', 'mark 1 cancelled'],
        balance: 40,
        taken: 2,
      },
      'an outcome before another': {
        given: PROPOSAL,
        mine: ['mark 1 interview --on 2021-01-20'],
        theirs: ['mark 1 interview --on 2021-01-12', 'mark 1 hired --on 2021-01-14'],
        balance: 46,
      },
      'a reward that the page confirmed': {
        given: PROPOSAL,
        mine: ['mark 1 interview --on 2021-01-20', 'import reward.csv --yes'],
        theirs: ['mark 1 interview --on 2021-01-12'],
        balance: 46,
      },
    };

  test.each(Object.entries(alike))('the merge agrees: %s', async (_, { balance, taken = 1, ...each }) => {
    const both = await apart({ code: '', left: [0, 0], ...each });
    const there = both.kept('theirs');
    expect(await both.json('theirs', `merge ${both.path.mine}`)).toMatchObject({ merged: { reversed: taken } });
    expect(await both.json('mine', `merge ${there}`)).toMatchObject({ merged: { reversed: taken } });
    expect(await answers(both, 'theirs')).toEqual(await answers(both, 'mine'));
    expect(await both.json('mine', 'balance')).toMatchObject({ balance });
    for (const side of ['mine', 'theirs'] as const) {
      expect((await both.run(side, 'check')).output).toBe('');
      const { length } = live(both.path[side]).filter(
        (entry) => entry.type === 'fact' && entry.body.kind === 'outcome',
      );
      expect(length).toBe(
        new Set([...each.mine, ...each.theirs].flatMap((line) => /^mark 1 \w+/.exec(line) ?? [])).size,
      );
      // Each took the later mark back for itself: still undone once.
      expect((await both.merge(side)).code).toBe(0);
      audit(both.path[side]);
    }
    expect(await answers(both, 'theirs')).toEqual(await answers(both, 'mine'));
    expect(await both.json('theirs', 'balance')).toMatchObject({ balance });
  });
});

test('what was undone before a merge does not come back beside what the other copy did since', async () => {
  for (const [undone, other] of [
    ['edit 1 --cost 6', 'void 2'],
    ['edit 1 --cost 6', 'undo'],
    ['mark 1 cancelled', 'undo'],
  ] as const) {
    const both = await pair(PROPOSAL);
    for (const line of [undone, 'undo']) expect((await both.run('mine', line)).code).toBe(0);
    expect((await both.run('theirs', other)).code).toBe(0);
    const there = both.kept('theirs');
    expect((await both.merge('theirs')).code).toBe(0);
    expect((await both.merge('mine', '', there)).code).toBe(0);
    for (const side of ['mine', 'theirs'] as const) {
      const { commands } = (await both.json(side, 'log --all')) as { commands: { id: number; name: string }[] };
      const own = commands.findLast(({ name }) => name === undone.split(' ')[0])?.id;
      const turn = commands.find(({ name, id }) => name === 'undo' && id > (own ?? 0))?.id;
      for (const line of ['redo', `undo ${turn}`]) {
        const run = await both.run(side, line);
        expect((await both.run(side, 'check')).output, `${undone}, ${other}: ${line}\n${run.output}`).toBe('');
        audit(both.path[side]);
      }
    }
  }
});
