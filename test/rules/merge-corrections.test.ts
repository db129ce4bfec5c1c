/** One entry that both copies correct, or that one corrects while the other builds on it: it is taken back once. */
import { test } from 'vitest';
import type { Command } from '../../src/rules/command/command.ts';
import { adCredits, apply, buy, coupon, day, earn, edit, editPrice, init, join, mark, spend, voidOf } from './given.ts';
import { expectMerge, type MergeCase } from './merge-sides.ts';
import { applied, importing, rows } from './pages.ts';

const opened = init('2021-01-04');
const TYPED = [opened, apply(4, '2021-01-10', { title: 'Own' })];
const SHOWN = [opened, importing(rows(applied('2021-01-10', 4, 'Own')))];
const BOUGHT = [
  opened,
  coupon('SAVE', { kind: 'percent', percent: 20 }, '2021-01-05'),
  buy(40, '2021-01-10', { coupon: 'SAVE' }),
];
const cost = (connects: number): Command => edit(1, { cost: connects });
const boost = (connects: number): Command => edit(1, { boost: connects });
const cancelled = mark(1, 'cancelled', '2021-01-12');
const later = spend(3, '2021-02-01');

type Sides = Pick<MergeCase, 'mine' | 'theirs' | 'conflicts' | 'lost'>;

/** A merge in which the last command of each side excludes the other's. */
function excluding(mine: readonly Command[], theirs: readonly Command[], clash: object): Sides {
  const [here, there] = [[`mine ${mine.length}`], [`theirs ${theirs.length}`]];
  return { mine, theirs, conflicts: [{ ...clash, mine: here, theirs: there }], lost: [there, here] };
}

const TWICE = { code: 'corrected-twice', on: '2021-01-10' };
const NEEDED = { code: 'still-needed', what: 'proposal', name: '1' };
const UNFIT = { code: 'corrected-and-marked', proposal: 1 };

