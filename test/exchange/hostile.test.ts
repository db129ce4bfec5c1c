/** What is no history, is broken or means harm: it is refused or read as far as it goes, and never silently. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/rules/values/calendar.ts';
import { cpuOf } from '../cpu.ts';
import { pageOf, problemOf } from './reading.ts';
import { csv, flattened, html, narrowText, type Row } from './shapes.ts';

const savedOn = '2026-03-02' as Day;
const rows: readonly Row[] = [
  { on: savedOn, label: 'Applied to job', title: 'A zine', connects: -8 },
  { on: '2026-03-01' as Day, label: 'Job cancelled', title: 'A map', connects: 6 },
];
const page = html(rows, { savedOn, agency: false });
const fixture = (name: string): string => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
const more = fixture('history-nuxt-more.html');

/** The page with other data behind it. */
const withData = (data: string): string =>
  page.replace('</main>', `</main><script id="__NUXT_DATA__">${data}</script>`);

describe('no history', () => {
  test.each([
    ['an empty file', '', { code: 'empty' }],
    ['an empty file with a mark', '\ufeff', { code: 'empty' }],
    ['blank lines', ' \r\n\t\n', { code: 'empty' }],
    [
      'a page of another site',
      '<html><title>News</title><table><tr><td>Today</td></tr></table></html>',
      { code: 'not-history', format: 'html' },
    ],
    [
      'a table with foreign names',
      'Datum;Projekt;Kosten\n13.01.2026;"A; zine";8\n14.01.2026;A map;6',
      { code: 'unknown-columns', header: ['Datum', 'Projekt', 'Kosten'] },
    ],
    [
      'lines with commas',
      'Dear Sir, good day\nI write to you, today\nYours, me',
      { code: 'not-history', format: 'text' },
    ],
    ['a letter', 'Dear Sir, Today\nI write to you.\n\n\nYours', { code: 'not-history', format: 'text' }],
    ['a mail', 'MIME-Version: 1.0\nContent-Type: text/html\n\n<p>Hello</p>', { code: 'not-history', format: 'mhtml' }],
    [
      'a mail without a part',
      'MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n',
      { code: 'not-history', format: 'mhtml' },
    ],
    [
      'a mail of more than a million lines',
      `MIME-Version: 1.0\nContent-Type: text/html\n\n${page}${'\n'.repeat(1_000_000)}`,
      { code: 'not-history', format: 'mhtml' },
    ],
    [
      'a mail of parts within parts without end',
      `MIME-Version: 1.0\n${Array.from({ length: 9 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`).join('')}Content-Type: text/html\n\n${page}`,
      { code: 'not-history', format: 'mhtml' },
    ],
  ])('%s is refused as no history', async (_, text, problem) => {
    expect(await problemOf(text)).toEqual(problem);
  });

  test.each([
    ['a picture', [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]],
    ['an archive', [0x50, 0x4b, 3, 4, 20, 0, 8, 8, 8, 0]],
    ['noise', Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3) * 104729) & 0xff)],
    ['noise without a NUL', Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3) * 104729) & 0xff || 1)],
    ['nothing but NULs', Array(5000).fill(0)],
  ])('%s is refused as binary', async (_, bytes) => {
    expect(await problemOf(Uint8Array.from(bytes))).toEqual({ code: 'binary' });
  });

  test('a file of more than 64 MB is refused without being decoded', async () => {
    const bytes = new Uint8Array(64 * 1024 * 1024 + 1).fill(60);
    expect(await problemOf(bytes)).toEqual({ code: 'too-large', megabytes: 65, most: 64 });
  });

  test('a format that the user names is believed, and a text that is not of it is refused', async () => {
    expect(await problemOf('Hello', { format: 'html' })).toEqual({ code: 'not-history', format: 'html' });
    expect(await problemOf(page, { format: 'mhtml' })).toEqual({ code: 'not-history', format: 'mhtml' });
    expect(await problemOf(page, { format: 'text' })).toEqual({ code: 'not-history', format: 'text' });
    expect(await problemOf('Hello', { format: 'csv' })).toMatchObject({ code: 'missing-column', header: ['Hello'] });
  });
});

describe('a history', () => {
  test('a history without a transaction is read as an empty page', async () => {
    const none = '<h1>Connects History</h1><h2>My balance</h2><h2>7 Connects</h2><p>No Connects transactions.</p>';
    expect(await pageOf(none)).toMatchObject({ rows: [], balance: 7, unread: [] });
    const copied = 'Connects History\nMy balance\n7 Connects\nNo Connects transactions.';
    expect(await pageOf(copied)).toMatchObject({ format: 'text', rows: [], balance: 7, unread: [] });
  });

  test('a saved page whose rows were not loaded is not an empty history', async () => {
    const shell = '<title>Connects History - Upwork</title><h1>Connects History</h1>';
    expect(await problemOf(shell)).toEqual({ code: 'nothing-readable', format: 'html', unread: [] });
  });

  test('a history with "Today" on it and no known day is refused', async () => {
    expect(await problemOf(page)).toEqual({ code: 'no-saved-on' });
    expect(await problemOf('Today\nApplied to job\n-4\nSpent 4 Connects')).toEqual({ code: 'no-saved-on' });
  });

  test('a history without "Today" on it needs no day', async () => {
    const old = html(rows, { savedOn: '2026-04-01' as Day, agency: false });
    expect(await pageOf(old)).toMatchObject({ savedOn: null, rows: [{ on: '2026-03-02' }, { on: '2026-03-01' }] });
  });

  test('a row of a future day is not read', async () => {
    const { unread, rows: read } = await pageOf(page, { savedOn: '2026-03-09' as Day, today: '2026-03-01' as Day });
    expect(unread).toEqual([{ at: 1, problem: 'future-day', given: '2026-03-09' }]);
    expect(read).toHaveLength(1);
  });

  test('a row of tomorrow is read: Upwork’s days are UTC, which begin earlier than days in the west', async () => {
    const today = '2026-03-01' as Day;
    const charge = { label: '', title: null, on: savedOn, code: ['7', '3'] as const, key: null };
    for (const text of [
      page,
      withData(flattened([{ ...charge, id: '9000000001', connects: 3 }], savedOn)),
      narrowText(rows, { savedOn, agency: false }),
      csv(rows, ',', '\n'),
    ]) {
      const { unread, rows: read } = await pageOf(text, { savedOn, today });
      expect([read[0]?.on, unread]).toEqual([savedOn, []]);
      const dayBefore = await pageOf(text, { savedOn, today: '2026-02-28' as Day });
      expect(dayBefore.unread.map(({ problem }) => problem)).toContain('future-day');
    }
  });
});

describe('a page cut short', () => {
  test('a page cut anywhere is read up to the cut, and reports the missing rows', async () => {
    const body = more.indexOf('<tbody>');
    const closed = more.indexOf('</table>');
    const whole = (await pageOf(more)).rows.length;
    for (let end = body + 20; end < closed; end += 397) {
      const cut = await problemOrPage(more.slice(0, end));
      expect(cut.unread.map(({ problem }) => problem)).toEqual(['cut-off']);
      expect(cut.rows).toBeLessThan(whole);
    }
  });

  test('a page cut inside a number does not take the part for the whole number', async () => {
    const table = fixture('history-table-only.html');
    const whole = await pageOf(table, { savedOn });
    const place = table.indexOf('-12</div>');
    const read = await pageOf(table.slice(0, place + 2), { savedOn });
    expect(read.rows).toEqual(whole.rows.slice(0, 3));
    expect(read.unread).toEqual([{ at: 4, problem: 'cut-off', given: null }]);
    const copied = fixture('history-paste-solo.txt');
    const short = await pageOf(copied.slice(0, copied.indexOf('\n-15') + 3), { savedOn });
    expect(short.rows.every(({ connects }) => connects !== -1)).toBe(true);
    expect(short.unread.at(-1)).toMatchObject({ problem: 'cut-off' });
  });

  test('a page cut inside its embedded data keeps the rows on the page', async () => {
    const read = await pageOf(more.slice(0, more.indexOf('ConnectsTransactionEntity') + 500), { savedOn });
    expect(read.rows).toHaveLength(24);
    expect(read.unread).toEqual([{ at: 0, problem: 'embedded-data', given: null }]);
  });

  test('a mail cut short and a text cut inside a character are read up to the cut', async () => {
    const mail = new TextEncoder().encode(fixture('history-page.mhtml'));
    const read = await pageOf(mail.subarray(0, 14_001));
    expect(read.rows.length).toBeGreaterThan(3);
    expect(read.unread.at(-1)?.problem).toBe('cut-off');
    const text = new TextEncoder().encode('January 2, 2026\nApplied to job\nTitle\n-4\nSpent 4 Connects\ncafé');
    expect((await pageOf(text.subarray(0, -1))).rows).toHaveLength(1);
  });

  async function problemOrPage(text: string) {
    try {
      const { rows: read, unread } = await pageOf(text, { savedOn });
      return { rows: read.length, unread };
    } catch {
      const problem = await problemOf(text, { savedOn });
      return { rows: 0, unread: problem.code === 'nothing-readable' ? problem.unread : [] };
    }
  }
});

describe('hostile HTML', () => {
  const expectRows = async (text: string) => {
    const read = await pageOf(text, { savedOn });
    expect(read.rows.map(({ connects }) => connects)).toEqual([-8, 6]);
    return read;
  };

  test('100,000 open tags, attributes and entities before a history do not stop it from being read', async () => {
    const n = 100_000;
    const { seconds } = await cpuOf(async () => {
      await expectRows('<div>'.repeat(n) + page);
      await expectRows('<div>'.repeat(n) + '</p></i>'.repeat(n) + page);
      await expectRows('<table><tr><td>'.repeat(n) + page);
      await expectRows(`${'<a href="'.repeat(n)}"></a>${page}`);
      await expectRows(`<div ${Array.from({ length: n }, (_, i) => `a${i}=1`).join(' ')}>${page}`);
      await expectRows(`<p>${'&amp;'.repeat(n)}${'<!--'.repeat(n)}-->${page}`);
    });
    expect(seconds).toBeLessThan(20);
  });

  test('of two equal attributes the first counts, and a slash does not close a cell', async () => {
    await expectRows(page.replace('<td id="date-cell-0">', '<TD ID=date-cell-0 id="connects-cell-0" />'));
  });

  test('a table inside a cell of the history adds no rows', async () => {
    const inner = '<table><tr><td id="date-cell-9">Today</td><td id="connects-cell-9">-99</td></tr></table>';
    await expectRows(page.replace('<strong>', `${inner}<strong>`));
  });

  test('rows inside scripts, styles, comments, templates and noscript are not read', async () => {
    const row = /<tr tabindex.*?<\/tr>/.exec(page)?.[0] ?? '';
    expect(row).toContain('-8');
    for (const [before, after] of [
      ['<script>', '</script>'],
      ['<style>', '</style>'],
      ['<!--', '-->'],
      ['<noscript>', '</noscript>'],
      ['<template>', '</template>'],
      ['<template><template></template>', '</template>'],
    ]) {
      await expectRows(page.replace('<tbody>', `<tbody>${before}${row.replaceAll('<!---->', '')}${after}`));
    }
  });

  test('a link that is not to a job on Upwork is not kept', async () => {
    for (const href of ['javascript:alert(1)', '//evil.example/', 'https://evil.example/x', '/jobs/~0xyz']) {
      const read = await expectRows(page.replaceAll(/href="[^"]*"/g, `href="${href}"`));
      expect(read.rows.map(({ url, jobKey }) => [url, jobKey])).toEqual([
        [null, null],
        [null, null],
      ]);
    }
    const read = await expectRows(page.replaceAll(/href="[^"]*"/g, 'href="https://evil.example/jobs/~01a/?x"'));
    expect(read.rows[0]).toMatchObject({ url: 'https://www.upwork.com/jobs/~01a/', jobKey: '~01a' });
  });

  test('an amount that differs from its words for screen readers is not read', async () => {
    const read = await pageOf(page.replaceAll('Spent 8 Connects', 'Spent 80 Connects'), { savedOn });
    expect(read.unread).toEqual([{ at: 1, problem: 'bad-amount', given: '-8, Spent 80 Connects' }]);
    expect(read.rows).toHaveLength(1);
  });

  test('a row of zero Connects is reported as unread', async () => {
    const none = await pageOf(page.replaceAll('-8<', '+0<').replaceAll('Spent 8 Connects', 'Added 0 Connects'), {
      savedOn,
    });
    expect(none.unread).toEqual([{ at: 1, problem: 'bad-amount', given: '+0, Added 0 Connects' }]);
    expect(none.rows).toHaveLength(1);
  });

  test('a row with a missing or wrong day, amount or label is reported as unread', async () => {
    const problem = async (from: string, to: string) =>
      (await pageOf(page.replaceAll(from, to), { savedOn })).unread[0]?.problem;
    expect(await problem('>Today<', '>February 30, 2026<')).toBe('bad-day');
    expect(await problem('>Today<', '><')).toBe('no-day');
    expect(await problem('<small>Applied to job</small>', '')).toBe('no-label');
    expect(
      await problem(
        '<div aria-hidden="true" class="mb-0">-8</div><!----><span class="sr-only">Spent 8 Connects</span>',
        '',
      ),
    ).toBe('no-amount');
    expect(await problem('>-8<', '>-8.5<')).toBe(undefined);
    expect(await problem('>-8</div><!----><span class="sr-only">Spent 8 Connects<', '>-9999999<')).toBe('bad-amount');
  });
});

