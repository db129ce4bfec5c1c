/** Derived tables make commands faster and never change an answer: tested with random ledgers, through the program itself. */
import { readFileSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { presentPosition } from '../../src/commands/forecast.ts';
import { accountPosition } from '../../src/insight/future/account-position.ts';
import { type KnownFuture, knownFutureOf } from '../../src/insight/future/simulation.ts';
import { EMPTY_STATE } from '../../src/rules/state/state.ts';
import { addDays, type Day } from '../../src/rules/values/calendar.ts';
import type { Entry } from '../../src/rules/vocabulary/transaction.ts';
import { openConnection } from '../../src/store/file/open-file.ts';
import { historyPages } from '../../src/store/record/ledger-queries.ts';
import { sqliteLedger } from '../../src/store/sqlite-ledger.ts';
import { type Ran, type World, world } from '../world.ts';
import { audit, rowsOf, tamper } from './audit.ts';

const FIRST = '2021-01-01' as Day;
const TODAY = '2022-06-30';

const day = fc.integer({ min: 0, max: 540 }).map((days) => addDays(FIRST, days));
const proposal = fc.integer({ min: 1, max: 12 }).map(String);
const outcome = fc.constantFrom(
  'viewed',
  'replied',
  'interview',
  'hired',
  'declined',
  'cancelled',
  'removed',
  'outbid',
);

const line = (...words: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<readonly string[]> =>
  fc.tuple(...words.map((word) => (typeof word === 'string' ? fc.constant(word) : word)));

/** Parts of one history: results of a proposal may be in another part than the proposal. */
const PAGES: Readonly<Record<string, string>> = {
  'ends.csv': `date,connects,label,title
2021-09-02,6,Job cancelled,Logo
2021-06-30,5,"You bid to boost a proposal, but the job was closed",Zine
2021-06-12,8,Interview won,Zine
2021-06-12,-5,Connects bid for boosted proposal.,Zine
2021-04-10,4,Job removed,Map
`,
  'begins.csv': `date,connects,label,title
2021-08-02,-6,Applied to job,Logo
2021-06-12,-4,Applied to job,Zine
2021-04-09,-4,Applied to job,Map
`,
  'pays.csv': `date,connects,label,title
2021-09-20,-9,Connects bid for boosted proposal.,Zine
2021-07-01,10,Monthly Connects renewal,
2021-05-05,40,Added extra Connects,
2021-05-04,-2,Availability Badge,
`,
  'early.csv': `date,connects,label,title
2020-12-20,-3,Applied to job,Early
2020-12-18,20,Added extra Connects,
`,
};

const write = fc.oneof(
  { weight: 6, arbitrary: line('apply', '--cost', fc.constantFrom('1', '2', '4', '6'), '--on', day) },
  { weight: 2, arbitrary: line('apply', '--cost', '2', '--boost', '3', '--force', '--key', proposal, '--on', day) },
  { weight: 6, arbitrary: line('mark', proposal, outcome, '--on', day) },
  { weight: 1, arbitrary: line('earn', 'ad-credits', '--amount', '9', '--expires', '2022-07-01', '--on', day) },
  { weight: 2, arbitrary: line('apply', '--cost', '2', '--boost', '6', '--credits', '5', '--on', day) },
  { weight: 3, arbitrary: line('buy', fc.constantFrom('10', '40'), '--on', day) },
  { weight: 2, arbitrary: line('renew', '--on', day) },
  { weight: 1, arbitrary: line('earn', 'badge', '--name', proposal, '--amount', '7', '--on', day) },
  { weight: 1, arbitrary: line('plan', fc.constantFrom('plus', 'basic'), '--on', day) },
  { weight: 1, arbitrary: line('plan', 'plus', '--fee', '19.99', '--tax', '8', '--on', day) },
  { weight: 2, arbitrary: line('mark', proposal, 'hired', '--value', '400', '--on', day) },
  { weight: 1, arbitrary: line('edit', proposal, '--value', '250', '--cost', '3', '--on', day) },
  { weight: 2, arbitrary: line('edit', '--transaction', proposal, '--paid', '4.20') },
  { weight: 1, arbitrary: line('coupon', 'add', proposal, '--connects', '5', '--on', day) },
  { weight: 1, arbitrary: line('rules', 'use', fc.constantFrom('2020-12', '2023-06', '2026'), '--on', day) },
  { weight: 3, arbitrary: line('import', fc.constantFrom(...Object.keys(PAGES)), '--yes') },
  { weight: 1, arbitrary: line('reconcile', fc.constantFrom('20', '35'), '--adjust', '--on', day) },
  { weight: 1, arbitrary: line('edit', proposal, '--on', day) },
);
const corrected = fc.oneof(line('void', proposal), line('undo', proposal), line('edit', proposal, '--cost', '5'));
const turned = fc.oneof(
  { weight: 3, arbitrary: fc.constant<readonly string[]>(['undo']) },
  { weight: 2, arbitrary: fc.constant<readonly string[]>(['redo']) },
);
const commands = fc.array(fc.oneof({ weight: 4, arbitrary: write }, { weight: 1, arbitrary: turned }), {
  minLength: 5,
  maxLength: 36,
  size: 'max',
});

const READS = [
  'balance',
  'history --all',
  'history --limit 3',
  'history --kind proposal --limit 4',
  'history --since 2021-06-01 --until 2021-08-31',
  'proposals',
  'show 1',
  'show 5',
  'grants',
  'expiring --within 60d',
  'coupon list',
  'rules',
] as const;

const answers = async (ledger: World): Promise<readonly Ran[]> => {
  const all: Ran[] = [];
  for (const read of READS) all.push(await ledger.run(`${read} --json`));
  return all;
};

async function opened(today = TODAY): Promise<World> {
  const ledger = world({ today });
  for (const [name, text] of Object.entries(PAGES)) await ledger.env.writeText(name, text);
  expect(await ledger.run(`init --joined ${FIRST} --quiet`)).toMatchObject({ code: 0 });
  return ledger;
}

/** The grants that expire on one day as one. */
const byExpiry = (known: KnownFuture): KnownFuture => ({
  ...known,
  grants: [...Map.groupBy(known.grants, ({ expires }) => expires)].map(([expires, grants]) => ({
    left: grants.reduce((sum, { left }) => sum + left, 0),
    expires,
  })),
});

const isCut = (entry: Entry): boolean => entry.type === 'transaction' && entry.kind === 'carry-over-cut';

/** The position of a day as a forecast reads it, once it is that of a replay of all entries. */
async function positions({ db: path }: World, today: Day) {
  const db = openConnection(path);
  try {
    const ledger = sqliteLedger(db, { path, stamps: { now: () => '', uid: () => '' } });
    const rulebooks = await ledger.rulebooks();
    const whole = accountPosition(await ledger.entries(), today, rulebooks);
    const state = (await ledger.stateOn(today)) ?? EMPTY_STATE;
    const quick = await presentPosition({ ledger, state }, today, null);
    const courseOf = ({ state }: typeof quick) => byExpiry(knownFutureOf(state, today, rulebooks, 400));
    expect({ due: quick.due, ...courseOf(quick) }).toEqual({ due: whole.due, ...courseOf(whole) });
    return { quick, whole };
  } finally {
    db.close();
  }
}

/** Runs each command; refusals are normal, crashes are not. */
async function live(ledger: World, lines: readonly (readonly string[])[]): Promise<void> {
  for (const words of lines) {
    const ran = await ledger.run([...words, '--json']);
    expect([0, 3, 4, ...(words.includes('--on') ? [2] : [])], ran.stderr).toContain(ran.code);
  }
}

/** Uses a new ledger for each run and removes it at once, as the world would keep them all to the end. */
async function property(
  runs: number,
  check: (ledger: World, lines: readonly (readonly string[])[]) => Promise<void>,
  recorded = commands,
) {
  const one = fc.asyncProperty(recorded, async (lines) => {
    const ledger = await opened();
    try {
      await check(ledger, lines);
    } finally {
      rmSync(ledger.db);
    }
  });
  await fc.assert(one, { seed: 1202, numRuns: runs });
}

describe('any ledger, recorded in any order', () => {
  test('the derived tables equal a replay of the entries', async () => {
    await property(14, async (ledger, lines) => {
      await live(ledger, lines);
      audit(ledger.db);
    });
  });

  test('the derived tables equal a replay after corrections of single rows and of older commands', async () => {
    const all = fc.array(
      fc.oneof({ weight: 3, arbitrary: write }, { weight: 2, arbitrary: fc.oneof(corrected, turned) }),
      {
        minLength: 10,
        maxLength: 36,
        size: 'max',
      },
    );
    await property(
      10,
      async (ledger, lines) => {
        await live(ledger, lines);
        audit(ledger.db);
      },
      all,
    );
  });

  test('deleting every checkpoint changes no answer', async () => {
    await property(8, async (ledger, lines) => {
      await live(ledger, lines);
      const before = await answers(ledger);
      tamper(ledger.db, 'DELETE FROM checkpoints');
      expect(await answers(ledger)).toEqual(before);
      await ledger.run('buy 10');
      audit(ledger.db);
    });
  });

  test('undo restores each earlier state in turn, and redo each later one', async () => {
    await property(8, async (ledger, lines) => {
      const states: unknown[] = [audit(ledger.db)];
      for (const words of lines.filter(([name]) => name !== 'undo' && name !== 'redo')) {
        const commandsBefore = rowsOf(ledger.db, 'SELECT id FROM commands').length;
        await ledger.run(words);
        if (rowsOf(ledger.db, 'SELECT id FROM commands').length > commandsBefore) states.push(audit(ledger.db));
      }
      const depth = states.length - 1;
      for (let back = 1; back <= depth; back += 1) {
        expect(await ledger.run('undo')).toMatchObject({ code: 0 });
        expect(audit(ledger.db)).toEqual(states[depth - back]);
      }
      expect(await ledger.run('undo')).toMatchObject({ code: 3 });
      for (let again = 1; again <= depth; again += 1) {
        expect(await ledger.run('redo')).toMatchObject({ code: 0 });
        expect(audit(ledger.db)).toEqual(states[again]);
      }
      expect(await ledger.run('redo')).toMatchObject({ code: 3 });
      const ids = rowsOf(ledger.db, 'SELECT id FROM transactions ORDER BY id').map(({ id }) => id);
      expect(ids).toEqual(ids.map((_, i) => i + 1));
    });
  });

  test('a history in pages of any length is the whole history', async () => {
    await property(8, async (ledger, lines) => {
      await live(ledger, lines);
      const db = new Database(ledger.db, { readonly: true });
      try {
        for (const kind of [null, 'proposal', 'expiry'] as const) {
          const query = { since: null, until: TODAY as Day, kind, limit: null };
          const inPages = (page: number) => [...historyPages(db, query, page)].flat();
          const whole = inPages(100_000);
          for (const page of [1, 3, 10]) expect(inPages(page)).toEqual(whole);
        }
      } finally {
        db.close();
      }
    });
  });

  test('a forecast and what is due are the same from parts of the ledger as from the whole, in a report', async () => {
    const unrenewed = commands.map((lines) => lines.filter(([name]) => name !== 'renew'));
    let due = 0;
    for (const recorded of [commands, unrenewed]) {
      await property(
        6,
        async (ledger, lines) => {
          await live(ledger, lines);
          const read = async (line: string) => JSON.parse((await ledger.run(`${line} --json`)).stdout);
          const [report, parts] = [await read('report'), await read('forecast')];
          const { schema: _, command: __, warnings: ___, ...forecast } = parts;
          expect(forecast).toEqual(report.forecast);
          expect((await read('due')).due).toEqual(report.due);
          due += forecast.renewals.due;
        },
        recorded,
      );
    }
    expect(due).toBeGreaterThan(50);
  });

  test('a forecast from moves alone begins with what a replay of all entries leaves', async () => {
    const rich = fc.oneof(
      { weight: 5, arbitrary: write },
      { weight: 2, arbitrary: fc.oneof(corrected, turned) },
      { weight: 3, arbitrary: line('reconcile', fc.constantFrom('190', '230', '270'), '--adjust', '--on', day) },
      { weight: 2, arbitrary: line('mark', proposal, fc.constantFrom('cancelled', 'removed', 'outbid'), '--on', day) },
      { weight: 1, arbitrary: line('join', proposal, proposal) },
    );
    let [due, cuts] = [0, 0];
    await property(
      30,
      async (ledger, lines) => {
        await live(
          ledger,
          lines.filter(([name]) => name !== 'renew'),
        );
        for (const today of ['2021-05-10', '2021-11-30', '2022-03-01', TODAY] as Day[]) {
          const { quick, whole } = await positions(ledger, today);
          if (quick.due > 0) due += 1;
          if (whole.entries.some(isCut)) cuts += 1;
        }
      },
      fc.array(rich, { minLength: 10, maxLength: 40, size: 'max' }),
    );
    expect(due).toBeGreaterThan(60);
    expect(cuts).toBeGreaterThan(30);
  });

  test('a forecast leaves over a cycle what a later day has spent, and a refund gives that back', async () => {
    const ledger = await opened('2021-03-10');
    await live(ledger, [
      ['reconcile', '300', '--adjust', '--on', '2021-01-20'],
      ['spend', 'other', '--amount', '288', '--on', '2021-02-05'],
      ['apply', '--cost', '6', '--on', '2021-02-06'],
      ['mark', '1', 'cancelled', '--on', '2021-02-07'],
    ]);
    const { whole } = await positions(ledger, '2021-03-10' as Day);
    expect(whole.entries.filter(isCut)).toMatchObject([{ on: '2021-02-01', connects: -16 }]);
  });

  test('a forecast gives back what can still be spent before what has expired', async () => {
    const ledger = await opened('2022-01-20');
    await live(ledger, [
      ['buy', '10', '--on', '2021-06-01'],
      ['spend', 'other', '--amount', '37', '--on', '2021-07-01'],
      ['apply', '--cost', '2', '--boost', '4', '--on', '2021-07-02', '--force'],
      ['mark', '1', 'outbid', '--returned', '3', '--on', '2022-01-15'],
    ]);
    const { quick } = await positions(ledger, '2022-01-20' as Day);
    expect(quick.state.grants[0]).toMatchObject({ expiresOn: '2022-02-01', left: 10 });
  });

  test('a receipt shows each transaction as the history does', async () => {
    await property(6, async (ledger, lines) => {
      for (const words of lines) {
        const ran = await ledger.run([...words, '--json']);
        if (ran.code !== 0 || words[0] === 'rules') continue;
        const { transactions: told } = JSON.parse(ran.stdout) as { transactions: { id: number }[] };
        const { stdout } = await ledger.run('history --all --json');
        const { transactions: rows } = JSON.parse(stdout) as { transactions: { id: number }[] };
        expect(told).toEqual(told.map(({ id }) => rows.find((row) => row.id === id)));
      }
    });
  });

  test('no line of the history is below zero, each adds to the line before, and the last has the balance', async () => {
    const taken = fc.oneof(
      line('undo'),
      line('undo', proposal),
      line('redo'),
      line('void', proposal),
      line('edit', proposal, '--cost', fc.constantFrom('1', '5', '6')),
      line('edit', proposal, '--boost', fc.constantFrom('0', '9')),
      line('reconcile', fc.constantFrom('3', '30', '70'), '--adjust'),
      line('apply', '--cost', '6', '--boost', '9'),
    );
    // Most lines are of one day, or few would meet.
    const all = fc.array(fc.oneof({ weight: 2, arbitrary: write }, { weight: 3, arbitrary: taken }), {
      minLength: 12,
      maxLength: 40,
      size: 'max',
    });
    await property(
      12,
      async (ledger, lines) => {
        await live(ledger, lines);
        const { transactions: rows } = JSON.parse((await ledger.run('history --all --json')).stdout) as {
          transactions: { connects: number; balance: number }[];
        };
        expect(Math.min(...rows.map(({ balance }) => balance))).toBeGreaterThanOrEqual(0);
        const before = rows.map((_, i) => rows[i + 1]?.balance ?? 0);
        expect(rows.map(({ balance, connects }) => balance - connects)).toEqual(before);
        expect((await ledger.run('balance')).stdout).toBe(`${rows[0]?.balance ?? 0}\n`);
      },
      all,
    );
  });

  test('a dry run changes no byte and answers like the real command', async () => {
    await property(8, async (ledger, lines) => {
      for (const words of lines) {
        const before = readFileSync(ledger.db);
        const tried = await ledger.run([...words, '--dry-run', '--json']);
        expect(readFileSync(ledger.db).equals(before)).toBe(true);
        const ran = await ledger.run([...words, '--json']);
        expect(ran.code).toBe(tried.code);
      }
    });
  });
});

describe('redo', () => {
  test('redo restores only what was undone since the last recorded command', async () => {
    const ledger = await opened('2021-01-31');
    await ledger.run('apply --cost 1 --title A');
    await ledger.run('undo');
    await ledger.run('apply --cost 2 --title B');
    expect(await ledger.run('redo')).toMatchObject({ code: 3 });
    await ledger.run('undo');
    expect((await ledger.run('redo')).stdout).toContain('for 2 Connects');
    expect(await ledger.run('redo')).toMatchObject({ code: 3 });
    expect((await ledger.run('balance')).stdout).toBe('38\n');
  });

  test('redo is still possible after a command that recorded nothing', async () => {
    const ledger = await opened('2021-01-31');
    await ledger.run('apply --cost 1');
    await ledger.run('undo');
    await ledger.run('renew');
    expect(await ledger.run('redo')).toMatchObject({ code: 0 });
  });
});
