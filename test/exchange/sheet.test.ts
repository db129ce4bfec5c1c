/** A sheet of one's own proposals: every number in it was spent, and what became of each proposal is read beside it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageOf, problemOf } from './reading.ts';

const APPLIED = 'Applied to job';
const BID = 'Connects bid for boosted proposal.';
const rowsOf = async (text: string, options: Parameters<typeof pageOf>[1] = {}) =>
  (await pageOf(text, options)).rows.map(({ on, label, title, connects }) => [on, label, title, connects]);
const unread = async (text: string) =>
  (await pageOf(text)).unread.map(({ at, problem, given }) => [at, problem, given]);
/** What became of the one proposal of a sheet with these columns. */
const outcomes = async (header: string, cells: string) =>
  (await pageOf(`Date,Job,Cost,Boost,${header}\n2026-01-02,A zine,8,,${cells}`)).rows[0]?.sheet?.outcomes.map(
    ({ outcome, on }) => (on === null ? outcome : `${outcome} ${on}`),
  );

describe('a sheet', () => {
  test('a line is a proposal with its boost, its client, its link and its notes', async () => {
    const csv = `Date,Job Title,Connects Used,Boost Connects,Total Connects,Viewed?,Source URL,Client Name,Notes
2026-01-02,A zine,16,20,36,Yes,https://www.upwork.com/nx/proposals/job/~022106000000000000001/apply/,Ada,"long, but good"
2026-01-04,A map,8,0,8,No,,,`;
    const { rows, own, balance } = await pageOf(csv);
    expect(rows).toMatchObject([
      { on: '2026-01-04', label: APPLIED, title: 'A map', connects: -8, sheet: { client: null, outcomes: [] } },
      { on: '2026-01-02', label: BID, title: 'A zine', connects: -20, jobKey: '~022106000000000000001' },
      {
        on: '2026-01-02',
        label: APPLIED,
        title: 'A zine',
        connects: -16,
        jobKey: '~022106000000000000001',
        sheet: { client: 'Ada', note: 'long, but good', outcomes: [{ outcome: 'viewed', on: null }] },
      },
    ]);
    expect([own, balance]).toEqual([false, null]);
  });

  test.each([
    ['date;job;connects;replied\n2026-01-02;A zine;8;no'],
    ['Date\tTitle\tCost\tStatus\n2 Jan 2026\tA zine\t-8\tsent'],
    ['My proposals\n\nDay,Job,Spent,Client\n"Jan 2, 2026",A zine,(8),Ada'],
    ['Date,Job,Connects used\n2026-01-02,A zine,8'],
    ['Date,Job,Total,Boost\n2026-01-02,A zine,8,-'],
    ['id,on,status,cost,boost,net,title,client\n1,2026-01-02,sent,8,0,8,A zine,'],
  ])('a sheet is recognised by its columns: %j', async (csv) => {
    expect(await rowsOf(csv)).toEqual([['2026-01-02', APPLIED, 'A zine', -8]]);
  });

  test('a history is not taken for a sheet', async () => {
    expect(await rowsOf('date,connects,title,client\n2026-01-02,8,A zine,Ada\n2026-01-01,-8,A zine,Ada')).toEqual([
      ['2026-01-02', null, 'A zine', 8],
      ['2026-01-01', null, 'A zine', -8],
    ]);
    expect(await rowsOf('date,title,used,received\n2026-01-02,A zine,8,\n2026-01-01,,,5')).toEqual([
      ['2026-01-02', null, 'A zine', -8],
      ['2026-01-01', null, null, 5],
    ]);
    const labelled = 'date,spent,earned,action,title,status\n2026-01-02,,10,Monthly Connects renewal,,';
    expect(await rowsOf(labelled)).toEqual([['2026-01-02', 'Monthly Connects renewal', null, 10]]);
  });

  test('a sheet whose columns have other names is read as the user names them', async () => {
    const csv = 'Tag,Was,Preis,Extra,Antwort\n2026-01-02,A zine,8,4,ja\n2026-01-03,A map,6,,yes';
    const map = { date: 'Tag', title: 'Was', cost: 'Preis', boost: 'Extra', replied: 'Antwort' };
    expect(await rowsOf(csv, { map })).toEqual([
      ['2026-01-03', APPLIED, 'A map', -6],
      ['2026-01-02', BID, 'A zine', -4],
      ['2026-01-02', APPLIED, 'A zine', -8],
    ]);
    expect(await problemOf(csv, { map: { ...map, boost: 'Bid' } })).toMatchObject({ code: 'missing-column' });
  });
});

test('a note and a client are no longer than ones that can be typed', async () => {
  const csv = `Date,Job,Cost,Boost,Client,Notes\n2026-01-02,A zine,8,,${'a'.repeat(3000)},${'b'.repeat(3000)}`;
  const [row] = (await pageOf(csv)).rows;
  expect([row?.sheet?.client?.length, row?.sheet?.note?.length]).toEqual([1000, 1000]);
});

