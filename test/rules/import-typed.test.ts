/** A row of the page meets what was typed in other words, and what an import only supposed gives way. */
import { describe, expect, test } from 'vitest';
import { apply, attempt, type Book, buy, day, editPrice, given, init, mark, renew, transactionsOf } from './given.ts';
import { applied, importing, type Row, rows, upwork } from './pages.ts';

const opened = init('2026-01-01', { balance: 100, edition: '2026', on: '2026-01-01' });
const long = 'Senior Shopify developer needed for a candle shop relaunch';

describe('a row and a typed proposal of one day and cost', () => {
  test.each([
    ['in another case, with other signs', 'senior shopify-developer NEEDED for a candle shop relaunch!'],
    ['by the beginning of its title', 'Senior Shopify developer'],
    ['by a part of it', 'candle shop'],
    ['by most of its words', 'Shopify candle store shop'],
    ['in words of one’s own', 'The one Ann sent'],
    ['without a title', null],
  ])('a row and a typed proposal are one, typed %s', (_, title) => {
    given(opened, apply(14, '2026-01-05', { title }))
      .when(importing(rows(applied('2026-01-05', 14, long)), upwork(86, '2026-01-06')))
      .records()
      .warns();
  });

  test('a row and a typed proposal are two if the keys of their jobs differ', () => {
    given(opened, apply(14, '2026-01-05', { title: long, key: '~02001' }))
      .when(importing(rows(applied('2026-01-05', 14, long, { jobKey: '~02002' }))))
      .records({ kind: 'proposal' });
  });

  test('a row and a typed proposal are two if one is separated, and stay two', () => {
    const page = importing(rows(applied('2026-01-05', 14, long)), { separate: [2] });
    const ledger = given(opened, apply(14, '2026-01-05', { title: long }));
    ledger.when(page).records({ kind: 'proposal', connects: -14 });
    given(opened, apply(14, '2026-01-05', { title: long }), page)
      .when(importing(page.rows))
      .records();
  });

  test('of two typed ones the title decides, before the amount that is the same', () => {
    const ledger = given(opened, apply(17, '2026-01-05', { title: 'Snail figma zine poster' }));
    const page = importing(
      rows(applied('2026-01-05', 17, 'Figma snail zine excel'), applied('2026-01-05', 15, 'Snail figma zine poster')),
    );
    ledger.when(page).proposal(1, { cost: 15 }).proposal(2, { cost: 17, title: 'Figma snail zine excel' });
  });
});

describe('the page’s amount holds', () => {
  test('for a proposal of the same title or key, and both lines stay in the history', () => {
    given(opened, apply(7, '2026-01-05', { title: long }))
      .when(importing(rows(applied('2026-01-05', 9, long)), upwork(91, '2026-01-06')))
      .records({ kind: 'reversal', connects: 7, reverses: 2 }, { kind: 'proposal', connects: -9, reverses: 2 })
      .proposal(1, { cost: 9 })
      .warns();
    given(opened, apply(7, '2026-01-05', { title: 'Mine', key: '~02001' }))
      .when(importing(rows(applied('2026-01-06', 9, long, { jobKey: '~02001' }))))
      .proposal(1, { cost: 9, title: 'Mine' });
  });

  test('for a boost of which less came back than was assumed', () => {
    const back: Row = {
      on: '2026-01-09',
      label: "You've been outbid to boost your proposal",
      connects: 12,
      title: long,
    };
    given(opened, apply(5, '2026-01-05', { title: long, boost: 15 }), mark(1, 'outbid', '2026-01-07'))
      .when(importing(rows(back)))
      .proposal(1, { back: { cost: 0, boost: 12 } })
      .leaves({ '2026-01-09': 92 });
  });
});

