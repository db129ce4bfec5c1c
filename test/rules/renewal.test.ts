/** Billing cycles: monthly, counted from the anchor, each posted once and on its own day. */
import { describe, expect, test } from 'vitest';
import { EDITIONS } from '../../src/rules/rulebook/editions.ts';
import { dueCycles, nextCycle } from '../../src/rules/state/cycles.ts';
import {
  buy,
  day,
  follow,
  type Given,
  given,
  init,
  linesOf,
  plan,
  renew,
  rulebooksOf,
  type Step,
  spend,
  stateOn,
  transactionsOf,
} from './given.ts';
import { applied, importing, rows, upwork } from './pages.ts';

const cyclesOf = (ledger: Given, on: string): string[] =>
  transactionsOf(ledger.when(renew(on)).book.entries).flatMap((each) => (each.kind === 'renewal' ? each.on : []));

const next = ({ book }: Given, on: string) => nextCycle(stateOn(book, on), day(on), rulebooksOf(book));

describe('a Basic account', () => {
  test("a Basic account gets 10 Connects each month, for a year, under Upwork's label", () => {
    given(init('2021-01-10'))
      .when(renew('2021-02-10'))
      .records({
        on: '2021-02-10',
        kind: 'renewal',
        label: 'Monthly Connects renewal',
        connects: 10,
        expiresOn: '2022-02-10',
        source: 'renew',
        edition: '2020-12',
      })
      .tells({ of: 'cycles', cycles: [{ on: '2021-02-10', connects: 10 }] })
      .leaves({ '2021-02-09': 40, '2021-02-10': 50 });
  });

  test('a Basic account gets nothing before the cycle begins', () => {
    given(init('2021-01-10')).when(renew('2021-02-09')).records().tells({ cycles: [] });
  });

  test('a Basic account gets each cycle once, however often it renews', () => {
    given(init('2021-01-10'), renew('2021-02-10')).when(renew('2021-02-10')).records();
    given(init('2021-01-10'), renew('2021-02-10')).when(renew('2021-03-09')).records();
  });

  test('a Basic account gets missed cycles on their own days, with their own expiry', () => {
    given(init('2021-01-10'))
      .when(renew('2021-05-01'))
      .records(
        { on: '2021-02-10', connects: 10, expiresOn: '2022-02-10' },
        { on: '2021-03-10', connects: 10, expiresOn: '2022-03-10' },
        { on: '2021-04-10', connects: 10, expiresOn: '2022-04-10' },
      )
      .leaves({ '2021-02-10': 50, '2021-03-10': 60, '2021-04-10': 70, '2022-04-09': 10, '2022-04-10': 0 });
  });

  test('a Basic account gets a cycle that was missed between two recorded ones', () => {
    const late = given(init('2021-01-10'), renew('2021-02-10'), { name: 'undo' }, plan('plus', '2021-02-20'));
    expect(cyclesOf(late, '2021-03-20')).toEqual(['2021-02-10', '2021-03-20']);
  });

  test('a Basic account gets nothing in 2019, when cycles granted nothing', () => {
    given(init('2019-06-10', { edition: '2019-05' }))
      .when(renew('2019-09-01'))
      .records()
      .tells({ cycles: [] });
  });

  test('a renewal recorded one day off, from another time zone, is the same renewal', () => {
    const { book } = given(init('2021-01-10'), renew('2021-02-10'));
    const state = { ...stateOn(book, '2021-02-28'), renewed: [day('2021-02-09')] };
    expect(dueCycles(state, day('2021-02-28'), rulebooksOf(book))).toEqual([]);
    expect(dueCycles({ ...state, renewed: [day('2021-02-08')] }, day('2021-02-28'), rulebooksOf(book))).toEqual([
      '2021-02-10',
    ]);
  });
});

