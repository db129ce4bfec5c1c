/** What only one copy may record: a merge names each thing once, with the commands of both sides. Long, as it is a table of cases. */
import { test } from 'vitest';
import type { Rulebook } from '../../src/rules/rulebook/rulebook.ts';
import { KIND_FACTS } from '../../src/rules/vocabulary/kinds.ts';
import {
  apply,
  bring,
  buy,
  coupon,
  EMPTY,
  earn,
  edit,
  init,
  plan,
  reconcile,
  renew,
  rulebooksOf,
  spend,
  voidOf,
} from './given.ts';
import { expectMerge, type MergeCase } from './merge-sides.ts';
import { importing, rows } from './pages.ts';

const opened = init('2021-01-04');
const own = apply(4, '2021-01-10', { title: 'Own' });
const percent = (n: number) => ({ kind: 'percent', percent: n }) as const;
const monthly = (on: string) => ({ on, label: 'Monthly Connects renewal', connects: 10 });
const ready = (on: string) => ({ on, label: KIND_FACTS['readiness-test'].label, connects: 40 });
const base = rulebooksOf(EMPTY).get('2020-12') as Rulebook;
const book = (id: string): Rulebook => ({ ...base, id });

const CASES: Readonly<Record<string, MergeCase>> = {
  'one cycle renewed on both': {
    given: [opened],
    mine: [renew('2021-02-04')],
    theirs: [renew('2021-02-04')],
    conflicts: [{ code: 'renewed-twice', on: '2021-02-04', mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'one cycle undone and renewed here, undone and redone there': {
    given: [opened, renew('2021-02-04')],
    undone: { mine: 2 },
    redone: true,
    mine: [renew('2021-02-04')],
    theirs: [],
    conflicts: [{ code: 'renewed-twice', on: '2021-02-04', mine: ['mine 1'], theirs: ['common 2'] }],
    lost: [['common 2'], ['mine 1']],
  },
  'a cycle that is a day off in the other zone': {
    given: [opened],
    mine: [importing(rows(monthly('2021-02-05')))],
    theirs: [renew('2021-02-04')],
    conflicts: [{ code: 'renewed-twice', on: '2021-02-04', mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'cycles two days apart': {
    given: [opened],
    mine: [importing(rows(monthly('2021-02-06')))],
    theirs: [renew('2021-02-04')],
  },
  'two cycles, renewed at once here and one by one there': {
    given: [opened],
    mine: [renew('2021-03-05')],
    theirs: [renew('2021-02-05'), renew('2021-03-05')],
    conflicts: [
      { code: 'renewed-twice', on: '2021-02-04', mine: ['mine 1'], theirs: ['theirs 1'] },
      { code: 'renewed-twice', on: '2021-03-04', mine: ['mine 1'], theirs: ['theirs 2'] },
    ],
    lost: [['theirs 1', 'theirs 2'], ['mine 1']],
  },
  'a reward that comes once, earned on both': {
    given: [opened],
    mine: [earn('readiness-test', '2021-01-05')],
    theirs: [earn('readiness-test', '2021-01-09')],
    conflicts: [{ code: 'claimed-twice', key: 'readiness-test', mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'a reward that comes once, earned by force there': {
    given: [opened, earn('readiness-test', '2021-01-05')],
    mine: [apply(2, '2021-01-12')],
    theirs: [earn('readiness-test', '2021-01-09', { force: true })],
  },
  'rewards by force on both': {
    given: [opened, earn('readiness-test', '2021-01-05')],
    mine: [earn('readiness-test', '2021-01-12', { force: true })],
    theirs: [earn('readiness-test', '2021-01-09', { force: true })],
  },
  'rewards for two certificates': {
    given: [opened],
    mine: [earn('certification', '2021-01-05', { title: 'Python', amount: 5 })],
    theirs: [earn('certification', '2021-01-09', { title: 'Rust', amount: 5 })],
  },
  'a reward for one certificate, named in other letters': {
    given: [opened],
    mine: [earn('certification', '2021-01-05', { title: 'Python', amount: 5 })],
    theirs: [earn('certification', '2021-01-09', { title: 'python ', amount: 5 })],
    conflicts: [{ code: 'claimed-twice', key: 'certification:python', mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'rewards that Upwork showed on two days': {
    given: [opened],
    mine: [importing(rows({ on: '2021-02-05', label: 'Upwork Readiness Test', connects: 40 }))],
    theirs: [importing(rows({ on: '2021-02-08', label: 'Upwork Readiness Test', connects: 40 }))],
  },
  'one job under two forms of its key': {
    given: [opened],
    mine: [apply(2, '2021-01-05', { key: '9' })],
    theirs: [apply(3, '2021-01-06', { key: '~9' })],
    conflicts: [{ code: 'job-twice', key: '9', mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'jobs without a key': { given: [opened], mine: [apply(2, '2021-01-05')], theirs: [apply(2, '2021-01-05')] },
  'a job of a later day here and of earlier days there': {
    given: [opened],
    mine: [apply(2, '2021-01-07', { key: '9' })],
    theirs: [apply(3, '2021-01-05', { key: '9' }), apply(2, '2021-01-06', { key: '8' })],
    conflicts: [{ code: 'job-twice', key: '9', mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'one coupon under other letters, and used there': {
    given: [opened],
    mine: [coupon('a', percent(20), '2021-01-05')],
    theirs: [coupon('A', percent(10), '2021-01-06'), buy(40, '2021-01-10', { coupon: 'A' })],
    conflicts: [{ code: 'coupon-twice', coupon: 'a', mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'one coupon, used on both': {
    given: [opened, coupon('SAVE', percent(20), '2021-01-05')],
    mine: [buy(40, '2021-01-10', { coupon: 'SAVE' })],
    theirs: [buy(80, '2021-01-11', { coupon: 'SAVE' })],
    conflicts: [{ code: 'coupon-twice', coupon: 'used save', mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'one upgrade on both': {
    given: [opened],
    mine: [plan('plus', '2021-02-10')],
    theirs: [plan('plus', '2021-02-11')],
    conflicts: [{ code: 'upgraded-twice', on: '2021-02-10', mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'an upgrade after a downgrade that only one copy has': {
    given: [opened, plan('plus', '2021-01-10')],
    mine: [plan('basic', '2021-02-10'), plan('plus', '2021-02-20')],
    theirs: [apply(1, '2021-02-20')],
  },
  'one downgrade on both': {
    given: [opened, plan('plus', '2021-01-10')],
    mine: [plan('basic', '2021-02-10')],
    theirs: [plan('basic', '2021-02-11')],
  },
  'a downgrade and an upgrade on both': {
    given: [opened, plan('plus', '2021-01-10')],
    mine: [plan('basic', '2021-02-10'), plan('plus', '2021-02-20')],
    theirs: [plan('basic', '2021-02-11'), plan('plus', '2021-02-25')],
    conflicts: [{ code: 'upgraded-twice', on: '2021-02-20', mine: ['mine 2'], theirs: ['theirs 2'] }],
    lost: [['theirs 2'], ['mine 2']],
  },
  'upgrades before and after a downgrade': {
    given: [opened],
    mine: [plan('plus', '2021-01-10'), plan('basic', '2021-02-10')],
    theirs: [plan('plus', '2021-02-20')],
  },
  'an upgrade on the day of a downgrade': {
    given: [opened],
    mine: [plan('plus', '2021-01-10'), plan('basic', '2021-02-20')],
    theirs: [plan('plus', '2021-02-20')],
  },
  'one drift, adjusted on both': {
    given: [opened],
    mine: [reconcile(35, '2021-02-10', true)],
    theirs: [reconcile(35, '2021-02-20', true)],
    conflicts: [{ code: 'adjusted-twice', on: '2021-02-10', mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'an adjustment beside a spending': {
    given: [opened],
    mine: [reconcile(35, '2021-02-10', true)],
    theirs: [spend(5, '2021-02-10')],
  },
  'one id for two rulebooks': {
    given: [opened],
    mine: [bring(book('x'), '2021-01-05')],
    theirs: [bring({ ...book('x'), validity: 'y' } as never, '2021-01-05')],
    conflicts: [{ code: 'edition-twice', edition: 'x', mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'one rulebook on both': {
    given: [opened],
    mine: [bring(book('x'), '2021-01-05')],
    theirs: [bring(book('x'), '2021-01-06')],
  },
  'one transaction, voided on both': {
    given: [opened, own],
    mine: [voidOf(2)],
    theirs: [voidOf(2)],
    conflicts: [{ code: 'corrected-twice', on: '2021-01-10', mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'one transaction, replaced in two ways': {
    given: [opened, own],
    mine: [edit(1, { cost: 5 })],
    theirs: [edit(1, { cost: 6 })],
    conflicts: [{ code: 'corrected-twice', on: '2021-01-10', mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  'two transactions of a day, each voided on one copy': {
    given: [opened, own, own],
    mine: [voidOf(2)],
    theirs: [voidOf(3)],
  },
  'a reward, a job and a cycle on both': {
    given: [opened],
    mine: [apply(2, '2021-01-05', { key: '9' }), earn('readiness-test', '2021-01-05'), renew('2021-02-04')],
    theirs: [renew('2021-02-04'), earn('readiness-test', '2021-01-05'), apply(2, '2021-01-05', { key: '9' })],
    conflicts: [
      { code: 'claimed-twice', key: 'readiness-test', mine: ['mine 2'], theirs: ['theirs 2'] },
      { code: 'job-twice', key: '9', mine: ['mine 1'], theirs: ['theirs 3'] },
      { code: 'renewed-twice', on: '2021-02-04', mine: ['mine 3'], theirs: ['theirs 1'] },
    ],
    lost: [
      ['theirs 2', 'theirs 3', 'theirs 1'],
      ['mine 2', 'mine 1', 'mine 3'],
    ],
  },
  'two adjustments here, one there': {
    given: [opened],
    mine: [reconcile(35, '2021-02-10', true), reconcile(30, '2021-02-12', true)],
    theirs: [reconcile(33, '2021-02-20', true)],
    conflicts: [
      { code: 'adjusted-twice', on: '2021-02-10', mine: ['mine 1'], theirs: ['theirs 1'] },
      { code: 'adjusted-twice', on: '2021-02-12', mine: ['mine 2'], theirs: ['theirs 1'] },
    ],
    lost: [['theirs 1'], ['mine 1', 'mine 2']],
  },
  'one reward that Upwork showed to each copy on another day': {
    given: [opened],
    mine: [importing(rows(ready('2021-02-05')))],
    theirs: [importing(rows(ready('2021-02-08')))],
  },
  'one reward, typed here and shown by Upwork weeks later there': {
    given: [opened],
    mine: [earn('readiness-test', '2021-01-05')],
    theirs: [importing(rows(ready('2021-02-08')))],
    conflicts: [{ code: 'claimed-twice', key: 'readiness-test', mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1']],
  },
  "one reward, each copy's own undone by the other": {
    given: [opened],
    settled: true,
    mine: [earn('readiness-test', '2021-01-05')],
    theirs: [earn('readiness-test', '2021-01-09')],
    conflicts: [
      {
        code: 'settled-differently',
        over: { code: 'claimed-twice', key: 'readiness-test' },
        mine: ['theirs 1'],
        theirs: ['mine 1'],
      },
    ],
    lost: [['mine 1'], ['theirs 1']],
  },
  "one job, each copy's own undone by the other, and a new one here": {
    given: [opened, apply(1, '2021-01-05')],
    settled: true,
    mine: [apply(2, '2021-01-05', { key: '9' }), apply(2, '2021-01-06')],
    theirs: [apply(3, '2021-01-06', { key: '9' })],
    conflicts: [
      { code: 'settled-differently', over: { code: 'job-twice', key: '9' }, mine: ['theirs 1'], theirs: ['mine 1'] },
    ],
    lost: [['mine 1'], ['theirs 1']],
  },
};

test.each(Object.entries(CASES))('a merge judges what only one copy may record: %s', (_, each) => {
  expectMerge(each);
});