describe('what was spent', () => {
  test.each([
    ['8,4,12', [-4, -8]],
    ['8,,8', [-8]],
    ['8,no,', [-8]],
    [',4,12', [-4, -8]],
    // The cost has the boost in it, as the total shows.
    ['12,4,12', [-4, -8]],
    ['-8,(4),', [-4, -8]],
  ])('the cost, the boost and the total %s come to one cost', async (cells, connects) => {
    const rows = await rowsOf(`Date,Job,Cost,Boost,Total\n2026-01-02,A zine,${cells}`);
    expect(rows.map(([, , , each]) => each)).toEqual(connects);
  });

  test.each(['Boost cost', 'Boosted Connects', 'Boost bid'])(
    'a boost is read from a column called %s',
    async (name) => {
      const rows = await rowsOf(`Date,Title,Cost,${name}\n2026-01-02,A zine,8,4`);
      expect(rows.map(([, , , each]) => each)).toEqual([-4, -8]);
    },
  );

  test('a cost that is none, or that the total contradicts, is reported and never a gain', async () => {
    const csv = `Date,Job,Cost,Boost,Total
2026-01-02,A zine,8,4,12
2026-01-02,A zine,8,4,13
2026-01-02,A zine,+8,,
2026-01-02,A zine,0,,0
2026-01-02,A zine,,,
2026-01-02,A zine,4,8,4
2026-01-02,A zine,8.5,,
31/02/2026,A zine,8,,`;
    expect(await unread(csv)).toEqual([
      [3, 'bad-amount', '8 / 4 / 13'],
      [4, 'bad-amount', '+8'],
      [5, 'free-proposal', null],
      [6, 'no-amount', null],
      [7, 'bad-amount', '4 / 8 / 4'],
      [8, 'bad-amount', '8.5'],
      [9, 'bad-day', '31/02/2026'],
    ]);
  });
});