/** Transaction 2 is the cost of proposal 1. */
const OF_A_CHARGE: Readonly<Record<string, Sides>> = {
  'voided here, edited there': excluding([voidOf(2)], [cost(6)], TWICE),
  'edited here, voided there': excluding([cost(6)], [voidOf(2)], TWICE),
  'voided here, edited there, with spending since': excluding([later, voidOf(2)], [later, cost(6)], TWICE),
  'edited in two ways': excluding([cost(5)], [cost(6)], TWICE),
  'edited in the same way': excluding([cost(6)], [cost(6)], TWICE),
  'edited there, moved here to another day': excluding([edit(1, { day: day('2021-01-14') })], [cost(6)], TWICE),
  'voided on both': excluding([voidOf(2)], [voidOf(2)], TWICE),
  'edited twice here, once there': {
    mine: [cost(5), cost(3)],
    theirs: [cost(6)],
    conflicts: [{ ...TWICE, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1', 'mine 2']],
  },
  'edited and then voided here, edited there': {
    mine: [cost(5), voidOf(5)],
    theirs: [cost(6)],
    conflicts: [
      { ...TWICE, mine: ['mine 1'], theirs: ['theirs 1'] },
      { ...NEEDED, mine: ['mine 2'], theirs: ['theirs 1'] },
    ],
    lost: [['theirs 1'], ['mine 1', 'mine 2']],
  },
  'with a boost that each adds': excluding([boost(3)], [boost(4)], { code: 'charged-twice', proposal: 1 }),
  'edited here, with a boost that is added there': { mine: [cost(6)], theirs: [boost(3)] },
  'edited here, with another title there': { mine: [cost(6)], theirs: [edit(1, { title: 'Other' })] },
  'voided here, with another title there': { mine: [voidOf(2)], theirs: [edit(1, { title: 'Other' })] },
  'voided here, with a boost that is added there': excluding([voidOf(2)], [boost(3)], NEEDED),
  'voided here, viewed there': excluding([voidOf(2)], [mark(1, 'viewed', '2021-01-12')], NEEDED),
  'voided here, refunded there': excluding([voidOf(2)], [cancelled], NEEDED),
  'refunded here, voided there, with spending since': excluding([later, cancelled], [later, voidOf(2)], NEEDED),
  'raised here, refunded there': excluding([cost(6)], [cancelled], UNFIT),
  'raised twice here, refunded there': {
    mine: [cost(5), cost(6)],
    theirs: [cancelled],
    conflicts: [{ ...UNFIT, mine: ['mine 2'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 2', 'mine 1']],
  },
  'lowered here, refunded there': excluding([cost(2)], [cancelled], {
    code: 'refunded-twice',
    proposal: 1,
    spent: 2,
    refunded: 4,
  }),
  'edited here, viewed there': { mine: [cost(6)], theirs: [mark(1, 'viewed', '2021-01-12')] },
  'edited here, refunded in part there': {
    mine: [cost(6)],
    theirs: [importing(rows({ on: '2021-01-12', label: 'Job cancelled', connects: 2, title: 'Own' }))],
  },
  'moved here to a day after its refund there': excluding([edit(1, { day: day('2021-01-14') })], [cancelled], UNFIT),
  'moved here to a day after it was viewed there': excluding(
    [edit(1, { day: day('2021-01-14') })],
    [mark(1, 'viewed', '2021-01-12')],
    UNFIT,
  ),
  'moved here to a day before its refund there': { mine: [edit(1, { day: day('2021-01-11') })], theirs: [cancelled] },
};

const OTHERS: Readonly<Record<string, MergeCase>> = {
  'a charge, undone here and edited there': {
    given: TYPED,
    undone: { mine: 2 },
    mine: [],
    theirs: [cost(6)],
    conflicts: [{ code: 'still-needed', what: 'transaction', name: '2', mine: ['common 2'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['common 2']],
  },
  'a charge, undone here and voided there': {
    given: TYPED,
    undone: { mine: 2 },
    mine: [],
    theirs: [voidOf(2)],
    conflicts: ['proposal 1', 'transaction 2'].map((each) => {
      const [what, name] = each.split(' ');
      return { code: 'still-needed', what, name, mine: ['common 2'], theirs: ['theirs 1'] };
    }),
    lost: [['theirs 1'], ['common 2']],
  },
  'a boost, raised here and given back there': {
    given: [opened, apply(4, '2021-01-10', { boost: 5 })],
    ...excluding([boost(9)], [mark(1, 'outbid', '2021-01-12')], UNFIT),
  },
  'a boost, given back there, and a cost that is raised here': {
    given: [opened, apply(4, '2021-01-10', { boost: 5 })],
    mine: [cost(6)],
    theirs: [mark(1, 'outbid', '2021-01-12')],
  },
  'a boost of ad credits, and a cost that is voided there': {
    given: [init('2026-02-01', { edition: '2026', balance: 100 }), adCredits(20, '2026-02-02', '2026-12-01')],
    mine: [spend(2, '2026-02-03')],
    theirs: [earn('other', '2026-02-03', { amount: 3 })],
  },
  'the price of a purchase, edited in two ways': {
    given: [opened, buy(40, '2021-01-10')],
    ...excluding([editPrice(2, 100)], [editPrice(2, 200)], TWICE),
  },
  'a purchase, voided here and with another price there': {
    given: [opened, buy(40, '2021-01-10')],
    ...excluding([voidOf(2)], [editPrice(2, 200)], TWICE),
  },
  'a purchase, voided here and spent there': {
    given: [opened, buy(40, '2021-01-10')],
    ...excluding([voidOf(2)], [spend(60, '2021-01-12')], {
      code: 'negative-day',
      on: '2021-01-12',
      missing: 20,
    }),
  },
  'a purchase, voided on both, whose coupon each uses again': {
    given: [...BOUGHT],
    mine: [voidOf(2), buy(20, '2021-01-12', { coupon: 'SAVE' })],
    theirs: [voidOf(2), buy(60, '2021-01-13', { coupon: 'SAVE' })],
    conflicts: [
      { code: 'corrected-twice', on: '2021-01-10', mine: ['mine 1'], theirs: ['theirs 1'] },
      { code: 'coupon-twice', coupon: 'used save', mine: ['mine 2'], theirs: ['theirs 2'] },
    ],
    lost: [
      ['theirs 1', 'theirs 2'],
      ['mine 1', 'mine 2'],
    ],
  },
  'a purchase, voided here, whose coupon is used again, and with another price there': {
    given: [...BOUGHT],
    mine: [voidOf(2), buy(20, '2021-01-12', { coupon: 'SAVE' })],
    theirs: [editPrice(2, 200)],
    conflicts: [{ ...TWICE, mine: ['mine 1'], theirs: ['theirs 1'] }],
    lost: [['theirs 1'], ['mine 1', 'mine 2']],
  },
  'a purchase whose void is undone here, and whose coupon is undone there': {
    given: [...BOUGHT, voidOf(2)],
    undone: { mine: 4, theirs: 2 },
    mine: [],
    theirs: [],
    conflicts: [{ code: 'still-needed', what: 'coupon', name: 'save', mine: ['common 4'], theirs: ['common 2'] }],
    lost: [['common 2'], ['common 4']],
  },
  'two proposals, joined here, one of them viewed there': {
    given: [...TYPED, apply(4, '2021-01-10', { title: 'Owned' })],
    ...excluding([join(1, 2)], [mark(2, 'viewed', '2021-01-12')], { ...NEEDED, name: '2' }),
  },
};

const CASES: readonly (readonly [name: string, MergeCase])[] = [
  ...Object.entries(OF_A_CHARGE).flatMap(([what, sides]) => [
    [`a typed charge, ${what}`, { given: TYPED, ...sides }] as const,
    [`a charge of Upwork's history, ${what}`, { given: SHOWN, ...sides }] as const,
  ]),
  ...Object.entries(OTHERS),
];

test.each(CASES)('a merge judges corrections of both copies: %s', (_, each) => {
  expectMerge(each);
});
