/** What an import does with each row: recognize it, confirm a typed entry with it, or record it. */
import { describe, expect, test } from 'vitest';
import type { CommandOf } from '../../src/rules/command/command.ts';
import { apply, attempt, balance, buy, day, EMPTY, earn, given, init, mark, renew, transactionsOf } from './given.ts';
import { applied, importing, rows, upwork } from './pages.ts';

describe('rows become proposals, boosts, refunds and other entries', () => {
  const joined = init('2025-12-01', { edition: '2026' });

  test('an imported application becomes a proposal with its title, link and key', () => {
    given(joined)
      .when(importing(rows(applied('2026-01-05', 10, 'A logo', { jobKey: '~02001', url: 'https://u/~02001' }))))
      .records({ kind: 'proposal', connects: -10, source: 'import', proposal: 1, title: 'A logo', edition: '2026' })
      .proposal(1, { key: '~02001', url: 'https://u/~02001', cost: 10, status: 'sent' })
      .leaves({ '2026-01-05': 40 });
  });

  test('an imported bid for a job becomes its boost, and a closed job refunds cost and boost', () => {
    given(joined)
      .when(
        importing(
          rows(
            {
              on: '2026-01-09',
              label: 'You bid to boost a proposal, but the job was closed',
              connects: 7,
              title: 'A logo',
            },
            { on: '2026-01-09', label: 'Job cancelled', connects: 10, title: 'A logo' },
            { on: '2026-01-05', label: 'Connects bid for boosted proposal.', connects: -7, title: 'A logo' },
            applied('2026-01-05', 10, 'A logo'),
          ),
        ),
      )
      .records(
        { kind: 'proposal', proposal: 1 },
        { kind: 'boost', proposal: 1 },
        { kind: 'refund', proposal: 1 },
        { kind: 'boost-refund', proposal: 1 },
      )
      .proposal(1, { status: 'cancelled', boost: 7, back: { cost: 10, boost: 7 } })
      .leaves({ '2026-01-08': 33, '2026-01-09': 50 });
  });

  test.each([
    ['Monthly Connects renewal', 10, 'renewal'],
    ['Membership upgraded to Plus', 97, 'membership'],
    ['Earned Connects by completing task', 5, 'task'],
    ['Rising Talent Achievement', 30, 'badge'],
    ['Added extra Connects', 40, 'purchase'],
    ['Refunded Connects for Connects Award', 8, 'interview'],
    ['Availability Badge', -2, 'availability-badge'],
    ['Something never seen', 3, 'other'],
    ['Something never seen', -3, 'other'],
    [null, 4, 'other'],
  ] as const)('an imported row "%s" of %i is recorded as %s', (label, connects, kind) => {
    given(joined)
      .when(importing(rows({ on: '2026-01-05', label, connects })))
      .records({ kind, connects, label: label ?? 'Without a label on Upwork' });
  });

  test('an imported upgrade changes the plan from its day on', () => {
    const { book } = attempt(
      given(joined).book,
      importing(rows({ on: '2026-01-05', label: 'Membership upgraded to Plus', connects: 97 })),
    );
    const { decision } = attempt(book, renew('2026-02-06'));
    expect(decision).toMatchObject({
      detail: {
        cycles: [
          { on: '2026-01-01', connects: 10 },
          { on: '2026-02-05', connects: 100 },
        ],
      },
    });
  });
});

