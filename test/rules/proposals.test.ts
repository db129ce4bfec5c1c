/** Proposals: what they cost, what pays for them, and which outcomes can follow each other. */
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/rules/command/command.ts';
import { apply, balance, buy, coupon, follow, given, init, mark, renew, spend, stateOn, undo } from './given.ts';

const joined = init('2021-01-01');

describe('sending a proposal', () => {
  test('a proposal of 4 takes 4 of the 40 Connects that joining granted', () => {
    given(joined)
      .when(apply(4, '2021-02-01', { title: 'A logo', note: 'for a friend' }))
      .records({
        on: '2021-02-01',
        kind: 'proposal',
        label: 'Applied to job',
        connects: -4,
        proposal: 1,
        title: 'A logo',
        note: 'for a friend',
        edition: '2020-12',
        forced: false,
        expiresOn: null,
      })
      .warns()
      .tells({ of: 'proposal', proposal: 1 })
      .leaves({ '2021-01-31': 40, '2021-02-01': 36 })
      .proposal(1, { id: 1, on: '2021-02-01', title: 'A logo', cost: 4, boost: 0, status: 'sent', earned: 0 });
  });

  test('a boost is a second transaction of the same proposal', () => {
    given(joined)
      .when(apply(6, '2021-02-01', { boost: 12 }))
      .records(
        { kind: 'proposal', connects: -6, proposal: 1 },
        { kind: 'boost', label: 'Connects bid for boosted proposal.', connects: -12, proposal: 1 },
      )
      .proposal(1, { cost: 6, boost: 12 })
      .leaves({ '2021-02-01': 22 });
  });

  test.each([1, 6])('a proposal of %i is within the published range', (cost) => {
    given(joined).when(apply(cost, '2021-02-01')).records({ connects: -cost }).warns();
  });

  test.each([0, 7])('a proposal of %i is out of range, and the refusal names the newest edition', (cost) => {
    given(joined)
      .when(apply(cost, '2021-02-01'))
      .isRefused({ code: 'cost-out-of-range', edition: '2020-12', given: cost, min: 1, max: 6, newest: '2026' });
  });

  test('a cost outside the range can be forced when Upwork charged it, and is marked as forced', () => {
    given(joined)
      .when(apply(9, '2021-02-01', { boost: 2, force: true }))
      .records({ connects: -9, forced: true }, { connects: -2, forced: true })
      .warns({ code: 'forced', rule: 'cost-out-of-range', edition: '2020-12' });
  });

  test('under 2022-09 a proposal costs up to 8, under 2023-06 up to 16, under 2024-02 any number', () => {
    const early = given(joined, follow('2022-09', '2022-09-19'), buy(80, '2022-10-01'));
    early.when(apply(8, '2022-10-02')).records({ connects: -8, edition: '2022-09' });
    early.when(apply(9, '2022-10-02')).isRefused({ code: 'cost-out-of-range', max: 8 });
    const dear = given(joined, follow('2023-06', '2023-06-01'), buy(80, '2023-06-01'));
    dear.when(apply(16, '2023-06-02')).records({ connects: -16 });
    dear.when(apply(17, '2023-06-02')).isRefused({ code: 'cost-out-of-range', max: 16 });
    const open = given(joined, follow('2024-02', '2024-02-01'), buy(80, '2024-02-01'));
    open.when(apply(61, '2024-02-02')).records({ connects: -61 });
    open.when(apply(0, '2024-02-02')).isRefused({ code: 'cost-out-of-range', min: 1, max: null });
  });

  test('under 2026 a proposal may cost nothing, and then records no Connects', () => {
    given(init('2026-01-01', { edition: '2026' }))
      .when(apply(0, '2026-01-02'))
      .records()
      .proposal(1, { status: 'sent', cost: 0 });
  });

  test('a boost is refused in editions before boosts existed', () => {
    const old = given(init('2019-06-01', { edition: '2019-05' }));
    old
      .when(apply(2, '2019-06-02', { boost: 3 }))
      .isRefused({ code: 'cost-out-of-range', edition: '2019-05', boost: 3 });
    old
      .when(apply(2, '2019-06-02', { boost: 3, force: true }))
      .records({ connects: -2 }, { connects: -3, forced: true });
  });
});

