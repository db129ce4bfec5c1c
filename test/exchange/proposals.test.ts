/** Every saved or copied Proposals page reads as the proposals that are known to be in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ProposalsPage } from '../../src/exchange/proposals-page.ts';
import { readProposals } from '../../src/exchange/read/proposals/read-proposals.ts';
import type { Day } from '../../src/rules/values/calendar.ts';

interface Expected {
  readonly page: string;
  readonly counts?: Readonly<Record<string, number>>;
  readonly pagesLeft?: Readonly<Record<string, { readonly read: number; readonly of: number }>>;
  readonly rows: readonly Row[];
  readonly skipped: readonly { readonly title: string; readonly shown: string }[];
  readonly mustNotAppear: readonly string[];
}
interface Row {
  readonly section: string;
  readonly proposalId: string | null;
  readonly title: string;
  readonly key: string | null;
  readonly url: string | null;
  readonly sentOn: string | null;
  readonly sentAt: string | null;
  readonly shown: string | null;
  readonly status: string | null;
  readonly sure: boolean;
  readonly boost: number | null;
  readonly boosted: boolean;
  readonly invited: boolean | null;
}

const folder = join(import.meta.dirname, 'fixtures', 'proposals');
const names = readdirSync(folder).filter((name) => !name.endsWith('.json'));
const bytes = (name: string): Uint8Array => readFileSync(join(folder, name));
const text = (name: string): string => new TextDecoder().decode(bytes(name));
const expected = (name: string): Expected => JSON.parse(readFileSync(join(folder, `${name}.expected.json`), 'utf8'));
const context = { savedOn: null, mailDay: null, fileDay: null, today: '2026-01-15' as Day, order: null };

const read = (given: string | Uint8Array): Promise<ProposalsPage | null> =>
  readProposals(typeof given === 'string' ? Buffer.from(given) : given, 'auto', context);

const pageOf = async (given: string | Uint8Array): Promise<ProposalsPage> => {
  const page = await read(given);
  if (!page) throw new Error('not recognised');
  return page;
};

/** Rows in one order, as the order of the page does not matter. */
const known = (page: ProposalsPage) =>
  page.rows
    .map(({ section, upworkId, title, jobKey, url, sentOn, sentAt, shown, outcome, sure, bid, boosted, invited }) => ({
      ...{ section, upworkId, title, jobKey, url, sentOn, sentAt, shown, outcome, sure, bid, boosted, invited },
    }))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
const wanted = ({ rows }: Expected) =>
  rows
    .map(({ section, proposalId, title, key, url, sentOn, sentAt, shown, status, sure, boost, boosted, invited }) => ({
      ...{ section, upworkId: proposalId, title, jobKey: key, url, sentOn, sentAt, shown, outcome: status, sure },
      ...{ bid: boost, boosted, invited },
    }))
    .sort((a, b) => (a.title < b.title ? -1 : 1));

describe.each(names)('the Proposals page %s', (name) => {
  const facts = expected(name);

  test('a Proposals page reads as its known proposals', async () => {
    const page = await pageOf(bytes(name));
    expect(known(page)).toEqual(wanted(facts));
    expect(page.page).toBe(facts.page);
    expect(page.counts).toEqual(facts.counts ?? {});
    expect(page.unread).toEqual([]);
  });

  test('a Proposals page counts the rows that the file lacks, and those that are no proposals', async () => {
    const page = await pageOf(bytes(name));
    expect(Object.fromEntries(page.missing.map(({ section, read, of }) => [section, { read, of }]))).toEqual(
      facts.pagesLeft ?? {},
    );
    expect(page.skipped.map(({ title, shown }) => ({ title, shown }))).toEqual(
      facts.skipped.map(({ title, shown }) => ({ title, shown })),
    );
  });

  test('a Proposals page that was read contains no name, letter or address', async () => {
    const read = JSON.stringify(await pageOf(bytes(name)));
    for (const secret of facts.mustNotAppear) expect(read).not.toContain(secret);
  });

  test('a Proposals page reads the same with other line ends', async () => {
    const crlf = text(name).replaceAll('\r\n', '\n').replaceAll('\n', '\r\n');
    expect(known(await pageOf(crlf))).toEqual(known(await pageOf(bytes(name))));
  });
});

describe('the recognition of a Proposals page', () => {
  const history = join(import.meta.dirname, 'fixtures');
  test.each(readdirSync(history).filter((name) => /\.(?:html|mhtml|txt)$/.test(name)))(
    'the history page %s is no Proposals page',
    async (name) => {
      expect(await read(readFileSync(join(history, name)))).toBeNull();
    },
  );
});

describe('a job with a confusing name', () => {
  const page = (rows: string): string => `Active proposals  (0)\nSubmitted proposals  (9)\n${rows}\nPagination\n`;
  const row = (...lines: readonly string[]): string => ['Initiated Jan 9, 2026', '6 days ago', ...lines].join('\n');
  const plain = row('A plain job', 'General Profile');

  test.each([
    'Submitted proposals (3)',
    'Yesterday',
    'Pagination',
    '1 of 2',
    'Boosted',
    'Viewed by client',
    'Initiated Jan 3, 2026',
  ])('a job that is called "%s" keeps its name', async (title) => {
    const { rows } = await pageOf(page([plain, row(title, 'General Profile'), plain].join('\n')));
    expect(rows.map((each) => [each.title, each.outcome])).toEqual([
      ['A plain job', 'sent'],
      [title, 'sent'],
      ['A plain job', 'sent'],
    ]);
  });

  test('a boosted job that is called "Boosted" keeps its badge and its name', async () => {
    const { rows } = await pageOf(
      page([plain, row('Boosted', 'Boosted', 'General Profile', 'Viewed by client')].join('\n')),
    );
    expect(rows[1]).toMatchObject({ title: 'Boosted', boosted: true, outcome: 'viewed' });
  });

  test('words of the archive that nobody knows mark nothing and are kept', async () => {
    const copied = `Archived proposals  (2)\n${row('One', 'Position was filled', 'General Profile')}\n${row('Two', 'Hired', 'General Profile')}`;
    const { rows } = await pageOf(copied);
    expect(rows.map(({ title, shown, outcome }) => [title, shown, outcome])).toEqual([
      ['One', 'Position was filled', null],
      ['Two', 'Hired', 'hired'],
    ]);
  });
});

