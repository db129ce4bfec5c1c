/** Rows of one job are linked to its proposal, whichever import brings them; rows against the rulebook give a warning. */
import { describe, expect, test } from 'vitest';
import { apply, day, given, init, mark, stateOf } from './given.ts';
import { applied, importing, type Row, rows } from './pages.ts';

const joined = init('2025-12-01', { edition: '2026' });

const bid: Row = { on: '2026-01-05', label: 'Connects bid for boosted proposal.', connects: -7, title: 'A logo' };
const cancelled: Row = { on: '2026-01-09', label: 'Job cancelled', connects: 10, title: 'A logo' };
const closed: Row = {
  on: '2026-01-09',
  label: 'You bid to boost a proposal, but the job was closed',
  connects: 7,
  title: 'A logo',
};
const award: Row = { on: '2026-01-07', label: 'Refunded Connects for Connects Award', connects: 8, title: 'A logo' };
const sent = applied('2026-01-05', 10, 'A logo', { jobKey: '~02001' });

describe('rows that follow from a proposal', () => {
  const newer = importing(rows(cancelled, closed, bid));
  const older = importing(rows(sent));

  test('results of a proposal are linked to it when an older page brings it later', () => {
    given(joined, newer, older)
      .proposal(1, { status: 'cancelled', statusOn: '2026-01-09', cost: 10, boost: 7, back: { cost: 10, boost: 7 } })
      .leaves({ '2026-01-05': 33, '2026-01-09': 50 });
  });

  test('a linked refund returns Connects to the grants that the proposal spent, as if imported together', () => {
    const [later, before] = [given(joined, newer, older), given(joined, importing(rows(cancelled, closed, bid, sent)))];
    const grants = ({ book }: typeof later) => stateOf(book).grants.map(({ left, expiresOn }) => [left, expiresOn]);
    expect(grants(later)).toEqual(grants(before));
  });

  test('the results of a proposal are linked only once', () => {
    given(joined, newer, older).when(older).records();
    const again = importing(rows(applied('2026-01-04', 10, 'A logo')));
    given(joined, newer, older, again).proposal(2, { back: { cost: 0, boost: 0 }, boost: 0 });
  });

  test('a proposal imported without its link gets the link from the one page row that shows it', () => {
    const copied = importing(rows(applied('2026-01-05', 10, 'A logo'), applied('2026-01-05', 10, 'A logo')));
    const url = 'https://www.upwork.com/jobs/~02001/';
    const saved = importing(rows(applied('2026-01-05', 10, 'A logo', { jobKey: '~02001', url })));
    const one = given(joined, copied, saved);
    one.proposal(1, { key: '~02001', url }).proposal(2, { key: null, url: null });
    one.when(saved).records();
    one.when(apply(10, '2026-01-06', { title: 'A logo', key: '~02001' })).isRefused({ code: 'duplicate-key' });
  });

  test('a refund is linked to the proposal of the same cost when two have the same title', () => {
    const [first, second] = [applied('2026-01-04', 6, 'A logo'), applied('2026-01-05', 8, 'A logo')];
    const back = (on: string, connects: number): Row => ({ ...cancelled, on, connects });
    given(joined, importing(rows(back('2026-01-09', 6), second, first)))
      .proposal(1, { status: 'cancelled', back: { cost: 6, boost: 0 } })
      .proposal(2, { status: 'sent', back: { cost: 0, boost: 0 } });
    given(joined, importing(rows(back('2026-01-09', 8), back('2026-01-08', 6), second, first)))
      .proposal(1, { back: { cost: 6, boost: 0 } })
      .proposal(2, { back: { cost: 8, boost: 0 } });
    given(joined, importing(rows(back('2026-01-09', 5), second, first))).proposal(2, { back: { cost: 5, boost: 0 } });
  });

  test('a result is not linked to a proposal sent after it', () => {
    given(joined, newer, importing(rows(applied('2026-01-10', 10, 'A logo')))).proposal(1, {
      status: 'sent',
      back: { cost: 0, boost: 0 },
    });
  });

  test('a Connects award is linked to its proposal and means that it got an interview', () => {
    given(joined, importing(rows(award, sent))).proposal(1, { status: 'interview', earned: 8 });
  });

  test('an award for a proposal that has ended changes only what the proposal earned', () => {
    given(
      joined,
      apply(10, '2026-01-05', { title: 'A logo' }),
      mark(1, 'lost', '2026-01-06'),
      importing(rows(award)),
    ).proposal(1, { status: 'lost', earned: 8 });
  });
});

