/** The same ledger under other rules: the result, and that unknown amounts are never claimed. */
import { describe, expect, test } from 'vitest';
import { summarizeFlows } from '../../src/insight/flow/flow-summary.ts';
import { accountPosition } from '../../src/insight/future/account-position.ts';
import { interviewRewards } from '../../src/insight/interview-rewards.ts';
import { compareWhatIf, type WhatIfChange } from '../../src/insight/what-if.ts';
import { EDITIONS, edition } from '../../src/rules/rulebook/editions.ts';
import {
  apply,
  balance,
  buy,
  day,
  earn,
  follow,
  type Given,
  given,
  init,
  mark,
  plan,
  reconcile,
  renew,
  spend,
} from '../rules/given.ts';

const rulebooks = new Map(EDITIONS.map((each) => [each.id, each]));
const at = ({ book }: Given, today: string) => accountPosition(book.entries, day(today), rulebooks);
const SAME: WhatIfChange = { edition: null, plan: null, perWeek: null, cost: null, withoutBoost: false };
const under = (id: string): WhatIfChange => ({ ...SAME, edition: edition(id) ?? null });

const asked = (ledger: Given, today: string, change: Partial<WhatIfChange>) =>
  compareWhatIf(at(ledger, today), { ...SAME, ...change }, 365);
const otherwise = (ledger: Given, today: string, change: Partial<WhatIfChange>) =>
  asked(ledger, today, change).past?.otherwise;
const codes = (ledger: Given, today: string, change: Partial<WhatIfChange>) =>
  asked(ledger, today, change).caveats.map(({ code }) => code);

/** A year with all kinds of entries. */
const year = given(
  init('2021-01-05'),
  earn('readiness-test', '2021-01-06'),
  buy(80, '2021-01-10'),
  apply(6, '2021-02-01', { boost: 10 }),
  mark(1, 'replied', '2021-02-03'),
  mark(1, 'interview', '2021-02-04'),
  apply(4, '2021-02-02'),
  mark(2, 'cancelled', '2021-02-20'),
  earn('badge', '2021-03-01', { title: 'Rising Talent' }),
  earn('survey', '2021-03-02', { amount: 5 }),
  spend(8, '2021-04-01', 'availability-badge'),
  spend(3, '2021-04-02'),
  renew('2021-06-10'),
  plan('plus', '2021-06-15'),
  apply(5, '2021-07-01', { boost: 5 }),
  mark(3, 'outbid', '2021-07-03'),
  reconcile(300, '2021-07-04', true),
  renew('2021-12-20'),
);

describe('cycles that a balance of Upwork has counted', () => {
  const ledger = given(
    init('2021-01-05'),
    apply(6, '2021-02-01'),
    renew('2021-02-10'),
    reconcile(
      balance(given(init('2021-01-05'), apply(6, '2021-02-01'), renew('2021-02-10')).book, '2021-02-12'),
      '2021-02-12',
    ),
    renew('2021-03-06'),
  );

  test('the edition and the plan that the ledger follows change nothing', () => {
    for (const change of [under('2020-12'), { ...SAME, plan: 'basic' as const }]) {
      const { past } = asked(ledger, '2021-03-10', change);
      expect(past?.otherwise).toEqual(past?.recorded);
    }
  });

  test('another plan gives its own Connects in each of them', () => {
    expect(otherwise(ledger, '2021-03-10', { plan: 'plus' })?.renewals).toBe(160);
  });
});

describe('the past as recorded', () => {
  test.each(['2021-01-05', '2021-02-20', '2021-07-04', '2021-12-20', '2022-03-01', '2024-01-01'])(
    'the recorded past adds up to what is left on %s',
    (on) => {
      const entries = year.book.entries.filter((entry) => entry.on <= on);
      const {
        renewals,
        rewards,
        bought,
        others,
        proposals,
        otherwise: spent,
        lost,
        left,
      } = summarizeFlows(entries, day(on));
      expect(renewals + rewards + bought + others - proposals - spent - lost).toBe(left);
      expect(left).toBe(balance({ ...year.book, entries }, on));
    },
  );

  test('the recorded past is grouped by purpose', () => {
    expect(summarizeFlows(year.book.entries, day('2021-03-31'))).toMatchObject({ rewards: 40 + 40 + 10 + 30 + 5 });
    expect(summarizeFlows(year.book.entries, day('2021-12-20'))).toMatchObject({
      bought: 80,
      paidCents: 1200,
      proposals: 16 + 5,
      otherwise: 11,
      short: null,
    });
  });
});

