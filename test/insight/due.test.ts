/** What Upwork owes: entries that the rules posted or expect, until an import or a matching balance confirms them. */
import { describe, expect, test } from 'vitest';
import { dueOnUpwork, dueProposals, dueSums } from '../../src/insight/due/due-on-upwork.ts';
import type { Command, CommandOf } from '../../src/rules/command/command.ts';
import {
  apply,
  buy,
  day,
  follow,
  type Given,
  given,
  init,
  mark,
  reconcile,
  renew,
  rulebooksOf,
  spend,
  undo,
} from '../rules/given.ts';

const joined = init('2021-01-04');

const dueOn = ({ book }: Given, today: string) => dueOnUpwork(book.entries, rulebooksOf(book), day(today));
const owing = (ledger: Given, today: string): readonly string[] =>
  dueOn(ledger, today).map(({ on, code, connects, posted }) => `${on} ${code} ${connects}${posted ? '' : ' not here'}`);

type Row = readonly [on: string, label: string, connects: number, title?: string];

/** An import of Upwork's history, newest row first. */
const page = (on: string, rows: readonly Row[], balance: number | null = null): Command => ({
  name: 'import',
  on: day(on),
  file: 'page.html',
  rows: rows.map(([when, label, connects, title = 'Logo'], i) => ({
    at: i + 1,
    on: day(when),
    label,
    title,
    connects,
    upworkId: null,
    jobKey: null,
    url: null,
    runningTotal: null,
  })),
  own: false,
  upwork: balance === null ? null : { balance, on: day(on) },
  opens: { joined: null, edition: null },
  opening: null,
});

describe('what the rules posted is due on Upwork', () => {
  const rewarded = [apply(4, '2021-01-10'), mark(1, 'interview', '2021-01-11')] as const;

  test('a posted reward is due until a balance that includes it agrees with Upwork', () => {
    const ledger = given(joined, ...rewarded);
    expect(owing(ledger, '2021-01-12')).toEqual(['2021-01-11 reward 10']);
    expect(owing(ledger.when(reconcile(46, '2021-01-12')), '2021-01-12')).toEqual([]);
    expect(owing(ledger.when(reconcile(40, '2021-01-12')), '2021-01-12')).toEqual(['2021-01-11 reward 10']);
  });

  test('a posted reward is due until an import shows it', () => {
    const ledger = given(joined, ...rewarded);
    const shown = ledger.when(page('2021-01-12', [['2021-01-11', 'Refunded Connects for Connects Award', 10]]));
    expect(owing(shown, '2021-01-12')).toEqual([]);
  });

  test('a posted reward is due even if the balance agreed before it was recorded', () => {
    const ledger = given(
      joined,
      apply(4, '2021-01-10'),
      reconcile(36, '2021-01-11'),
      mark(1, 'interview', '2021-01-11'),
    );
    expect(owing(ledger, '2021-01-12')).toEqual(['2021-01-11 reward 10']);
    const late = given(joined, reconcile(40, '2021-02-04'), renew('2021-02-04'));
    expect(owing(late, '2021-02-11')).toEqual(['2021-02-04 renewal 10']);
    expect(owing(late.when(reconcile(50, '2021-02-11')), '2021-02-11')).toEqual([]);
  });

  test('a posted reward stays due when the balance of an earlier day agrees', () => {
    const ledger = given(joined, ...rewarded, reconcile(36, '2021-01-10'));
    expect(owing(ledger, '2021-01-12')).toEqual(['2021-01-11 reward 10']);
  });

  test('a posted reward stays due when the agreement is undone', () => {
    const ledger = given(joined, ...rewarded, reconcile(46, '2021-01-12'), undo);
    expect(owing(ledger, '2021-01-12')).toEqual(['2021-01-11 reward 10']);
  });

  test('a due reward names the edition that judged it, whatever edition is used since', () => {
    const ledger = given(joined, ...rewarded, follow('2022-09', '2021-01-11'));
    expect(dueOn(ledger, '2021-01-12')).toMatchObject([
      { edition: '2020-12', source: expect.stringMatching('898368') },
    ]);
  });
});

