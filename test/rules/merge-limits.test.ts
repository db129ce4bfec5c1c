/** Limits of sums in a merge: rewards above their cap, days below zero, refunds above what was spent. Long, as it is a table of cases. */
import { test } from 'vitest';
import { adCredits, apply, buy, init, mark, spend } from './given.ts';
import { expectMerge, type MergeCase } from './merge-sides.ts';
import { importing, rows } from './pages.ts';

const opened = init('2021-01-04');
const own = apply(4, '2021-01-10', { title: 'Own' });
const funded = init('2026-02-01', { edition: '2026', balance: 100 });
const badge = (on: string, connects: number) => ({ on, label: 'Availability Badge', connects });
const won = (on: string, title: string) => ({ on, label: 'Interview won', connects: 10, title });
const entitled = (count: number) =>
  Array.from({ length: count }, (_, i) => apply(1, '2021-01-05', { title: `Job ${i + 1}` }));
const sent = (count: number) => Array.from({ length: count }, () => apply(1, '2021-01-05'));

const CASES: Readonly<Record<string, MergeCase>> = {
  'rewards that come exactly to the cap': {
    given: [opened, ...sent(5)],
    mine: [1, 2].map((n) => mark(n, 'interview', '2021-01-11')),
    theirs: [3, 4, 5].map((n) => mark(n, 'interview', '2021-01-12')),
  },
  'rewards over the cap of seven days': {
    given: [opened, ...sent(6)],
    mine: [1, 2, 3].map((n) => mark(n, 'interview', '2021-01-11')),
    theirs: [4, 5, 6].map((n) => mark(n, 'interview', '2021-01-17')),
    conflicts: [
      {
        code: 'rewards-over-cap',
        from: '2021-01-11',
        until: '2021-01-17',
        connects: 60,
        cap: 50,
        mine: ['mine 3', 'mine 2', 'mine 1'],
        theirs: ['theirs 3', 'theirs 2', 'theirs 1'],
      },
    ],
    lost: [['theirs 3'], ['mine 3']],
  },
  'rewards over the cap, but of eight days': {
    given: [opened, ...sent(6)],
    mine: [1, 2, 3].map((n) => mark(n, 'interview', '2021-01-11')),
    theirs: [4, 5, 6].map((n) => mark(n, 'interview', '2021-01-18')),
  },
  'rewards over the cap, of which one copy forced its own': {
    given: [opened, ...sent(6)],
    mine: [1, 2, 3].map((n) => mark(n, 'interview', '2021-01-11', { reward: 20, force: true })),
    theirs: [4, 5, 6].map((n) => mark(n, 'interview', '2021-01-12')),
    conflicts: [
      {
        code: 'rewards-over-cap',
        from: '2021-01-06',
        until: '2021-01-12',
        connects: 90,
        cap: 50,
        mine: ['mine 2', 'mine 1'],
        theirs: ['theirs 3', 'theirs 2', 'theirs 1'],
      },
    ],
    lost: [
      ['theirs 3', 'theirs 2', 'theirs 1'],
      ['mine 2', 'mine 1'],
    ],
  },
  'rewards over the cap, with one forced in between': {
    given: [opened, ...sent(6)],
    mine: [mark(1, 'interview', '2021-01-11', { reward: 30, force: true }), mark(2, 'interview', '2021-01-11')],
    theirs: [4, 5].map((n) => mark(n, 'interview', '2021-01-12')),
    conflicts: [
      {
        code: 'rewards-over-cap',
        from: '2021-01-06',
        until: '2021-01-12',
        connects: 60,
        cap: 50,
        mine: ['mine 2', 'mine 1'],
        theirs: ['theirs 2', 'theirs 1'],
      },
    ],
    lost: [['theirs 2'], ['mine 2']],
  },
  'rewards over the cap in two weeks': {
    given: [opened, ...sent(12)],
    mine: [1, 2, 3, 7, 8, 9].map((n) => mark(n, 'interview', n < 7 ? '2021-01-11' : '2021-02-11')),
    theirs: [4, 5, 6, 10, 11, 12].map((n) => mark(n, 'interview', n < 7 ? '2021-01-12' : '2021-02-12')),
    conflicts: [
      {
        code: 'rewards-over-cap',
        from: '2021-01-06',
        until: '2021-01-12',
        connects: 60,
        cap: 50,
        mine: ['mine 3', 'mine 2', 'mine 1'],
        theirs: ['theirs 3', 'theirs 2', 'theirs 1'],
      },
    ],
    lost: [
      ['theirs 3', 'theirs 6'],
      ['mine 3', 'mine 6'],
    ],
  },
  'spendings above the balance of their days': {
    given: [opened, own],
    mine: [spend(30, '2021-01-20')],
    theirs: [spend(20, '2021-01-21')],
    conflicts: [{ code: 'negative-day', on: '2021-01-21', missing: 14, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'spendings of exactly the balance': {
    given: [opened],
    mine: [spend(30, '2021-01-10')],
    theirs: [spend(10, '2021-01-10')],
  },
  'spendings above the balance of a day, with income later': {
    given: [opened],
    mine: [spend(30, '2021-01-10')],
    theirs: [spend(25, '2021-01-10'), buy(40, '2021-02-01'), apply(4, '2021-02-02'), apply(1, '2021-01-09')],
    conflicts: [
      { code: 'negative-day', on: '2021-01-10', missing: 16, mine: ['mine 1'], theirs: ['theirs 1', 'theirs 4'] },
    ],
    lost: [['theirs 1'], ['mine 1']],
  },
  'a spending of what the other undid': {
    given: [opened, buy(40, '2021-01-10')],
    undone: { theirs: 2 },
    mine: [spend(70, '2021-01-20')],
    theirs: [],
    conflicts: [{ code: 'negative-day', on: '2021-01-20', missing: 30, mine: ['mine 1'], theirs: ['common 2'] }],
    lost: [['common 2'], ['mine 1']],
  },
  'ad credits spent twice': {
    given: [funded, adCredits(10, '2026-02-01', '2026-03-03')],
    mine: [apply(8, '2026-02-05', { boost: 8, credits: 8 })],
    theirs: [apply(8, '2026-02-06', { boost: 7, credits: 7 })],
    conflicts: [
      {
        code: 'negative-day',
        on: '2026-02-06',
        missing: 5,
        purse: 'ad-credits',
        mine: ['mine 1'],
        theirs: ['theirs 1'],
      },
    ],
    lost: [['theirs 1'], ['mine 1']],
  },
  'ad credits that the other undid': {
    given: [funded, adCredits(10, '2026-02-01', '2026-03-03')],
    undone: { theirs: 2 },
    mine: [apply(8, '2026-02-05', { boost: 8, credits: 8 })],
    theirs: [spend(1, '2026-02-05')],
    conflicts: [
      {
        code: 'negative-day',
        on: '2026-02-05',
        missing: 8,
        purse: 'ad-credits',
        mine: ['mine 1'],
        theirs: ['common 2'],
      },
    ],
    lost: [['common 2'], ['mine 1']],
  },
  'two boosts, of which one came back twice': {
    given: [opened, apply(4, '2021-01-10', { boost: 10 }), apply(4, '2021-01-10', { boost: 5 })],
    mine: [mark(1, 'outbid', '2021-01-12'), mark(2, 'outbid', '2021-01-12')],
    theirs: [mark(1, 'cancelled', '2021-01-13')],
    conflicts: [
      { code: 'refunded-twice', proposal: 1, spent: 14, refunded: 24, mine: ['mine 1'], theirs: ['theirs 1'] },
    ],
    lost: [['theirs 1'], ['mine 1']],
  },
  "rewards over the cap, where one copy's were Upwork's own": {
    given: [opened, ...entitled(6)],
    mine: [importing(rows(...[3, 2, 1].map((n) => won('2021-01-11', `Job ${n}`))))],
    theirs: [4, 5, 6].map((n) => mark(n, 'interview', '2021-01-12')),
  },
  'rewards over the cap, and one before those seven days': {
    given: [opened, ...sent(7)],
    mine: [mark(7, 'interview', '2021-01-05'), ...[1, 2, 3].map((n) => mark(n, 'interview', '2021-01-12'))],
    theirs: [4, 5, 6].map((n) => mark(n, 'interview', '2021-01-17')),
    conflicts: [
      {
        code: 'rewards-over-cap',
        from: '2021-01-11',
        until: '2021-01-17',
        connects: 60,
        cap: 50,
        mine: ['mine 4', 'mine 3', 'mine 2'],
        theirs: ['theirs 3', 'theirs 2', 'theirs 1'],
      },
    ],
    lost: [['theirs 3'], ['mine 4']],
  },
  'rewards over the cap, and one after those seven days': {
    given: [opened, ...sent(7)],
    mine: [...[1, 2, 3].map((n) => mark(n, 'interview', '2021-01-11')), mark(7, 'interview', '2021-01-30')],
    theirs: [4, 5, 6].map((n) => mark(n, 'interview', '2021-01-12')),
    conflicts: [
      {
        code: 'rewards-over-cap',
        from: '2021-01-06',
        until: '2021-01-12',
        connects: 60,
        cap: 50,
        mine: ['mine 3', 'mine 2', 'mine 1'],
        theirs: ['theirs 3', 'theirs 2', 'theirs 1'],
      },
    ],
    lost: [['theirs 3'], ['mine 3']],
  },
  'spendings above the balance, beside an undone mark': {
    given: [opened, own, mark(1, 'viewed', '2021-01-11')],
    undone: { theirs: 3 },
    mine: [spend(30, '2021-01-20')],
    theirs: [spend(20, '2021-01-21')],
    conflicts: [{ code: 'negative-day', on: '2021-01-21', missing: 14, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'spendings above the balance, the latest of an import first': {
    given: [opened],
    mine: [importing(rows(badge('2021-01-20', -9), badge('2021-01-08', -9))), spend(9, '2021-01-15')],
    theirs: [spend(20, '2021-01-21')],
    conflicts: [
      { code: 'negative-day', on: '2021-01-21', missing: 7, mine: ['mine 1', 'mine 2'], theirs: ['theirs 1'] },
    ],
    lost: [['theirs 1'], ['mine 1']],
  },
  'ad credits spent twice, beside a boost of Connects': {
    given: [funded, adCredits(10, '2026-02-01', '2026-03-03')],
    mine: [apply(8, '2026-02-05', { boost: 8, credits: 8 })],
    theirs: [apply(8, '2026-02-06', { boost: 7, credits: 7 }), apply(8, '2026-02-06', { boost: 7 })],
    conflicts: [
      {
        code: 'negative-day',
        on: '2026-02-06',
        missing: 5,
        purse: 'ad-credits',
        mine: ['mine 1'],
        theirs: ['theirs 1'],
      },
    ],
    lost: [['theirs 1'], ['mine 1']],
  },
  'one page on both, and spendings above the balance': {
    given: [opened],
    mine: [importing(rows(badge('2021-01-20', -6))), spend(20, '2021-01-22')],
    theirs: [importing(rows(badge('2021-01-20', -6))), spend(20, '2021-01-21')],
    conflicts: [
      { code: 'imported-twice', rows: 1, mine: ['mine 1'], theirs: ['theirs 1'] },
      {
        code: 'negative-day',
        on: '2021-01-22',
        missing: 12,
        mine: ['mine 2', 'mine 1'],
        theirs: ['theirs 2', 'theirs 1'],
      },
    ],
    lost: [
      ['theirs 1', 'theirs 2'],
      ['mine 1', 'mine 2'],
    ],
  },
};

test.each(Object.entries(CASES))('a merge judges sums of both copies: %s', (_, each) => {
  expectMerge(each);
});
