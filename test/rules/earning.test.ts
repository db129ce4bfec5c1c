/** Free Connects: some have a published amount, some are given only once. */
import { describe, test } from 'vitest';
import { EDITIONS } from '../../src/rules/rulebook/editions.ts';
import { bring, day, earn, follow, given, init } from './given.ts';

const joined = init('2021-01-01');

describe('joining', () => {
  test('joining grants 40 Connects on the joining day, for a year', () => {
    given()
      .when(init('2021-01-01', { on: '2021-05-01' }))
      .records({
        on: '2021-01-01',
        kind: 'signup',
        label: 'Sign-up grant',
        connects: 40,
        expiresOn: '2022-01-01',
        edition: '2020-12',
      })
      .warns()
      .leaves({ '2020-12-31': 0, '2021-01-01': 40, '2021-12-31': 40, '2022-01-01': 0 });
  });

  test('joining grants what the edition says: 20 in 2019, 50 today', () => {
    given()
      .when(init('2019-06-01', { edition: '2019-05' }))
      .records({ connects: 20 });
    given()
      .when(init('2026-01-01', { edition: '2026' }))
      .records({ connects: 50 });
  });

  test('joining grants nothing when the edition publishes no amount, and a warning says so', () => {
    given()
      .when(init('2024-03-01', { edition: '2024-02' }))
      .records()
      .warns({ code: 'reward-unpublished', edition: '2024-02', what: 'signup' })
      .when(earn('signup', '2024-03-02', { amount: 30 }))
      .records({ kind: 'signup', connects: 30 });
  });

  test('joining is rewarded once', () => {
    given(joined)
      .when(earn('signup', '2021-02-01'))
      .isRefused({ code: 'already-claimed', what: 'signup', on: '2021-01-01' });
  });

  test('an account opened with a balance starts with that balance today, without the sign-up grant', () => {
    given()
      .when(init('2019-06-01', { on: '2021-05-01', balance: 75 }))
      .records({
        on: '2021-05-01',
        kind: 'opening',
        label: 'Opening balance',
        connects: 75,
        expiresOn: '2022-05-01',
      })
      .leaves({ '2021-04-30': 0, '2021-05-01': 75, '2022-05-01': 0 });
  });

  test('an account opened with a balance of 0 starts with 0', () => {
    given()
      .when(init('2019-06-01', { on: '2021-05-01', balance: 0 }))
      .records()
      .leaves({ '2021-05-01': 0 });
  });

  test('an opening balance can expire on a day that the user gives', () => {
    given()
      .when(init('2021-05-01', { balance: 75, expiresOn: day('2021-08-01') }))
      .records({ expiresOn: '2021-08-01' })
      .leaves({ '2021-07-31': 75, '2021-08-01': 0 });
  });

  test('an opening balance that has already expired is refused', () => {
    for (const expiresOn of ['2021-05-01', '2020-05-01']) {
      given()
        .when(init('2021-05-01', { balance: 75, expiresOn: day(expiresOn) }))
        .isRefused({ code: 'invalid-day', given: expiresOn, before: 'opening', first: '2021-05-02' });
    }
  });

  test('an account is opened only once', () => {
    given(joined).when(init('2021-03-01')).isRefused({ code: 'already-open', joined: '2021-01-01' });
    given(joined).when(init('2020-03-01')).isRefused({ code: 'already-open', joined: '2021-01-01' });
  });

  test('opening an account under an unknown edition is refused', () => {
    given()
      .when(init('2021-01-01', { edition: '2021-13' }))
      .isRefused({ code: 'unknown-edition', given: '2021-13', known: EDITIONS.map(({ id }) => id) });
  });
});

describe('the Readiness Test', () => {
  test('the Readiness Test grants 40 Connects', () => {
    given(joined)
      .when(earn('readiness-test', '2021-01-10'))
      .records({
        kind: 'readiness-test',
        label: 'Upwork Readiness Test passed',
        connects: 40,
        expiresOn: '2022-01-10',
      })
      .leaves({ '2021-01-10': 80 });
  });

  test('the Readiness Test is rewarded once, whichever day it is recorded for', () => {
    const passed = given(joined, earn('readiness-test', '2021-02-10'));
    for (const on of ['2021-02-10', '2021-03-01', '2021-01-15']) {
      passed
        .when(earn('readiness-test', on))
        .isRefused({ code: 'already-claimed', what: 'readiness-test', title: null, on: '2021-02-10' });
    }
  });

  test('a second reward for the Readiness Test can be forced when Upwork gave it', () => {
    given(joined, earn('readiness-test', '2021-02-10'))
      .when(earn('readiness-test', '2021-03-10', { force: true }))
      .records({ connects: 40, forced: true })
      .warns({ code: 'forced', rule: 'already-claimed', edition: '2020-12' });
  });

  test('the Readiness Test can be rewarded again after its reward is undone', () => {
    given(joined, earn('readiness-test', '2021-02-10'), { name: 'undo' })
      .when(earn('readiness-test', '2021-03-10'))
      .records({ connects: 40, forced: false });
  });

  test('the Readiness Test needs a typed amount in editions that publish none', () => {
    const later = given(joined, follow('2022-09', '2022-09-19'));
    later
      .when(earn('readiness-test', '2022-10-01'))
      .isRefused({ code: 'amount-required', what: 'readiness-test', edition: '2022-09' });
    later
      .when(earn('readiness-test', '2022-10-01', { amount: 40 }))
      .records({ connects: 40 })
      .warns();
  });
});

