/** `connects export --format xlsx`: what LibreOffice reads of it is what JSON has, each cell with its type. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeWorkbook } from '../../src/exchange/write/workbook.ts';
import { type World, world } from '../world.ts';
import { everything } from './everything.ts';
import { readWorkbooks, type SheetCell, type Spreadsheet } from './spreadsheet.ts';

const FORMULAS = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1', "'=1", '0012', '2021-01-01', 'TRUE', '_x000D_', ' a '];

let made: World;
let whole: Spreadsheet;
let part: Spreadsheet;
let typed: Spreadsheet;
let unknown: Spreadsheet;
beforeAll(async () => {
  made = await everything();
  await made.run('export --format xlsx --output whole.xlsx');
  await made.run('export --format xlsx --since 2021-02-01 --until 2021-03-31 --output part.xlsx');
  const written = (home: World, name: string) => readFileSync(join(home.folder, name));
  [whole = {}, part = {}, typed = {}, unknown = {}] = await readWorkbooks([
    written(made, 'whole.xlsx'),
    written(made, 'part.xlsx'),
    await writeWorkbook(
      FORMULAS.map((title) => ({ title })),
      [],
      [],
    ),
    written(await withUnknowns(), 'unknown.xlsx'),
  ]);
}, 120_000);

/** A proposal of unknown cost and value, and purchases without a price. */
async function withUnknowns(): Promise<World> {
  const home = world({ today: '2026-01-16' });
  const lines = ['Active proposals  (1)', 'Received Jan 8, 2026', 'last week', 'Crossword grid', 'General Profile'];
  writeFileSync(join(home.folder, 'history.csv'), 'Date,Type,Connects,Paid\n2026-01-05,Added extra Connects,40,\n');
  writeFileSync(join(home.folder, 'proposals.txt'), `My proposals\n${lines.join('\n')}\n`);
  for (const line of [
    'init --joined 2026-01-01 --rules 2026',
    'import proposals.txt --yes',
    'import history.csv --yes',
    'export --format xlsx --output unknown.xlsx',
  ]) {
    const { code, stderr } = await home.run(line);
    if (code !== 0) throw new Error(`${line}: ${stderr}`);
  }
  return home;
}

type Rows = readonly Record<string, unknown>[];

/** A sheet as records by heading. */
const records = (book: Spreadsheet, sheet: string): readonly Record<string, SheetCell>[] => {
  const [head = [], ...rows] = book[sheet] ?? [];
  return rows.map((row) => Object.fromEntries(head.map((cell, i) => [cell?.value ?? '', row[i] ?? null])));
};
const json = async (line: string) => JSON.parse((await made.run(line)).stdout);

const date = (value: unknown): SheetCell => (value === null ? null : { type: 'date', value: String(value) });
const number = (value: unknown): SheetCell => (value === null ? null : { type: 'float', value: String(value) });
const money = (cents: unknown) =>
  cents === null ? null : { type: expect.stringMatching(/^(float|currency)$/), value: String(Number(cents) / 100) };
/** XML has no control characters, and takes every end of a line for a line feed. */
const text = (value: unknown): SheetCell =>
  value === null ? null : { type: 'string', value: String(value).replaceAll('\r\n', '\n').replaceAll(CONTROLS, '') };
const CONTROLS = /(?!\n)\p{Cc}/gu;

