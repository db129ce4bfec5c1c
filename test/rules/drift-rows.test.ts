/** Which rows explain a difference from Upwork, and the edges at which they no longer do. */
import { describe, expect, test } from 'vitest';
import { codes, explain, first, historyPage } from './explaining.ts';
import { apply, buy, day, earn, given, init, mark, plan, renew, spend } from './given.ts';

const joined = init('2021-01-10');
const JOB = 'Applied to job';
const BOOST = 'Connects bid for boosted proposal.';
const AWARD = 'Refunded Connects for Connects Award';

describe('A typed row that is there twice', () => {
  const page = (...rows: Parameters<typeof historyPage>[1]) => historyPage('2021-02-20', rows);
  const named = (title: string, cost: number, on: string) => apply(cost, on, { title, force: true });

  test('a typed row that is there twice is found by its title before another row of its cost', () => {
    const shown = page(['2021-02-02', -4, JOB, 'Candle shop'], ['2021-02-02', -4, JOB, 'Bakery logo']);
    const cause = first(given(joined, shown, named('logo bakery', 4, '2021-02-03')), 4, '2021-02-20');
    expect(cause).toMatchObject({ code: 'duplicate', twin: { title: 'Bakery logo' } });
  });

  test('a typed row that is there twice is not the same as a row that another typed one already stands for', () => {
    const shown = page(['2021-02-02', -4, JOB, 'Candle shop']);
    const two = given(joined, shown, named('Candle', 4, '2021-02-02'), named('Shop', 4, '2021-02-03'));
    expect(codes(two, 8, '2021-02-20')).not.toContain('duplicate 8');
    expect(explain(two, 4, '2021-02-20').filter(({ code }) => code === 'duplicate')).toMatchObject([
      { line: { title: 'Candle' } },
    ]);
  });

  test('a typed row that is there twice is not a row that was imported as something else of its size and title', () => {
    const shown = page(['2021-02-02', -4, BOOST, 'Candle shop'], ['2021-02-02', -2, JOB, 'Candle shop']);
    const ledger = given(joined, shown, named('Bakery', 4, '2021-02-02'));
    expect(codes(ledger, 4, '2021-02-20')).not.toContain('duplicate 4');
  });

  test('a typed row that is there twice has at least half of the words of the shorter title, however they are written', () => {
    const shown = page(['2021-02-02', -5, JOB, 'Logo for Bakery']);
    const found = (title: string) =>
      codes(given(joined, shown, named(title, 4, '2021-02-02')), 4, '2021-02-20').includes('duplicate 4');
    expect(found('BAKERY sign')).toBe(true);
    expect(found('bakery sign painter')).toBe(false);
    expect(found('!?')).toBe(false);
  });

  test('a typed row that is there twice was typed at most a week late, with more than one word, at the same cost', () => {
    const shown = page(['2021-02-02', -4, JOB, 'Layout of a zine']);
    const found = (title: string, cost: number, on: string) =>
      codes(given(joined, shown, named(title, cost, on)), cost, '2021-02-20').includes(`duplicate ${cost}`);
    expect(found('Zine layout', 4, '2021-02-09')).toBe(true);
    expect(found('Zine layout', 4, '2021-02-10')).toBe(false);
    expect(found('Zine layout', 4, '2021-01-28')).toBe(false);
    expect(found('Zine', 4, '2021-02-09')).toBe(false);
    expect(found('Zine layout', 5, '2021-02-09')).toBe(false);
    expect(found('Other words', 4, '2021-02-09')).toBe(false);
  });

  test('a typed row that is there twice was typed late as either of two rows, so that neither is named', () => {
    const shown = page(['2021-02-03', -4, JOB, 'Zine layout'], ['2021-02-02', -4, JOB, 'Layout of a zine']);
    expect(codes(given(joined, shown, named('Zine layout', 4, '2021-02-08')), 4, '2021-02-20')).not.toContain(
      'duplicate 4',
    );
  });

  test('a typed row that is there twice holds the cost and the boost of one proposal, and of that proposal alone', () => {
    const found = (...rows: Parameters<typeof historyPage>[1]) =>
      codes(given(joined, page(...rows), named('That one', 7, '2021-02-02')), 7, '2021-02-20').includes('duplicate 7');
    const cost = ['2021-02-02', -4, JOB, 'Zine'] as const;
    expect(found(['2021-02-02', -3, BOOST, 'Zine'], cost)).toBe(true);
    expect(found(['2021-02-02', -2, BOOST, 'Zine'], cost)).toBe(false);
    expect(found(['2021-02-02', -3, 'Availability Badge'], cost)).toBe(false);
    expect(found(['2021-02-02', -3, BOOST, 'Book'], ['2021-02-02', -2, JOB, 'Book'], cost)).toBe(false);
  });

  test('a typed row that is there twice is a reward of the same day or the next, typed as something else that came in', () => {
    const shown = page(['2021-02-03', 10, AWARD, 'Zine']);
    const found = (on: string, amount = 10) =>
      codes(given(joined, shown, earn('other', on, { amount })), -amount, '2021-02-20').includes(
        `duplicate ${-amount}`,
      );
    expect(found('2021-02-04')).toBe(true);
    expect(found('2021-02-02')).toBe(true);
    expect(found('2021-02-05')).toBe(false);
    expect(found('2021-02-04', 9)).toBe(false);
    const two = page(['2021-02-03', 10, AWARD, 'Zine'], ['2021-02-03', 10, AWARD, 'Book']);
    const either = given(joined, two, earn('other', '2021-02-03', { amount: 10 }));
    expect(codes(either, -10, '2021-02-20')).not.toContain('duplicate -10');
  });

  test('a typed row that is there twice is no purchase beside a reward of its size', () => {
    const shown = page(['2021-02-03', 10, AWARD, 'Zine']);
    expect(codes(given(joined, shown, buy(10, '2021-02-03')), -10, '2021-02-20')).not.toContain('duplicate -10');
  });

  test('a typed row that is there twice comes off only where Upwork has more, and never more than the difference', () => {
    const shown = page(['2021-02-02', -4, JOB, 'Candle shop']);
    const ledger = given(joined, shown, named('Candle', 4, '2021-02-02'), spend(5, '2021-02-03'));
    expect(codes(ledger, 9, '2021-02-20')).toContain('duplicate 4');
    expect(codes(ledger, 3, '2021-02-20')).not.toContain('duplicate 4');
    expect(codes(ledger, -9, '2021-02-20')).not.toContain('duplicate 4');
  });

  test('a typed row that is there twice comes off a part only where an import shows the other one', () => {
    const twice = given(joined, named('Candle', 4, '2021-02-02'), named('Candle', 4, '2021-02-02'));
    expect(codes(twice, 4, '2021-02-20')).toContain('duplicate 4');
    expect(codes(twice, 9, '2021-02-20')).not.toContain('duplicate 4');
  });
});