describe('a row that confirms a proposal adds what the user did not type', () => {
  test('a confirming row gives the proposal its title, key and link', () => {
    given(joined, apply(10, '2026-01-05'), importing(rows({ ...sent, url: 'https://u/~02001' }), {})).proposal(1, {
      title: 'A logo',
      key: '~02001',
      url: 'https://u/~02001',
      cost: 10,
    });
  });

  test('later rows of a confirmed job are linked to its proposal', () => {
    given(joined, apply(10, '2026-01-05'), importing(rows(cancelled, sent))).proposal(1, {
      status: 'cancelled',
      back: { cost: 10, boost: 0 },
    });
  });

  test('a confirming row does not change what the user typed', () => {
    given(joined, apply(10, '2026-01-05', { title: 'a LOGO' }), importing(rows(sent))).proposal(1, {
      title: 'a LOGO',
      key: '~02001',
    });
  });

  test('a typed link identifies the job when no key was typed', () => {
    const url = 'https://www.upwork.com/jobs/Some-words_~02001/';
    const ledger = given(joined, apply(10, '2026-01-05', { title: 'Mine', url }));
    ledger.when(importing(rows(sent))).records();
    ledger.when(importing(rows({ ...sent, jobKey: '~02002' }))).records({ kind: 'proposal' });
  });
});

describe('rows that are recognized', () => {
  test('an Upwork id that appears twice in one file is imported once', () => {
    const twice = rows({ ...sent, upworkId: '9000000001' }, { ...sent, upworkId: '9000000001' });
    given(joined).when(importing(twice)).records({ upworkId: '9000000001' });
  });

  test('a row recognized by its id does not hide an identical row without an id', () => {
    const first = given(joined, importing(rows({ ...sent, upworkId: '9000000001' })));
    first.when(importing(rows({ ...sent, upworkId: '9000000001' }, sent))).records({ kind: 'proposal' });
  });

  test('a row without a label is recognized when another page shows its label, and the other way round', () => {
    const bare: Row = { on: '2026-01-03', label: null, connects: 10, upworkId: '9000000001' };
    const named: Row = { on: '2026-01-03', label: 'Monthly Connects renewal', connects: 10 };
    given(joined, importing(rows(bare)))
      .when(importing(rows(named)))
      .records({ kind: 'reversal', connects: -10 }, { kind: 'renewal', connects: 10, upworkId: '9000000001' })
      .leaves({ '2026-01-03': 60 });
    given(joined, importing(rows(bare)), importing(rows(named)))
      .when(importing(rows(bare)))
      .records();
    given(joined, importing(rows(named)))
      .when(importing(rows(bare)))
      .records();
    // A row whose label belongs to another kind is a different row.
    given(joined, importing(rows(bare)))
      .when(importing(rows({ on: '2026-01-03', label: 'Job cancelled', connects: 10 })))
      .records({ kind: 'refund' });
  });

  test('a badge of a day that was typed one day off is confirmed', () => {
    const typed = {
      name: 'spend',
      source: 'availability-badge',
      amount: 2,
      note: null,
      on: day('2026-01-04'),
    } as const;
    const badge = (connects: number): Row => ({ on: '2026-01-05', label: 'Availability Badge', connects });
    given(joined, typed)
      .when(importing(rows(badge(-2))))
      .records();
    given(joined, typed)
      .when(importing(rows(badge(-3))))
      .records({ connects: -3 });
    given(joined, typed, importing(rows(badge(-2))))
      .when(importing(rows(badge(-5))))
      .records({ connects: -3 });
  });

  test('a row that this program exported confirms no typed entry', () => {
    const ledger = given(joined, apply(10, '2026-01-05', { title: 'A logo' }));
    const own = { ...importing(rows({ ...sent, runningTotal: 40 })), own: true };
    const { book } = ledger.when(own).records();
    expect(book.entries).toEqual(ledger.book.entries);
  });
});

