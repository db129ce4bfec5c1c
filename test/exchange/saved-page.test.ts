/** What the page and the data behind it say together, tables of other builds, and pages saved as mails. */
import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/rules/values/calendar.ts';
import { pageOf } from './reading.ts';
import { type Entity, html, type Row } from './shapes.ts';

const savedOn = '2026-03-02' as Day;
const view = { savedOn, agency: false };
const yesterday = '2026-03-01' as Day;

const applied: Row = { on: yesterday, label: 'Applied to job', title: 'A zine', connects: -8 };
const behind = (row: Row, id: number, code: readonly [string, string]): Entity => ({
  ...row,
  id: String(9_000_000_000 + id),
  code,
  key: null,
});

describe('the data and the table', () => {
  const read = async (table: readonly Row[], data: readonly Entity[]) =>
    (await pageOf(html(table, view, { data }))).rows.map(({ upworkId, on, label, connects }) => [
      upworkId,
      on,
      label,
      connects,
    ]);

  test('an unknown code is not the label of another code', async () => {
    const data = [behind({ ...applied, label: '' }, 1, ['77', '2'])];
    expect(await read([applied], data)).toEqual([
      ['9000000001', yesterday, null, -8],
      [null, yesterday, 'Applied to job', -8],
    ]);
  });

  test('unknown codes take the labels of their rows in their order', async () => {
    const table = ['One thing', 'Another thing'].map((label) => ({ ...applied, label }));
    const data = [behind(applied, 2, ['77', '2']), behind(applied, 1, ['78', '2'])];
    expect(await read(table, data)).toEqual([
      ['9000000002', yesterday, 'One thing', -8],
      ['9000000001', yesterday, 'Another thing', -8],
    ]);
  });

  test('a known code holds, whatever words Upwork has put in place of its label', async () => {
    const data = [behind(applied, 1, ['3', '2'])];
    expect(await read([{ ...applied, label: 'Proposal sent' }], data)).toEqual([
      ['9000000001', yesterday, 'Applied to job', -8],
    ]);
  });

  test('a row of the data that a filter hides is kept, and a row newer than the data comes first', async () => {
    const data = [behind(applied, 1, ['3', '2'])];
    expect(await read([{ ...applied, on: savedOn, connects: -4 }], data)).toEqual([
      [null, savedOn, 'Applied to job', -4],
      ['9000000001', yesterday, 'Applied to job', -8],
    ]);
  });

  test('rows of one day are in the order of the table; a hidden row follows the row before it in the data', async () => {
    const [one, two, three, four] = [-1, -2, -3, -4].map((connects): Row => ({ ...applied, connects }));
    if (!one || !two || !three || !four) throw new Error('four rows');
    const amounts = async (table: readonly Row[], ...known: readonly Row[]) => {
      const data = known.map((row, i) => behind(row, 9 - i, ['3', '2']));
      return (await read(table, data)).map(([, , , connects]) => connects);
    };
    expect(await amounts([one, two, four], two, three)).toEqual([-1, -2, -3, -4]);
    expect(await amounts([four, one, two], two)).toEqual([-4, -1, -2]);
    expect(await amounts([two, three], three, two)).toEqual([-2, -3]);
  });

  test('a badge charge keeps its place, although the table has the sum at the head of the day', async () => {
    const badge = { on: yesterday, label: 'Availability Badge', title: null, connects: -1 };
    const data = [
      behind(badge, 3, ['28', '2']),
      { ...behind(applied, 2, ['3', '2']), title: 'A zine' },
      behind(badge, 1, ['28', '2']),
    ];
    const order = (await read([{ ...badge, connects: -2 }, applied], data)).map(([id]) => id);
    expect(order).toEqual(data.map(({ id }) => id));
  });

  test('of a badge sum on the table, the part that the data does not cover remains', async () => {
    const badge = { on: yesterday, label: 'Availability Badge', title: null, connects: -1 };
    const data = [behind(badge, 2, ['28', '2']), behind(badge, 1, ['28', '2'])];
    const known = data.map(({ id }) => [id, yesterday, badge.label, -1]);
    expect(await read([{ ...badge, connects: -3 }], data)).toEqual([...known, [null, yesterday, badge.label, -1]]);
    expect(await read([{ ...badge, connects: -1 }], data)).toEqual(known);
    expect(await read([{ ...badge, connects: 2 }], data)).toEqual([...known, [null, yesterday, badge.label, 2]]);
  });

  test('twenty transactions and no table may be the first of many', async () => {
    const more = async (count: number) => {
      const data = Array.from({ length: count }, (_, i) => behind(applied, i, ['3', '2']));
      const page = html([], view, { data })
        .replace(/<table.*<\/table>/, '')
        .replace('transactions-table-sm', '');
      return (await pageOf(page)).more;
    };
    expect([await more(19), await more(20)]).toEqual([false, true]);
  });
});