describe('the same rules', () => {
  test.each([{ edition: edition('2020-12') ?? null }, { withoutBoost: true }])(
    'the same rules give the same past and future',
    (change) => {
      const plain = given(
        init('2021-01-05'),
        apply(4, '2021-02-01'),
        mark(1, 'interview', '2021-02-04'),
        renew('2021-03-10'),
      );
      const { past, future } = asked(plain, '2021-03-10', change);
      expect(past?.otherwise).toEqual(past?.recorded);
      expect(future.otherwise).toEqual(future.today);
    },
  );

  test('a change of the pace alone compares no past', () => {
    const { past, future, caveats } = asked(year, '2021-12-20', { perWeek: 5, cost: 12 });
    expect(past).toBeNull();
    expect(caveats).toEqual([]);
    expect(future.otherwise.pace).toMatchObject({ perWeek: 5, costs: [12], enough: true });
    expect(future.today.pace.given).toEqual({ perWeek: false, cost: false });
  });
});

describe('another edition', () => {
  const ledger = given(
    init('2021-01-05'),
    earn('readiness-test', '2021-01-06'),
    buy(80, '2021-01-10'),
    apply(6, '2021-02-01'),
    mark(1, 'interview', '2021-02-04'),
    earn('certification', '2021-02-05', { title: 'CSS', amount: 10 }),
    earn('badge', '2021-02-06', { title: 'Rising Talent' }),
    renew('2021-03-10'),
  );

  test('another edition grants what it publishes, leaves out what only the other publishes, and keeps the rest', () => {
    const told = asked(ledger, '2021-03-10', under('2026'));
    // Sign-up is 50 instead of 40; the test and the interview are unknown; the certification is as typed; the badge is 30 in both.
    expect(told.past?.otherwise).toMatchObject({ rewards: 50 + 10 + 30, renewals: 20, bought: 80, paidCents: 1200 });
    expect(told.caveats).toContainEqual({ code: 'unpublished', kind: 'readiness-test', count: 1, connects: 40 });
    expect(told.caveats).toContainEqual({ code: 'unpublished', kind: 'interview', count: 1, connects: 10 });
    expect(told.caveats.map(({ code }) => code)).not.toContain('short');
  });

  test('another edition without monthly Connects grants none', () => {
    const told = asked(ledger, '2021-03-10', under('2019-05'));
    expect(told.past?.otherwise.renewals).toBe(0);
    expect(told.past?.otherwise.rewards).toBe(20 + 10);
    expect(told.caveats).toContainEqual({ code: 'cycles-by-the-rulebook', recorded: 2, counted: 0 });
  });

  test('another edition counts a cycle that is due, and does not call it recorded', () => {
    const told = asked(ledger, '2021-03-10', under('2026'));
    const later = asked(ledger, '2021-04-20', under('2026'));
    const recorded = (caveats: typeof told.caveats) =>
      caveats.flatMap((each) => (each.code === 'cycles-by-the-rulebook' ? each.recorded : []));
    expect(recorded(later.caveats)).toEqual(recorded(told.caveats));
    expect(told.caveats.map(({ code }) => code)).not.toContain('cycles-due');
    expect(later.caveats).toContainEqual({ code: 'cycles-due', cycles: 1 });
  });

  test('another edition pays for unpaid interviews up to its cap, and not for invitations', () => {
    const sent = [1, 2, 3, 4, 5, 6, 7].map((n) => apply(2, `2023-02-0${n}`));
    const won = [1, 2, 3, 4, 5, 6].map((n) => mark(n, 'interview', '2023-02-10'));
    const secret = given(
      init('2023-01-05', { edition: '2022-09' }),
      ...sent,
      ...won,
      mark(7, 'interview', '2023-02-17'),
      apply(null, '2023-02-18', { invited: true }),
      mark(8, 'interview', '2023-03-01'),
    );
    expect(otherwise(secret, '2023-03-02', {})).toBeUndefined();
    // Sign-up is 40; five of six interviews fit the cap of 50, one is a week later, and the invitation gets none.
    expect(otherwise(secret, '2023-03-02', under('2020-12'))?.rewards).toBe(40 + 50 + 10);
  });

  test('another edition with a cap of 0 has no cap on rewards', () => {
    const base = edition('2020-12');
    if (!base) throw new Error('no edition');
    const uncapped = { ...base, id: 'mine', interview: { ...base.interview, cap: 0 } };
    expect(interviewRewards(ledger.book.entries, uncapped)).toMatchObject([{ on: '2021-02-04', connects: 10 }]);
  });

  test('an interview and its reward count once', () => {
    expect(otherwise(ledger, '2021-03-10', under('2020-12'))?.rewards).toBe(40 + 40 + 10 + 10 + 30);
  });

  test('another edition reports the day from which the spending was not covered', () => {
    const rich = given(init('2021-01-05'), earn('readiness-test', '2021-01-06'), apply(6, '2021-01-07', { boost: 40 }));
    const told = asked(rich, '2021-01-08', under('2019-05'));
    // Sign-up is 20, the test gets nothing, and 46 are spent.
    expect(told.past?.otherwise).toMatchObject({ left: 0, short: { on: '2021-01-07', missing: 26 } });
    expect(told.caveats).toContainEqual({ code: 'short', on: '2021-01-07', missing: 26 });
  });

  test('a shortage under other rules removes no billing cycle', () => {
    // Under 2020-12 the sign-up grant is 10 less and cycles grant the same, so 8 of the 78 are missing.
    const ledger = given(
      init('2026-06-10', { edition: '2026' }),
      renew('2026-09-12'),
      apply(78, '2026-09-12'),
      renew('2026-11-12'),
    );
    const { recorded, otherwise } = asked(ledger, '2026-11-27', { edition: edition('2020-12') ?? null }).past ?? {};
    expect([recorded?.renewals, otherwise?.renewals]).toEqual([50, 50]);
    expect(otherwise?.short).toEqual({ on: '2026-09-12', missing: 8 });
  });

  test('another edition reports what it would not have allowed or sold', () => {
    const dear = given(init('2026-01-05', { edition: '2026' }), buy(15, '2026-01-06'), apply(16, '2026-01-07'));
    const { caveats } = asked(dear, '2026-01-08', under('2020-12'));
    expect(caveats).toContainEqual({ code: 'out-of-range', count: 1, min: 1, max: 6 });
    expect(caveats).toContainEqual({ code: 'not-on-sale', count: 1 });
    const freer = codes(dear, '2026-01-08', under('2024-02'));
    expect(freer).not.toContain('out-of-range');
    expect(freer).not.toContain('not-on-sale');
  });

  test('another edition applies its own carry-over limit', () => {
    const full = given(init('2021-01-05'), buy(80, '2021-01-06'), buy(80, '2021-01-06'), renew('2021-03-10'));
    expect(asked(full, '2021-03-10', under('2022-09')).past).toMatchObject({
      recorded: { lost: 10, left: 210 },
      otherwise: { lost: 0, left: 220 },
    });
  });

  test('another edition replaces every edition used so far', () => {
    const moved = given(init('2021-01-05'), follow('2022-09', '2021-02-01'), renew('2021-03-10'));
    expect(otherwise(moved, '2021-03-10', under('2019-05'))).toMatchObject({ renewals: 0, left: 20 });
  });

  test('another edition applies its own price', () => {
    const dear = {
      ...(edition('2020-12') as NonNullable<WhatIfChange['edition']>),
      id: 'mine',
      price: { cents: 30, source: '' },
    };
    const mine = new Map([...rulebooks, ['mine', dear]]);
    const told = compareWhatIf(
      accountPosition(ledger.book.entries, day('2021-03-10'), mine),
      { ...SAME, edition: dear },
      30,
    );
    expect(told.past?.otherwise.paidCents).toBe(2400);
  });
});