describe('A recorded row that Upwork lacks', () => {
  test('a recorded row that Upwork lacks is looked for in the last ninety days', () => {
    const ledger = given(init('2021-01-10', { edition: '2019-05' }), spend(3, '2021-02-01'));
    expect(codes(ledger, 3, '2021-05-02')).toContain('not-on-upwork 3');
    expect(codes(ledger, 3, '2021-05-03')).not.toContain('not-on-upwork 3');
  });

  test('a recorded row that Upwork lacks is shown three times at most, the newest ones', () => {
    const days = ['2021-02-01', '2021-02-02', '2021-02-03', '2021-02-04'];
    const found = explain(given(joined, ...days.map((on) => spend(3, on))), 3, '2021-02-05');
    expect(found.map((cause) => (cause.code === 'not-on-upwork' ? cause.line.on : cause.code))).toEqual([
      '2021-02-04',
      '2021-02-03',
      '2021-02-02',
    ]);
  });

  test('a recorded row that Upwork lacks is told apart by why: nobody saw it, or only its size fits', () => {
    const ledger = given(joined, renew('2021-02-10'), earn('other', '2021-02-11', { amount: 10 }));
    expect(explain(ledger, -10, '2021-02-12')).toMatchObject([
      { code: 'not-on-upwork', why: 'assumed', line: { kind: 'renewal' } },
      { code: 'not-on-upwork', why: 'size', line: { kind: 'other' } },
      { code: 'unrecorded' },
    ]);
  });

  test('a recorded row that Upwork lacks is no boost of a proposal whose boost came back, though its cost did not', () => {
    const outbid = given(joined, apply(4, '2021-02-01', { boost: 6 }), mark(1, 'outbid', '2021-02-02'));
    expect(codes(outbid, 6, '2021-02-05')).not.toContain('not-on-upwork 6');
    expect(codes(outbid, 4, '2021-02-05')).toContain('not-on-upwork 4');
  });
});