describe('hostile data behind the page', () => {
  test.each([
    ['no JSON', 'alert(1)'],
    ['not a list', '{"vuex":1}'],
    ['100,000 open brackets', '['.repeat(100_000)],
  ])('embedded data that is %s is reported, and the page is read without it', async (_, data) => {
    const read = await pageOf(withData(data), { savedOn });
    expect(read.rows).toHaveLength(2);
    expect(read.unread).toEqual([{ at: 0, problem: 'embedded-data', given: null }]);
  });

  test.each([
    ['an empty list', '[]'],
    ['a ring of wrappers', '[["Reactive",0]]'],
    ['a ring of two', '[["Reactive",1],["Ref",0]]'],
    ['a ring of objects', '[{"vuex":0,"connects/history":0,"transactions":0}]'],
    ['numbers out of range', '[{"vuex":99,"__proto__":-5}]'],
    ['no whole number', '[{"vuex":1.5}]'],
    ['a key named __proto__', '[{"vuex":1},{"__proto__":2,"constructor":2,"connects/history":-1},{"polluted":0}]'],
    ['a path into a text', '[{"vuex":1},"connects/history"]'],
    ['unknown tags', '[["Whatever",1],["Other",2,3],{"a":0}]'],
  ])('embedded data with %s does no harm', async (_, data) => {
    const read = await pageOf(withData(data), { savedOn });
    expect(read.rows.map(({ upworkId }) => upworkId)).toEqual([null, null]);
    expect(read.unread).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('an invalid transaction in the embedded data is reported, and a repeated one counts once', async () => {
    const of = { label: '', title: null, on: savedOn, code: ['7', '3'] as const, key: null };
    const data = flattened(
      [
        { ...of, id: '9000000003', connects: 3 },
        { ...of, id: '9000000003', connects: 3 },
        { ...of, id: '9000000002', connects: 1.5 },
        { ...of, id: '9000000001', connects: 2, on: '2026-02-30' as Day },
        { ...of, id: '9000000000', connects: 2, on: '2027-02-03' as Day },
      ],
      savedOn,
    );
    const { rows: read, unread } = await pageOf(withData(data));
    expect(read.filter(({ upworkId }) => upworkId).map(({ upworkId }) => upworkId)).toEqual(['9000000003']);
    expect(unread.map(({ at, problem }) => [at, problem])).toEqual([
      [3, 'bad-amount'],
      [4, 'bad-day'],
      [5, 'future-day'],
    ]);
  });

  test('wrappers around wrappers in the embedded data are followed, whatever their names', async () => {
    const of = { label: '', title: null, code: ['7', '3'] as const, key: null };
    const all: unknown[] = JSON.parse(flattened([{ ...of, id: '9000000003', on: savedOn, connects: 3 }], savedOn));
    all.push(['Ref', all.push(['Novel', all.push(all[1]) - 1]) - 1]);
    all[1] = ['ShallowReactive', all.length - 1];
    const read = await pageOf(withData(JSON.stringify(all)));
    expect(read.savedOn?.from).toBe('page');
    expect(read.rows[0]).toMatchObject({ upworkId: '9000000003', label: 'Job cancelled', connects: 3 });
  });

  test('a list with holes in the embedded data is read, written in full or sparse', async () => {
    const of = { label: '', title: null, on: savedOn, code: ['7', '3'] as const, key: null };
    const all: unknown[] = JSON.parse(
      flattened(
        [5, 3].map((connects) => ({ ...of, id: `900000000${connects}`, connects })),
        savedOn,
      ),
    );
    const history = all.find((each) => Object.hasOwn(Object(each), 'transactions')) as { transactions: number };
    const [newer, older] = all[history.transactions] as readonly number[];
    for (const list of [
      [-2, newer, -2, older],
      [-7, 100, 1, newer, 3, older],
    ]) {
      all[history.transactions] = list;
      const { rows: read, unread } = await pageOf(withData(JSON.stringify(all)));
      expect(read.flatMap(({ upworkId }) => upworkId ?? [])).toEqual(['9000000005', '9000000003']);
      expect(unread).toEqual([]);
    }
  });

  test('a negative number in the embedded data refers to nothing, not even from the end', async () => {
    const all: unknown[] = JSON.parse(flattened([], savedOn));
    const { vuex } = all[1] as { vuex: number };
    all.push(all[vuex]);
    all[1] = { vuex: -1 };
    expect(await problemOf(withData(JSON.stringify(all)))).toEqual({ code: 'no-saved-on' });
    all[1] = { vuex: all.length - 1 };
    expect((await pageOf(withData(JSON.stringify(all)))).savedOn?.on).toBe(savedOn);
  });

  test('transactions at another path of the embedded data are found by their fields', async () => {
    const data = more.slice(more.indexOf('[', more.indexOf('__NUXT_DATA__')), more.lastIndexOf('</script>\n<script>'));
    const elsewhere = await pageOf(more.replace(data, data.replaceAll('"connects/history"', '"connects/other"')), {
      savedOn: '2026-01-03' as Day,
    });
    const usual = await pageOf(more);
    expect(elsewhere.rows).toEqual(usual.rows);
  });
});

test('a page of 50 MB is read within bounds of memory', async () => {
  const [head, rest] = [more.slice(0, more.indexOf('<tbody>') + 7), more.slice(more.indexOf('</tbody>'))];
  const body = more.slice(head.length, more.indexOf('</tbody>'));
  const times = Math.floor(50_000_000 / body.length);
  const big = new TextEncoder().encode(head + body.repeat(times) + rest);
  const before = process.memoryUsage().rss;
  expect((await pageOf(big)).rows.length).toBeGreaterThan(24 * times - 1);
  expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(700);
  expect(await problemOf('Lorem ipsum '.repeat(4_000_000))).toEqual({ code: 'not-history', format: 'text' });
  expect(await problemOf('a\n'.repeat(20_000_000))).toEqual({ code: 'not-history', format: 'text' });
});