describe('within a day the page’s order holds', () => {
  test('a refund listed before an application that was typed covers it, and nothing is invented', () => {
    const small = init('2026-01-01', { balance: 20, edition: '2026', on: '2026-01-01' });
    const page = rows(
      applied('2026-01-05', 12, 'B'),
      { on: '2026-01-05', label: 'Job cancelled', connects: 14, title: 'A' },
      applied('2026-01-02', 14, 'A'),
    );
    given(small, apply(12, '2026-01-05', { title: 'B' }))
      .when(importing(page, upwork(8, '2026-01-06')))
      .warns()
      .leaves({ '2026-01-05': 8 });
  });
});

describe('what an import only supposed', () => {
  const page = rows(applied('2026-01-20', 90, 'C'), applied('2026-01-19', 40, 'B'));
  const bought: Row = { on: '2026-01-10', label: 'Added extra Connects', connects: 80 };
  const first = importing(page, upwork(50, '2026-01-21'));

  test('a supposed adjustment gives way to the row of a later page', () => {
    given(opened, first)
      .when(importing([...page, ...rows(bought)], upwork(50, '2026-01-21')))
      .leaves({ '2026-01-10': 180, '2026-01-21': 50 })
      .holds('2026-01-21', [[50, '2027-01-10']]);
  });

  test('a supposed adjustment gives way to what is typed later, in whole or in part', () => {
    const { book } = attempt(given(opened, first).book, buy(80, '2026-01-10'));
    expect(book.entries.filter((entry) => entry.type === 'transaction' && entry.kind === 'adjustment')).toEqual([]);
    given(opened, first, buy(80, '2026-01-10')).leaves({ '2026-01-21': 50 });
    given(opened, first, buy(20, '2026-01-10')).leaves({ '2026-01-21': 50 });
  });

  test('the price of a supposed adjustment is not that of the part that is left', () => {
    const priced = given(opened, first, editPrice(4, 1200)).book;
    const adjustments = ({ entries }: Book) =>
      transactionsOf(entries).flatMap(({ kind, connects, cents }) =>
        kind === 'adjustment' ? [[connects, cents]] : [],
      );
    expect(adjustments(priced)).toEqual([[80, 1200]]);
    expect(adjustments(attempt(priced, buy(20, '2026-01-10')).book)).toEqual([[60, null]]);
  });

  test('the grants are the same whatever page comes first, and the first day can be asked', () => {
    const older = importing(rows(bought, applied('2026-01-08', 30, 'A')), upwork(150, '2026-01-15'));
    const newer = importing(rows(applied('2026-01-20', 90, 'C')), upwork(60, '2026-01-21'));
    const grants: [number, string][] = [[60, '2027-01-10']];
    given(older, newer).holds('2026-01-21', grants).leaves({ '2026-01-08': 70 });
    given(newer, older).holds('2026-01-21', grants).leaves({ '2026-01-08': 70 });
    const typed = init('2026-01-15', { balance: 150, edition: '2026', on: '2026-01-15' });
    given(typed, newer, older).holds('2026-01-21', grants).leaves({ '2026-01-08': 70 });
    given(typed, newer, older).when(apply(5, '2026-01-09')).leaves({ '2026-01-21': 55 });
  });

  test('renewals that a page of their time does not show are taken back, and not posted again', () => {
    const joined = init('2025-12-10', { balance: 100, edition: '2026', on: '2026-01-01' });
    const whole = importing(rows(applied('2026-02-20', 10, 'B'), applied('2026-01-02', 10, 'A')), {
      ...upwork(80, '2026-02-25'),
      on: day('2026-02-26'),
    });
    const ledger = given(joined, renew('2026-02-22'));
    ledger.when(whole).leaves({ '2026-02-25': 80 }).warns();
    given(joined, renew('2026-02-22'), whole).when(renew('2026-02-26')).records();
  });
});

test('a page whose days go up is read from its beginning', () => {
  const down = rows(applied('2026-01-06', 4, 'B'), applied('2026-01-05', 6, 'A'));
  const up = rows(applied('2026-01-05', 6, 'A'), applied('2026-01-06', 4, 'B'));
  given(importing(up, upwork(90, '2026-01-07')))
    .when(importing(down, upwork(90, '2026-01-07')))
    .records()
    .leaves({ '2026-01-05': 94, '2026-01-07': 90 });
});
