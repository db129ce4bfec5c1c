/** What a Proposals page shows becomes the ledger's: outcomes only go forward, no Connects move, nothing is doubled. */
import { describe, expect, test } from 'vitest';
import type { UpworkProposal } from '../../src/rules/vocabulary/upwork-proposal.ts';
import { apply, attempt, balance, day, given, init, mark, stateOf, undo, voidOf } from './given.ts';
import { applied, importing, page, rows, shown, upwork } from './pages.ts';

const joined = init('2026-01-01', { edition: '2026', balance: 100 });

const active = { section: 'active', outcome: 'replied' } as const;
const closed = { section: 'archived', outcome: 'expired', sure: false, shown: 'Job is closed' } as const;
const ended = (outcome: 'hired' | 'declined' | 'withdrawn') =>
  ({ section: 'archived', outcome, shown: outcome }) as const;

test('what earlier pages showed is counted by the section in which this page would list it', () => {
  const typed = given(joined, apply(8, '2026-01-05', { title: 'typed alone' }));
  const earlier = page([
    shown('A zine', '2026-01-05', active),
    shown('A map', '2026-01-06', closed),
    shown('A logo', '2026-01-07'),
    shown('A menu', '2026-01-08'),
  ]);
  const { book } = attempt(typed.book, earlier);
  expect(attempt(book, page([shown('A menu', '2026-01-08')])).decision).toMatchObject({
    detail: { preview: { elsewhere: { active: 1, submitted: 1, archived: 1 } } },
  });
});

describe('a row that the ledger has', () => {
  const typed = given(joined, apply(8, '2026-01-05', { title: 'A zine' }));

  test('it brings link, key, bid, moment and status, and moves no Connects', () => {
    const row = shown('A zine', '2026-01-05', {
      ...active,
      upworkId: '2008000000000000000',
      jobKey: '~022007000000000000000',
      url: 'https://www.upwork.com/nx/proposals/2008000000000000000',
      sentAt: '2026-01-05T10:00:00.000Z',
      bid: 12,
    });
    const after = typed.when(page([row])).records();
    after.proposal(1, {
      status: 'replied',
      statusOn: '2026-02-01',
      statusSource: 'page',
      repliedOn: null,
      key: '~022007000000000000000',
      bid: 12,
      seenOn: '2026-02-01',
      cost: 8,
    });
    expect(balance(after.book, '2026-02-01')).toBe(balance(typed.book, '2026-02-01'));
  });

  test('the same page again records nothing, and a later one only what is new', () => {
    const command = page([shown('A zine', '2026-01-05', { outcome: 'viewed' })]);
    const first = attempt(typed.book, command);
    const again = attempt(first.book, command);
    expect(again.decision).toMatchObject({ entries: [] });
    const later = attempt(first.book, page([shown('A zine', '2026-01-05', active)], { seenOn: day('2026-01-31') }));
    expect(stateOf(later.book).proposals.get(1)).toMatchObject({ status: 'replied' });
    expect(stateOf(later.book).proposals.size).toBe(1);
  });

  test('words that were typed stay, whatever the page says', () => {
    given(
      joined,
      apply(8, '2026-01-05', { title: 'my zine job', url: 'https://example.org', key: 'k' }),
      page([
        shown('Layout of a zine', '2026-01-05', { url: 'https://www.upwork.com/nx/proposals/2008000000000000000' }),
      ]),
    ).proposal(1, { title: 'my zine job', url: 'https://example.org', key: 'k' });
  });

  test.each(['2026-01-04', '2026-01-06'])('it is found by its title where its day was typed as %s', (on) => {
    const { book } = given(joined, apply(8, on, { title: 'A zine' })).when(page([shown('A zine', '2026-01-05')]));
    expect(stateOf(book).proposals.size).toBe(1);
  });

  test('a copied page meets what was typed in other words again', () => {
    const copied = page([shown('Layout of a zine', '2026-01-05', { outcome: 'viewed' })]);
    const first = attempt(given(joined, apply(8, '2026-01-05', { title: 'the job for Ada' })).book, copied);
    expect(stateOf(first.book).proposals.get(1)).toMatchObject({ status: 'viewed' });
    expect(attempt(first.book, copied).decision).toMatchObject({ entries: [] });
  });

  test('two of one title and day are told apart by nothing, so one row for two is left out', () => {
    const { decision } = attempt(
      given(joined, apply(8, '2026-01-05', { title: 'A zine' }), apply(9, '2026-01-05', { title: 'A zine' })).book,
      page([shown('A zine', '2026-01-05', active)]),
    );
    expect(decision).toMatchObject({ entries: [], detail: { preview: { unsure: [{ title: 'A zine' }] } } });
  });

  test('a job that was withdrawn and sent again has two proposals, each met on its day', () => {
    const key = '~022007000000000000000';
    const { book } = given(
      importing(
        rows(applied('2026-01-15', 8, 'A zine', { jobKey: key }), applied('2026-01-05', 8, 'A zine', { jobKey: key })),
        upwork(100, '2026-01-20'),
      ),
    ).when(
      page([
        shown('A zine', '2026-01-15', {
          jobKey: key,
          upworkId: '2011000000000000000',
          sentAt: '2026-01-15T10:00:00.000Z',
        }),
        shown('A zine', '2026-01-05', {
          jobKey: key,
          upworkId: '2008000000000000000',
          sentAt: '2026-01-05T10:00:00.000Z',
          ...ended('withdrawn'),
        }),
      ]),
    );
    expect([...stateOf(book).proposals.values()].map(({ on, status, upworkId }) => [on, status, upworkId])).toEqual([
      ['2026-01-05', 'withdrawn', '2008000000000000000'],
      ['2026-01-15', 'sent', '2011000000000000000'],
    ]);
  });

  test('an accepted invitation that the history charged is no free one, and active by a reply', () => {
    given(
      joined,
      apply(8, '2026-01-05', { title: 'A zine' }),
      page([shown('A zine', '2026-01-05', { section: 'active', invited: true })]),
    ).proposal(1, {
      status: 'replied',
      invited: false,
    });
  });
});