describe('rows that the ledger already has', () => {
  const page = rows(
    applied('2026-01-05', 4, 'Same', { jobKey: '~02001' }),
    applied('2026-01-05', 4, 'Same', { jobKey: '~02001' }),
    { on: '2026-01-04', label: 'Availability Badge', connects: -2 },
  );

  test('identical rows on one page are all imported, and repeated pages add none', () => {
    const once = given(init('2026-01-01', { edition: '2026' }), importing(page));
    once.leaves({ '2026-01-05': 40 });
    once.when(importing(page)).records();
  });

  test('a badge that grew during its day adds only the difference', () => {
    given(init('2026-01-01', { edition: '2026' }), importing(page))
      .when(importing(rows({ on: '2026-01-04', label: 'Availability Badge', connects: -5 })))
      .records({ kind: 'availability-badge', connects: -3 });
  });

  test('a row with a known Upwork id is not imported again, whatever else it says', () => {
    const first = applied('2026-01-05', 4, 'Old title', { upworkId: '9000000001' });
    given(init('2026-01-01', { edition: '2026' }), importing(rows(first)))
      .when(importing(rows({ ...first, title: 'New title' })))
      .records();
  });

  test('a row imported without an id is recognized when a page shows its id', () => {
    given(init('2026-01-01', { edition: '2026' }), importing(rows(applied('2026-01-05', 4, 'A'))))
      .when(importing(rows(applied('2026-01-05', 4, 'A', { upworkId: '9000000001' }))))
      .records();
  });
});

describe('a row that matches what was recorded by hand', () => {
  const joined = init('2026-01-01', { edition: '2026' });

  test.each([
    ['the same day', '2026-01-05', 0],
    ['the day before', '2026-01-04', 0],
    ['the day after', '2026-01-06', 0],
    ['two days before', '2026-01-03', 1],
  ])('a row compared with a typed entry of %s is imported or confirms it', (_, on, fresh) => {
    const { decision } = attempt(
      given(joined, apply(10, '2026-01-05', { title: 'A logo' })).book,
      importing(rows(applied(on, 10, 'a  LOGO'))),
    );
    expect(transactionsOf('entries' in decision ? decision.entries : [])).toHaveLength(fresh);
  });

  test('a row with another title is another job, unless the key is the same', () => {
    const ledger = given(joined, apply(10, '2026-01-05', { title: 'A logo', key: '02001' }));
    ledger.when(importing(rows(applied('2026-01-05', 10, 'Other', { jobKey: '~02001' })))).records();
    ledger
      .when(importing(rows(applied('2026-01-05', 10, 'A logo', { jobKey: '~02002' }))))
      .records({ kind: 'proposal' });
  });

  test('each row confirms only one typed entry, the nearest first', () => {
    const ledger = given(joined, apply(10, '2026-01-04', { title: 'A' }), apply(10, '2026-01-05', { title: 'A' }));
    const { decision } = attempt(ledger.book, importing(rows(applied('2026-01-05', 10, 'A'))));
    expect(decision).toMatchObject({
      detail: { preview: { matched: { confirmed: [{ transaction: { on: '2026-01-05' } }], fresh: [] } } },
    });
    const twice = given(joined, apply(10, '2026-01-05', { title: 'A' }));
    twice
      .when(importing(rows(applied('2026-01-05', 10, 'A'), applied('2026-01-05', 10, 'A'))))
      .records({ kind: 'proposal' });
  });

  test('imported purchases, renewals, rewards and refunds confirm typed ones', () => {
    given(
      joined,
      apply(10, '2026-01-05', { title: 'A' }),
      mark(1, 'cancelled', '2026-01-07'),
      buy(40, '2026-01-08'),
      earn('badge', '2026-01-09', { title: 'Rising Talent' }),
      renew('2026-02-01'),
    )
      .when(
        importing(
          rows(
            { on: '2026-02-01', label: 'Monthly Connects renewal', connects: 10 },
            { on: '2026-01-09', label: 'Rising Talent Achievement', connects: 30 },
            { on: '2026-01-08', label: 'Added extra Connects', connects: 40 },
            { on: '2026-01-07', label: 'Job cancelled', connects: 10, title: 'A' },
          ),
        ),
      )
      .records();
  });

  test('a row that confirmed a typed entry is recognized when it is imported again', () => {
    const page = importing(rows(applied('2026-01-06', 10, 'A logo')));
    given(joined, apply(10, '2026-01-05', { title: 'A logo' }), page)
      .when(page)
      .records();
  });
});

const openedBy = (command: CommandOf<'import'>) =>
  attempt(EMPTY, command).book.entries.find((entry) => entry.type === 'fact' && entry.body.kind === 'opened');

