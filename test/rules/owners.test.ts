/** Owners of an account: what only they record, what stays open to all, and whom they undo. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/rules/command/command.ts';
import { ownersOf } from '../../src/rules/command/settings.ts';
import { refuseTurnOf } from '../../src/rules/decide/owners.ts';
import type { Entry } from '../../src/rules/vocabulary/transaction.ts';
import { command, opening, run } from './arbitrary.ts';
import {
  apply,
  attempt,
  type Book,
  buy,
  coupon,
  day,
  earn,
  edit,
  editPrice,
  follow,
  given,
  init,
  join,
  mark,
  plan,
  reconcile,
  renew,
  spend,
  stateOf,
  transactionsOf,
  voidOf,
} from './given.ts';

const set = (value: string, on = '2021-02-01'): Command => ({ name: 'config set', on: day(on), key: 'owners', value });
const unset: Command = { name: 'config unset', on: day('2021-02-02'), key: 'owners' };

/** An account with two proposals and a purchase. */
const open = given(
  init('2021-01-01'),
  apply(4, '2021-01-10', { title: 'Logo' }),
  apply(2, '2021-01-11', { title: 'Icons' }),
  buy(10, '2021-01-12'),
);
const owned = open.when(set('anna,ben'), 'anna');

const OWNERS_ONLY: readonly (readonly [what: string, command: Command, act: string])[] = [
  ['a purchase', buy(40, '2021-02-02'), 'purchase'],
  ['a forced purchase', buy(33, '2021-02-02', { force: true }), 'purchase'],
  ['a purchase of a day before there were owners', buy(40, '2021-01-15'), 'purchase'],
  ['a coupon', coupon('SAVE', { kind: 'percent', percent: 20 }, '2021-02-02'), 'coupon'],
  ['an adjustment', reconcile(99, '2021-02-02', true), 'adjustment'],
  ['another price', editPrice(4, 999), 'price'],
  ['a void', voidOf(2), 'void'],
  ['another plan', plan('plus', '2021-02-02'), 'plan'],
  ['another rulebook', follow('2022-09', '2021-02-02'), 'rules'],
  ['a reserve', { name: 'config set', on: day('2021-02-02'), key: 'reserve', value: '5' }, 'setting'],
  ['other owners', set('carl', '2021-02-02'), 'setting'],
  ['other owners of an earlier day', set('carl', '2021-01-02'), 'setting'],
  ['no owners', unset, 'setting'],
];

const OPEN_TO_ALL: readonly (readonly [what: string, command: Command])[] = [
  ['a proposal', apply(4, '2021-02-02')],
  ['an outcome', mark(1, 'cancelled', '2021-02-02')],
  ['a reward', earn('survey', '2021-02-02', { amount: 5 })],
  ['spent Connects', spend(3, '2021-02-02')],
  ['a renewal', renew('2021-02-02')],
  ['a comparison', reconcile(44, '2021-02-02')],
  ['another title and cost', edit(1, { title: 'Logo 2', cost: 3 })],
  ['two proposals as one', join(1, 2)],
];

describe('an account with owners', () => {
  test.each(OWNERS_ONLY)('only an owner records %s', (_, each, act) => {
    owned.when(each, 'carl').isRefused({ code: 'not-allowed', act, member: 'carl', owners: ['anna', 'ben'] } as object);
    owned.when(each, null).isRefused({ code: 'not-allowed', member: null } as object);
    const byOwner = attempt(owned.book, each, 'BEN').decision;
    expect(byOwner.refusal?.code === 'not-allowed' && byOwner.refusal.act !== 'lock-out').toBe(false);
    expect(attempt(open.book, each, 'carl').decision.refusal?.code).toBe(
      each.name === 'config set' && each.key === 'owners' && each.value !== 'carl' ? 'not-allowed' : undefined,
    );
  });

  test.each(OPEN_TO_ALL)('everybody records %s', (_, each) => {
    expect(attempt(owned.book, each, 'carl').decision).toEqual(attempt(owned.book, each).decision);
    expect(attempt(owned.book, each, null).decision.refusal).toBeNull();
  });

  test('nobody is asked for a name where there are no owners', () => {
    for (const [, each] of [...OWNERS_ONLY, ...OPEN_TO_ALL].filter(([, { name }]) => name !== 'config set'))
      expect(attempt(open.book, each, null)).toEqual(attempt(open.book, each));
  });

  test('owners are one account-wide list, so that the last one set counts', () => {
    const changed = owned.when(set('ben,carl', '2021-02-03'), 'ben');
    changed.when(buy(40, '2021-02-02'), 'anna').isRefused({ code: 'not-allowed', owners: ['ben', 'carl'] } as object);
    changed.when(buy(40, '2021-02-02'), 'carl').records({ kind: 'purchase' });
    changed.when(set('none', '2021-02-04'), 'carl').when(buy(40, '2021-02-05'), 'dora').records({ kind: 'purchase' });
  });
});