describe('the day a cycle begins', () => {
  test('an account joined on 31 January renews on 1 March, 1 April and 1 May', () => {
    expect(cyclesOf(given(init('2021-01-31')), '2021-05-01')).toEqual(['2021-03-01', '2021-04-01', '2021-05-01']);
    expect(next(given(init('2021-01-31')), '2021-01-31')).toBe('2021-03-01');
  });

  test.each([
    ['2021-01-27', ['2021-02-27', '2021-03-27', '2021-04-27']],
    ['2021-01-28', ['2021-03-01', '2021-04-01', '2021-05-01']],
    ['2021-01-29', ['2021-03-01', '2021-04-01', '2021-05-01']],
    ['2021-01-30', ['2021-03-01', '2021-04-01', '2021-05-01']],
    ['2021-01-01', ['2021-02-01', '2021-03-01', '2021-04-01', '2021-05-01']],
  ])('under 2020-12, an account joined on %s renews on %j', (joined, days) => {
    expect(cyclesOf(given(init(joined)), '2021-05-01')).toEqual(days);
  });

  test.each(EDITIONS.slice(2).map(({ id }) => id))(
    'under %s a cycle begins at latest on the 28th, and the 29th moves to the next month',
    (edition) => {
      expect(cyclesOf(given(init('2023-01-28', { edition })), '2023-04-30')).toEqual([
        '2023-02-28',
        '2023-03-28',
        '2023-04-28',
      ]);
      expect(cyclesOf(given(init('2023-01-29', { edition })), '2023-05-01')).toEqual([
        '2023-03-01',
        '2023-04-01',
        '2023-05-01',
      ]);
    },
  );

  test('the day of a cycle is counted across the end of a year and a leap day', () => {
    expect(cyclesOf(given(init('2019-11-30')), '2020-04-01')).toEqual([
      '2020-01-01',
      '2020-02-01',
      '2020-03-01',
      '2020-04-01',
    ]);
    expect(cyclesOf(given(init('2020-02-29')), '2020-05-01')).toEqual(['2020-04-01', '2020-05-01']);
  });

  test('the day of a cycle is counted from the joining day, not from the last renewal', () => {
    const late = given(init('2021-01-15'), renew('2021-02-26'), renew('2021-04-03'));
    expect(next(late, '2021-04-03')).toBe('2021-04-15');
  });

  test('the day of a cycle follows the edition of its own time', () => {
    const both = given(init('2022-07-28'), follow('2022-09', '2022-09-19'));
    expect(cyclesOf(both, '2022-11-30')).toEqual(['2022-09-01', '2022-09-28', '2022-10-28', '2022-11-28']);
  });

  test('a recorded cycle is not recorded again when a back-dated edition would move its day', () => {
    const posted: Step[] = [init('2022-07-28'), renew('2022-11-01')];
    expect(cyclesOf(given(...posted), '2022-11-01')).toEqual(['2022-09-01', '2022-10-01', '2022-11-01']);
    const moved = given(...posted, follow('2022-09', '2022-09-19')).when(renew('2022-11-27'));
    moved.records();
    expect(next(moved, '2022-11-27')).toBe('2022-11-28');
  });

  test('an account opened with a balance gets only the cycles after the opening', () => {
    const opened = given(init('2019-06-10', { on: '2021-05-10', balance: 75 }));
    opened.when(renew('2021-06-09')).records();
    opened.when(renew('2021-06-10')).records({ on: '2021-06-10', connects: 10 });
  });
});

