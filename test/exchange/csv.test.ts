/** CSVs as people and programs write them: columns by name, days and amounts in many forms, and every bad row told by its line. */
import { describe, expect, test } from 'vitest';
import { cpuOf } from '../cpu.ts';
import { pageOf, problemOf } from './reading.ts';

const read = async (text: string, options: Parameters<typeof pageOf>[1] = {}) =>
  (await pageOf(text, options)).rows.map(({ on, connects, label, title }) => [on, connects, label, title]);
const unread = async (text: string, options: Parameters<typeof pageOf>[1] = {}) =>
  (await pageOf(text, options)).unread.map(({ at, problem, given }) => [at, problem, given]);

const ROW = ['2026-01-02', -8, 'Applied to job', 'A zine'];

describe('columns', () => {
  test.each([
    ['as usual', 'date,connects,label,title\n2026-01-02,-8,Applied to job,A zine'],
    ['in other words and order', 'Job,Type,Change,Day\nA zine,Applied to job,-8,2026-01-02'],
    ['in any case, with spaces', ' ON , Amount , ACTION , Job  title \n2026-01-02 , -8 , Applied to job , A zine'],
    [
      'quoted, with a mark before',
      '\ufeff"Date","Connects","Kind","Description"\n"2026-01-02","-8","Applied to job","A zine"',
    ],
    ['with semicolons', 'date;connects;label;title\n2026-01-02;-8;Applied to job;A zine'],
    ['with tabs', 'date\tconnects\tlabel\ttitle\n2026-01-02\t-8\tApplied to job\tA zine'],
    ['below other lines', 'sep=,\nMy Connects\n\ndate,connects,label,title\n2026-01-02,-8,Applied to job,A zine'],
    ['among others', 'x,date,y,connects,z,label,title\n1,2026-01-02,2,-8,3,Applied to job,A zine'],
  ])('columns %s are found', async (_, text) => {
    expect(await read(text)).toEqual([ROW]);
    expect((await pageOf(text)).format).toBe('csv');
  });

  test('a CSV in Windows-1252, as older programs write it, is read', async () => {
    const text = 'date;connects;label;title\n2026-01-02;-8;Applied to job;Café für Hörer\n';
    const [row] = (await pageOf(Buffer.from(text, 'latin1'))).rows;
    expect(row?.title).toBe('Café für Hörer');
    const one = (await pageOf(Buffer.from(text.replace(' für Hörer', ''), 'latin1'))).rows[0];
    expect(one?.title).toBe('Café');
  });

  test('columns that the user names are found, and the others by their usual names', async () => {
    const text = 'Datum,Stück,Wofür,Title,Amount\n2026-01-02,-8,Applied to job,A zine,5';
    const map = { date: 'Datum', connects: 'stück', label: 'Wofür' };
    expect(await read(text, { map })).toEqual([ROW]);
    expect(await read(text, { map, format: 'csv' })).toEqual([ROW]);
    const all = { date: 'a', connects: 'b', label: 'c', title: 'd' };
    expect(await read('a,b,c,d\n2026-01-02,-8,Applied to job,A zine', { map: all })).toEqual([ROW]);
  });

  test('a missing column is named, with the columns that are there', async () => {
    const problem = { code: 'missing-column', wanted: null, column: 'connects' };
    const header = ['date', 'label', 'title'];
    expect(await problemOf('date,label,title\n2026-01-02,a,b')).toEqual({ ...problem, header });
    const map = { connects: 'Stück' };
    expect(await problemOf('date,label,title\n', { map })).toEqual({ ...problem, wanted: 'Stück', header });
    expect(await problemOf('a,b\n1,2', { format: 'csv' })).toEqual({ ...problem, column: 'date', header: ['a', 'b'] });
  });

  test('columns of ids, balances and links are read, and job keys from the links', async () => {
    const text =
      'date,connects,id,running total,link\n2026-01-02,-8,9000000101,"1,204",https://www.upwork.com/jobs/~02123/\n' +
      '2026-01-01,-8,17,,javascript:alert(1)';
    expect((await pageOf(text)).rows).toMatchObject([
      { upworkId: '9000000101', runningTotal: 1204, jobKey: '~02123', url: 'https://www.upwork.com/jobs/~02123/' },
      { upworkId: null, runningTotal: null, jobKey: null, url: null },
    ]);
    expect((await pageOf(text, { map: { id: 'id' } })).rows[1]?.upworkId).toBe('17');
  });
});