describe('an outcome of the page', () => {
  const sent = [joined, apply(8, '2026-01-05', { title: 'A zine' })] as const;
  const row = (more: Partial<UpworkProposal>) => page([shown('A zine', '2026-01-05', more)]);

  test('it never takes back what the ledger says', () => {
    given(...sent, mark(1, 'interview', '2026-01-10'), row(active)).proposal(1, { status: 'interview' });
    given(...sent, mark(1, 'hired', '2026-01-10'), row({ ...active }))
      .when(row(closed))
      .warns()
      .proposal(1, { status: 'hired' });
  });

  test('one that contradicts a typed end is said, and the typed one stays', () => {
    given(...sent, mark(1, 'lost', '2026-01-10'))
      .when(row(ended('hired')))
      .warns({ code: 'outcome-kept', proposal: 1, title: 'A zine', typed: 'lost', page: 'hired' })
      .proposal(1, { status: 'lost', statusSource: 'typed' });
  });

  test('a proposal that still waits on the page contradicts a typed end, but not one of a later day', () => {
    const kept = { code: 'outcome-kept', proposal: 1, title: 'A zine', typed: 'lost' } as const;
    given(...sent, mark(1, 'lost', '2026-01-10'))
      .when(row({}))
      .warns({ ...kept, page: 'sent' });
    given(...sent, mark(1, 'lost', '2026-01-10'))
      .when(row({ outcome: 'viewed' }))
      .warns({ ...kept, page: 'viewed' });
    given(...sent, mark(1, 'lost', '2026-02-02'))
      .when(row({}))
      .warns();
    given(...sent, mark(1, 'interview', '2026-01-10'))
      .when(row({}))
      .warns();
  });

  test('an invitation that was charged and is active was replied to', () => {
    given(...sent, row({ section: 'active', outcome: null, invited: true })).proposal(1, { status: 'replied' });
    given(...sent, row({ section: 'active', outcome: null, invited: false })).proposal(1, { status: 'sent' });
    given(...sent, row({ section: 'submitted', outcome: null, invited: true })).proposal(1, { status: 'sent' });
  });

  test('"Job is closed" is an assumed expiry, which mark overrules without force', () => {
    given(...sent, row(closed)).proposal(1, { status: 'expired', statusSource: 'assumed' });
    given(...sent, row(closed), mark(1, 'hired', '2026-02-02')).proposal(1, { status: 'hired', statusSource: 'typed' });
    given(...sent, row(closed), row(ended('declined'))).proposal(1, { status: 'declined', statusSource: 'page' });
  });

  test('a reply of an earlier day can be marked after a page has shown one', () => {
    given(...sent, row(active), mark(1, 'interview', '2026-01-10')).proposal(1, { status: 'interview', reached: 3 });
  });

  test.each([
    ['the page first', [0, 1]],
    ['the history first', [1, 0]],
  ])('a refund in the history makes an assumed expiry a cancelled job, %s', (_, order) => {
    const history = importing(
      rows(
        { on: '2026-01-20', label: 'Job cancelled', title: 'A zine', connects: 8 },
        applied('2026-01-05', 8, 'A zine'),
      ),
      upwork(100, '2026-02-01'),
    );
    const steps = [page([shown('A zine', '2026-01-05', closed)]), history];
    const { book } = given(joined, ...order.map((i) => steps[i] ?? history));
    expect([...stateOf(book).proposals.values()]).toMatchObject([{ status: 'cancelled', cost: 8, costUnknown: false }]);
  });
});