describe('a Proposals page in words that nobody knows', () => {
  const copied = text('proposals-paste-active.txt');
  const translated = copied
    .replace('Active proposals  (3)', 'Propuestas activas  (3)')
    .replace('Submitted proposals  (12)', 'Propuestas enviadas  (12)');

  test('rows below a heading that is not known are of no section, whichever one came before', async () => {
    const page = await pageOf(translated);
    expect(page.rows).toEqual([]);
    expect(page.strange).toEqual(['Propuestas activas', 'Propuestas enviadas']);
    expect(page.skipped).toHaveLength(13);
    expect(new Set(page.skipped.map(({ kind }) => kind))).toEqual(new Set(['other']));
    expect(page.skipped[3]).toEqual({ kind: 'other', title: 'Translate a ramen menu, 60 lines', shown: null });
  });

  test('a heading that is not known ends a section that is', async () => {
    const page = await pageOf(copied.replace('Submitted proposals  (12)', 'Propuestas enviadas  (12)'));
    expect(page.rows.map(({ section }) => section)).toEqual(['active', 'active', 'active']);
    expect([page.strange, page.skipped.length]).toEqual([['Propuestas enviadas'], 10]);
  });

  test('a profile that looks like a heading is none', async () => {
    const page = await pageOf(copied.replace('General Profile', 'Retouching (2)'));
    expect([page.rows.length, page.strange]).toEqual([13, []]);
  });

  test.each(['Sent', 'Enviada el'])(
    'a row that begins with "%s" is named, and no section is called closed',
    async (word) => {
      const page = await pageOf(copied.replaceAll('Initiated', word));
      expect(page.rows.map(({ title }) => title)).toHaveLength(3);
      expect(page.unread).toHaveLength(10);
      expect(page.unread[0]).toEqual({ at: 34, problem: 'unknown-row', given: `${word} Jan 15, 2026` });
    },
  );

  test('a row of unknown words ends the row before it', async () => {
    const page = await pageOf(copied.replace('Initiated Jan 14', 'Sent Jan 14'));
    expect(page.unread.map(({ given }) => given)).toEqual(['Sent Jan 14, 2026']);
    expect(page.rows).toHaveLength(12);
    expect(page.rows.find(({ title }) => title.startsWith('Translate'))).toMatchObject({ outcome: 'sent' });
  });
});

describe('a hostile or broken Proposals page', () => {
  const html = text('proposals-active.html');
  const [, program = ''] = /(window\.__NUXT__=.*?)<\/script>/s.exec(html) ?? [];
  const withProgram = (script: string): string => html.replace(program, () => script);

  test.each([
    ['calls a function', program.replace('return {layout', 'return {x:fetch("https://example.org"),layout')],
    ['computes', program.replace('layout:"default"', 'layout:1+1')],
    ['ends in the middle', program.slice(0, program.length / 2)],
    ['is nested without end', `window.__NUXT__=${'['.repeat(200_000)}`],
    ['holds values without end', `window.__NUXT__=[${'0,'.repeat(600_000)}0]`],
    ['has a template text', 'window.__NUXT__={state:{lists:`x`}}'],
    ['has a statement after its data', `${program.replace(/;?$/, '')};alert(1)`],
  ])('a script that %s is left alone, and the rows are read', async (_, script) => {
    const page = await pageOf(withProgram(script));
    expect(page.unread).toEqual([{ at: 0, problem: 'embedded-data', given: null }]);
    expect(page.rows).toHaveLength(13);
    expect(page.rows.every(({ jobKey }) => jobKey === null)).toBe(true);
  });

  test('names of a prototype in the script do no harm', async () => {
    const script = program.replace('lists:{', '__proto__:{polluted:1},constructor:{prototype:{polluted:1}},lists:{');
    const page = await pageOf(withProgram(script));
    expect(page.rows).toHaveLength(13);
    expect(page.rows[0]?.jobKey).not.toBeNull();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('a page that was cut inside a row reads the rows before it and says so', async () => {
    const end = html.indexOf('Layout of a 24-page zine', html.indexOf('card-submitted-proposals'));
    const page = await pageOf(html.slice(0, end + 10));
    expect(page.unread.map(({ problem }) => problem)).toContain('cut-off');
    expect(page.rows.map(({ title }) => title)).not.toContain('Layout of ');
    expect(page.missing).toEqual([{ section: 'submitted', read: 2, of: 10 }]);
  });

  test('a page that was saved half loaded has its counts and no rows', async () => {
    const page = await pageOf(withProgram('').replace(/<tbody.*?<\/tbody>/gs, ''));
    expect(page.rows).toEqual([]);
    expect(page.missing.map(({ of }) => of)).toEqual([3, 10]);
  });

  test('tags that never close do not keep the reader busy', async () => {
    const deep = `<div data-qa="card-submitted-proposals">${'<div>'.repeat(200_000)}${'</p>'.repeat(200_000)}`;
    expect((await pageOf(`<html><a href="/nx/proposals/">x</a>${deep}`)).rows).toEqual([]);
  });
});