describe('the carry-over limit of 200', () => {
  // 40 from joining, expiring first, and 240 bought.
  const rich: Step[] = [init('2021-01-10'), ...[1, 2, 3].map(() => buy(80, '2021-01-20'))];

  test('the carry-over limit cuts the oldest Connects above it first, and then the grant is added', () => {
    given(...rich)
      .when(renew('2021-02-10'))
      .records(
        {
          on: '2021-02-10',
          kind: 'carry-over-cut',
          label: 'Over the carry-over limit',
          connects: -80,
          expiresOn: null,
        },
        { on: '2021-02-10', kind: 'renewal', connects: 10 },
      )
      .warns()
      .tells({ cycles: [{ on: '2021-02-10', connects: 10 }] })
      .leaves({ '2021-02-09': 280, '2021-02-10': 210 })
      .holds('2021-02-10', [
        [40, '2022-01-20'],
        [80, '2022-01-20'],
        [80, '2022-01-20'],
        [10, '2022-02-10'],
      ]);
  });

  test('the carry-over limit keeps exactly 200 and cuts 1 of 201', () => {
    given(...rich, spend(80, '2021-02-01'))
      .when(renew('2021-02-10'))
      .records({ kind: 'renewal' });
    given(...rich, spend(79, '2021-02-01'))
      .when(renew('2021-02-10'))
      .records({ kind: 'carry-over-cut', connects: -1 }, { kind: 'renewal' });
  });

  test('the carry-over limit does not count what expires on the day of the cycle', () => {
    const old = [init('2021-02-10'), ...[1, 2].map(() => buy(80, '2022-01-20'))] as const;
    given(...old, renew('2022-01-10'))
      .leaves({ '2022-02-09': 40 + 110 + 160, '2022-02-10': 270 })
      .when(renew('2022-02-10'))
      .records({ on: '2022-02-10', kind: 'carry-over-cut', connects: -70 }, { kind: 'renewal' });
  });

  test('the carry-over limit cuts again at each missed cycle', () => {
    given(...rich)
      .when(renew('2021-03-10'))
      .records(
        { on: '2021-02-10', kind: 'carry-over-cut', connects: -80 },
        { on: '2021-02-10', kind: 'renewal' },
        { on: '2021-03-10', kind: 'carry-over-cut', connects: -10 },
        { on: '2021-03-10', kind: 'renewal' },
      )
      .leaves({ '2021-03-10': 210 });
  });

  test('the carry-over limit does not limit purchases between two cycles', () => {
    given(...rich, renew('2021-02-10'), buy(80, '2021-02-11')).leaves({ '2021-02-11': 290 });
  });

  test('the carry-over limit does not exist in later editions', () => {
    given(...rich, follow('2022-09', '2021-02-10'))
      .when(renew('2021-02-10'))
      .records({ kind: 'renewal' });
  });

  test('the carry-over limit of 140 in 2019 cuts at a cycle without a grant', () => {
    given(init('2019-06-10', { edition: '2019-05' }), buy(80, '2019-06-11'), buy(60, '2019-06-11'))
      .when(renew('2019-07-10'))
      .records({ kind: 'carry-over-cut', connects: -20 })
      .tells({ cycles: [{ on: '2019-07-10', connects: 0 }] })
      .when(renew('2019-07-10'))
      .records();
  });

  test('the carry-over limit never cuts what has been spent since', () => {
    given(...rich, spend(250, '2021-02-15'))
      .when(renew('2021-02-16'))
      .records({ on: '2021-02-10', kind: 'carry-over-cut', connects: -40 }, { on: '2021-02-10', connects: 10 })
      .warns({ code: 'cut-limited', on: '2021-02-10', surplus: 80, cut: 40 })
      .leaves({ '2021-02-10': 250, '2021-02-15': 0 });
  });

  test('a late carry-over cut takes its full amount when the grant covers what was spent since', () => {
    const steps = [...rich, spend(205, '2021-02-15')];
    given(...steps)
      .when(renew('2021-02-16'))
      .records({ connects: -80 }, { connects: 10 })
      .warns();
    given(...rich, spend(150, '2021-02-15'), spend(65, '2021-03-11'))
      .when(renew('2021-03-12'))
      .records({ on: '2021-02-10', connects: -80 }, { connects: 10 }, { on: '2021-03-10', connects: 10 })
      .warns()
      .leaves({ '2021-03-12': 5 });
  });
});

test('a billing cycle comes first on its day, before the entries of that day', () => {
  const { book } = given(init('2021-01-10'), spend(40, '2021-02-10')).when(renew('2021-02-10'));
  expect(linesOf(book, '2021-02-10').map(({ kind, balance }) => [kind, balance])).toEqual([
    ['signup', 40],
    ['renewal', 50],
    ['other', 10],
  ]);
});

