/** Outcomes and undone commands in a merge: what both marked alike is one outcome, what cannot follow is a conflict. */
import { test } from 'vitest';
import type { CommandOf } from '../../src/rules/command/command.ts';
import type { Rulebook } from '../../src/rules/rulebook/rulebook.ts';
import { apply, bring, buy, coupon, EMPTY, edit, follow, init, mark, rulebooksOf, voidOf } from './given.ts';
import { expectMerge, type MergeCase } from './merge-sides.ts';
import { applied, importing, page, rows, shown } from './pages.ts';

const opened = init('2021-01-04');
const own = apply(4, '2021-01-10', { title: 'Own' });
const percent = (n: number) => ({ kind: 'percent', percent: n }) as const;
const interviewed = (on: string, more: Partial<CommandOf<'mark'>> = {}) => mark(1, 'interview', on, more);
const won = (on: string, title: string) => ({ on, label: 'Interview won', connects: 10, title });
const boosted = apply(4, '2021-01-10', { boost: 10 });
const titled = apply(4, '2021-01-10', { title: 'Own', boost: 10 });
const base = rulebooksOf(EMPTY).get('2020-12') as Rulebook;
const book = (id: string): Rulebook => ({ ...base, id });

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
  'a refund for what the other undid': {
    given: [opened, own],
    undone: { theirs: 2 },
    mine: [mark(1, 'cancelled', '2021-01-12')],
    theirs: [],
    conflicts: [{ code: 'still-needed', what: 'proposal', name: '1', mine: ['mine 1'], theirs: ['common 2'] }],
    lost: [['common 2'], ['mine 1']],
  },
  'an undo of what the other refunded': {
    given: [opened, own],
    undone: { mine: 2 },
    mine: [],
    theirs: [mark(1, 'cancelled', '2021-01-12')],
    conflicts: [{ code: 'still-needed', what: 'proposal', name: '1', mine: ['common 2'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['common 2']],
  },
  'a command that both undid': { given: [opened, own], undone: { mine: 2, theirs: 2 }, mine: [own], theirs: [own] },
  'an undo beside other commands': {
    given: [opened, own, own],
    undone: { theirs: 2 },
    mine: [mark(2, 'viewed', '2021-01-12')],
    theirs: [],
  },
  'an edit of what the other undid': {
    given: [opened, own],
    undone: { theirs: 2 },
    mine: [edit(1, { title: 'New' })],
    theirs: [],
    conflicts: [{ code: 'still-needed', what: 'proposal', name: '1', mine: ['mine 1'], theirs: ['common 2'] }],
    lost: [['common 2'], ['mine 1']],
  },
  'a void of what the other undid': {
    given: [opened, own],
    undone: { theirs: 2 },
    mine: [voidOf(2)],
    theirs: [],
    conflicts: [
      { code: 'still-needed', what: 'proposal', name: '1', mine: ['mine 1'], theirs: ['common 2'] },
      { code: 'still-needed', what: 'transaction', name: '2', mine: ['mine 1'], theirs: ['common 2'] },
    ],
    lost: [['common 2'], ['mine 1']],
  },
  'another cost for what the other undid': {
    given: [opened, own],
    undone: { theirs: 2 },
    mine: [edit(1, { cost: 5 })],
    theirs: [],
    conflicts: [{ code: 'still-needed', what: 'transaction', name: '2', mine: ['mine 1'], theirs: ['common 2'] }],
    lost: [['common 2'], ['mine 1']],
  },
  'a coupon that the other undid': {
    given: [opened, coupon('SAVE', percent(20), '2021-01-05')],
    undone: { theirs: 2 },
    mine: [buy(40, '2021-01-10', { coupon: 'save' })],
    theirs: [],
    conflicts: [{ code: 'still-needed', what: 'coupon', name: 'save', mine: ['mine 1'], theirs: ['common 2'] }],
    lost: [['common 2'], ['mine 1']],
  },
  'a rulebook that the other undid': {
    given: [opened, bring(book('Mine'), '2021-01-05')],
    undone: { theirs: 2 },
    mine: [follow('Mine', '2021-02-01')],
    theirs: [],
    conflicts: [{ code: 'still-needed', what: 'edition', name: 'mine', mine: ['mine 1'], theirs: ['common 2'] }],
    lost: [['common 2'], ['mine 1']],
  },
  'a rulebook that the other undid and brought again': {
    given: [opened, bring(book('x'), '2021-01-05')],
    undone: { theirs: 2 },
    mine: [follow('x', '2021-02-01')],
    theirs: [bring(book('x'), '2021-01-05')],
  },
  "an edition that needs no rulebook of one's own": {
    given: [opened, bring(book('x'), '2021-01-05')],
    undone: { theirs: 2 },
    mine: [follow('2022-09', '2022-12-01')],
    theirs: [],
  },
  'a row that confirmed what the other undid': {
    given: [opened, apply(4, '2021-03-02', { title: 'Logo' })],
    undone: { theirs: 2 },
    mine: [importing(rows(applied('2021-03-02', 4, 'Logo', { upworkId: '12' })))],
    theirs: [],
    conflicts: [{ code: 'still-needed', what: 'transaction', name: '2', mine: ['mine 1'], theirs: ['common 2'] }],
    lost: [['common 2'], ['mine 1']],
  },
  'an imported refund of what the other undid': {
    given: [opened, own],
    undone: { theirs: 2 },
    mine: [importing(rows({ on: '2021-01-21', label: 'Job cancelled', connects: 4, title: 'Own' }))],
    theirs: [],
    conflicts: [{ code: 'still-needed', what: 'proposal', name: '1', mine: ['mine 1'], theirs: ['common 2'] }],
    lost: [['common 2'], ['mine 1']],
  },
  'commands of one copy alone': {
    given: [opened, own],
    mine: [mark(1, 'viewed', '2021-01-12'), mark(1, 'declined', '2021-01-13')],
    theirs: [],
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
  'two ends, each undone by the other': {
    given: [opened, own],
    settled: true,
    mine: [mark(1, 'declined', '2021-01-12')],
    theirs: [mark(1, 'withdrawn', '2021-01-13')],
    conflicts: [
      {
        code: 'settled-differently',
        over: { code: 'marked-differently', proposal: 1, outcomes: { mine: ['withdrawn'], theirs: ['declined'] } },
        mine: ['theirs 1'],
        theirs: ['mine 1'],
      },
    ],
    lost: [['mine 1'], ['theirs 1']],
  },
  'an imported boost of what the other undid': {
    given: [opened, own],
    undone: { theirs: 2 },
    mine: [
      importing(rows({ on: '2021-01-10', label: 'Connects bid for boosted proposal.', connects: -3, title: 'Own' })),
    ],
    theirs: [],
    conflicts: [{ code: 'still-needed', what: 'proposal', name: '1', mine: ['mine 1'], theirs: ['common 2'] }],
    lost: [['common 2'], ['mine 1']],
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
  'a cost that was raised, undone here and refunded there': {
    given: [opened, own, edit(1, { cost: 6 })],
    undone: { mine: 3 },
    mine: [],
    theirs: [mark(1, 'cancelled', '2021-01-12')],
    conflicts: [
      { code: 'refunded-twice', proposal: 1, spent: 4, refunded: 6, mine: ['common 3'], theirs: ['theirs 1'] },
    ],
    lost: [['theirs 1'], ['common 3']],
  },
};

test.each(Object.entries(CASES))('a merge judges outcomes and what was undone: %s', (_, each) => {
  expectMerge(each);
});
