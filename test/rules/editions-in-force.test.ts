/** Which edition judges a command: the one in use on the command's day. Recorded entries are never judged again. */
import { describe, expect, test } from 'vitest';
import { EDITIONS } from '../../src/rules/rulebook/editions.ts';
import type { Rulebook } from '../../src/rules/rulebook/rulebook.ts';
import { editionOn } from '../../src/rules/state/state.ts';
import { apply, balance, bring, buy, day, follow, given, init, mark, renew, type Step, stateOn } from './given.ts';

const joined = init('2021-01-10');
const [, base] = EDITIONS;
if (!base) throw new Error('no edition');
const mine: Rulebook = {
  ...base,
  id: 'mine',
  since: day('2021-06-01'),
  title: 'Mine',
  proposal: { min: 2, max: 3, source: 'mine' },
  invitation: { connects: 1, source: 'mine' },
  price: { cents: 17, source: 'mine' },
  refunds: { ...base.refunds, expired: true },
};

describe('an edition', () => {
  test('an edition judges entries from the day it is used from', () => {
    const ledger = given(joined, follow('2022-09', '2021-03-01'));
    ledger.when(apply(8, '2021-02-28')).isRefused({ code: 'cost-out-of-range', edition: '2020-12' });
    ledger.when(apply(8, '2021-03-01')).records({ connects: -8, edition: '2022-09' });
    ledger.when(apply(6, '2021-02-28')).records({ edition: '2020-12' });
  });

  test('changing the edition changes no recorded entry, whatever day it is used from', () => {
    const steps: Step[] = [joined, apply(4, '2021-02-01'), mark(1, 'interview', '2021-02-05'), renew('2021-04-10')];
    const before = given(...steps);
    for (const { id } of EDITIONS) {
      const after = given(...steps, follow(id, '2021-01-10'));
      expect(after.book.entries.filter(({ type }) => type === 'transaction')).toEqual(
        before.book.entries.filter(({ type }) => type === 'transaction'),
      );
      for (const on of ['2021-01-31', '2021-02-28', '2021-04-30', '2022-01-10', '2022-04-30']) {
        expect(balance(after.book, on), `${id} ${on}`).toBe(balance(before.book, on));
      }
    }
  });

  test('using the edition that is already in use records nothing', () => {
    const { book } = given(joined, follow('2022-09', '2021-03-01'));
    const again = given(joined, follow('2022-09', '2021-03-01')).when(follow('2022-09', '2021-04-01')).records();
    expect(again.book.entries).toEqual(book.entries);
  });

  test('an account may go back to an older edition', () => {
    const ledger = given(joined, follow('2022-09', '2021-03-01'), follow('2019-05', '2021-04-01'));
    expect(
      ['2021-02-28', '2021-03-31', '2021-04-01'].map((on) => editionOn(stateOn(ledger.book, on), day(on))),
    ).toEqual(['2020-12', '2022-09', '2019-05']);
  });

  test('an edition with an unknown name is refused', () => {
    given(joined)
      .when(follow('2021', '2021-03-01'))
      .isRefused({ code: 'unknown-edition', given: '2021', known: EDITIONS.map(({ id }) => id) });
  });
});

describe("a user's own rulebook", () => {
  const own: Step[] = [joined, bring(mine, '2021-02-01'), follow('mine', '2021-02-01')];

  test("a user's own rulebook judges what is recorded under it", () => {
    given(...own)
      .when(apply(4, '2021-02-02'))
      .isRefused({
        code: 'cost-out-of-range',
        edition: 'mine',
        min: 2,
        max: 3,
        newest: '2026',
      });
    given(...own)
      .when(apply(3, '2021-02-02'))
      .records({ connects: -3, edition: 'mine' });
    given(...own)
      .when(buy(10, '2021-02-02'))
      .records({ cents: 170 });
    given(...own)
      .when(apply(null, '2021-02-02', { invited: true }))
      .records({ connects: -1, forced: false })
      .warns();
    given(...own)
      .when(apply(null, '2021-02-02', { invited: true, force: true }))
      .records({ connects: -1 });
    given(...own, apply(3, '2021-02-02'))
      .when(mark(1, 'expired', '2021-02-20'))
      .records({ kind: 'refund', label: 'Job removed', connects: 3, edition: 'mine' });
  });

  test("a user's own rulebook judges nothing before it is used", () => {
    given(joined, bring(mine, '2021-02-01')).when(apply(4, '2021-02-02')).records({ edition: '2020-12' });
  });

  test("a user's own rulebook needs a name of its own", () => {
    given(...own)
      .when(bring({ ...mine, title: 'Mine again' }, '2021-03-01'))
      .isRefused({ code: 'already-claimed', what: 'edition', title: 'mine' });
    given(joined)
      .when(bring({ ...mine, id: '2022-09' }, '2021-03-01'))
      .isRefused({ code: 'already-claimed', what: 'edition', title: '2022-09' });
  });

  test("a user's own rulebook is unknown after its import is undone", () => {
    given(joined, bring(mine, '2021-02-01'), { name: 'undo' })
      .when(follow('mine', '2021-02-01'))
      .isRefused({ code: 'unknown-edition' });
  });
});
