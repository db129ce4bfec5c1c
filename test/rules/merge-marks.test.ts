/** Outcomes in a merge: what both marked alike is one outcome, what cannot follow is a conflict. Long, as it is a table of cases. */
import { test } from 'vitest';
import type { CommandOf } from '../../src/rules/command/command.ts';
import { apply, edit, init, mark } from './given.ts';
import { expectMerge, type MergeCase } from './merge-sides.ts';
import { importing, page, rows, shown } from './pages.ts';

const opened = init('2021-01-04');
const own = apply(4, '2021-01-10', { title: 'Own' });
const interviewed = (on: string, more: Partial<CommandOf<'mark'>> = {}) => mark(1, 'interview', on, more);
const won = (on: string, title: string) => ({ on, label: 'Interview won', connects: 10, title });
const boosted = apply(4, '2021-01-10', { boost: 10 });
const titled = apply(4, '2021-01-10', { title: 'Own', boost: 10 });

const CASES: Readonly<Record<string, MergeCase>> = {
  'two outcomes that both end a proposal': {
    given: [opened, own],
    mine: [mark(1, 'declined', '2021-01-12')],
    theirs: [mark(1, 'cancelled', '2021-01-13')],
    conflicts: [
      {
        code: 'marked-differently',
        proposal: 1,
        outcomes: { mine: ['declined'], theirs: ['cancelled'] },
        mine: ['mine 1'],
        theirs: ['theirs 1'],
      },
    ],
    lost: [['theirs 1'], ['mine 1']],
  },
  'one interview with two rewards': {
    given: [opened, own],
    mine: [interviewed('2021-01-12')],
    theirs: [interviewed('2021-01-12', { reward: 30 })],
    conflicts: [
      {
        code: 'marked-differently',
        proposal: 1,
        outcomes: { mine: ['interview'], theirs: ['interview'] },
        mine: ['mine 1'],
        theirs: ['theirs 1'],
      },
    ],
    lost: [['theirs 1'], ['mine 1']],
  },
  'one interview, marked later there': {
    given: [opened, own],
    mine: [interviewed('2021-01-12')],
    theirs: [interviewed('2021-01-13')],
    lost: [['theirs 1'], ['theirs 1']],
  },
  'one interview, marked earlier there without a reward': {
    given: [opened, own],
    mine: [interviewed('2021-01-14')],
    theirs: [interviewed('2021-01-13', { reward: 0 })],
    lost: [['theirs 1'], ['theirs 1']],
  },
  'one status of one day': {
    given: [opened, own],
    mine: [mark(1, 'viewed', '2021-01-12')],
    theirs: [mark(1, 'viewed', '2021-01-12')],
    lost: [['theirs 1'], ['theirs 1']],
  },
  'one status of two proposals': {
    given: [opened, own, own],
    mine: [mark(1, 'viewed', '2021-01-12')],
    theirs: [mark(2, 'viewed', '2021-01-13')],
  },
  'two proposals marked at once here, one of them there': {
    given: [opened, own, own],
    mine: [mark(1, 'viewed', '2021-01-12', { others: [2] })],
    theirs: [mark(1, 'viewed', '2021-01-11')],
    lost: [['theirs 1'], ['theirs 1']],
  },
  'two proposals marked at once here, one by one there': {
    given: [opened, own, own],
    mine: [mark(1, 'viewed', '2021-01-12', { others: [2] })],
    theirs: [mark(1, 'viewed', '2021-01-11'), mark(2, 'viewed', '2021-01-11')],
    lost: [['mine 1'], ['mine 1']],
  },
  'a status that follows the other': {
    given: [opened, own],
    mine: [mark(1, 'viewed', '2021-01-12')],
    theirs: [mark(1, 'replied', '2021-01-13')],
  },
  'a status after an end': {
    given: [opened, own],
    mine: [mark(1, 'viewed', '2021-01-20')],
    theirs: [mark(1, 'declined', '2021-01-14')],
    conflicts: [
      {
        code: 'marked-differently',
        proposal: 1,
        outcomes: { mine: ['viewed'], theirs: ['declined'] },
        mine: ['mine 1'],
        theirs: ['theirs 1'],
      },
    ],
    lost: [['theirs 1'], ['mine 1']],
  },
  'one end, with a status before it here': {
    given: [opened, own],
    mine: [mark(1, 'viewed', '2021-01-11'), mark(1, 'declined', '2021-01-12')],
    theirs: [mark(1, 'declined', '2021-01-14')],
    lost: [['theirs 1'], ['theirs 1']],
  },
  'two ends, among marks of other proposals': {
    given: [opened, own, own],
    mine: [mark(1, 'viewed', '2021-01-11'), mark(2, 'viewed', '2021-01-11'), mark(1, 'hired', '2021-01-12')],
    theirs: [mark(1, 'declined', '2021-01-14')],
    conflicts: [
      {
        code: 'marked-differently',
        proposal: 1,
        outcomes: { mine: ['viewed', 'hired'], theirs: ['declined'] },
        mine: ['mine 3', 'mine 1'],
        theirs: ['theirs 1'],
      },
    ],
    lost: [['theirs 1'], ['mine 3']],
  },
  'an interview that led to a job there': {
    given: [opened, own],
    mine: [interviewed('2021-01-20')],
    theirs: [interviewed('2021-01-12'), mark(1, 'hired', '2021-01-14')],
    lost: [['mine 1'], ['mine 1']],
  },
  'a reward that a page confirmed here': {
    given: [opened, own],
    mine: [interviewed('2021-01-20'), importing(rows(won('2021-01-20', 'Own')))],
    theirs: [interviewed('2021-01-12')],
    lost: [['theirs 1'], ['theirs 1']],
  },
  'one interview, marked here and imported there': {
    given: [opened, own],
    mine: [interviewed('2021-01-12')],
    theirs: [importing(rows(won('2021-01-12', 'Own')))],
    conflicts: [{ code: 'imported-and-typed', rows: 1, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'one interview, imported on both': {
    given: [opened, own],
    mine: [importing(rows(won('2021-01-12', 'Own')))],
    theirs: [importing(rows(won('2021-01-12', 'Own')))],
    conflicts: [{ code: 'imported-twice', rows: 1, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'one boost that came back': {
    given: [opened, boosted],
    mine: [mark(1, 'outbid', '2021-01-12')],
    theirs: [mark(1, 'outbid', '2021-01-13')],
    lost: [['theirs 1'], ['theirs 1']],
  },
  'a boost that came back alone here and with the cost there': {
    given: [opened, boosted],
    mine: [mark(1, 'outbid', '2021-01-12')],
    theirs: [mark(1, 'cancelled', '2021-01-13')],
    conflicts: [
      { code: 'refunded-twice', proposal: 1, spent: 14, refunded: 24, mine: ['mine 1'], theirs: ['theirs 1'] },
    ],
    lost: [['theirs 1'], ['mine 1']],
  },
  'a boost that came back, and an end before that': {
    given: [opened, boosted],
    mine: [mark(1, 'outbid', '2021-01-14')],
    theirs: [mark(1, 'declined', '2021-01-12')],
  },
  'a refund, marked here and imported there': {
    given: [opened, own],
    mine: [mark(1, 'cancelled', '2021-01-20')],
    theirs: [importing(rows({ on: '2021-01-21', label: 'Job cancelled', connects: 4, title: 'Own' }))],
    conflicts: [{ code: 'refunded-twice', proposal: 1, spent: 4, refunded: 8, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'an outcome that a page shows, and another one': {
    given: [opened, own],
    mine: [mark(1, 'declined', '2021-01-12')],
    theirs: [page([shown('Own', '2021-01-10', { section: 'active', outcome: 'replied' })])],
  },
  'an interview marked without a reward here, and its reward imported there': {
    given: [opened, own],
    mine: [interviewed('2021-01-12', { reward: 0 })],
    theirs: [importing(rows(won('2021-01-12', 'Own')))],
  },
  'an interview with a reward, marked here, and imported again days later there': {
    given: [opened, own],
    mine: [interviewed('2021-01-12')],
    theirs: [importing(rows(won('2021-02-20', 'Own')))],
    conflicts: [{ code: 'imported-and-typed', rows: 1, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'one end, and before it a lost auction there': {
    given: [opened, boosted],
    mine: [mark(1, 'cancelled', '2021-01-13')],
    theirs: [mark(1, 'outbid', '2021-01-12'), mark(1, 'cancelled', '2021-01-14')],
    conflicts: [
      {
        code: 'marked-differently',
        proposal: 1,
        outcomes: { mine: ['cancelled'], theirs: ['outbid', 'cancelled'] },
        mine: ['mine 1'],
        theirs: ['theirs 2', 'theirs 1'],
      },
    ],
    lost: [['theirs 2', 'theirs 1'], ['mine 1']],
  },
  'two refunds marked at once here, one by one there': {
    given: [opened, own, apply(2, '2021-01-10')],
    mine: [mark(1, 'cancelled', '2021-01-12', { others: [2] })],
    theirs: [mark(1, 'cancelled', '2021-01-11'), mark(2, 'cancelled', '2021-01-11')],
    lost: [['mine 1'], ['mine 1']],
  },
  'a refund of the cost here and of the boost there': {
    given: [opened, titled],
    mine: [mark(1, 'outbid', '2021-01-12')],
    theirs: [importing(rows({ on: '2021-01-21', label: 'Job cancelled', connects: 4, title: 'Own' }))],
  },
  'a refund after an interview here, and imported there': {
    given: [opened, own],
    mine: [interviewed('2021-01-12'), mark(1, 'cancelled', '2021-01-20')],
    theirs: [importing(rows({ on: '2021-01-21', label: 'Job cancelled', connects: 4, title: 'Own' }))],
    conflicts: [{ code: 'refunded-twice', proposal: 1, spent: 4, refunded: 8, mine: ['mine 2'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 2']],
  },
  'refunds of two proposals at once here, one of them imported there': {
    given: [opened, own, apply(2, '2021-01-10')],
    mine: [mark(1, 'cancelled', '2021-01-20', { others: [2] })],
    theirs: [importing(rows({ on: '2021-01-21', label: 'Job cancelled', connects: 4, title: 'Own' }))],
    conflicts: [{ code: 'refunded-twice', proposal: 1, spent: 4, refunded: 8, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'a cost that was lowered here and refunded whole there': {
    given: [opened, own],
    mine: [edit(1, { cost: 2 })],
    theirs: [mark(1, 'cancelled', '2021-01-12')],
    conflicts: [{ code: 'refunded-twice', proposal: 1, spent: 2, refunded: 4, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'an interview without a reward here, its reward imported there by an older version': {
    given: [opened, own],
    older: true,
    mine: [interviewed('2021-01-12', { reward: 0 })],
    theirs: [importing(rows(won('2021-01-12', 'Own')))],
  },
  'a reward here, imported there by an older version': {
    given: [opened, own],
    older: true,
    mine: [interviewed('2021-01-12')],
    theirs: [importing(rows(won('2021-01-12', 'Own')))],
    conflicts: [
      {
        code: 'marked-differently',
        proposal: 1,
        outcomes: { mine: ['interview'], theirs: ['interview'] },
        mine: ['mine 1'],
        theirs: ['theirs 1'],
      },
    ],
    lost: [['theirs 1'], ['mine 1']],
  },
  'a refund here, imported there by an older version': {
    given: [opened, own],
    older: true,
    mine: [mark(1, 'cancelled', '2021-01-20')],
    theirs: [importing(rows({ on: '2021-01-21', label: 'Job cancelled', connects: 4, title: 'Own' }))],
    conflicts: [
      {
        code: 'marked-differently',
        proposal: 1,
        outcomes: { mine: ['cancelled'], theirs: ['cancelled'] },
        mine: ['mine 1'],
        theirs: ['theirs 1'],
      },
    ],
    lost: [['theirs 1'], ['mine 1']],
  },
  'another end here than an older version imported there': {
    given: [opened, own],
    older: true,
    mine: [mark(1, 'declined', '2021-01-20')],
    theirs: [importing(rows({ on: '2021-01-21', label: 'Job cancelled', connects: 4, title: 'Own' }))],
    conflicts: [
      {
        code: 'marked-differently',
        proposal: 1,
        outcomes: { mine: ['declined'], theirs: ['cancelled'] },
        mine: ['mine 1'],
        theirs: ['theirs 1'],
      },
    ],
    lost: [['theirs 1'], ['mine 1']],
  },
  'a job without an interview here, and an interview imported there by an older version': {
    given: [opened, own],
    older: true,
    mine: [interviewed('2021-01-12', { reward: 0 }), mark(1, 'hired', '2021-01-13')],
    theirs: [importing(rows(won('2021-01-12', 'Own')))],
  },
};

test.each(Object.entries(CASES))('a merge judges outcomes: %s', (_, each) => {
  expectMerge(each);
});
