/** The demo year: the same in every call, a sound ledger, and enough to show every feature. */
import { expect, test } from 'vitest';
import { demoLedger } from '../../src/insight/demo-ledger.ts';
import { stepBalances } from '../../src/insight/flow/balance-steps.ts';
import { statsGroups, summarizeStats } from '../../src/insight/proposals/proposal-stats.ts';
import { findGrouping } from '../../src/insight/proposals/tag-values.ts';
import { statement } from '../../src/rules/past/statement.ts';
import { foldEntries } from '../../src/rules/state/evolve.ts';
import { STATS_GROUPINGS } from '../../src/rules/state/proposal-sums.ts';
import { balanceOn, EMPTY_STATE } from '../../src/rules/state/state.ts';
import { addDays, type Day } from '../../src/rules/values/calendar.ts';
import { type Entry, factsOf, inOrder, transactionsOf } from '../../src/rules/vocabulary/transaction.ts';
import { figuresOf } from './stats-oracle.ts';

const { entries, today } = demoLedger();
const asked = { since: null, until: today, settled: addDays(today, -14) };
const whole = figuresOf(entries, { by: null, ...asked });

test('the demo ledger is the same in every call', () => {
  expect(demoLedger()).toEqual({ entries, today });
});

test('the demo ledger is in order and never spends more than its balance', () => {
  expect(entries.toSorted(inOrder)).toEqual(entries);
  expect(foldEntries(EMPTY_STATE, entries).overdrawn).toBeNull();
  expect(entries.every(({ on }) => on <= today)).toBe(true);
});

test('the demo ledger has enough of everything for a useful report', () => {
  const { sent, boosted, invited } = summarizeStats(whole);
  expect(sent.sum.proposals).toBeGreaterThan(100);
  for (const each of [sent.sum.hired, boosted.sum.replied, invited.sum.proposals, sent.cents, sent.sum.refunded]) {
    expect(each).toBeGreaterThan(0);
  }
  const verdicts = statsGroups('tag', figuresOf(entries, { by: 'tag', ...asked }), whole).map(
    ({ against }) => against.verdict,
  );
  expect(new Set(verdicts)).toEqual(new Set(['chance', 'fewer', 'more']));
});

/** The invented freelancer works alone. */
const ALONE = ['tag', 'member'];

test.each(STATS_GROUPINGS.filter((by) => !ALONE.includes(by)))('the demo ledger has several groups by %s', (by) => {
  const groups = statsGroups(by, figuresOf(entries, { by, ...asked }), whole);
  expect(groups.filter(({ name }) => name !== null).length).toBeGreaterThan(1);
});

test('the demo ledger has tags of a key, and a value for every hire', () => {
  const tags = figuresOf(entries, { by: 'tag', ...asked }).flatMap(({ group }) => group ?? []);
  expect(findGrouping('template', tags)).toMatchObject({ key: 'template' });
  const { sent, invited } = summarizeStats(whole);
  expect(sent.sum).toMatchObject({ unvalued: 0 });
  expect(invited.sum.unvalued).toBe(0);
  expect(sent.returned.perDollar).not.toBeNull();
});

test('the balance steps of the demo ledger end with its balance', () => {
  const lines = statement(
    EMPTY_STATE,
    entries.map((entry) => ({ entry, live: true })),
    today,
  );
  const since = '2021-01-04' as Day;
  const steps = stepBalances(lines, 0, { since, until: today }, 50);
  expect(steps).toHaveLength(50);
  expect(steps[0]?.from).toBe(since);
  expect(steps.at(-1)?.to).toBe(today);
  expect(
    steps.every(
      ({ to, balance }) =>
        balance ===
        balanceOn(
          foldEntries(
            EMPTY_STATE,
            entries.filter(({ on }) => on <= to),
          ),
          to,
        ),
    ),
  ).toBe(true);
  expect(steps.filter(({ renewed }) => renewed)).toHaveLength(11);
  expect(stepBalances([], 7, { since, until: since }, 50)).toEqual([
    { from: since, to: since, balance: 7, renewed: false, expired: false },
  ]);
});

/** How often each kind of entry comes, and how many Connects it moved in all. */
const moved = (of: readonly Entry[]) =>
  Object.fromEntries(
    [...Map.groupBy(transactionsOf(of), ({ kind }) => kind)].map(([kind, all]) => [
      kind,
      [all.length, all.reduce((sum, { connects }) => sum + connects, 0)],
    ]),
  );

test('the demo year is the one that the pages show, in every version', () => {
  expect(moved(entries)).toMatchInlineSnapshot(`
    {
      "badge": [
        1,
        30,
      ],
      "boost": [
        27,
        -219,
      ],
      "interview": [
        13,
        130,
      ],
      "proposal": [
        152,
        -592,
      ],
      "purchase": [
        12,
        460,
      ],
      "readiness-test": [
        1,
        40,
      ],
      "refund": [
        8,
        38,
      ],
      "renewal": [
        11,
        110,
      ],
      "signup": [
        1,
        40,
      ],
    }
  `);
  const sent = factsOf(entries, 'proposal');
  const shown = [0, 1, 40, 80, sent.length - 1].flatMap((at) => {
    const { title, client, tags, postedAt, sentAt, invited } = sent[at]?.body.details ?? {};
    return [[title, client, tags?.join(), postedAt, sentAt, invited].join(' | ')];
  });
  expect(shown).toMatchInlineSnapshot(`
    [
      "Rewrite our user guide | Dune Travel | writing,template=short | 2021-01-04T18:00:00.000Z | 2021-01-04T20:00:00.000Z | false",
      "Landing page | Acorn & Co | web,template=long | 2021-01-05T14:00:00.000Z | 2021-01-05T16:00:00.000Z | false",
      "Logo for a kennel | Acorn & Co | design,template=short | 2021-03-20T09:30:00.000Z | 2021-03-20T10:00:00.000Z | false",
      "Icons for an app | Dune Travel | design,template=short | 2021-06-14T22:00:00.000Z | 2021-06-15T08:00:00.000Z | false",
      "Logo for a kennel | Café Luz | design,template=long | 2021-12-31T08:00:00.000Z | 2021-12-31T10:00:00.000Z | false",
    ]
  `);
  const ends = Map.groupBy(factsOf(entries, 'outcome'), ({ body }) => body.outcome);
  expect(Object.fromEntries([...ends].map(([outcome, all]) => [outcome, all.length]))).toMatchInlineSnapshot(`
    {
      "cancelled": 9,
      "declined": 4,
      "hired": 6,
      "interview": 15,
      "replied": 25,
      "viewed": 101,
    }
  `);
  const values = factsOf(entries, 'edited').flatMap(({ body }) => body.details.valueCents ?? []);
  expect(values).toMatchInlineSnapshot(`
    [
      50000,
      10000,
      40000,
      50000,
      80000,
      60000,
    ]
  `);
});