describe('another plan', () => {
  const basic = given(init('2021-01-05'), renew('2021-03-10'));

  test('another plan counts from the first day in the past, and as an upgrade of today in the future', () => {
    const told = asked(basic, '2021-03-10', { plan: 'plus', perWeek: 1, cost: 1 });
    expect(told.past).toMatchObject({ recorded: { renewals: 20 }, otherwise: { renewals: 160, left: 200 } });
    expect(told.future.otherwise).toMatchObject({ balance: 60 + 70, cycles: { connects: 12 * 80 } });
    expect(told.future.today).toMatchObject({ balance: 60, cycles: { connects: 12 * 10 } });
    expect(told.caveats).toContainEqual({ code: 'upgrade', connects: 70 });
    expect(told.caveats).toContainEqual({ code: 'fee-unknown' });
  });

  test('another plan drops the recorded upgrades', () => {
    const upgraded = given(init('2021-01-05'), plan('plus', '2021-01-20'), renew('2021-03-10'));
    expect(asked(upgraded, '2021-03-10', { plan: 'basic' }).past).toMatchObject({
      recorded: { renewals: 70 + 80 },
      otherwise: { renewals: 20 },
    });
  });
});

describe('without boosts', () => {
  test('the Connects of boosts stay in a past without boosts, minus what would have expired', () => {
    const boosted = given(init('2021-01-05'), apply(6, '2021-01-06', { boost: 10 }), buy(40, '2021-06-01'));
    expect(asked(boosted, '2021-06-02', { withoutBoost: true }).past).toMatchObject({
      recorded: { proposals: 16 },
      otherwise: { proposals: 6, lost: 0 },
    });
    const [then, later] = ['2021-06-02', '2022-01-05'].map((on) => asked(boosted, on, { withoutBoost: true }).past);
    expect((then?.otherwise.left ?? 0) - (then?.recorded.left ?? 0)).toBe(10);
    // The ten came from the sign-up grant, which expires a year later.
    expect((later?.otherwise.lost ?? 0) - (later?.recorded.lost ?? 0)).toBe(10);
    expect(codes(boosted, '2021-06-02', { withoutBoost: true })).toEqual(['cycles-due', 'replies-unknown']);
  });

  test('future proposals without boosts cost less', () => {
    const sent = Array.from({ length: 10 }, (_, i) => apply(2, `2021-01-${10 + i}`, { boost: 3 }));
    const ledger = given(init('2021-01-05'), buy(80, '2021-01-06'), ...sent);
    const { future } = asked(ledger, '2021-01-20', { withoutBoost: true });
    expect(new Set(future.today.pace.costs)).toEqual(new Set([5]));
    expect(new Set(future.otherwise.pace.costs)).toEqual(new Set([2]));
  });
});