describe('whoever sets the owners', () => {
  test.each(['dora', null])('the setting is refused to %s, who would be no owner', (member) => {
    const refusal = { code: 'not-allowed', act: 'lock-out', member, owners: ['anna', 'ben'] } as object;
    open.when(set('anna,ben'), member).isRefused(refusal);
  });

  test('an owner stays one of them, unless there are none any more', () => {
    owned.when(set('ben', '2021-02-03'), 'anna').isRefused({ code: 'not-allowed', act: 'lock-out' } as object);
    expect(ownersOf(stateOf(owned.when(set('anna', '2021-02-03'), 'ANNA').book).settings)).toEqual(['anna']);
    expect(ownersOf(stateOf(owned.when(unset, 'anna').book).settings)).toEqual([]);
  });
});

describe('an undo in an account with owners', () => {
  const settings = { owners: 'anna' };
  const bought = open.book.commands[3] as readonly Entry[];
  const applied = open.book.commands[1] as readonly Entry[];
  const turn = (name: string, recordedBy: string | null, entries: readonly Entry[], member: string | null) =>
    refuseTurnOf({ name, member: recordedBy, entries }, settings, member);

  test('everybody undoes what they recorded themselves', () => {
    expect(turn('apply', 'carl', applied, 'Carl')).toBeNull();
  });

  test('only an owner undoes what somebody else or nobody recorded', () => {
    expect(turn('apply', 'anna', applied, 'carl')).toMatchObject({ code: 'not-allowed', act: 'others' });
    expect(turn('apply', null, applied, null)).toMatchObject({ code: 'not-allowed', act: 'others' });
    expect(turn('apply', 'carl', applied, 'anna')).toBeNull();
  });

  test('only an owner undoes what needs an owner, even of one who was one', () => {
    expect(turn('buy', 'carl', bought, 'carl')).toMatchObject({ code: 'not-allowed', act: 'turn' });
    expect(turn('import', 'carl', bought, 'carl')).toMatchObject({ code: 'not-allowed', act: 'turn' });
    expect(turn('void', 'carl', [], 'carl')).toMatchObject({ code: 'not-allowed', act: 'turn' });
    expect(turn('buy', 'carl', bought, 'anna')).toBeNull();
  });

  test('everybody undoes everything where there are no owners', () => {
    expect(refuseTurnOf({ name: 'buy', member: 'anna', entries: bought }, {}, null)).toBeNull();
  });
});

/** What only owners change. */
const guarded = ({ entries }: Book) => {
  const sum = (kind: string): number =>
    transactionsOf(entries)
      .filter((each) => each.kind === kind)
      .reduce((total, { connects, cents }) => total + connects * 1_000_000 + (cents ?? 0), 0);
  return [sum('purchase'), sum('adjustment'), sum('opening'), { ...stateOf({ entries } as Book).settings }];
};

test('no command of whoever is no owner changes purchases, adjustments or settings', () => {
  const settings: fc.Arbitrary<Command> = fc.constantFrom(
    set('carl', '2021-03-01'),
    set('none', '2020-03-01'),
    set('anna,carl', '2022-03-01'),
    unset,
    { name: 'config set', on: day('2021-03-01'), key: 'billing-day', value: '7' },
  );
  const any = fc.oneof({ weight: 9, arbitrary: command() }, { weight: 1, arbitrary: settings });
  let runs = 0;
  let accepted = 0;
  fc.assert(
    fc.property(
      opening,
      fc.array(command(), { maxLength: 15, size: 'max' }),
      fc.array(any, { maxLength: 15, size: 'max' }),
      (first, before, after) => {
        runs += 1;
        const begun = run([...first, ...before]);
        const account = attempt(begun, set('anna', '2022-06-01'), 'anna').book;
        let book = account;
        for (const each of after) {
          const tried = attempt(book, each, 'carl');
          accepted += tried.decision.refusal ? 0 : 1;
          book = tried.book;
        }
        expect(guarded(book)).toEqual(guarded(account));
      },
    ),
    { numRuns: 150, seed: 2207 },
  );
  // It holds for something: many commands were accepted.
  expect(accepted).toBeGreaterThan(runs);
});
