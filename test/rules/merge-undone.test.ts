/** Undone commands in a merge: what one copy undid and the other still needs is a conflict. */
import { test } from 'vitest';
import type { Rulebook } from '../../src/rules/rulebook/rulebook.ts';
import { apply, bring, buy, coupon, EMPTY, edit, follow, init, mark, rulebooksOf, voidOf } from './given.ts';
import { expectMerge, type MergeCase } from './merge-sides.ts';
import { applied, importing, rows } from './pages.ts';

const opened = init('2021-01-04');
const own = apply(4, '2021-01-10', { title: 'Own' });
const percent = (n: number) => ({ kind: 'percent', percent: n }) as const;
const base = rulebooksOf(EMPTY).get('2020-12') as Rulebook;
const book = (id: string): Rulebook => ({ ...base, id });

const CASES: Readonly<Record<string, MergeCase>> = {
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

test.each(Object.entries(CASES))('a merge judges what was undone: %s', (_, each) => {
  expectMerge(each);
});