describe('xlsx', () => {
  test('a workbook has the transactions of the JSON export, with days, numbers and dollars', async () => {
    const { transactions } = (await json('export --json')) as { transactions: Rows };
    expect(records(whole, 'transactions')).toMatchObject(
      transactions.map((row) => ({
        Number: number(row['id']),
        Day: date(row['on']),
        Kind: text(row['kind']),
        Label: text(row['label']),
        Connects: number(row['connects']),
        Balance: number(row['balance']),
        Expires: date(row['expiresOn']),
        Proposal: number(row['proposal']),
        Title: text(row['title']),
        Paid: money(row['cents']),
        Note: text(row['note']),
        Forced: text(row['forced'] ? 'yes' : 'no'),
      })),
    );
  });

  test('a workbook has the proposals of the JSON export', async () => {
    const { proposals } = (await json('export --json')) as { proposals: Rows };
    expect(records(whole, 'proposals')).toMatchObject(
      proposals.map((row) => ({
        Proposal: number(row['id']),
        Day: date(row['on']),
        Title: text(row['title']),
        Cost: number(row['cost']),
        Net: number(row['net']),
        Refunded: number(row['refunded']),
        'Ad credits': number(row['credits']),
        Status: text(row['status']),
        'Status since': date(row['statusOn']),
        Value: null,
      })),
    );
  });

  test('a workbook has the months of the report, and those of some days only', async () => {
    for (const [book, days] of [
      [whole, ''],
      [part, ' --since 2021-02-01 --until 2021-03-31'],
    ] as const) {
      const { months } = (await json(`report --json${days}`)) as { months: Rows };
      expect(records(book, 'months')).toMatchObject(
        months.map((row) => ({
          Month: date(`${row['month']}-01`),
          Opening: number(row['opening']),
          Received: number(row['given']),
          Bought: number(row['bought']),
          Refunded: number(row['back']),
          Spent: number(row['spent']),
          Lost: number(row['lost']),
          'Adjusted up': number(row['adjustedUp']),
          'Adjusted down': number(row['adjustedDown']),
          Balance: number(row['balance']),
          Paid: money(row['paidCents']),
          'Fee of Plus': money(row['feeCents']),
        })),
      );
    }
    expect(records(part, 'months')).toHaveLength(2);
    expect(new Set(records(part, 'transactions').map(({ Day }) => Day?.value.slice(0, 7)))).toEqual(
      new Set(['2021-02', '2021-03']),
    );
  });

  test('a workbook keeps every text as text, exactly as it was typed', () => {
    expect(records(typed, 'transactions').map(({ Title }) => Title)).toEqual(
      FORMULAS.map((value) => ({ type: 'string', value })),
    );
    for (const book of [whole, part, typed, unknown])
      expect(
        Object.values(book)
          .flat(2)
          .filter((cell) => cell?.formula !== undefined),
      ).toEqual([]);
  });

  test('a workbook has an empty cell, not 0, for what nobody knows', () => {
    expect(records(unknown, 'proposals')).toMatchObject([
      {
        Title: { value: 'Crossword grid' },
        Cost: null,
        Net: null,
        Value: null,
        Boost: null,
        Refunded: null,
        'Ad credits': null,
      },
    ]);
    expect(records(unknown, 'transactions')).toMatchObject([{}, { Kind: { value: 'purchase' }, Paid: null }]);
    expect(records(unknown, 'months')).toMatchObject([{ Bought: { value: '40' }, Paid: null, Spent: null }]);
  });

  test('a workbook freezes its headings', async () => {
    const bytes = readFileSync(join(made.folder, 'whole.xlsx'));
    const name = 'xl/worksheets/sheet1.xml';
    const at = bytes.indexOf(name);
    const xml = inflateRawSync(bytes.subarray(at + name.length + bytes.readUInt16LE(at - 2))).toString('utf8');
    expect(xml).toMatch(/<pane ySplit="1"[^>]* state="frozen"/);
  });

  test('a workbook goes to a pipe as bytes, and not to a terminal', async () => {
    const { stdout } = await made.run('export --format xlsx');
    expect(stdout.slice(0, 4)).toBe('PK\u0003\u0004');
    for (const line of ['export --format xlsx', 'export --format xlsx --output -'])
      expect(await made.run(line, { tty: true })).toMatchObject({ code: 2, stdout: '' });
    expect(await made.run('export --format xlsx --json')).toMatchObject({ code: 2 });
  });
});
