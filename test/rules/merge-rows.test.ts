/** Rows of Upwork's pages in a merge: what both copies have of one row counts once. Long, as it is a table of cases. */
import { test } from 'vitest';
import { apply, edit, init, mark, spend, voidOf } from './given.ts';
import { expectMerge, type MergeCase } from './merge-sides.ts';
import { applied, importing, page, rows, shown } from './pages.ts';

const opened = init('2021-01-04');
const badge = (on: string, connects: number) => ({ on, label: 'Availability Badge', connects });
const won = (on: string, title: string) => ({ on, label: 'Interview won', connects: 10, title });
const sent = (count: number) => Array.from({ length: count }, () => apply(1, '2021-01-05'));

const CASES: Readonly<Record<string, MergeCase>> = {
  'one page, imported on both': {
    given: [opened],
    mine: [importing(rows(applied('2021-03-02', 4, 'Logo'), badge('2021-03-01', -2)))],
    theirs: [importing(rows(applied('2021-03-02', 4, 'Logo'), badge('2021-03-01', -2)))],
    conflicts: [{ code: 'imported-twice', rows: 2, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'pages that share a row': {
    given: [opened],
    mine: [importing(rows(applied('2021-03-02', 4, 'Logo'), applied('2021-03-01', 2, 'Map')))],
    theirs: [importing(rows(applied('2021-03-03', 1, 'Zine'), applied('2021-03-02', 4, 'Logo')))],
    conflicts: [{ code: 'imported-twice', rows: 1, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'a badge that grew during its day': {
    given: [opened],
    mine: [importing(rows(badge('2021-03-01', -2)))],
    theirs: [importing(rows(badge('2021-03-01', -6)))],
    conflicts: [{ code: 'imported-twice', rows: 1, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'badges of two days': {
    given: [opened],
    mine: [importing(rows(badge('2021-03-01', -2)))],
    theirs: [importing(rows(badge('2021-03-02', -2)))],
  },
  'a badge, typed here and imported there': {
    given: [opened],
    mine: [spend(1, '2021-03-01', 'availability-badge')],
    theirs: [importing(rows(badge('2021-03-01', -2)))],
    conflicts: [{ code: 'imported-and-typed', rows: 1, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  "one id of Upwork's under two titles": {
    given: [opened],
    mine: [importing(rows(applied('2021-03-02', 4, 'Logo', { upworkId: '1' })))],
    theirs: [importing(rows(applied('2021-03-02', 4, 'Icon', { upworkId: '1' })))],
    conflicts: [{ code: 'imported-twice', rows: 1, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  "two ids of Upwork's under one title": {
    given: [opened],
    mine: [importing(rows(applied('2021-03-02', 4, 'Logo', { upworkId: '1' })))],
    theirs: [importing(rows(applied('2021-03-02', 4, 'Logo', { upworkId: '2' })))],
  },
  'one row, with an id on one copy alone': {
    given: [opened],
    mine: [importing(rows(applied('2021-03-02', 4, 'Logo', { upworkId: '1' })))],
    theirs: [importing(rows(applied('2021-03-02', 4, 'Logo')))],
    conflicts: [{ code: 'imported-twice', rows: 1, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'rows of two amounts': {
    given: [opened],
    mine: [importing(rows(applied('2021-03-02', 4, 'Logo')))],
    theirs: [importing(rows(applied('2021-03-02', 5, 'Logo')))],
  },
  'rows of two days': {
    given: [opened],
    mine: [importing(rows(applied('2021-03-02', 4, 'Logo')))],
    theirs: [importing(rows(applied('2021-03-03', 4, 'Logo')))],
  },
  'a page that confirmed on both what both had': {
    given: [opened, apply(4, '2021-03-02', { title: 'Logo' })],
    mine: [importing(rows(applied('2021-03-02', 4, 'Logo', { upworkId: '1' })))],
    theirs: [importing(rows(applied('2021-03-02', 4, 'Logo', { upworkId: '1' })))],
  },
  'a row that confirmed a typed entry here, and was new there': {
    given: [opened],
    mine: [
      apply(4, '2021-03-02', { title: 'Logo' }),
      importing(rows(applied('2021-03-02', 4, 'Logo', { upworkId: '1' }))),
    ],
    theirs: [importing(rows(applied('2021-03-02', 4, 'Logo')))],
    conflicts: [{ code: 'imported-twice', rows: 1, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1', 'mine 2']],
  },
  'an entry typed the day before it was imported there': {
    given: [opened],
    mine: [apply(4, '2021-03-01', { title: 'logo' })],
    theirs: [importing(rows(applied('2021-03-02', 4, 'Logo')))],
    conflicts: [{ code: 'imported-and-typed', rows: 1, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  "an entry typed with the job's link": {
    given: [opened],
    mine: [apply(4, '2021-03-02', { key: '~0123' })],
    theirs: [importing(rows(applied('2021-03-02', 4, 'Map', { jobKey: '~0123' })))],
    conflicts: [{ code: 'job-twice', key: '0123', mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'two entries typed, two others imported': {
    given: [opened],
    mine: [apply(4, '2021-03-02', { title: 'Logo' }), apply(3, '2021-03-02', { title: 'Icon' })],
    theirs: [importing(rows(applied('2021-03-02', 3, 'Icon'), applied('2021-03-02', 5, 'Map')))],
    conflicts: [{ code: 'imported-and-typed', rows: 1, mine: ['mine 2'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 2']],
  },
  'an entry typed on both, and imported by nobody': {
    given: [opened],
    mine: [apply(4, '2021-03-02', { title: 'Logo' })],
    theirs: [apply(4, '2021-03-02', { title: 'Logo' })],
  },
  "one proposal of Upwork's list under two titles": {
    given: [opened],
    mine: [page([shown('Zine', '2021-03-02', { upworkId: '7' })])],
    theirs: [page([shown('Magazine', '2021-03-02', { upworkId: '7' })])],
    conflicts: [{ code: 'imported-twice', page: 'proposals', rows: 1, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  "two proposals of Upwork's list under one title": {
    given: [opened],
    mine: [page([shown('Zine', '2021-03-02', { upworkId: '7' })])],
    theirs: [page([shown('Zine', '2021-03-02', { upworkId: '8' })])],
  },
  'one proposal, saved here and copied as text there': {
    given: [opened],
    mine: [page([shown('Zine', '2021-03-02', { upworkId: '7' })])],
    theirs: [page([shown('zine', '2021-03-02'), shown('Map', '2021-03-02')])],
    conflicts: [{ code: 'imported-twice', page: 'proposals', rows: 1, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  "proposals of two days in Upwork's list": {
    given: [opened],
    mine: [page([shown('Zine', '2021-03-02')])],
    theirs: [page([shown('Zine', '2021-03-03')])],
  },
  'a proposal typed here, and in the list there': {
    given: [opened],
    mine: [apply(4, '2021-03-02', { title: 'Zine' })],
    theirs: [page([shown('Zine', '2021-03-02')])],
  },
  'a list that showed on both what both had': {
    given: [opened, page([shown('Zine', '2021-03-02')])],
    mine: [page([shown('Zine', '2021-03-02', { outcome: 'viewed' })])],
    theirs: [page([shown('Zine', '2021-03-02', { outcome: 'viewed' })])],
    lost: [['theirs 1'], ['theirs 1']],
  },
  'two entries alike but for their titles, one of them imported there': {
    given: [opened],
    mine: [apply(4, '2021-03-02', { title: 'Logo' }), apply(4, '2021-03-02', { title: 'Icon' })],
    theirs: [importing(rows(applied('2021-03-02', 4, 'Icon')))],
    conflicts: [{ code: 'imported-and-typed', rows: 1, mine: ['mine 2'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 2']],
  },
  'three interviews of one day typed there, one of them imported here': {
    given: [opened, ...sent(3)],
    mine: [importing(rows(won('2021-01-12', 'Zine')))],
    theirs: [1, 2, 3].map((n) => mark(n, 'interview', '2021-01-12')),
    conflicts: [{ code: 'imported-and-typed', rows: 1, mine: ['mine 1'], theirs: ['theirs 3'] }],
    lost: [['theirs 3'], ['mine 1']],
  },
  'one row on both, and two entries alike typed here': {
    given: [opened],
    mine: [
      apply(4, '2021-03-02', { title: 'Logo' }),
      apply(4, '2021-03-02', { title: 'Icon' }),
      importing(rows(applied('2021-03-02', 4, 'Icon'))),
    ],
    theirs: [importing(rows(applied('2021-03-02', 4, 'Icon')))],
    conflicts: [{ code: 'imported-twice', rows: 1, mine: ['mine 2'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 2', 'mine 3']],
  },
  'two equal rows here, one of them there': {
    given: [opened],
    mine: [importing(rows(applied('2021-03-02', 4, 'Logo'), applied('2021-03-02', 4, 'Logo')))],
    theirs: [importing(rows(applied('2021-03-02', 4, 'Logo')))],
    conflicts: [{ code: 'imported-twice', rows: 1, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'one page here that came as two pages there': {
    given: [opened],
    mine: [importing(rows(applied('2021-03-02', 4, 'Logo'), applied('2021-03-01', 2, 'Map')))],
    theirs: [importing(rows(applied('2021-03-01', 2, 'Map'))), importing(rows(applied('2021-03-02', 4, 'Logo')))],
    conflicts: [{ code: 'imported-twice', rows: 2, mine: ['mine 1'], theirs: ['theirs 2', 'theirs 1'] }],
    lost: [['theirs 2', 'theirs 1'], ['mine 1']],
  },
  'an entry typed as it was imported there, and corrected here': {
    given: [opened],
    mine: [apply(5, '2021-03-02', { title: 'Logo' }), edit(2, { cost: 4 })],
    theirs: [importing(rows(applied('2021-03-02', 5, 'Logo')))],
    conflicts: [{ code: 'imported-and-typed', rows: 1, mine: ['mine 2'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 2', 'mine 1']],
  },
  'an entry voided here and imported there': {
    given: [opened],
    mine: [apply(4, '2021-03-02', { title: 'Logo' }), voidOf(3)],
    theirs: [importing(rows(applied('2021-03-02', 4, 'Logo')))],
  },
  'an entry in other words days before a row': {
    given: [opened],
    mine: [apply(4, '2021-02-26', { title: 'my own words' })],
    theirs: [importing(rows(applied('2021-03-02', 4, 'Logo')))],
  },
  'two entries of one amount and day, and two rows in other words': {
    given: [opened],
    mine: [apply(4, '2021-03-02', { title: 'one' }), apply(4, '2021-03-02', { title: 'two' })],
    theirs: [importing(rows(applied('2021-03-02', 4, 'Logo'), applied('2021-03-02', 4, 'Map')))],
    conflicts: [{ code: 'imported-and-typed', rows: 2, mine: ['mine 2', 'mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 2', 'mine 1']],
  },
  'pages of one instant, two there and one here': {
    given: [opened],
    atOnce: true,
    mine: [importing(rows(applied('2021-03-02', 4, 'Logo'), applied('2021-03-01', 2, 'Map')))],
    theirs: [importing(rows(applied('2021-03-02', 4, 'Logo'))), importing(rows(applied('2021-03-01', 2, 'Map')))],
    conflicts: [{ code: 'imported-twice', rows: 2, mine: ['mine 1'], theirs: ['theirs 2', 'theirs 1'] }],
    lost: [['theirs 2', 'theirs 1'], ['mine 1']],
  },
};

test.each(Object.entries(CASES))('a merge judges rows of pages: %s', (_, each) => {
  expectMerge(each);
});