describe('A typed row that no page shows', () => {
  const page = historyPage('2021-02-20', [
    ['2021-02-15', -2, JOB, 'Bakery'],
    ['2021-02-02', -1, JOB, 'Candle shop'],
  ]);
  const unlisted = (ledger: ReturnType<typeof given>, drift: number) =>
    explain(ledger, drift, '2021-02-20').flatMap((cause) =>
      cause.code === 'not-on-upwork' && cause.why === 'unlisted' ? `${cause.line.id} ${cause.connects}` : [],
    );

  test('a typed row that no page shows is the first cause, and no coincidence', () => {
    const ledger = given(joined, page, apply(6, '2021-02-10'));
    expect(first(ledger, 6, '2021-02-20')).toMatchObject({ code: 'not-on-upwork', why: 'unlisted', connects: 6 });
    expect(codes(ledger, 6, '2021-02-20').filter((code) => code.startsWith('not-on-upwork'))).toHaveLength(1);
  });

  test('a typed row that no page shows is of a day between the first and the last one of a page', () => {
    const found = (on: string) => unlisted(given(joined, page, apply(6, on)), 6).length;
    expect(found('2021-02-02')).toBe(0);
    expect(found('2021-02-03')).toBe(1);
    expect(found('2021-02-14')).toBe(1);
    expect(found('2021-02-15')).toBe(0);
  });

  test('a typed row that no page shows comes off together with the boost of its proposal', () => {
    const ledger = given(joined, page, apply(6, '2021-02-10', { boost: 3 }), apply(4, '2021-02-11'));
    expect(unlisted(ledger, 9)).toEqual(['4 9', '6 4']);
  });

  test('a typed row that no page shows explains a part, but no more than the difference', () => {
    const ledger = given(joined, page, apply(6, '2021-02-10'), spend(3, '2021-02-11'));
    expect(unlisted(ledger, 9)).toEqual(['5 3', '4 6']);
    expect(unlisted(ledger, 5)).toEqual(['5 3']);
    expect(unlisted(ledger, -9)).toEqual([]);
  });

  test('a typed row that no page shows is no opening balance', () => {
    expect(unlisted(given(init('2021-02-05', { balance: 40 }), page), -40)).toEqual([]);
  });
});

describe('A cost that was typed wrongly', () => {
  test('a cost that was typed wrongly is looked for in the three newest proposals that nobody paid back', () => {
    const days = ['2021-02-01', '2021-02-02', '2021-02-03', '2021-02-04'];
    const four = given(joined, ...days.map((on) => apply(4, on)));
    const wrong = (ledger: typeof four, drift: number) =>
      explain(ledger, drift, '2021-02-05').flatMap((cause) => (cause.code === 'cost-differs' ? cause.proposal.id : []));
    expect(wrong(four, -2)).toEqual([4, 3, 2]);
    const back = given(joined, apply(4, '2021-02-01'), mark(1, 'cancelled', '2021-02-02'), apply(4, '2021-02-03'));
    expect(wrong(back, -2)).toEqual([2]);
  });

  test('a cost that was typed wrongly is nothing where it would have cost nothing', () => {
    expect(codes(given(joined, apply(4, '2021-02-01')), 4, '2021-02-05')).not.toContain('cost-differs 4');
    expect(codes(given(joined, apply(4, '2021-02-01')), 3, '2021-02-05')).toContain('cost-differs 3');
  });

  test('a cost that was typed wrongly is below twice what was typed where the rules know no most', () => {
    const dear = given(init('2026-01-10', { edition: '2026', balance: 90 }), apply(10, '2026-02-01'));
    expect(codes(dear, -9, '2026-02-02')).toContain('cost-differs -9');
    expect(codes(dear, -10, '2026-02-02')).not.toContain('cost-differs -10');
    const capped = given(joined, apply(1, '2021-02-01'));
    expect(codes(capped, -4, '2021-02-02')).toContain('cost-differs -4');
  });

  test('a cost that was typed wrongly is no unrecorded proposal where something else cost as much', () => {
    expect(codes(given(joined, spend(4, '2021-02-01')), -4, '2021-02-05')).toEqual(['unrecorded -4']);
  });
});