describe('a label and a title in one cell', () => {
  const inOne = (cell: string, connects = -8) => read(`date,connects,label\n2026-01-02,${connects},"${cell}"`);
  test.each([
    'Applied to job A zine',
    'Applied to job: A zine',
    'Applied to job - A zine',
    'applied to job – A zine',
    'Applied to job\nA zine',
    'Applied to job\u00a0A zine',
  ])('the label and the title in %j are told apart', async (cell) => {
    expect(await inOne(cell)).toEqual([['2026-01-02', -8, expect.stringMatching(/^applied to job$/i), 'A zine']]);
  });

  test('the longest label counts, and a title keeps its own signs', async () => {
    const bid = 'Connects bid for boosted proposal.';
    expect(await inOne(`${bid} -20% off: a banner`)).toEqual([['2026-01-02', -8, bid, '-20% off: a banner']]);
    const back = 'We accepted your bid to boost a proposal. This is a refund for your total bid.';
    expect(await inOne(`${back} A zine`, 8)).toEqual([['2026-01-02', 8, back, 'A zine']]);
  });

  test('a label that names no job, a title of its own and a label that goes on in one word stay whole', async () => {
    for (const label of ['Availability Badge charge', 'Applied to jobs', 'Tip for a job']) {
      expect(await inOne(label)).toEqual([['2026-01-02', -8, label, null]]);
    }
    const both = 'date,connects,label,title\n2026-01-02,-8,Applied to job again,A zine';
    expect(await read(both)).toEqual([['2026-01-02', -8, 'Applied to job again', 'A zine']]);
  });

  test('a row with a plus and a label that always takes Connects is reported', async () => {
    const csv = 'date,connects,label\n2026-01-02,+8,Applied to job A zine\n2026-01-02,-8,Applied to job A zine';
    expect(await unread(csv)).toEqual([[2, 'wrong-sign', '8']]);
  });
});

describe('this program’s own', () => {
  const history =
    'id,on,kind,connects,balance,label,title,proposal,expires,cents,edition\n' +
    "3,2021-02-03,boost,-10,0,Connects bid,'=SUM(A1),1,,,2021\n2,2021-02-02,expiry,0,10,,,,,,2021\n90000001,2021-02-01,purchase,10,10,Added,,,2022-02-01,150,2021\n";

  test('a CSV of this program has no Upwork ids, and its escaped formulas are restored', async () => {
    const page = await pageOf(history);
    expect(page.own).toBe(true);
    expect(page.unread).toEqual([]);
    expect(page.rows).toMatchObject([
      { on: '2021-02-03', connects: -10, upworkId: null, runningTotal: 0, title: '=SUM(A1)', label: 'Connects bid' },
      { on: '2021-02-02', connects: 0, upworkId: null },
      { on: '2021-02-01', connects: 10, upworkId: null, runningTotal: 10 },
    ]);
  });

  test('a reversal in a CSV of this program may have the opposite sign of its label', async () => {
    const reversal = `${history}4,2021-02-04,reversal,8,8,Applied to job,,,,,\n`;
    expect((await pageOf(reversal)).unread).toEqual([]);
  });

  test('a CSV of this program is known by its whole header, with other columns in between', async () => {
    const exported =
      'id,uid,on,kind,label,connects,balance,expiresOn,proposal,title\r\n1,0199-7,2021-02-01,task,,5,5,,,"\'  +1\r\nb"\r\n';
    expect(await pageOf(exported)).toMatchObject({
      own: true,
      rows: [{ upworkId: null, title: '  +1\r\nb', label: 'task' }],
    });
    for (const name of ['id', 'kind', 'balance']) {
      expect((await pageOf(history.replace(name, `my ${name}`))).own).toBe(false);
    }
  });
});