describe('a balance that was adjusted', () => {
  const ledger = given(
    joined,
    apply(4, '2021-01-10'),
    apply(4, '2021-01-10'),
    mark(1, 'interview', '2021-01-11'),
    mark(2, 'cancelled', '2021-01-11'),
  );
  const both = ['2021-01-11 reward 10', '2021-01-11 refund 4'];

  test('an adjustment confirms no due entry', () => {
    expect(owing(ledger.when(reconcile(32, '2021-01-12', true)), '2021-01-12')).toEqual(both);
    expect(owing(ledger.when(reconcile(60, '2021-01-12', true)), '2021-01-12')).toEqual(both);
  });

  test('an agreement after a downward adjustment confirms nothing that the adjustment may have removed', () => {
    const adjusted = ledger.when(reconcile(32, '2021-01-12', true));
    expect(owing(adjusted.when(reconcile(32, '2021-01-13')), '2021-01-13')).toEqual(both);
    const refunded = ledger.when(reconcile(42, '2021-01-12', true)).when(reconcile(42, '2021-01-13'));
    expect(owing(refunded, '2021-01-13')).toEqual(['2021-01-11 refund 4']);
  });

  test('a later upward adjustment of the same size confirms the due entries', () => {
    const late = ledger
      .when(reconcile(32, '2021-01-12', true))
      .when(reconcile(46, '2021-01-15', true))
      .when(reconcile(46, '2021-01-16'));
    expect(owing(late, '2021-01-16')).toEqual([]);
  });

  test('a missing billing cycle stays due after an adjustment', () => {
    const adjusted = given(joined, spend(5, '2021-02-01'), reconcile(45, '2021-02-05', true));
    expect(owing(adjusted, '2021-02-06')).toEqual(['2021-02-04 renewal 10 not here']);
  });
});

describe('a boost is due', () => {
  test('a boost is due a week after it was sent, if the client never viewed the proposal', () => {
    const ledger = given(joined, apply(4, '2021-01-10', { boost: 5 }));
    expect(owing(ledger, '2021-01-16')).toEqual([]);
    expect(owing(ledger, '2021-01-17')).toEqual(['2021-01-17 boost 5 not here']);
    expect(
      owing(given(joined, apply(4, '2021-01-10', { boost: 5 }), mark(1, 'viewed', '2021-01-11')), '2021-01-17'),
    ).toEqual([]);
  });

  test('a boost is due until a balance after its auction agrees, which means that it won', () => {
    const ledger = given(joined, apply(4, '2021-01-10', { boost: 5 }));
    expect(owing(ledger.when(reconcile(31, '2021-01-12')), '2021-01-18')).toHaveLength(1);
    expect(owing(ledger.when(reconcile(31, '2021-01-17')), '2021-01-18')).toEqual([]);
    const dated = given(joined, reconcile(40, '2021-01-18'), apply(4, '2021-01-10', { boost: 5 }));
    expect(owing(dated, '2021-01-18')).toHaveLength(1);
  });

  test('a boost is due when the job was cancelled and only the cost came back', () => {
    const bid: readonly Row[] = [
      ['2026-01-02', 'Connects bid for boosted proposal.', -20],
      ['2026-01-02', 'Applied to job', -10],
    ];
    const ledger = given(
      init('2026-01-01', { edition: '2026' }),
      page('2026-01-12', [['2026-01-03', 'Job cancelled', 10], ...bid]),
    );
    expect(dueOn(ledger, '2026-01-12')).toMatchObject([
      {
        on: '2026-01-03',
        code: 'boost',
        connects: 20,
        posted: false,
        missing: true,
        because: 'cancelled',
        proposal: { id: 1 },
      },
    ]);
    expect(owing(ledger.when(reconcile(30, '2026-01-12')), '2026-01-12')).toHaveLength(1);
    const closed: Row = ['2026-01-03', 'You bid to boost a proposal, but the job was closed', 20];
    expect(owing(ledger.when(page('2026-01-12', [closed])), '2026-01-12')).toEqual([]);
  });

  test('a boost is not due when its final bid was charged separately', () => {
    const bid: readonly Row[] = [
      ['2021-01-08', 'We accepted your bid to boost a proposal. This is the final bid charge.', -8],
      ['2021-01-08', 'We accepted your bid to boost a proposal. This is a refund for your total bid.', 20],
      ['2021-01-05', 'Connects bid for boosted proposal.', -20],
      ['2021-01-05', 'Applied to job', -6],
    ];
    expect(owing(given(joined, page('2021-01-20', bid)), '2021-01-20')).toEqual([]);
    const closed = given(joined, page('2021-01-20', [['2021-01-19', 'Job cancelled', 6], ...bid]));
    expect(owing(closed, '2021-01-20')).toEqual([]);
  });

  test('a boost is due only as far as it could still be refunded', () => {
    const ledger = given(
      init('2021-01-04', { balance: 6, expiresOn: day('2021-01-15') }),
      buy(10, '2021-01-05'),
      apply(4, '2021-01-10', { boost: 5 }),
    );
    expect(owing(ledger, '2021-01-20')).toEqual(['2021-01-17 boost 3 not here']);
  });
});

