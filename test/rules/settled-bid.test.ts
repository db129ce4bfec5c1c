/** A second-price auction: the bid comes back and the final price is charged. The two are one settlement. */
import { describe, expect, test } from 'vitest';
import { attempt, day, edit, type Given, given, init, mark, stateOf } from './given.ts';
import { applied, importing, type Row, rows } from './pages.ts';

const opened = init('2026-01-01', { balance: 100, edition: '2026' });
const title = 'A zine';
const bid: Row = { on: '2026-01-05', label: 'Connects bid for boosted proposal.', connects: -27, title };
const back: Row = {
  on: '2026-01-12',
  label: 'We accepted your bid to boost a proposal. This is a refund for your total bid.',
  connects: 27,
  title,
};
const charge = (connects: number): Row => ({
  on: '2026-01-12',
  label: 'We accepted your bid to boost a proposal. This is the final bid charge.',
  connects: -connects,
  title,
});
/** `last`: the rows of the settlement, newest first. */
const settled = (...last: readonly Row[]): Given =>
  given(opened, importing(rows(...last, bid, applied('2026-01-05', 15, title)), { on: day('2026-01-20') }));

describe('a boost whose bid was accepted', () => {
  test('the boost is the bid, and what the final price leaves came back, in whatever order the rows come', () => {
    const sums = { cost: 15, boost: 27, back: { cost: 0, boost: 7 } };
    settled(charge(20), back).proposal(1, sums).leaves({ '2026-01-20': 65 });
    settled(back, charge(20)).proposal(1, sums).leaves({ '2026-01-20': 65 });
  });

  test('the boost includes the final price until its bid comes back, and is the bid where that is the price', () => {
    settled(charge(20)).proposal(1, { boost: 47, back: { cost: 0, boost: 0 } });
    settled(charge(27), back)
      .proposal(1, { boost: 27, back: { cost: 0, boost: 0 } })
      .leaves({ '2026-01-20': 58 });
  });

  test('a settled boost cannot be outbid, and a closed job brings back the cost alone', () => {
    for (const price of [20, 27]) {
      const ledger = settled(charge(price), back);
      ledger.when(mark(1, 'outbid', '2026-01-20')).isRefused({ code: 'invalid-transition', why: 'no-boost' });
      ledger.when(mark(1, 'cancelled', '2026-01-20')).records({ kind: 'refund', connects: 15 });
    }
  });

  test('a settled boost is not edited as if the bid were all of it', () => {
    settled(charge(20), back)
      .when(edit(1, { boost: 30 }))
      .isRefused({ code: 'depended-on' });
  });

  test('the same rows bring back no more when they come again', () => {
    const { book } = settled(charge(20), back);
    const again = attempt(book, importing(rows(charge(20), back, bid), { on: day('2026-01-21') }));
    expect(stateOf(again.book).proposals.get(1)).toMatchObject({ boost: 27, back: { boost: 7 } });
  });
});
