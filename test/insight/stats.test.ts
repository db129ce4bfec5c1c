/** Statistics of sums that were written by hand, and properties of any statistics. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addSums, weightedMedian } from '../../src/insight/proposals/add-sums.ts';
import { compareGroups } from '../../src/insight/proposals/compare-groups.ts';
import { proposalFunnel } from '../../src/insight/proposals/funnel.ts';
import { statsGroups, summarizeStats } from '../../src/insight/proposals/proposal-stats.ts';
import { progressAfter, SENT_PROGRESS, STATS_GROUPINGS, type StatsCell } from '../../src/rules/state/proposal-sums.ts';
import type { Day } from '../../src/rules/values/calendar.ts';
import type { Outcome } from '../../src/rules/vocabulary/outcomes.ts';
import { LAST, ledgerOf, steps } from './ledgers.ts';
import { statsCell } from './stats-cell.ts';
import { figuresOf } from './stats-oracle.ts';

const told = (...outcomes: readonly Outcome[]) =>
  outcomes.reduce((so, outcome, i) => progressAfter(so, `2021-02-0${i + 1}` as Day, outcome), SENT_PROGRESS);

describe('what is unknown', () => {
  test('no rate and no cost of a reply is given where more than half of the outcomes are unknown', () => {
    const of = (unrecorded: number) =>
      proposalFunnel([
        statsCell({ proposals: 40, replied: 4, spent: 80, bought: 80, microCents: 1_200_000_000, unrecorded }),
      ]);
    expect(of(21)).toMatchObject({ verdict: 'unknown', replied: { rate: null }, perReply: { connects: null } });
    expect(of(20)).toMatchObject({ verdict: 'good', replied: { rate: 0.1 }, perReply: { connects: 20, cents: 300 } });
  });
  test('proposals that may still get a reply are unknown as well', () => {
    expect(proposalFunnel([statsCell({ proposals: 30, waiting: 30 })]).verdict).toBe('unknown');
  });
  test('no cost in money is given where more than half of what is not free has no price', () => {
    const of = (unpriced: number) =>
      proposalFunnel([
        statsCell({ proposals: 20, replied: 2, spent: 60, bought: 10, microCents: 150_000_000, unpriced }),
      ]).perReply;
    expect(of(11)).toEqual({ connects: 30, cents: null });
    expect(of(10)).toEqual({ connects: 30, cents: 75 });
  });
  test('a proposal of unknown cost counts neither as a cost nor as a reply that was paid for', () => {
    const known = statsCell({ proposals: 20, replied: 2, spent: 60 });
    const found = proposalFunnel([known, statsCell({ proposals: 19, replied: 5, costed: false })]);
    expect(found).toMatchObject({ uncosted: 19, sum: { replied: 7 }, perReply: { connects: 30 } });
    expect(proposalFunnel([known, statsCell({ proposals: 21, costed: false })]).perReply.connects).toBeNull();
  });
  test('the return counts old proposals only, and needs values for half of the hires', () => {
    const old = statsCell({
      proposals: 20,
      hired: 2,
      valued: 1,
      unvalued: 1,
      valueCents: 40_000,
      spent: 80,
      bought: 80,
      microCents: 1_000_000_000,
    });
    const young = statsCell({ proposals: 5, hired: 1, valued: 1, valueCents: 99_000, spent: 20, settled: false });
    const { sum, returned } = proposalFunnel([old, young]);
    expect(sum.valueCents).toBe(139_000);
    expect(returned).toMatchObject({
      proposals: 20,
      unvalued: 1,
      isUnpriced: false,
      centsPerConnect: 500,
      perDollar: 40,
    });
    expect(proposalFunnel([{ ...old, unvalued: 2 }]).returned.centsPerConnect).toBeNull();
    expect(proposalFunnel([{ ...old, bought: 0, microCents: 0 }]).returned).toMatchObject({ perDollar: null });
    expect(proposalFunnel([{ ...old, valued: 0, valueCents: 0 }]).returned.centsPerConnect).toBeNull();
  });
  test('a side with too few proposals is the reason, known outcomes or not', () => {
    // Eight of nine have an outcome; more outcomes would not make them enough.
    const sides = [counted(8, 3), { ...counted(1, 0), unrecorded: 1 }];
    const compared = compareGroups(sides, { ...counted(9, 3), unrecorded: 1 });
    expect(compared.map(({ verdict, difference }) => ({ verdict, difference }))).toEqual([
      { verdict: 'too-few', difference: null },
      { verdict: 'too-few', difference: null },
    ]);
  });
  test('boosted and other proposals are not compared where most outcomes of one side are unknown', () => {
    const sides = [counted(40, 20), { ...counted(40, 0), unrecorded: 30 }];
    const [boosted] = compareGroups(sides, { ...counted(80, 20), unrecorded: 30 });
    const none = { difference: null, low: null, high: null, p: null };
    expect(boosted).toEqual({ ...none, verdict: 'unknown', reason: 'outcomes-unknown' });
  });
});

describe('how far a proposal came', () => {
  test('a later stage of a proposal counts for the earlier ones', () => {
    // A hire tells that a reply came, but not when.
    expect(told('hired')).toEqual({ reached: 4, repliedOn: null });
    expect(told('replied', 'hired')).toEqual({ reached: 4, repliedOn: '2021-02-01' });
    expect(told('viewed', 'interview')).toEqual({ reached: 3, repliedOn: '2021-02-02' });
  });
  test('a proposal that ended keeps the stage that it reached', () => {
    expect(told('replied', 'declined')).toEqual({ reached: 2, repliedOn: '2021-02-01' });
    expect(told('viewed', 'expired')).toEqual({ reached: 1, repliedOn: null });
    expect(told('cancelled')).toEqual({ reached: 0, repliedOn: null });
    expect(told('outbid')).toEqual({ reached: 0, repliedOn: null });
  });
  test('the first reply is the first answer of the client, of any kind', () => {
    expect(told('viewed', 'replied', 'interview').repliedOn).toBe('2021-02-02');
  });
});

describe('the funnel', () => {
  test('the costs of a reply, an interview and a hire subtract refunds and are rounded half up', () => {
    const { net, free, perReply, perInterview, perHire } = proposalFunnel([
      statsCell({
        proposals: 12,
        replied: 4,
        interviews: 3,
        hired: 1,
        spent: 60,
        refunded: 6,
        bought: 20,
        microCents: 310_000_000,
      }),
    ]);
    expect({ net, free }).toEqual({ net: 54, free: 34 });
    expect(perReply).toEqual({ connects: 13.5, cents: 78 });
    expect(perInterview).toEqual({ connects: 18, cents: 103 });
    expect(perHire).toEqual({ connects: 54, cents: 310 });
  });
  test('money is rounded once, half up, after it was summed over the proposals', () => {
    // 31.9 cents in all: rounded down for each, it would be 31, and each dollar would bring $967.74.
    const old = statsCell({ proposals: 12, replied: 1, hired: 1, valued: 1, valueCents: 30_000, spent: 2, bought: 2 });
    const [first, last] = [{ ...old, microCents: 15_900_000 }, statsCell({ microCents: 16_000_000 })];
    const { cents, perReply, returned } = proposalFunnel([first, last]);
    expect([cents, perReply.cents, returned.perDollar]).toEqual([32, 32, 940.44]);
  });
  test('the funnel of no proposals divides by nothing', () => {
    const none = proposalFunnel([statsCell({})]);
    expect(none.replied).toEqual({ rate: null, low: null, high: null });
    expect(none.perReply).toEqual({ connects: null, cents: null });
    expect(none.replyDays).toBeNull();
    expect(none.verdict).toBe('too-few');
  });
  test.each([
    [9, 9, 'too-few'],
    [10, 2, 'very-good'],
    [100, 15, 'very-good'],
    [1000, 149, 'good'],
    [100, 10, 'good'],
    [1000, 99, 'fair'],
    [20, 1, 'fair'],
    [1000, 49, 'needs-work'],
    [10, 0, 'needs-work'],
  ])('of %i proposals %i were replied to: %s', (proposals, replied, verdict) => {
    expect(proposalFunnel([statsCell({ proposals, replied })]).verdict).toBe(verdict);
  });
  test('the median of days weighs each day by its count', () => {
    expect(weightedMedian([])).toBeNull();
    expect(weightedMedian([[3, 1]])).toBe(3);
    expect(
      weightedMedian([
        [9, 1],
        [1, 1],
        [2, 1],
      ]),
    ).toBe(2);
    expect(
      weightedMedian([
        [1, 2],
        [4, 2],
      ]),
    ).toBe(2.5);
  });
});

const counted = (proposals: number, replied: number) => ({ proposals, replied, waiting: 0, unrecorded: 0 });

describe('groups of proposals', () => {
  test('invitations never count among the sent proposals', () => {
    const found = summarizeStats([
      statsCell({ proposals: 20, replied: 2 }),
      statsCell({ boosted: true, proposals: 10, replied: 3 }),
      statsCell({ invited: true, proposals: 5, replied: 5 }),
    ]);
    expect(found.sent.sum).toMatchObject({ proposals: 30, replied: 5 });
    expect(found.boosted.sum.proposals + found.plain.sum.proposals).toBe(30);
    expect(found.invited.sum.proposals).toBe(5);
  });
  test('a group is reported as better only if chance is unlikely to explain it', () => {
    const whole = counted(100, 20);
    const [lucky, same] = compareGroups([counted(50, 17), counted(50, 3)], whole);
    expect(lucky?.verdict).toBe('more');
    expect(same?.verdict).toBe('fewer');
    expect(compareGroups([counted(50, 12), counted(50, 8)], whole)[0]?.verdict).toBe('chance');
  });
  test('a group of fewer than ten proposals, or with fewer than ten others, is not judged', () => {
    const [few, rest] = compareGroups([counted(9, 9), counted(91, 0)], counted(100, 9));
    expect([few?.verdict, few?.p, rest?.verdict]).toEqual(['too-few', null, 'too-few']);
    expect(compareGroups([counted(100, 9)], counted(100, 9))[0]?.verdict).toBe('too-few');
  });
  test('the more groups are compared, the less a single one proves', () => {
    const whole = counted(200, 30);
    const one = counted(20, 7);
    const other = counted(20, 2);
    const [alone] = compareGroups([one], whole);
    const [among] = compareGroups([one, other, other, other, other, other, other, other, other], whole);
    expect(alone?.verdict).toBe('more');
    expect(among?.verdict).toBe('chance');
    expect(among?.p).toBeGreaterThan(alone?.p ?? 1);
  });
  test('groups are sorted by weekday, cost or count, and tags ignore capitals', () => {
    const of = (group: string | null, proposals: number) => statsCell({ group, proposals });
    const names = (by: 'weekday' | 'cost' | 'tag', ...cells: readonly StatsCell[]) =>
      statsGroups(by, cells, cells).map(
        ({
          name,
          funnel: {
            sum: { proposals },
          },
        }) => [name, proposals],
      );
    expect(names('weekday', of('7', 1), of('1', 2))).toEqual([
      ['Monday', 2],
      ['Sunday', 1],
    ]);
    expect(names('cost', of('10', 1), of('2', 2))).toEqual([
      ['2', 2],
      ['10', 1],
    ]);
    expect(names('tag', of(null, 9), of('web', 1), of('Web', 3), of('Café', 5))).toEqual([
      [null, 9],
      ['Café', 5],
      ['Web', 4],
    ]);
  });
});

test('in any ledger the funnel narrows, rates lie in their intervals, and groups add up to the total', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom(...STATS_GROUPINGS.filter((by) => by !== 'tag')), async (all, by) => {
      const ledger = await ledgerOf(all);
      const entries = await ledger.entries();
      ledger.close();
      const asked = { since: null, until: LAST, settled: LAST };
      const whole = figuresOf(entries, { by: null, ...asked });
      const { sent, invited } = summarizeStats(whole);
      const found = statsGroups(by, figuresOf(entries, { by, ...asked }), whole);
      for (const each of [sent, invited, ...found.map((group) => group.funnel)]) {
        const { proposals, viewed, replied, interviews, hired } = each.sum;
        expect([proposals, viewed, replied, interviews, hired]).toEqual(
          [proposals, viewed, replied, interviews, hired].toSorted((a, b) => b - a),
        );
        for (const { rate, low, high } of [each.viewed, each.replied, each.interviews, each.hired]) {
          if (rate !== null)
            expect(0 <= (low ?? 2) && (low ?? 2) <= rate && rate <= (high ?? -1) && (high ?? 2) <= 1).toBe(true);
        }
        expect(each.sum.bought + each.sum.unpriced + each.free).toBe(each.net);
        expect(each.sum.microCents).toBeGreaterThanOrEqual(0);
      }
      const { replyDays: _, ...total } = addSums(found.map((group) => group.funnel.sum));
      const { replyDays: __, ...expected } = by === 'invited' ? addSums([sent.sum, invited.sum]) : sent.sum;
      expect(total).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});