describe('a table', () => {
  const table = (heads: readonly string[], ...cells: readonly string[]) =>
    `<h1>Connects History</h1><table><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr><tr>${cells.join('')}</tr></table>`;
  const row = [{ on: yesterday, label: 'Applied to job', title: 'A zine', connects: -8 }];
  const [day, action, connects] = ['March 1, 2026', '<small>Applied to job</small><b>A zine</b>', '-8'];

  test('a table without ids is read by its heads, in any order', async () => {
    const cells = [connects, 'x', action, day].map((text) => `<td>${text}</td>`);
    expect((await pageOf(table(['Connects', 'Freelancer', 'Action', 'Date'], ...cells))).rows).toMatchObject(row);
  });

  test('a table with ids is read by them, whatever its heads say', async () => {
    const cells = [
      `<td id="connects-cell-0">${connects}</td>`,
      `<td id="action-cell-0">${action}</td>`,
      `<td id="date-cell-0">${day}</td>`,
    ];
    expect((await pageOf(table(['Date', 'Action', 'Connects'], ...cells))).rows).toMatchObject(row);
  });

  test('a table whose cells and rows are not closed is read', async () => {
    const open = table(['Date', 'Action', 'Connects'], `<td>${day}<td>${action}<td>${connects}<tr>`);
    expect((await pageOf(open)).rows).toMatchObject(row);
  });

  test('a table of something else is not read as the history', async () => {
    const other = table(['Date', 'Action'], '<td>Today</td><td>Read</td>');
    expect((await pageOf(other + html([applied], view), { savedOn })).rows).toHaveLength(1);
  });

  test('a table beside the one with the history’s own id is not read, wherever it is', async () => {
    const other = table(['Date', 'Action', 'Connects'], ...[day, action, '-99'].map((text) => `<td>${text}</td>`));
    const own = html([applied], view);
    for (const page of [other + own, own + other]) expect((await pageOf(page)).rows).toMatchObject(row);
  });
});

test('the last row of the mobile layout is reported with its own problem', async () => {
  const page = html([applied], view, { layouts: 'narrow' }).replaceAll('-8 Connects', '-7 Connects');
  const both = html([applied, { ...applied, connects: -3 }], view, { layouts: 'narrow' });
  expect((await pageOf(both.replaceAll('-3 Connects', 'some'))).unread).toEqual([]);
  expect((await pageOf(both.replaceAll('Spent 3', 'Spent 4'))).unread).toEqual([
    { at: 2, problem: 'bad-amount', given: '-3 Connects, Spent 4 Connects' },
  ]);
  await expect(pageOf(page)).rejects.toThrow('nothing-readable');
});

describe('a mail', () => {
  const body = html([{ ...applied, on: savedOn }], view);
  const part = (type: string, encoding: string, text: string, where = '') =>
    `Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\nContent-Location: ${where}\r\n\r\n${text}\r\n`;
  const mail = (date: string, ...parts: readonly string[]) =>
    `From: <x>\r\nDate: ${date}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b--"\r\n\r\n` +
    `${parts.map((each) => `----b--\r\n${each}`).join('')}----b----\r\n`;
  const base64 = (text: string) => Buffer.from(text).toString('base64').replaceAll(/.{76}/g, '$&\r\n');
  const plain = part('text/html', '8bit', body);
  const date = 'Mon, 2 Mar 2026 12:00:00 +0000';

  test.each([
    ['in base64', part('text/html; charset=utf-8', 'base64', base64(body))],
    ['in base64, cut', part('text/html', 'BASE64', base64(`${body} `).slice(0, -5))],
    ['as it is', plain],
    ['in a part of a part', `Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\n${plain}--c--\r\n`],
  ])('a mail with its page %s is read', async (_, text) => {
    const page = await pageOf(mail(date, part('text/plain', '7bit', 'Hello'), text));
    expect(page).toMatchObject({ format: 'mhtml', rows: [{ on: savedOn, title: 'A zine', connects: -8 }] });
  });

  test('a mail with blank lines above its first header is read', async () => {
    expect((await pageOf(`\ufeff\r\n\r\n${mail(date, plain)}`)).rows).toHaveLength(1);
  });

  test('a mail with other pages in it is read for the history', async () => {
    const advert = part('text/html', '7bit', '<p>Buy Connects</p>', 'https://ads.example/');
    const history = part('text/html', '8bit', body, 'https://www.upwork.com/nx/plans/connects/history/');
    expect((await pageOf(mail(date, advert, history))).rows).toHaveLength(1);
  });

  test.each([
    ['Mon, 2 Mar 2026 12:00:00 +0000', '2026-03-02'],
    ['Mon, 2 Mar 2026 23:30:00 -0500', '2026-03-03'],
    ['Tue, 3 Mar 2026 00:30:00 +0100', '2026-03-02'],
    ['2 Mar 2026 12:00 GMT', '2026-03-02'],
  ])('a mail written on %s is of the day %s', async (written, on) => {
    expect((await pageOf(mail(written, plain))).savedOn).toEqual({ on, from: 'mail', needed: true });
  });
});