describe('an active row that does not tell whether it came from an invitation', () => {
  const unsure = { section: 'active', outcome: 'replied', sure: false, invited: null } as const;
  const copied = page([shown('A zine', '2026-01-05', unsure)]);
  const later = (more: Partial<UpworkProposal>) =>
    page([shown('A zine', '2026-01-05', { section: 'active', ...more })], {
      on: day('2026-02-03'),
      seenOn: day('2026-02-03'),
    });
  const history = importing(rows(applied('2026-01-05', 8, 'A zine')), upwork(92, '2026-02-01'));
  const invited = later({ invited: true, outcome: 'sent' });

  test('its reply is only assumed', () => {
    given(joined, copied).proposal(1, {
      status: 'replied',
      statusSource: 'assumed',
      invited: false,
      costUnknown: true,
    });
  });

  test('a page that knows of the invitation takes the assumed reply back, also on the same day', () => {
    const free = { status: 'sent', reached: 0, invited: true, costUnknown: false } as const;
    given(joined, copied, invited).proposal(1, free);
    given(joined, copied, { ...invited, on: day('2026-02-01'), seenOn: day('2026-02-01') }).proposal(1, free);
    given(joined, copied, later({ invited: true, outcome: 'viewed' })).proposal(1, {
      ...free,
      status: 'viewed',
      statusSource: 'page',
      reached: 1,
    });
    const { decision } = attempt(given(joined, copied).book, invited);
    expect(decision).toMatchObject({ detail: { preview: { outcomes: [{ from: 'replied', to: 'sent' }] } } });
  });

  test('once the invitation is known, a page that cannot tell assumes no reply', () => {
    given(joined, invited, copied).proposal(1, { status: 'sent', invited: true });
    given(joined, apply(0, '2026-01-05', { title: 'A zine', invited: true }), copied).proposal(1, { status: 'sent' });
  });

  test('a page that knows of no invitation makes it a reply that was seen', () => {
    const known = later({ invited: false, outcome: 'replied' });
    given(joined, copied, known).proposal(1, { status: 'replied', statusSource: 'page' });
    expect(attempt(given(joined, copied, known).book, copied).decision).toMatchObject({ entries: [] });
  });

  test('a charge tells the same, whether it is typed, imported before or after', () => {
    const seen = { status: 'replied', statusSource: 'page', cost: 8 } as const;
    given(joined, apply(8, '2026-01-05', { title: 'A zine' }), copied).proposal(1, seen);
    given(joined, copied, history).proposal(1, seen);
    given(joined, history, copied).proposal(1, seen);
  });

  test('what was assumed can be marked as it was, forward and back', () => {
    given(joined, copied, mark(1, 'replied', '2026-02-02')).proposal(1, { status: 'replied', statusSource: 'typed' });
    given(joined, copied, mark(1, 'viewed', '2026-02-02')).proposal(1, { status: 'viewed', reached: 1 });
    given(joined, copied, mark(1, 'hired', '2026-02-02')).proposal(1, { status: 'hired', reached: 4 });
  });

  test('the same page again records nothing', () => {
    expect(attempt(given(joined, copied).book, copied).decision).toMatchObject({ entries: [] });
  });
});