describe('an invitation', () => {
  test('an invitation costs nothing and moves no Connects', () => {
    given(joined)
      .when(apply(null, '2021-02-01', { invited: true, title: 'Come' }))
      .records()
      .warns()
      .leaves({ '2021-02-01': 40 })
      .proposal(1, { invited: true, cost: 0, title: 'Come' });
  });

  test('an invitation costs nothing whatever cost was typed, and a warning says so', () => {
    given(joined)
      .when(apply(4, '2021-02-01', { invited: true }))
      .records()
      .warns({ code: 'invitation-free', given: 4 });
  });

  test('an invitation costs what Upwork really charged when it is forced', () => {
    given(joined)
      .when(apply(4, '2021-02-01', { invited: true, force: true }))
      .records({ connects: -4, forced: true })
      .warns({ code: 'forced', rule: 'cost-out-of-range', edition: '2020-12' });
  });

  test('an invitation costs nothing when it is forced without a typed cost', () => {
    given(joined)
      .when(apply(null, '2021-02-01', { invited: true, force: true }))
      .records()
      .warns();
  });

  test('an invitation can be boosted', () => {
    given(joined)
      .when(apply(null, '2021-02-01', { invited: true, boost: 5 }))
      .records({ kind: 'boost', connects: -5 });
  });
});

describe('too few Connects', () => {
  test('a proposal without enough Connects is refused, with the cheapest purchase and the next renewal', () => {
    given(joined, spend(38, '2021-01-05'))
      .when(apply(6, '2021-01-06'))
      .isRefused({
        code: 'insufficient-connects',
        on: '2021-01-06',
        needed: 6,
        balance: 2,
        missing: 4,
        bundle: { size: 10, count: 1, cents: 150 },
        nextCycle: { on: '2021-02-01', connects: 10 },
      });
  });

  test('free Connects of due cycles are told too, unless they have expired or are recorded', () => {
    const ledger = given(joined, spend(38, '2021-01-05'));
    ledger.when(apply(6, '2021-03-06')).isRefused({ code: 'insufficient-connects', due: { cycles: 2, connects: 20 } });
    ledger.when(apply(6, '2021-01-06')).isRefused({ due: null });
    ledger.when(apply(6, '2022-02-06')).isRefused({ balance: 0, due: { cycles: 12, connects: 120 } });
    given(joined, spend(38, '2021-01-05'), renew('2021-03-06'), spend(22, '2021-03-06'))
      .when(apply(6, '2021-03-06'))
      .isRefused({ balance: 0, due: null });
  });

  test('a proposal needs enough Connects for its cost and boost together', () => {
    given(joined, spend(30, '2021-01-05'))
      .when(apply(5, '2021-01-06', { boost: 6 }))
      .isRefused({ code: 'insufficient-connects', needed: 11, balance: 10, missing: 1 });
  });

  test('a proposal may spend the balance down to 0', () => {
    given(joined)
      .when(apply(6, '2021-01-06', { boost: 34 }))
      .leaves({ '2021-01-06': 0 });
  });

  test('force does not allow a proposal without enough Connects', () => {
    given(joined, spend(40, '2021-01-05'))
      .when(apply(6, '2021-01-06', { force: true }))
      .isRefused({ code: 'insufficient-connects', missing: 6 });
  });

  const sized = (bundle: number) => ({ bundle, coupon: null, cents: 15 * bundle, count: 1 });

  test('the suggested purchase uses a coupon, unless the coupon has expired or is used on a later day', () => {
    const spent = [joined, coupon('SAVE50', { kind: 'percent', percent: 50 }, '2021-01-02', '2021-01-20')];
    const halved = { bundle: 40, coupon: 'SAVE50', cents: 300, count: 1 };
    given(...spent)
      .when(apply(6, '2021-01-06', { boost: 64 }))
      .isRefused({ missing: 30, cover: { connects: 40, cents: 300, items: [halved] } });
    given(...spent)
      .when(apply(6, '2021-01-21', { boost: 64 }))
      .isRefused({ missing: 30, cover: { connects: 30, cents: 450, items: [sized(20), sized(10)] } });
    given(...spent, buy(10, '2021-01-08', { coupon: 'SAVE50' }))
      .when(apply(6, '2021-01-06', { boost: 64 }))
      .isRefused({ missing: 30, cover: { connects: 30, cents: 450, items: [sized(20), sized(10)] } });
  });

  test('the suggested purchase prefers one bundle to two smaller ones, and a custom one where it is sold', () => {
    given(joined)
      .when(spend(75, '2021-01-05'))
      .isRefused({ missing: 35, bundle: { size: 40, count: 1, cents: 600 } });
    given(joined)
      .when(spend(140, '2021-01-05'))
      .isRefused({
        missing: 100,
        bundle: { size: 20, count: 5, cents: 1500 },
        cover: { connects: 100, cents: 1500, items: [sized(80), sized(20)] },
      });
    given(init('2023-07-01', { edition: '2023-06' }))
      .when(spend(75, '2023-07-05'))
      .isRefused({ missing: 35, bundle: { size: 35, count: 1, cents: 525 } });
  });
});