test('an earned amount that differs from the published one is recorded as typed, with a warning', () => {
  given(joined)
    .when(earn('readiness-test', '2021-01-10', { amount: 20 }))
    .records({ connects: 20, forced: false })
    .warns({ code: 'amount-differs', published: 40, given: 20, edition: '2020-12' });
});

describe('a Skill Certification', () => {
  const certified = earn('certification', '2021-02-01', { title: 'JavaScript', amount: 15 });

  test('a Skill Certification grants the amount that was typed', () => {
    given(joined)
      .when(certified)
      .records({ kind: 'certification', label: 'Skill Certification', title: 'JavaScript', connects: 15 });
    given(joined)
      .when(earn('certification', '2021-02-01', { title: 'JavaScript' }))
      .isRefused({ code: 'amount-required', what: 'certification', title: 'JavaScript', edition: '2020-12' });
  });

  test('a Skill Certification is rewarded once by its name, in any spelling of that name', () => {
    given(joined, certified)
      .when(earn('certification', '2021-03-01', { title: ' javascript ', amount: 15 }))
      .isRefused({ code: 'already-claimed', what: 'certification', on: '2021-02-01' });
  });

  test('a certification of another name, or a badge of the same name, is rewarded separately', () => {
    given(joined, certified)
      .when(earn('certification', '2021-03-01', { title: 'Java', amount: 15 }))
      .records({});
    given(joined, certified)
      .when(earn('badge', '2021-03-01', { title: 'JavaScript', amount: 15 }))
      .records({});
  });
});

describe('a badge', () => {
  test('a Rising Talent badge grants 30 Connects', () => {
    given(joined)
      .when(earn('badge', '2021-02-01', { title: 'Rising Talent' }))
      .records({ kind: 'badge', label: 'Rising Talent Achievement', title: 'Rising Talent', connects: 30 });
  });

  test('a badge is recognized in any spelling and rewarded once', () => {
    given(joined, earn('badge', '2021-02-01', { title: 'rising talent' }))
      .leaves({ '2021-02-01': 70 })
      .when(earn('badge', '2021-03-01', { title: 'Rising Talent ' }))
      .isRefused({ code: 'already-claimed', what: 'badge', on: '2021-02-01' });
  });

  test('a badge without a published amount needs a typed amount', () => {
    given(joined)
      .when(earn('badge', '2021-02-01', { title: 'Top Rated' }))
      .isRefused({ code: 'amount-required', what: 'badge', title: 'Top Rated' });
    given(init('2026-01-01', { edition: '2026' }))
      .when(earn('badge', '2026-02-01', { title: 'Top Rated' }))
      .records({ connects: 30 });
  });

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'a badge called %s is a badge like any other',
    (title) => {
      given(joined)
        .when(earn('badge', '2021-02-01', { title }))
        .isRefused({ code: 'amount-required', title });
      given(joined, earn('badge', '2021-02-01', { title, amount: 5 }))
        .leaves({ '2021-02-01': 45 })
        .when(earn('badge', '2021-02-02', { title, amount: 5 }))
        .isRefused({ code: 'already-claimed' });
    },
  );
});

describe('rewards that have no published amount and may be repeated', () => {
  test.each([
    ['survey', 'Survey completed'],
    ['promotion', 'Promotion'],
    ['task', 'Earned Connects by completing task'],
    ['other', 'Other Connects'],
  ] as const)('a %s grants the amount that was typed', (source, label) => {
    given(joined)
      .when(earn(source, '2021-02-01', { amount: 5, title: 'Spring', note: 'by mail' }))
      .records({ kind: source, label, connects: 5, title: 'Spring', note: 'by mail', expiresOn: '2022-02-01' })
      .when(earn(source, '2021-02-01', { amount: 5, title: 'Spring' }))
      .records({ connects: 5 })
      .leaves({ '2021-02-01': 50 });
    given(joined).when(earn(source, '2021-02-01')).isRefused({ code: 'amount-required', what: source });
  });
});

test("a user's own rulebook has its own badges and amounts", () => {
  const [, base] = EDITIONS;
  if (!base) throw new Error('no edition');
  const mine = {
    ...base,
    id: 'mine',
    since: day('2021-01-01'),
    badges: { connects: { 'Early Bird': 12 }, source: 'mine' },
    survey: { connects: 3, source: 'mine' },
  };
  const ledger = given(joined, bring(mine, '2021-01-02'), follow('mine', '2021-01-03'));
  ledger.when(earn('badge', '2021-02-01', { title: 'early bird' })).records({ connects: 12, edition: 'mine' });
  ledger.when(earn('badge', '2021-02-01', { title: 'Rising Talent' })).isRefused({ code: 'amount-required' });
  ledger.when(earn('survey', '2021-02-01')).records({ connects: 3 });
});