describe('what is due is missing', () => {
  const sums = (ledger: Given, today: string) => {
    const { missing, waiting } = dueSums(dueOn(ledger, today));
    return [missing, waiting];
  };
  const rewarded = [apply(4, '2021-01-10'), mark(1, 'interview', '2021-01-11')] as const;
  const later: Row = ['2021-01-15', 'Applied to job', -2, 'Menu'];
  const earlier: Row = ['2021-01-05', 'Applied to job', -2, 'Shop'];
  const applied: Row = ['2021-01-10', 'Applied to job', -4];

  test('what was recorded on trust waits, as long as nothing was compared', () => {
    expect(sums(given(joined, ...rewarded), '2021-01-20')).toEqual([0, 10]);
    expect(sums(given(joined, ...rewarded, reconcile(30, '2021-01-20', true)), '2021-01-20')).toEqual([0, 10]);
  });

  test('a reward is missing once a page shows the days around it, and not the reward', () => {
    const shown = given(joined, ...rewarded, page('2021-01-20', [later, applied, earlier]));
    expect(sums(shown, '2021-01-20')).toEqual([10, 0]);
  });

  test('a sheet of one’s own shows no day of Upwork’s, whichever of its proposals were known', () => {
    const sheetOf = (rows: readonly Row[]): Command => {
      const command = page('2021-03-20', rows) as CommandOf<'import'>;
      const sheet = { client: null, note: null, outcomes: [] };
      return { ...command, rows: command.rows.map((row) => ({ ...row, sheet })) };
    };
    const rows: readonly Row[] = [['2021-03-19', 'Applied to job', -4, 'Zine'], applied];
    const known = [joined, apply(4, '2021-01-10', { title: 'Logo' }), renew('2021-03-18')] as const;
    const dueThen = (...steps: readonly Command[]) => sums(given(...known, ...steps), '2021-03-20');
    expect(dueThen(page('2021-03-20', rows))).toEqual([20, 0]);
    expect(dueThen(sheetOf(rows))).toEqual([0, 20]);
    expect(dueThen(sheetOf(rows), page('2021-03-20', [['2021-03-18', 'Applied to job', -1, 'Menu'], earlier]))).toEqual(
      [20, 0],
    );
  });

  test('a page that does not reach the day of a reward, or is older than its entry, shows nothing of it', () => {
    expect(sums(given(joined, ...rewarded, page('2021-01-20', [applied, earlier])), '2021-01-20')).toEqual([0, 10]);
    const late = given(joined, page('2021-01-20', [later, applied, earlier]), mark(2, 'interview', '2021-01-11'));
    expect(sums(late, '2021-01-20')).toEqual([0, 10]);
  });

  test('a billing cycle that is not recorded waits, and is missing once a later balance agrees without it', () => {
    expect(sums(given(joined), '2021-02-06')).toEqual([0, 10]);
    expect(sums(given(joined, reconcile(40, '2021-02-04')), '2021-02-06')).toEqual([0, 10]);
    expect(sums(given(joined, reconcile(40, '2021-02-05')), '2021-02-06')).toEqual([10, 0]);
    expect(sums(given(joined, reconcile(45, '2021-02-05', true)), '2021-02-06')).toEqual([0, 10]);
  });

  test('a billing cycle is missing where a page that agreed has its days and not its Connects', () => {
    const shown = given(joined, page('2021-02-20', [['2021-02-10', 'Applied to job', -2], earlier], 36));
    expect(sums(shown, '2021-02-20')).toEqual([10, 0]);
    expect(owing(shown, '2021-02-20')).toEqual(['2021-02-04 renewal 10 not here']);
    // What is not there is never posted all the same.
    expect(owing(shown.when(renew('2021-02-20')), '2021-02-20')).toEqual(['2021-02-04 renewal 10 not here']);
  });

  test('a boost that may have won its place waits', () => {
    expect(sums(given(joined, apply(4, '2021-01-10', { boost: 5 })), '2021-01-17')).toEqual([0, 5]);
  });
});

test('an interview without a published reward is not due, unless a reward was recorded', () => {
  const ledger = given(
    init('2026-01-04', { edition: '2026', balance: 40 }),
    apply(10, '2026-01-10'),
    mark(1, 'interview', '2026-01-11'),
  );
  expect(owing(ledger, '2026-01-12')).toEqual([]);
  const typed = ledger.when(apply(10, '2026-01-12')).when(mark(2, 'interview', '2026-01-12', { reward: 7 }));
  expect(owing(typed, '2026-01-12')).toEqual(['2026-01-12 reward 7']);
});