describe("a job's key", () => {
  const keyed = apply(4, '2021-02-01', { key: '~01abc' });

  test("a job's key is charged once", () => {
    given(joined, keyed)
      .when(apply(2, '2021-02-09', { key: '~01abc' }))
      .isRefused({ code: 'duplicate-key', key: '~01abc', proposal: 1, on: '2021-02-01' });
  });

  test("a job's key is charged once, whichever of the two proposals was recorded first", () => {
    given(joined, keyed)
      .when(apply(2, '2021-01-09', { key: '~01abc' }))
      .isRefused({ code: 'duplicate-key', proposal: 1, on: '2021-02-01' });
  });

  test("a job's key can be charged twice by force when Upwork really did", () => {
    given(joined, keyed)
      .when(apply(2, '2021-02-09', { key: '~01abc', force: true }))
      .records({ connects: -2, proposal: 2, forced: true })
      .warns({ code: 'forced', rule: 'duplicate-key', edition: '2020-12' });
  });

  test('a key of another job, or no key, is no duplicate', () => {
    given(joined, keyed)
      .when(apply(2, '2021-02-09', { key: '~01abd' }))
      .records({ proposal: 2 });
    const keyless = given(joined, apply(2, '2021-02-01'));
    for (const on of ['2021-02-01', '2021-01-15']) keyless.when(apply(2, on)).records({ proposal: 2 });
  });
});

describe('the outcomes of a proposal', () => {
  const sent = given(joined, apply(4, '2021-02-01'));
  const marked = (...outcomes: Parameters<typeof mark>[1][]) =>
    given(joined, apply(4, '2021-02-01'), ...outcomes.map((outcome, i) => mark(1, outcome, `2021-02-1${i}`)));

  test('a proposal goes through its outcomes one by one', () => {
    const steps = ['viewed', 'replied', 'interview', 'hired'] as const;
    steps.forEach((step, i) => {
      marked(...steps.slice(0, i))
        .when(mark(1, step, '2021-02-20'))
        .proposal(1, { status: step, statusOn: '2021-02-20' });
    });
  });

  test('a proposal may skip outcomes', () => {
    sent
      .when(mark(1, 'hired', '2021-02-20'))
      .records()
      .warns()
      .proposal(1, { status: 'hired' });
    marked('viewed')
      .when(mark(1, 'interview', '2021-02-20'))
      .proposal(1, { status: 'interview' });
  });

  test('a proposal is refused the outcome that it already has', () => {
    marked('viewed')
      .when(mark(1, 'viewed', '2021-02-20'))
      .isRefused({ code: 'invalid-transition', proposal: 1, from: 'viewed', to: 'viewed', why: 'same' });
  });

  test('a proposal is refused an earlier outcome, and the refusal names the possible ones', () => {
    marked('interview')
      .when(mark(1, 'replied', '2021-02-20'))
      .isRefused({
        code: 'invalid-transition',
        from: 'interview',
        to: 'replied',
        why: 'backwards',
        next: ['hired', 'declined', 'withdrawn', 'cancelled', 'removed', 'expired', 'lost'],
      });
  });

  test.each(['hired', 'declined', 'withdrawn', 'cancelled', 'removed', 'expired', 'lost'] as const)(
    'a proposal that is %s accepts no further outcome',
    (end) => {
      for (const next of ['viewed', 'hired', 'cancelled', 'lost'] as const) {
        if (next === end) continue;
        marked(end)
          .when(mark(1, next, '2021-02-20'))
          .isRefused({
            code: 'invalid-transition',
            from: end,
            to: next,
            why: 'ended',
            next: [],
          });
      }
    },
  );

  test('an outcome against the rules can be forced, and is marked as forced', () => {
    marked('declined')
      .when(mark(1, 'interview', '2021-02-20', { force: true }))
      .records({ kind: 'interview', connects: 10, forced: true })
      .warns({ code: 'forced', rule: 'invalid-transition', edition: '2020-12' })
      .proposal(1, { status: 'interview', earned: 10 });
  });

  test('an outcome that a proposal already has cannot be forced', () => {
    marked('interview')
      .when(mark(1, 'interview', '2021-02-20', { force: true }))
      .isRefused({ code: 'invalid-transition', why: 'same' });
  });

  test('an outcome for an unknown proposal is refused, and the refusal names the last number', () => {
    sent.when(mark(2, 'viewed', '2021-02-20')).isRefused({ code: 'unknown-proposal', given: 2, last: 1 });
  });

  test('an outcome before the day the proposal was sent is refused', () => {
    sent
      .when(mark(1, 'viewed', '2021-01-20'))
      .isRefused({ code: 'invalid-day', given: '2021-01-20', before: 'proposal', first: '2021-02-01' });
  });

  test('an outcome on the day the proposal was sent is accepted', () => {
    sent.when(mark(1, 'viewed', '2021-02-01')).proposal(1, { status: 'viewed' });
  });
});

