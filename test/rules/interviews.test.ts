/** The reward for an interview won: ten Connects, at most fifty in any seven days, nothing for an invitation. */
import { describe, test } from 'vitest';
import { EDITIONS } from '../../src/rules/rulebook/editions.ts';
import type { Rulebook } from '../../src/rules/rulebook/rulebook.ts';
import { apply, bring, day, follow, given, init, mark, type Step } from './given.ts';

const on = (n: number): string => `2021-03-${String(n).padStart(2, '0')}`;

/** One proposal for each given day, with an interview on that day of March 2021. */
const interviews = (...days: number[]): Step[] => [
  init('2021-01-01'),
  ...days.map(() => apply(1, '2021-02-01')),
  ...days.map((n, i) => mark(i + 1, 'interview', on(n))),
  apply(1, '2021-02-01', { title: 'The next one' }),
];

const capped = (granted: number, room: string) => ({ code: 'reward-capped', granted, cap: 50, days: 7, room }) as const;

test('an interview rewards ten Connects, for a year', () => {
  given(...interviews())
    .when(mark(1, 'interview', on(1)))
    .records({
      on: on(1),
      kind: 'interview',
      label: 'Interview won',
      connects: 10,
      proposal: 1,
      title: 'The next one',
      expiresOn: '2022-03-01',
      edition: '2020-12',
      forced: false,
    })
    .warns()
    .because({ code: 'rewarded', connects: 10, soFar: 10, cap: 50 })
    .proposal(1, { status: 'interview', earned: 10 })
    .leaves({ '2021-02-28': 39, '2021-03-01': 49 });
});

test('no outcome but an interview gives a reward', () => {
  for (const outcome of ['viewed', 'replied', 'hired', 'declined'] as const) {
    given(...interviews())
      .when(mark(1, outcome, on(1)))
      .records();
  }
});

describe('at most fifty in seven days', () => {
  test('the fifth interview in seven days still gets ten Connects', () => {
    given(...interviews(1, 2, 3, 4))
      .when(mark(5, 'interview', on(7)))
      .records({ connects: 10 })
      .warns()
      .because({ code: 'rewarded', connects: 10, soFar: 50, cap: 50 });
  });

  test('the sixth interview in seven days gets nothing, and a warning names the first day with room', () => {
    given(...interviews(1, 2, 3, 4, 5))
      .when(mark(6, 'interview', on(7)))
      .records()
      .warns(capped(0, on(8)))
      .because()
      .proposal(6, { status: 'interview', earned: 0 });
  });

  test('an interview eight days ago no longer counts towards the cap', () => {
    given(...interviews(1, 2, 3, 4, 5))
      .when(mark(6, 'interview', on(8)))
      .records({ connects: 10 })
      .warns();
  });

  test('an interview with room for less than ten gets what is left under the cap', () => {
    given(init('2021-01-01'), ...[1, 2, 3].map(() => apply(1, '2021-02-01')))
      .when(mark(1, 'interview', on(1), { reward: 45 }))
      .records({ connects: 45 })
      .warns({ code: 'amount-differs', published: 10, given: 45, edition: '2020-12' })
      .when(mark(2, 'interview', on(3)))
      .records({ connects: 5 })
      .warns(capped(5, on(8)))
      .because({ code: 'rewarded', connects: 5, soFar: 50, cap: 50 });
  });

  test('a back-dated reward counts the interviews before and after it', () => {
    given(...interviews(4, 5, 9, 9, 10))
      .when(mark(6, 'interview', on(7)))
      .records()
      .warns(capped(0, on(11)));
  });

  test('a back-dated reward counts only interviews up to six days before or after it', () => {
    given(...interviews(1, 1, 1, 1, 1, 15, 15, 15, 15, 15))
      .when(mark(11, 'interview', on(8)))
      .records({ connects: 10 })
      .warns();
  });

  test('the first day with room is searched beyond all recorded interviews', () => {
    given(...interviews(1, 1, 1, 1, 1, 9, 9, 9, 9, 9))
      .when(mark(11, 'interview', on(2)))
      .records()
      .warns(capped(0, on(16)));
  });

  test('a reward that Upwork gave beyond the cap can be recorded with force', () => {
    given(...interviews(1, 2, 3, 4, 5))
      .when(mark(6, 'interview', on(6), { reward: 10, force: true }))
      .records({ connects: 10, forced: true })
      .warns({ code: 'forced', rule: 'reward-capped', edition: '2020-12' });
  });

  test('force without an amount does not lift the cap on rewards', () => {
    given(...interviews(1, 2, 3, 4, 5))
      .when(mark(6, 'interview', on(6), { force: true }))
      .records()
      .warns(capped(0, on(8)));
  });

  test('an undone reward makes room under the cap', () => {
    given(...interviews(1, 2, 3, 4), mark(5, 'interview', on(5)), { name: 'undo' }, apply(1, on(5)))
      .when(mark(5, 'interview', on(6)))
      .records({ connects: 10 });
  });
});