describe('What a proposal may have brought', () => {
  test('what a proposal may have brought is named from the newest day on, and of one day from the latest on', () => {
    const ledger = given(joined, apply(4, '2021-02-02'), apply(4, '2021-02-01'), apply(4, '2021-02-02'));
    const order = explain(ledger, 4, '2021-02-05').flatMap((cause) =>
      cause.code === 'refund-due' ? cause.proposal.id : [],
    );
    expect(order).toEqual([3, 1, 2]);
  });

  test('what a proposal may have brought is no boost where none was bid, and no refund where nothing is left to give back', () => {
    const expired = given(
      init('2021-01-10', { balance: 6, expiresOn: day('2021-02-01') }),
      apply(4, '2021-01-20'),
      apply(2, '2021-01-21', { boost: 0 }),
    );
    expect(codes(expired, 4, '2021-01-25')).toEqual(['refund-due 4', 'not-on-upwork 4']);
    expect(codes(expired, 4, '2021-02-02')).toEqual(['not-on-upwork 4']);
  });

  test('what a proposal may have brought is no interview of a proposal that has ended', () => {
    const ledger = given(joined, apply(4, '2021-02-01'), mark(1, 'lost', '2021-02-02'), apply(4, '2021-02-03'));
    const found = explain(ledger, 10, '2021-02-05').flatMap((cause) =>
      cause.code === 'reward-due' ? cause.proposal.id : [],
    );
    expect(found).toEqual([2]);
  });

  test('what a proposal may have brought is looked for beside a cycle that only begins tomorrow', () => {
    const ledger = given(joined, apply(4, '2021-02-01'), mark(1, 'replied', '2021-02-02'));
    expect(codes(ledger, 10, '2021-02-09')).toEqual(['cycle-soon 10', 'reward-due 10']);
  });

  test('what a proposal may have brought is not looked for where due cycles explain all of it', () => {
    const ledger = given(joined, apply(4, '2021-02-01'), mark(1, 'replied', '2021-02-02'));
    expect(codes(ledger, 10, '2021-02-10')).toEqual(['cycle-due 10']);
  });

  test('what a proposal may have brought is looked for beside the first of several due cycles, as they may not be all', () => {
    const ledger = given(joined, apply(4, '2021-02-01'), mark(1, 'replied', '2021-02-02'));
    expect(codes(ledger, 10, '2021-03-10')).toEqual(['cycle-due 10', 'reward-due 10', 'cycle-due 20']);
  });
});

describe('Cycles that have come only in part', () => {
  test('cycles that have come only in part are the first three at most, beside all of them', () => {
    const ledger = given(joined);
    const cycles = (drift: number) =>
      explain(ledger, drift, '2021-07-01').flatMap((cause) => (cause.code === 'cycle-due' ? cause.cycles.length : []));
    expect(cycles(30)).toContain(3);
    expect(cycles(40)).not.toContain(4);
    expect(cycles(50)).toContain(5);
  });

  test('cycles that have come only in part are unknown where some of their Connects have lapsed since', () => {
    const ledger = given(init('2021-01-10', { plan: 'plus' }), plan('basic', '2021-06-01'));
    const cycles = explain(ledger, 80, '2022-04-12').flatMap((cause) =>
      cause.code === 'cycle-due' && cause.connects === 80 ? cause.cycles.length : [],
    );
    expect(cycles).toEqual([]);
  });
});