describe('a row that the ledger does not have', () => {
  const found = given(joined, page([shown('A zine', '2026-01-05', active)]));
  const history = importing(rows(applied('2026-01-05', 8, 'A zine', { jobKey: '~0123' })), upwork(92, '2026-02-01'));

  test('it is a proposal of unknown cost, also before the account was opened', () => {
    found.proposal(1, { costUnknown: true, cost: 0, status: 'replied' });
    given(joined, page([shown('Old', '2025-06-01')])).proposal(1, { on: '2025-06-01', costUnknown: true });
  });

  test('the history charges it later, and doubles nothing', () => {
    const { book } = found.when(history);
    expect([...stateOf(book).proposals.values()]).toMatchObject([
      { id: 1, cost: 8, costUnknown: false, key: '~0123', status: 'replied' },
    ]);
  });

  test('without its charge, undone or voided, its cost is unknown again', () => {
    const charged = attempt(found.book, history).book;
    given(joined, page([shown('A zine', '2026-01-05', active)]), history, undo).proposal(1, { costUnknown: true });
    const charge = charged.entries.find((entry) => entry.type === 'transaction' && entry.kind === 'proposal');
    const { book } = attempt(charged, voidOf(charge?.type === 'transaction' ? charge.id : 0));
    expect(stateOf(book).proposals.get(1)).toMatchObject({ costUnknown: true, cost: 0 });
  });

  test('an accepted invitation costs nothing, which is known', () => {
    given(joined, page([shown('A zine', '2026-01-05', { section: 'active', invited: true })])).proposal(1, {
      costUnknown: false,
      invited: true,
      status: 'sent',
    });
  });

  test('words that nobody knows mark nothing and are listed', () => {
    const { decision } = attempt(
      given(joined).book,
      page([shown('A zine', '2026-01-05', { section: 'archived', outcome: null, sure: false, shown: 'Filled' })]),
    );
    expect(decision).toMatchObject({ detail: { preview: { unknown: [{ shown: 'Filled' }], outcomes: [] } } });
  });

  test('a row without a day is met by its title alone, and is no proposal of its own', () => {
    const copied = shown('A zine', null, { section: 'detail', outcome: null, bid: 15 });
    given(joined, apply(8, '2026-01-05', { title: 'A zine' }), page([copied])).proposal(1, { bid: 15, seenOn: null });
    expect(attempt(given(joined).book, page([copied])).decision).toMatchObject({ entries: [] });
  });
});

describe('a page of another account', () => {
  const history = importing(
    rows(applied('2026-01-20', 8, 'Mine'), applied('2026-01-05', 8, 'Mine too')),
    upwork(100, '2026-01-20'),
  );

  test('it is warned of where the ledger knows those days and has none of its proposals', () => {
    given(history)
      .when(page([shown('Theirs', '2026-01-10')]))
      .warns({ code: 'proposals-foreign', rows: 1, since: '2026-01-10', until: '2026-01-10' });
  });

  test('it is warned of although one of its proposals is of the same day as a typed one', () => {
    const typed = ['01', '04', '07', '10', '13'].map((on, i) => apply(8, `2026-01-${on}`, { title: `Own ${i}` }));
    const theirs = [
      shown('Sea chart', '2026-01-03'),
      shown('Beehive', '2026-01-06'),
      shown('Oven', '2026-01-07'),
      shown('Tram', '2026-01-12'),
    ];
    given(joined, ...typed)
      .when(page(theirs))
      .warns({ code: 'proposals-foreign', rows: 3, since: '2026-01-03', until: '2026-01-12' });
    given(joined, apply(8, '2026-01-02', { title: 'Own' }), apply(8, '2026-01-07', { title: 'Own too' }))
      .when(page(theirs))
      .warns();
  });

  test('it is not warned of for days that the ledger does not know, nor for an invitation', () => {
    given(history)
      .when(page([shown('New', '2026-01-25')]))
      .warns();
    given(history)
      .when(page([shown('Asked', '2026-01-10', { section: 'active', invited: true })]))
      .warns();
  });
});