describe('the rows of one day', () => {
  const titles = async (rows: readonly string[]) =>
    (await pageOf(['date,connects,label,title', ...rows].join('\n'))).rows.map(({ label }) => label);
  const applied = '2026-01-02,-8,Applied to job,A zine';
  const bid = '2026-01-02,-2,Connects bid for boosted proposal.,A zine';
  const refund = '2026-01-02,8,Job cancelled,A zine';
  const other = '2026-01-02,8,Job cancelled,Another';
  const newestFirst = ['Job cancelled', 'Connects bid for boosted proposal.', 'Applied to job'];

  test('rows of one day are put newest first, by the place of a proposal and its results', async () => {
    expect(await titles([refund, bid, applied])).toEqual(newestFirst);
    expect(await titles([applied, bid, refund])).toEqual(newestFirst);
  });

  test('rows of one day and job begin with the proposal, however the file sorts them', async () => {
    const earlier = '2026-01-01,40,Added extra Connects,';
    const outbid = "2026-01-02,2,You've been outbid to boost your proposal,A zine";
    const steps = ["You've been outbid to boost your proposal", 'Connects bid for boosted proposal.', 'Applied to job'];
    expect(await titles([applied, outbid, bid, earlier])).toEqual([...steps, 'Added extra Connects']);
    expect(await titles([bid, applied, outbid, earlier])).toEqual([...steps, 'Added extra Connects']);
  });

  test('rows of one day stay in place when an earlier proposal may be theirs', async () => {
    const before = '2026-01-01,-8,Applied to job,A zine';
    expect(await titles([applied, refund, before])).toEqual(['Applied to job', 'Job cancelled', 'Applied to job']);
  });

  test('rows of one day stay in the order that their balances prove', async () => {
    const text =
      'date,connects,label,title,balance\n2026-01-02,-8,Applied to job,A zine,40\n2026-01-02,8,Job cancelled,A zine,48\n2026-01-01,40,Added extra Connects,,40';
    expect((await pageOf(text)).rows.map(({ connects }) => connects)).toEqual([-8, 8, 40]);
  });

  test('rows of one day count as newest first, as on Upwork, when nothing proves an order', async () => {
    expect(await titles([other, applied])).toEqual(['Job cancelled', 'Applied to job']);
    expect(await titles([applied, other])).toEqual(['Applied to job', 'Job cancelled']);
  });
});