test('a comparison does not change the ledger', () => {
  const before = JSON.stringify(year.book);
  for (const change of [under('2026'), { plan: 'plus' as const }, { withoutBoost: true }])
    asked(year, '2021-12-20', change);
  expect(JSON.stringify(year.book)).toBe(before);
});

test('a purchase without a recorded price is not counted as paid with nothing', () => {
  const today = day('2021-03-01');
  const without = (...ids: readonly number[]) =>
    accountPosition(
      year.book.entries.map((entry) =>
        entry.type === 'transaction' && entry.kind === 'purchase' && ids.includes(entry.id)
          ? { ...entry, cents: null }
          : entry,
      ),
      today,
      rulebooks,
    );
  const all = year.book.entries.flatMap((entry) =>
    entry.type === 'transaction' && entry.kind === 'purchase' && entry.on <= today ? [entry.id] : [],
  );
  const result = compareWhatIf(without(...all), { ...SAME, withoutBoost: true }, 30);
  expect(result.past?.recorded).toMatchObject({ paidCents: null, purchases: all.length, unpriced: all.length });
  expect(result.caveats).toContainEqual({ code: 'unpriced', count: all.length, of: all.length });
  expect(compareWhatIf(without(), { ...SAME, withoutBoost: true }, 30).caveats.map(({ code }) => code)).not.toContain(
    'unpriced',
  );
});