test('a proposal spends the sign-up grant before Connects that were bought later', () => {
  const { book } = given(joined, buy(20, '2021-06-01'), apply(6, '2021-07-01')).holds('2021-07-01', [
    [34, '2022-01-01'],
    [20, '2022-06-01'],
  ]);
  expect(balance(book, '2022-01-01')).toBe(20);
});

test('other spending is recorded under its own name', () => {
  given(joined)
    .when(spend(7, '2021-01-02', 'availability-badge'))
    .records({ kind: 'availability-badge', label: 'Availability Badge', connects: -7, proposal: null });
  given(joined)
    .when(spend(8, '2021-01-02', 'profile-boost'))
    .records({ kind: 'profile-boost', connects: -8 });
  given(joined, renew('2021-02-01')).when(spend(51, '2021-02-02')).isRefused({
    code: 'insufficient-connects',
    missing: 1,
  });
});

describe('the balance that the page of a proposal showed', () => {
  const reconciledAfter = (observed: number, on: string, ...more: readonly Command[]) =>
    stateOn(given(joined, ...more, apply(4, on, { boost: 3, observed })).book, '2021-12-31').reconciled;

  test('a balance that agrees is remembered with what is left of it', () => {
    expect(reconciledAfter(40, '2021-02-01')).toEqual({ on: '2021-02-01', connects: 33 });
    expect(reconciledAfter(50, '2021-02-01', buy(10, '2021-01-20'))).toEqual({ on: '2021-02-01', connects: 43 });
  });

  test('a balance that differs is not remembered, and the proposal is recorded all the same', () => {
    expect(reconciledAfter(41, '2021-02-01')).toBeNull();
    given(joined)
      .when(apply(4, '2021-02-01', { observed: 60 }))
      .records({ connects: -4 })
      .warns();
  });

  test('the balance of an earlier day is compared with the ledger of that day', () => {
    expect(reconciledAfter(40, '2021-02-01', spend(5, '2021-03-01'))).toEqual({ on: '2021-02-01', connects: 33 });
    expect(reconciledAfter(35, '2021-02-01', spend(5, '2021-03-01'))).toBeNull();
  });

  test('an undo of the proposal takes the agreement back as well', () => {
    const { book } = given(joined, apply(4, '2021-02-01', { observed: 40 }), undo);
    expect(stateOn(book, '2021-02-01').reconciled).toBeNull();
  });

  test('a proposal that the ledger cannot pay for is refused with the balance that Upwork showed', () => {
    given(joined)
      .when(apply(6, '2021-02-01', { boost: 50, observed: 90 }))
      .isRefused({ code: 'insufficient-connects', missing: 16, observed: 90 });
  });
});