describe('an invitation', () => {
  const invited = given(init('2021-01-01'), apply(null, '2021-02-01', { invited: true }));

  test('an interview for an invitation gets no reward', () => {
    invited
      .when(mark(1, 'interview', on(1)))
      .records()
      .warns({ code: 'invitation-no-reward' })
      .because()
      .proposal(1, { status: 'interview', earned: 0 });
  });

  test('an interview for an invitation can record a reward that Upwork gave', () => {
    invited.when(mark(1, 'interview', on(1), { reward: 10 })).records({ connects: 10 });
  });
});

describe('editions that publish no amount', () => {
  test.each(['2022-09', '2023-06', '2024-02', '2026'])(
    'under %s an interview is recorded without a reward',
    (edition) => {
      const ledger = given(init('2021-01-01'), apply(1, '2021-02-01'), follow(edition, '2021-02-02'));
      ledger
        .when(mark(1, 'interview', on(1)))
        .records()
        .warns({ code: 'reward-unpublished', edition, what: 'interview' })
        .proposal(1, { status: 'interview' });
      ledger
        .when(mark(1, 'interview', on(1), { reward: 60 }))
        .records({ connects: 60, edition })
        .warns()
        .because({ code: 'rewarded', connects: 60, soFar: 60, cap: null });
    },
  );

  test('under 2019-05 an interview gets no reward and no warning', () => {
    given(init('2019-06-01', { edition: '2019-05' }), apply(1, '2019-06-02'))
      .when(mark(1, 'interview', '2019-06-03'))
      .records()
      .warns()
      .because();
  });
});

describe("a user's own window", () => {
  const own = (interview: Partial<Rulebook['interview']>): Step[] => {
    const [, base] = EDITIONS;
    if (!base) throw new Error('no edition');
    const rulebook = { ...base, id: 'mine', since: day('2021-01-01'), interview: { ...base.interview, ...interview } };
    return [init('2021-01-01'), bring(rulebook, '2021-01-02'), follow('mine', '2021-01-02')];
  };

  test('a cap over thirty days counts the rewards of thirty days', () => {
    given(
      ...own({ days: 30 }),
      ...[1, 2, 3, 4, 5, 6, 7].map(() => apply(1, '2021-02-01')),
      ...[1, 1, 1, 1, 20].map((n, i) => mark(i + 1, 'interview', on(n))),
    )
      .when(mark(6, 'interview', on(30)))
      .records()
      .warns({ code: 'reward-capped', granted: 0, cap: 50, days: 30, room: on(31) });
  });

  test('a cap of 0 allows a reward that Upwork gave', () => {
    given(...own({ connects: 0, cap: 0 }), apply(1, '2021-02-01'))
      .when(mark(1, 'interview', on(1), { reward: 10 }))
      .records({ connects: 10 })
      .warns({ code: 'amount-differs', published: 0, given: 10, edition: 'mine' });
  });

  test("a user's own rulebook may reward invitations", () => {
    given(...own({ invitations: true }), apply(null, '2021-02-01', { invited: true }))
      .when(mark(1, 'interview', on(1)))
      .records({ connects: 10 });
  });
});