test('no cell of a sheet, whatever is in it, makes Connects come in', async () => {
  const cell = fc.oneof(
    fc.constantFrom('', '8', '-8', '+8', '(8)', '0', '1,204', '8.5', 'yes', '-', 'Added 8 Connects', '12'),
    fc.string({ maxLength: 6 }).map((text) => text.replace(/[",\r\n]/g, '')),
  );
  await fc.assert(
    fc.asyncProperty(cell, cell, cell, async (cost, boost, total) => {
      const good = '2026-01-01,A map,1,,';
      const csv = `Date,Job,Cost,Boost,Total\n2026-01-02,A zine,${cost},${boost},${total}\n${good}`;
      for (const { connects } of (await pageOf(csv)).rows) expect(connects).toBeLessThan(0);
    }),
    { numRuns: 300 },
  );
});

describe('what became of it', () => {
  test.each([
    ['Viewed?,Replied?,Hired?', 'Yes,no,', ['viewed']],
    ['Viewed,Replied,Interview', 'x,✓,FALSE', ['replied']],
    ['Viewed,Replied,Interview', 'TRUE,2026-01-05,1', ['interview']],
    ['Replied,Viewed', '"Jan 5, 2026",', ['replied 2026-01-05']],
    ['Replied,Status', 'yes,Other Hired', ['replied', 'lost']],
    ['Viewed,Status', 'no,Canceled', ['cancelled']],
    ['Hired,Status', 'yes,Closed', ['hired']],
    ['Viewed,Closed?', 'yes,yes', ['viewed', 'expired']],
    ['Status,Viewed', 'Interviewing,yes', ['interview']],
    ['Status,Viewed', 'who knows,maybe', []],
    ['Status,Viewed', 'Submitted,No', []],
  ])('the columns %s with %s are read', async (header, cells, found) => {
    expect(await outcomes(header, cells)).toEqual(found);
  });
});

describe('a cell of yes or no', () => {
  test.each(['yes', 'ja', 'Oui', 'si', 'Sí', 'SIM', 'tak', '✓', '✔️', '☑', 'TRUE', '1'])('%s is a yes', async (cell) => {
    expect(await outcomes('Hired', cell)).toEqual(['hired']);
  });

  test.each(['no', 'Nein', 'non', 'não', 'FALSE', '0', '❌', 'not yet'])(
    '%s is a no, so that nothing came back is known',
    async (cell) => {
      const { rows, unread } = await pageOf(`Date,Job,Cost,Boost,Replied\n2026-01-02,A zine,8,,${cell}`);
      expect([rows[0]?.sheet, unread]).toMatchObject([{ outcomes: [], isSilent: true }, []]);
    },
  );

  test('an empty cell says neither', async () => {
    const { rows, unread } = await pageOf('Date,Job,Cost,Boost,Viewed,Replied,Hired\n2026-01-02,A zine,8,,,-,n/a');
    expect([rows[0]?.sheet?.isSilent, unread]).toEqual([undefined, []]);
  });

  test('another word is reported with its line and column, and the proposal is read without it', async () => {
    const csv = `Date,Job,Cost,Viewed,Hired,Closed,Status
2026-01-02,A zine,8,yes,maybe,,
2026-01-03,A map,6,sometimes,,perhaps,Lunch
2026-01-04,A logo,6,31/02/2026,,,sent`;
    const { rows, unread } = await pageOf(csv);
    expect(rows.map(({ sheet }) => sheet?.outcomes)).toEqual([[], [], [{ outcome: 'viewed', on: null }]]);
    expect(unread.map(({ at, problem, given, column }) => [at, problem, given, column])).toEqual([
      [2, 'bad-answer', 'maybe', 'hired'],
      [3, 'bad-answer', 'sometimes', 'viewed'],
      [3, 'bad-status', 'Lunch', 'status'],
      [3, 'bad-answer', 'perhaps', 'closed'],
      [4, 'bad-answer', '31/02/2026', 'viewed'],
    ]);
  });
});

describe('what a proposal of a sheet earned', () => {
  const read = async (value: string, name = 'Value') => {
    const csv = `Date,Job,Cost,Boost,${name}\n2026-01-02,A zine,8,,"${value}"`;
    const { rows, unread } = await pageOf(csv);
    return unread[0]?.problem ?? rows[0]?.sheet?.valueCents ?? null;
  };

  test.each([
    ['400', 40000],
    ['$400', 40000],
    ['$1,200.50', 120050],
    ['1 200', 120000],
    ['US$400.5', 40050],
    ['400 USD', 40000],
    ['0', null],
    ['$0.00', null],
    ['', null],
    ['n/a', null],
    ['€400', 'bad-value'],
    ['400 EUR', 'bad-value'],
    ['£400', 'bad-value'],
    ['CA$400', 'bad-value'],
    ['1,20', 'bad-value'],
    ['1.200', 'bad-value'],
    ['-5', 'bad-value'],
    ['1000000000', 'bad-value'],
    ['1e9', 'bad-value'],
    ['about 400', 'bad-value'],
  ])('the value "%s" is read as %s', async (value, cents) => {
    expect(await read(value)).toBe(cents);
  });

  test('a comma separates the cents in a sheet with semicolons, and where the day comes first', async () => {
    const semicolons = 'Date;Job;Cost;Boost;Value\n2026-01-02;A zine;8;;850,50\n2026-01-03;A map;8;;1.200,5';
    const dayFirst = 'Date,Job,Cost,Boost,Value\n02.01.2026,A zine,8,,"850,50"\n03.01.2026,A map,8,,"1 200,50"';
    for (const [csv, order] of [[semicolons, null] as const, [dayFirst, 'day-first'] as const]) {
      const { rows, unread } = await pageOf(csv, { order });
      expect([rows.map(({ sheet }) => sheet?.valueCents), unread]).toEqual([[120050, 85050], []]);
    }
  });

  test('a point with three digits behind it stays two numbers in such a sheet too', async () => {
    const { unread } = await pageOf('Date;Job;Cost;Boost;Value\n2026-01-02;A zine;8;;1.200');
    expect(unread).toEqual([{ at: 2, problem: 'bad-value', given: '1.200' }]);
  });

  test('nothing earned is a value of a hire, as it can be marked, and of no other proposal', async () => {
    for (const [value, name] of [
      ['0', 'Value'],
      ['$0.00', 'Value'],
      ['0', 'valueCents'],
    ]) {
      const csv = `Date,Job,Cost,Hired,${name}\n2026-01-03,A map,8,,${value}\n2026-01-02,A zine,8,yes,${value}`;
      const { rows, unread } = await pageOf(csv);
      expect([rows.map(({ sheet }) => sheet?.valueCents), unread]).toEqual([[undefined, 0], []]);
    }
  });

  test.each(['Earned', 'Revenue', 'Contract value', 'amount_won', 'Earnings'])(
    'a column that is called %s is the value',
    async (name) => {
      expect(await read('12.5', name)).toBe(1250);
    },
  );

  test('a value that was exported in cents is not taken for dollars', async () => {
    expect(await read('40000', 'valueCents')).toBe(40000);
  });

  test('a proposal whose value cannot be read is read without it, and that is reported', async () => {
    const { rows, unread } = await pageOf('Date,Job,Cost,Boost,Value\n2026-01-02,A zine,8,,€400');
    expect([rows.length, unread]).toEqual([1, [{ at: 2, problem: 'bad-value', given: '€400' }]]);
  });

  test('a column that the user names is the value', async () => {
    const map = { date: 'Tag', title: 'Was', cost: 'Preis', value: 'Lohn' };
    const { rows } = await pageOf('Tag,Was,Preis,Lohn\n2026-01-02,A zine,8,400', { map });
    expect(rows[0]?.sheet?.valueCents).toBe(40000);
  });
});