describe('rows against the rulebook are recorded, with a warning', () => {
  const against = (rule: string, first: Row, more = 1) => ({
    code: 'import-against-rules' as const,
    rule,
    rows: more,
    edition: '2020-12',
    on: first.on,
    connects: first.connects,
    title: first.title ?? null,
  });
  const old = init('2025-12-01', { edition: '2020-12' });
  const award = (on: string, connects = 10): Row => ({ on, label: 'Interview won', connects });
  const renewal = (on: string, connects = 10): Row => ({ on, label: 'Monthly Connects renewal', connects });
  const talent: Row = { on: '2026-01-04', label: 'Rising Talent Achievement', connects: 30, title: null };

  test.each<readonly [rule: string, list: readonly Row[], told: number]>([
    ['cost-out-of-range', [applied('2026-01-04', 7, 'A')], 0],
    ['duplicate-key', [sent, { ...sent, on: '2026-01-04', connects: -6 }].map((row) => ({ ...row, connects: -6 })), 0],
    ['no-such-bundle', [{ on: '2026-01-04', label: 'Added extra Connects', connects: 17 }], 0],
    ['amount-differs', [renewal('2026-01-04', 12)], 0],
    ['amount-differs', [{ ...talent, connects: 31 }], 0],
    ['already-claimed', [{ ...talent, on: '2026-01-20' }, talent], 0],
    ['renewed-twice', [renewal('2026-01-20'), renewal('2026-01-04')], 0],
    ['reward-capped', ['09', '08', '07', '06', '05', '04'].map((date) => award(`2026-01-${date}`)), 0],
  ])('an imported row that breaks the rule %s is accepted with a warning', (rule, list, told) => {
    const first = list[told] as Row;
    given(old)
      .when(importing(rows(...list)))
      .warns(against(rule, first) as never);
  });

  test('an imported interview before five recorded ones is over the cap of their seven days', () => {
    const days = ['12', '13', '14', '15', '16'].map((date) => `2026-01-${date}`);
    const won = days.flatMap((on, i) => [apply(2, on), mark(i + 1, 'interview', on)]);
    const early = award('2026-01-10');
    given(old, ...won)
      .when(importing(rows(early)))
      .warns(against('reward-capped', early) as never);
    given(old, ...won)
      .when(importing(rows(award('2026-01-09'))))
      .warns();
  });

  test('an import gives one warning for each rule, however many rows break it', () => {
    const list = [applied('2026-01-06', 9, 'C'), applied('2026-01-05', 8, 'B'), applied('2026-01-04', 7, 'A')];
    given(old)
      .when(importing(rows(...list)))
      .warns(against('cost-out-of-range', list[2] as Row, 3) as never);
  });

  test('a refund of a hired job gives a warning, unless it may belong to another job of that title', () => {
    const refund: Row = { on: '2026-01-09', label: 'Job cancelled', connects: 4, title: 'A logo' };
    const hired = given(old, apply(4, '2026-01-05', { title: 'A logo' }), mark(1, 'hired', '2026-01-07'));
    hired.when(importing(rows(refund))).warns(against('refund-of-hired', refund) as never);
    hired.when(importing(rows({ ...refund, title: 'A zine' }))).warns();
    const two = [old, apply(4, '2026-01-05', { title: 'A logo' }), apply(4, '2026-01-06', { title: 'A logo' })];
    given(...two, mark(1, 'hired', '2026-01-07'))
      .when(importing(rows(refund)))
      .warns();
  });

  test('an imported row that the rulebook does not cover gives no warning', () => {
    const list = [applied('2026-01-04', 6, 'A'), { ...talent, on: '2026-01-05' }, renewal('2026-01-04')];
    given(old)
      .when(importing(rows(...list)))
      .warns();
  });
});