describe('where the history begins', () => {
  const page = rows(
    { on: '2026-01-06', label: 'Added extra Connects', connects: 20 },
    applied('2026-01-05', 16, 'B'),
    applied('2026-01-03', 10, 'A'),
  );

  test('an import derives the opening balance from the balance that the page shows', () => {
    const { decision, book } = attempt(EMPTY, importing(page, upwork(94, '2026-01-07')));
    expect(decision).toMatchObject({
      detail: { preview: { opening: { connects: 100, isKnown: true }, upwork: 94, ledger: 94, opens: true } },
    });
    expect([balance(book, '2026-01-03'), balance(book, '2026-01-07')]).toEqual([90, 94]);
  });

  test('an import derives the opening balance from a running total or from what the user gives', () => {
    const [newest, middle, oldest] = page;
    if (!newest || !middle || !oldest) throw new Error('three rows');
    const running = attempt(EMPTY, importing([newest, middle, { ...oldest, runningTotal: 55 }]));
    expect(balance(running.book, '2026-01-07')).toBe(59);
    expect(balance(attempt(EMPTY, importing(page, { opening: 30 })).book, '2026-01-07')).toBe(24);
  });

  test('an import without any balance opens with just enough for its rows', () => {
    expect(balance(attempt(EMPTY, importing(page)).book, '2026-01-05')).toBe(0);
  });

  test('an import sets the joining day to its first row, or to the day that the user gives', () => {
    expect(openedBy(importing(page))).toMatchObject({ body: { joined: '2026-01-03' } });
    const opens = { joined: day('2020-05-17'), edition: null };
    expect(openedBy(importing(page, { opens }))).toMatchObject({
      body: { joined: '2020-05-17' },
    });
  });

  test('an import without rows opens no account', () => {
    expect(attempt(EMPTY, importing([])).decision.refusal).toMatchObject({ code: 'nothing-to-import' });
  });

  test('rows from before an opening balance lead up to it and do not change it', () => {
    given(init('2026-01-10', { balance: 94, edition: '2026', on: '2026-01-10' }))
      .when(importing(page))
      .leaves({ '2026-01-02': 0, '2026-01-03': 90, '2026-01-06': 94, '2026-01-10': 94 });
  });

  test('an import covers rows that spend more than the balance, and warns about it', () => {
    given(init('2026-01-01', { edition: '2026' }))
      .when(importing(rows(applied('2026-01-05', 60, 'A'))))
      .warns({ code: 'import-covered', connects: 10 })
      .leaves({ '2026-01-05': 0 });
  });

  test.each([{ opening: 30 }, { opens: { joined: day('2020-01-01'), edition: null } }])(
    'an opening value for an account that is already open is ignored, with a warning',
    (said) => {
      given(init('2026-01-01', { edition: '2026' }))
        .when(importing(rows(applied('2026-01-05', 10, 'A')), said))
        .warns({ code: 'opening-unused' })
        .leaves({ '2026-01-05': 40 });
    },
  );

  test('an import warns about a difference from Upwork, and records an agreement', () => {
    const ledger = given(init('2026-01-01', { edition: '2026' }));
    ledger
      .when(importing(rows(applied('2026-01-05', 10, 'A')), upwork(41, '2026-01-05')))
      .warns({ code: 'import-differs', upwork: 41, ledger: 40, on: '2026-01-05' });
    const { book } = attempt(ledger.book, importing(rows(applied('2026-01-05', 10, 'A')), upwork(40, '2026-01-05')));
    expect(book.entries.at(-1)).toMatchObject({ on: '2026-01-05', body: { kind: 'reconciled', connects: 40 } });
  });
});

test('the carry-over cut of a billing cycle on the day of the opening balance does not stop an import', () => {
  const page = rows(
    applied('2026-01-15', 4, 'Ramen'),
    { on: '2026-01-15', label: 'Monthly Connects renewal', connects: 10 },
    applied('2026-01-14', 9, 'Fountains'),
    applied('2026-01-13', 6, 'Lettering'),
  );
  given(init('2026-01-15', { balance: 29, edition: '2026' }))
    .when(importing(page, upwork(29, '2026-01-15')))
    .leaves({ '2026-01-13': 32, '2026-01-14': 23, '2026-01-15': 29 });
});