test('once a part of a boost came back, the rest is not due, whatever ends the job', () => {
  const outbid = given(
    init('2021-01-04'),
    apply(4, '2021-01-10', { boost: 9 }),
    mark(1, 'outbid', '2021-01-12', { returned: 6 }),
    mark(1, 'cancelled', '2021-01-13'),
  );
  expect(owing(outbid, '2021-01-20').filter((line) => line.includes('boost') && line.includes('not here'))).toEqual([]);
});

describe('what is looked up and counted of a ledger', () => {
  test('proposals are looked up where a boost was bid, or where no page brought them', () => {
    const bid: readonly Row[] = [
      ['2021-01-06', 'Connects bid for boosted proposal.', -5, 'Boosted'],
      ['2021-01-06', 'Applied to job', -4, 'Boosted'],
      ['2021-01-05', 'Applied to job', -2, 'Plain'],
    ];
    const ledger = given(joined, page('2021-01-07', bid), apply(4, '2021-01-10'), buy(10, '2021-01-11'));
    const boosted = ledger.book.entries.find((entry) => entry.type === 'transaction' && entry.kind === 'boost');
    const looked = new Set(dueProposals(ledger.book.entries));
    expect(looked.size).toBe(2);
    expect(boosted?.type === 'transaction' && looked.has(boosted.proposal ?? 0)).toBe(true);
  });

  test('what is dated after today is not due yet', () => {
    const ledger = given(joined, apply(4, '2021-01-10'), mark(1, 'interview', '2021-01-11'));
    expect(owing(ledger, '2021-01-10')).toEqual([]);
  });

  test('a reward names its proposal, and a cycle has none', () => {
    const ledger = given(joined, apply(4, '2021-01-10', { title: 'Logo' }), mark(1, 'interview', '2021-01-11'));
    expect(dueOn(ledger, '2021-02-05')).toMatchObject([
      { code: 'reward', because: 'interview', proposal: { id: 1, title: 'Logo' } },
      { code: 'renewal', because: 'cycle', proposal: null },
    ]);
  });

  test('a refund is due because of what ended the job', () => {
    const ledger = given(joined, apply(4, '2021-01-10'), apply(2, '2021-01-10'));
    const ended = ledger.when(mark(1, 'removed', '2021-01-11')).when(mark(2, 'cancelled', '2021-01-11'));
    expect(dueOn(ended, '2021-01-12').map(({ because }) => because)).toEqual(['removed', 'cancelled']);
  });

  test('a reward stays one of its interview, though the job was closed later', () => {
    const ledger = given(
      joined,
      apply(4, '2021-01-10'),
      mark(1, 'interview', '2021-01-11'),
      mark(1, 'cancelled', '2021-01-12'),
    );
    expect(dueOn(ledger, '2021-01-13').map(({ code, because }) => [code, because])).toEqual([
      ['reward', 'interview'],
      ['refund', 'cancelled'],
    ]);
  });

  test('what the carry-over limit took off is not due', () => {
    const ledger = given(init('2021-01-04', { balance: 230 }), renew('2021-02-05'));
    expect(owing(ledger, '2021-02-06')).toEqual(['2021-02-04 renewal 10']);
  });

  test('of a bid whose final charge was taken apart, only the rest is due once the job is closed', () => {
    const rows: readonly Row[] = [
      ['2021-01-09', 'Job cancelled', 6],
      ['2021-01-08', 'We accepted your bid to boost a proposal. This is the final bid charge.', -8],
      ['2021-01-05', 'Connects bid for boosted proposal.', -20],
      ['2021-01-05', 'Applied to job', -6],
    ];
    const due = dueOn(given(joined, page('2021-01-20', rows)), '2021-01-20').filter(({ code }) => code === 'boost');
    expect(due.map(({ connects }) => connects)).toEqual([20]);
  });

  test('a bid of which nothing is left to refund is not due', () => {
    const ledger = given(
      init('2021-01-04', { balance: 9, expiresOn: day('2021-01-15') }),
      apply(4, '2021-01-10', { boost: 5 }),
    );
    expect(owing(ledger, '2021-01-20')).toEqual([]);
  });

  test('a balance that agrees confirms a reward of its day, whatever was spent since', () => {
    const ledger = given(joined, apply(4, '2021-01-10'), mark(1, 'interview', '2021-01-11'), spend(3, '2021-01-12'));
    const agreed = ledger.when(reconcile(43, '2021-01-12'));
    expect(owing(agreed, '2021-01-13')).toEqual([]);
    const before = ledger.when(reconcile(46, '2021-01-11'));
    expect(owing(before, '2021-01-13')).toEqual([]);
  });
});
