/** The built-in editions say what was published, each number with its source. */
import { describe, expect, test } from 'vitest';
import { parseRulebook } from '../../src/parse/rulebook-file.ts';
import { DEFAULT_EDITION, EDITIONS, edition } from '../../src/rules/rulebook/editions.ts';
import type { Rulebook } from '../../src/rules/rulebook/rulebook.ts';
import { RULEBOOK_SECTIONS } from '../../src/rules/rulebook/rulebook-diff.ts';

function named(id: string): Rulebook {
  const found = edition(id);
  if (found === undefined) throw new Error(`no edition ${id}`);
  return found;
}

/** One number from every edition, oldest first. */
const through = (pick: (rulebook: Rulebook) => unknown): unknown[] => EDITIONS.map(pick);

test('there are six editions, oldest first, and 2020-12 is the default', () => {
  expect(EDITIONS.map(({ id }) => id)).toEqual(['2019-05', '2020-12', '2022-09', '2023-06', '2024-02', '2026']);
  expect(through(({ since }) => since)).toEqual([...through(({ since }) => since)].sort());
  expect(DEFAULT_EDITION).toBe('2020-12');
  expect(edition(DEFAULT_EDITION)?.since).toBe('2020-12-01');
  expect(edition('1999')).toBeUndefined();
});

test.each(EDITIONS)('edition $id is a rulebook that a user could have written', (rulebook) => {
  expect(parseRulebook(JSON.stringify(rulebook))).toEqual({ ok: true, rulebook });
});

test.each(EDITIONS)('edition $id gives a source for every section, and each source fits on a page', (rulebook) => {
  expect(Object.keys(rulebook).sort()).toEqual(['id', 'since', 'title', ...RULEBOOK_SECTIONS].sort());
  for (const section of RULEBOOK_SECTIONS) {
    const source = rulebook[section]?.source ?? '';
    expect(source, section).toMatch(/upwork|no amount found/i);
    expect(Math.max(...source.split(' ').map((word) => word.length)), section).toBeLessThanOrEqual(72);
  }
});

describe('edition by edition', () => {
  test('the highest published cost of a proposal is 6, then 8, then 16, then none', () => {
    expect(through(({ proposal }) => [proposal.min, proposal.max])).toEqual([
      [1, 6],
      [1, 6],
      [1, 8],
      [1, 16],
      [1, null],
      [0, null],
    ]);
  });

  test('an invitation costs nothing, a Connect costs 15 cents, and a grant lasts twelve months', () => {
    expect(new Set(through(({ invitation }) => invitation.connects))).toEqual(new Set([0]));
    expect(new Set(through(({ price }) => price.cents))).toEqual(new Set([15]));
    expect(new Set(through(({ expiry }) => expiry.months))).toEqual(new Set([12]));
  });

  test('five sizes of bundles are on sale, and from 2023 any amount is', () => {
    for (const { bundles } of EDITIONS) expect(bundles.sizes).toEqual([10, 20, 40, 60, 80]);
    expect(through(({ bundles }) => bundles.custom)).toEqual([false, false, false, true, true, true]);
  });

  test('joining grants 20, then 40, and today 50 Connects', () => {
    expect(through(({ signup }) => signup.connects)).toEqual([20, 40, 40, 40, null, 50]);
  });

  test('the Readiness Test grants 40 Connects in 2020-12 only', () => {
    expect(through(({ readinessTest }) => readinessTest.connects)).toEqual([0, 40, null, null, null, null]);
  });

  test('Basic gets 10 free Connects a month from 2020-12 on', () => {
    expect(through(({ monthly }) => monthly.basic)).toEqual([
      { paid: 0, free: 0 },
      ...Array.from({ length: 5 }, () => ({ paid: 0, free: 10 })),
    ]);
  });

  test('Plus gets 70, then 80, then 70 again and at last 100 Connects, of which 10 are free', () => {
    expect(through(({ monthly }) => [monthly.plus.paid, monthly.plus.free])).toEqual([
      [70, 0],
      [70, 10],
      [60, 10],
      [60, 10],
      [90, 10],
      [90, 10],
    ]);
  });

  test('at most 140, then 200 Connects may be carried over, and any number from 2022-09 on', () => {
    expect(through(({ carryOver }) => carryOver.basic)).toEqual([140, 200, null, null, null, null]);
    expect(through(({ carryOver }) => carryOver.plus)).toEqual([140, 200, null, null, null, null]);
  });

  test('a billing cycle begins at latest on the 27th, in later editions on the 28th', () => {
    expect(through(({ cycle }) => cycle.lastDay)).toEqual([27, 27, 28, 28, 28, 28]);
  });

  test('an interview grants 10 Connects, at most 50 in 7 days, in 2020-12; none before; no published amount after', () => {
    const none = { cap: null, days: null, invitations: false };
    const rewards = EDITIONS.map(({ interview: { source: _, ...reward } }) => reward);
    expect(rewards[0]).toEqual({ connects: 0, ...none });
    expect(rewards[1]).toEqual({ connects: 10, cap: 50, days: 7, invitations: false });
    for (const reward of rewards.slice(2)) expect(reward).toEqual({ connects: null, ...none });
  });

  test('Rising Talent grants 30 Connects from 2020-12 on, and today three badges do', () => {
    expect(named('2019-05').badges.connects).toEqual({});
    for (const id of ['2020-12', '2022-09', '2023-06', '2024-02']) {
      expect(named(id).badges.connects).toEqual({ 'Rising Talent': 30 });
    }
    expect(named('2026').badges.connects).toEqual({ 'Rising Talent': 30, 'Top Rated': 30, 'Top Rated Plus': 30 });
  });

  test('no edition publishes an amount for a certification or a survey', () => {
    expect(new Set(through(({ certification }) => certification.connects))).toEqual(new Set([null]));
    expect(new Set(through(({ survey }) => survey.connects))).toEqual(new Set([null]));
  });

  test('a cost is refunded when the client cancels or Upwork removes the job, and never otherwise', () => {
    for (const { refunds } of EDITIONS) {
      const back = Object.entries(refunds).filter(([, value]) => value === true);
      expect(back.map(([closing]) => closing)).toEqual(['cancelled', 'removed']);
    }
  });

  test('boosts begin in 2020-12 with three places, and have four from 2023-06', () => {
    expect(through(({ boost }) => (boost.available ? boost.slots : false))).toEqual([false, 3, 3, 4, 4, 4]);
  });
});