describe('an account that gets other monthly Connects than the rulebook says', () => {
  const set = (key: 'monthly' | 'billing-day', value: string, on: string): Step => ({
    name: 'config set',
    key,
    value,
    on: day(on),
  });

  test('gets none, however many cycles are due', () => {
    given(init('2021-01-10'), set('monthly', 'none', '2021-04-12'))
      .when(renew('2021-04-12'))
      .records();
    given(init('2021-01-10', { balance: 300 }), set('monthly', 'none', '2021-04-12'))
      .when(renew('2021-04-12'))
      .records();
  });

  test('gets what was set, under one label', () => {
    given(init('2021-01-10', { plan: 'plus' }), set('monthly', '30', '2021-02-12'))
      .when(renew('2021-02-12'))
      .records({ kind: 'renewal', connects: 30, label: 'Monthly Connects renewal' });
  });

  test('a change of the setting keeps the renewals that were recorded before', () => {
    const ledger = given(init('2021-01-10'), renew('2021-02-12'), set('monthly', 'none', '2021-02-12'));
    ledger.when(renew('2021-04-12')).records().leaves({ '2021-04-12': 50 });
  });

  test('begins its cycles on the billing day that was set, each of them once', () => {
    const ledger = given(init('2021-01-10'), set('billing-day', '14', '2021-01-12'));
    expect(cyclesOf(ledger, '2021-04-20')).toEqual(['2021-02-14', '2021-03-14', '2021-04-14']);
    const posted = given(init('2021-01-10'), renew('2021-02-12'), set('billing-day', '14', '2021-02-12'));
    expect(cyclesOf(posted, '2021-04-20')).toEqual(['2021-02-10', '2021-03-14', '2021-04-14']);
    expect(next(posted, '2021-04-20')).toBe('2021-05-14');
  });

  test('begins them on the day of an upgrade from then on', () => {
    const ledger = given(init('2021-01-10'), set('billing-day', '14', '2021-01-12'), plan('plus', '2021-03-02'));
    expect(cyclesOf(ledger, '2021-05-20')).toEqual(['2021-02-14', '2021-04-02', '2021-05-02']);
    // What was posted before under the first day is the same cycle.
    const steps = [init('2021-01-10'), renew('2021-03-12'), set('billing-day', '20', '2021-03-12')];
    const posted = given(...steps, plan('plus', '2021-03-12'));
    expect(cyclesOf(posted, '2021-05-20')).toEqual(['2021-02-10', '2021-03-10', '2021-04-12', '2021-05-12']);
    posted.when(renew('2021-03-20')).records();
  });
});

describe('days that an imported page shows', () => {
  const page = rows(applied('2021-04-20', 4, 'Logo'), applied('2021-01-20', 4, 'Shop'));
  const shown = (balance: number): Step => importing(page, { on: day('2021-04-22'), ...upwork(balance, '2021-04-22') });

  test('a cycle that the page does not show is not due once the ledger has agreed with it', () => {
    const agreed = given(init('2021-01-10'), shown(32));
    expect(stateOn(agreed.book, '2021-04-22').reconciled).toEqual({ on: '2021-04-22', connects: 32 });
    agreed.when(renew('2021-04-22')).records();
    agreed.when(renew('2021-05-12')).records({ on: '2021-05-10', kind: 'renewal' });
  });

  test('cycles are due where the page and the ledger disagree', () => {
    const ledger = given(init('2021-01-10'), shown(62));
    expect(cyclesOf(ledger, '2021-04-22')).toEqual(['2021-02-10', '2021-03-10', '2021-04-10']);
  });
});

describe('an account that is older than its edition', () => {
  const [old, now] = [follow('2019-05', '2020-10-10'), follow('2020-12', '2020-12-01')];

  test('an account older than its edition is warned with the editions of its time', () => {
    given()
      .when(init('2020-10-10', { on: '2021-01-10' }))
      .warns({
        code: 'before-edition',
        edition: '2020-12',
        since: '2020-12-01',
        editions: [
          { edition: '2019-05', on: '2020-10-10' },
          { edition: '2020-12', on: '2020-12-01' },
        ],
      });
    given()
      .when(init('2020-12-01', { on: '2021-01-10' }))
      .warns();
    given().when(init('2020-10-10')).warns();
    given()
      .when(init('2019-06-01', { balance: 40, on: '2021-01-01' }))
      .warns();
  });

  test('gets what the editions of its time gave, once it follows them', () => {
    expect(cyclesOf(given(init('2020-10-10')), '2021-01-10')).toHaveLength(3);
    expect(cyclesOf(given(init('2020-10-10'), old, now), '2021-01-10')).toEqual(['2020-12-10', '2021-01-10']);
  });
});
