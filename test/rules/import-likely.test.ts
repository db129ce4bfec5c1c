/** What only Upwork's balance can prove to be one: typed late, typed with its boost, typed as another earning. */
import { describe, test } from 'vitest';
import { apply, earn, given, init } from './given.ts';
import { applied, importing, type Row, rows, upwork } from './pages.ts';

const opened = init('2026-01-01', { balance: 100, edition: '2026', on: '2026-01-01' });
const zine = 'Layout of a 24-page zine';
const boost: Row = { on: '2026-01-05', label: 'Connects bid for boosted proposal.', connects: -15, title: zine };
const award: Row = {
  on: '2026-01-05',
  label: 'Refunded Connects for Connects Award',
  connects: 10,
  title: zine,
};

describe('a proposal typed some days late', () => {
  const typed = given(opened, apply(5, '2026-01-09', { title: 'Layout of a zine' }));
  const page = rows(applied('2026-01-06', 5, zine));

  test('the row and the late proposal are one where the balance agrees', () => {
    typed.when(importing(page, upwork(95, '2026-01-09'))).records();
  });

  test('they are two where the balance has both, where none is shown, and where they are separated', () => {
    typed.when(importing(page, upwork(90, '2026-01-09'))).records({ kind: 'proposal' });
    typed.when(importing(page)).records({ kind: 'proposal' });
    typed.when(importing(page, { ...upwork(95, '2026-01-09'), separate: [2] })).records({ kind: 'proposal' });
  });

  test('they are two where the title is another one, or the row may be either of two', () => {
    given(opened, apply(5, '2026-01-09', { title: 'Tram timetable' }))
      .when(importing(page, upwork(95, '2026-01-10')))
      .records({ kind: 'proposal' });
    given(opened, apply(5, '2026-01-09', { title: 'A zine layout' }), apply(5, '2026-01-10', { title: 'Zine layout' }))
      .when(importing(page, upwork(90, '2026-01-11')))
      .records({ kind: 'proposal' });
  });
});

test('a proposal typed as one cost with its boost is both rows of the page', () => {
  const typed = given(opened, apply(26, '2026-01-05', { title: 'carpets' }));
  typed
    .when(importing(rows(boost, applied('2026-01-05', 11, zine)), upwork(74, '2026-01-06')))
    .proposal(1, { cost: 11, boost: 15, title: 'carpets' })
    .leaves({ '2026-01-06': 74 });
});

test('a reward typed as another earning is taken back for the row of the page', () => {
  const typed = given(opened, apply(5, '2026-01-04', { title: zine }), earn('other', '2026-01-05', { amount: 10 }));
  typed
    .when(importing(rows(award, applied('2026-01-04', 5, zine)), upwork(105, '2026-01-06')))
    .records({ kind: 'reversal', connects: -10 }, { kind: 'interview', connects: 10, proposal: 1 })
    .leaves({ '2026-01-06': 105 });
  typed
    .when(importing(rows(award, applied('2026-01-04', 5, zine)), upwork(115, '2026-01-06')))
    .records({ kind: 'interview' });
});

describe('what was typed as another earning stays, and the row of the page comes beside it', () => {
  const list = rows(award, applied('2026-01-04', 5, zine));
  const sent = apply(5, '2026-01-04', { title: zine });
  const taken = [
    { kind: 'reversal', connects: -10 },
    { kind: 'interview', connects: 10 },
  ] as const;

  test('an earning that may be either of two stays, and the row is a third', () => {
    const twice = given(
      opened,
      sent,
      earn('other', '2026-01-05', { amount: 10 }),
      earn('other', '2026-01-06', { amount: 10 }),
    );
    twice.when(importing(list, upwork(115, '2026-01-07'))).records({ kind: 'interview' });
  });

  test('an earning that may be either of two rows stays, and both rows are new', () => {
    const two = rows({ ...award, title: 'Another zine' }, award, applied('2026-01-04', 5, zine));
    given(opened, sent, earn('other', '2026-01-05', { amount: 10 }))
      .when(importing(two, upwork(115, '2026-01-07')))
      .records({ kind: 'interview' }, { kind: 'interview' });
  });

  test('an earning of two days from the row stays, and one of the day beside it is taken back', () => {
    const typed = (on: string) => given(opened, sent, earn('other', on, { amount: 10 }));
    typed('2026-01-07')
      .when(importing(list, upwork(105, '2026-01-08')))
      .records({ kind: 'interview' });
    typed('2026-01-06')
      .when(importing(list, upwork(105, '2026-01-08')))
      .records(...taken);
  });

  test('an earning that was separated, or typed as what it is, is never taken back', () => {
    given(opened, sent, earn('other', '2026-01-05', { amount: 10 }))
      .when(importing(list, { ...upwork(105, '2026-01-06'), separate: [3] }))
      .records({ kind: 'interview' });
    given(opened, sent, earn('badge', '2026-01-05', { title: 'Mine', amount: 10 }))
      .when(importing(list, upwork(105, '2026-01-06')))
      .records({ kind: 'interview' });
  });
});
