/** Every saved page and copy reads as the rows that are known to be in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HistoryPage } from '../../src/exchange/history-page.ts';
import type { Day } from '../../src/rules/values/calendar.ts';
import { pageOf } from './reading.ts';

interface Expected {
  readonly savedOn: Day;
  readonly balance: number;
  readonly rows: readonly Row[];
}
interface Row {
  readonly date: string;
  readonly label: string;
  readonly title: string | null;
  readonly connects: number;
  readonly id: string | null;
  readonly jobKey: string | null;
}

const folder = join(import.meta.dirname, 'fixtures');
const names = readdirSync(folder).filter((name) => /\.(?:html|mhtml|txt)$/.test(name));
const bytes = (name: string): Uint8Array => readFileSync(join(folder, name));
const expected = (name: string): Expected => JSON.parse(readFileSync(join(folder, `${name}.expected.json`), 'utf8'));

/** What a row is known by, as text, so that rows compare as a multiset. */
const known = (page: HistoryPage): string[] =>
  page.rows.map(({ on, label, title, connects, upworkId, jobKey }) =>
    JSON.stringify([on, label, title, connects, upworkId, jobKey]),
  );
const wanted = ({ rows }: Expected): string[] =>
  rows.map(({ date, label, title, connects, id, jobKey }) =>
    JSON.stringify([date, label, title, connects, id, jobKey]),
  );

describe.each(names)('the saved page %s', (name) => {
  const { savedOn, balance, ...rest } = expected(name);

  test('a saved page reads as its known rows in their order, and its balance', async () => {
    const page = await pageOf(bytes(name), { savedOn });
    expect(known(page)).toEqual(wanted({ savedOn, balance, ...rest }));
    expect(page.balance).toBe(balance);
    expect(page.savedOn).toEqual({ on: savedOn, from: 'option', needed: true });
    expect(page.own).toBe(false);
  });

  test('a page that was read contains no name of a person', async () => {
    const page = await pageOf(bytes(name), { savedOn });
    expect(JSON.stringify(page)).not.toMatch(/quillfeather|brambleby|miraq|odob|avatar|900000000000000|\b10\.\d+\./i);
  });

  test('a saved page reads the same with other line ends and in other encodings', async () => {
    const text = new TextDecoder().decode(bytes(name));
    const page = await pageOf(bytes(name), { savedOn });
    const crlf = text.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n');
    expect((await pageOf(crlf, { savedOn })).rows).toEqual(page.rows);
    if (name.endsWith('.mhtml')) return;
    expect(await pageOf(Buffer.from(`\ufeff${text}`), { savedOn })).toEqual(page);
    expect(await pageOf(Buffer.from(`\ufeff${text}`, 'utf16le'), { savedOn })).toEqual(page);
    expect(await pageOf(Buffer.from(text, 'utf16le'), { savedOn })).toEqual(page);
    expect(await pageOf(Buffer.from(text, 'utf16le').swap16(), { savedOn })).toEqual(page);
    if (name.endsWith('.txt')) {
      expect((await pageOf(text.replaceAll('\n', '\r'), { savedOn })).rows).toEqual(page.rows);
    }
  });
});

describe('the day that "Today" means', () => {
  const from = async (name: string, savedOn: Day | null, fileDay: Day | null) =>
    (await pageOf(bytes(name), { savedOn, fileDay })).savedOn;
  const [said, file] = ['2026-02-02' as Day, '2026-02-03' as Day];

  test('"Today" is the day that the user gives, before any other', async () => {
    for (const name of names) expect(await from(name, said, file)).toEqual({ on: said, from: 'option', needed: true });
  });

  test('"Today" is the day when the page was loaded, else when the mail was written, else when the file was changed', async () => {
    expect(await from('history-nuxt.html', null, file)).toEqual({ on: '2026-01-03', from: 'page', needed: true });
    expect(await from('history-page.mhtml', null, file)).toEqual({ on: '2026-01-03', from: 'mail', needed: true });
    expect(await from('history-table-only.html', null, file)).toEqual({ on: file, from: 'file', needed: true });
  });

  test('"Today" is the day in UTC on which SingleFile saved the page, where its data does not say when it was loaded', async () => {
    const by = (name: string, comment: string) =>
      new TextDecoder().decode(bytes(name)).replace('<head>', () => `<!--${comment}--><head>`);
    const savedBy = (program: string, date: string) =>
      `\n Page saved with ${program} \n url: https://www.upwork.com/ \n saved date: ${date}\n`;
    const date = 'Sat Jan 31 2026 22:04:05 GMT-0500 (Eastern Standard Time)';
    const day = async (name: string, comment: string) => (await pageOf(by(name, comment), { fileDay: file }))?.savedOn;
    const page = { on: '2026-02-01', from: 'page', needed: true };
    expect(await day('history-table-only.html', savedBy('SingleFile', date))).toEqual(page);
    expect(await day('history-table-only.html', savedBy('SingleFile', 'soon'))).toMatchObject({ from: 'file' });
    expect(await day('history-table-only.html', savedBy('Anything', date))).toMatchObject({ from: 'file' });
    expect(await day('history-nuxt.html', savedBy('SingleFile', date))).toMatchObject({ on: '2026-01-03' });
  });
});

test('a page with "Show more" is reported as having more rows', async () => {
  const more: string[] = [];
  for (const name of names) if ((await pageOf(bytes(name), { savedOn: expected(name).savedOn })).more) more.push(name);
  expect(more).toEqual(['history-nuxt-empty.html', 'history-nuxt.html', 'history-page.mhtml']);
});

test('a day whose row is lost in the copy is reported with its line', async () => {
  const name = 'history-paste-mobile-firefox.txt';
  const { unread } = await pageOf(bytes(name), { savedOn: expected(name).savedOn });
  expect(unread).toEqual([47, 48, 54].map((at) => ({ at, problem: 'date-without-row', given: null })));
  for (const other of names.filter((each) => each !== name)) {
    expect((await pageOf(bytes(other), { savedOn: expected(other).savedOn })).unread).toEqual([]);
  }
});

test('every row with an id has a balance after it, which agrees with the page', async () => {
  const { rows, balance } = await pageOf(bytes('history-nuxt.html'), {});
  expect(rows[0]?.runningTotal).toBe(balance);
  for (const [i, row] of rows.entries()) {
    const older = rows[i + 1];
    if (older) expect(row.runningTotal).toBe((older.runningTotal ?? 0) + row.connects);
  }
});