describe('rows', () => {
  test('rows of a CSV have the number of their line, after quoted line breaks too', async () => {
    const csv =
      'date,connects,title\r\n2026-01-01,-1,"two\r\nlines"\r\n\r\nbad,-1,x\r\n,,\r\n2026-01-03,x,y\r\n2026-01-04;-1;z';
    expect(await unread(csv)).toEqual([
      [5, 'bad-day', 'bad'],
      [7, 'bad-amount', 'x'],
      [8, 'too-few-columns', null],
    ]);
    expect((await pageOf(csv)).rows).toMatchObject([{ at: 2, title: 'two\r\nlines' }]);
  });

  test('lines of a CSV are counted from the top of the file, not from the header', async () => {
    expect(await unread('My Connects\n\ndate,connects\n2026-01-01,-1\nbad,-1')).toEqual([[5, 'bad-day', 'bad']]);
  });

  test('rows of a CSV come newest first, whichever way the file sorts them', async () => {
    const days = ['2026-01-03,5', '2026-01-02,-1', '2026-01-02,-2', '2026-01-01,9'];
    const amounts = async (lines: readonly string[]) =>
      (await read(['date,connects', ...lines].join('\n'))).map(([, connects]) => connects);
    expect(await amounts(days)).toEqual([5, -1, -2, 9]);
    expect(await amounts(days.toReversed())).toEqual([5, -1, -2, 9]);
    const oneDay = 'date,connects,balance\n2026-01-01,10,10\n2026-01-01,-4,6\n2026-01-01,-1,5';
    expect((await read(oneDay)).map(([, connects]) => connects)).toEqual([-1, -4, 10]);
  });

  test('rows after a quotation mark that never closes are not read, and that is reported', async () => {
    const csv = `date,connects,title\n2026-01-01,-1,a\n2026-01-02,-1,"b\n${'2026-01-03,-1,c\n'.repeat(5)}`;
    expect(await unread(csv)).toEqual([[3, 'open-quote', null]]);
    const long = csv + '2026-01-03,-1,c\n'.repeat(100_000);
    expect(await unread(long)).toEqual([[3, 'open-quote', null]]);
  });

  test('a row with a quotation mark inside a field is read', async () => {
    expect(await read('date,connects,title\n2026-01-02,-8,5" pipe')).toEqual([['2026-01-02', -8, null, '5" pipe']]);
  });

  test('a row with a quotation mark around half a field is read as plain text, and swallows no other row', async () => {
    const csv = 'date,connects,title\r\n2026-01-03,-8,"Best" logo\r\n2026-01-02,-2,"fine, too"\r\n2026-13-01,-1,x\r\n';
    expect(await read(csv)).toEqual([
      ['2026-01-03', -8, null, '"Best" logo'],
      ['2026-01-02', -2, null, 'fine, too'],
    ]);
    expect(await unread(csv)).toEqual([[4, 'bad-day', '2026-13-01']]);
    expect(await read(csv.trimEnd().split('\r\n').slice(0, 2).join('\n'))).toHaveLength(1);
  });

  test('a CSV with mixed line ends is read', async () => {
    const csv = 'date,connects,title\n2026-01-03,-8,a\r\n2026-01-02,-2,"b"\r\n2026-01-01,-1,"c"\n2026-13-01,-1,x';
    expect((await read(csv)).map(([, , , title]) => title)).toEqual(['a', 'b', 'c']);
    expect(await unread(csv)).toEqual([[5, 'bad-day', '2026-13-01']]);
    expect((await read(csv.replace(/\r?\n/g, '\r'))).map(([, , , title]) => title)).toEqual(['a', 'b', 'c']);
  });

  test('a CSV without a readable row is refused', async () => {
    expect(await problemOf('date,connects\nx,1')).toEqual({
      code: 'nothing-readable',
      format: 'csv',
      unread: [{ at: 2, problem: 'bad-day', given: 'x' }],
    });
    expect((await pageOf('date,connects\n')).rows).toEqual([]);
  });
});

test('a text in Windows-1252 is read', async () => {
  const bytes = Uint8Array.from('date,connects,title\n2026-01-02,-8,Caf\u00e9 \u00fcber', (letter) =>
    letter.charCodeAt(0),
  );
  expect((await pageOf(bytes)).rows[0]?.title).toBe('Café über');
});

test('100,000 rows are read within bounds, and how far is told', async () => {
  const lines = Array.from(
    { length: 100_000 },
    (_, i) => `2026-01-${String((i % 28) + 1).padStart(2, '0')},-${(i % 20) + 1},Applied to job,"Title ${i}"`,
  );
  lines[4709] = '2026-13-01,-1,Applied to job,Bad';
  const text = ['date,connects,label,title', ...lines].join('\n');
  const done: number[] = [];
  const { result: page, seconds } = await cpuOf(() => pageOf(text, { onProgress: (read, of) => done.push(read / of) }));
  expect(seconds).toBeLessThan(10);
  expect(page.rows).toHaveLength(99_999);
  expect(page.unread).toEqual([{ at: 4711, problem: 'bad-day', given: '2026-13-01' }]);
  expect(done.length).toBeGreaterThan(20);
  expect(done).toEqual(done.toSorted((a, b) => a - b));
  expect(done.at(-1)).toBe(1);
});
