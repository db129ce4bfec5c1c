/** The history and the Proposals pages of one account give the same proposals, whichever is imported first. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readProposals } from '../../src/exchange/read/proposals/read-proposals.ts';
import { readPage } from '../../src/exchange/read/read-page.ts';
import type { Command } from '../../src/rules/command/command.ts';
import { attempt, type Book, day, given, init, stateOf } from './given.ts';
import { importing } from './pages.ts';

const today = day('2026-01-15');
const bytes = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, '../exchange/fixtures', name));
const dates = { fileDay: null, today, order: null };

async function history(name: string, savedOn: string): Promise<Command> {
  const read = await readPage(bytes(name), { ...dates, format: 'auto', map: null, savedOn: day(savedOn) });
  if (!read.ok) throw new Error(read.problem.code);
  const { rows, balance } = read.page;
  return importing(rows, { on: today, upwork: balance === null ? null : { balance, on: day(savedOn) } });
}

async function proposals(name: string): Promise<Command> {
  const page = await readProposals(bytes(`proposals/${name}`), 'auto', { ...dates, mailDay: null, savedOn: today });
  return { name: 'import proposals', on: today, file: name, rows: page?.rows ?? [], seenOn: today, isDayKnown: true };
}

const HISTORY = [history('history-table-only.html', '2026-01-13'), history('history-paste-solo.txt', '2026-01-15')];
const PAGES = ['proposals-active.html', 'proposals-active-complete.html', 'proposals-archived.html'].map(proposals);

const after = (from: Book, commands: readonly Command[]): Book =>
  commands.reduce((book, command) => {
    const { decision, book: next } = attempt(book, command);
    expect(decision.refusal).toBeNull();
    return next;
  }, from);

const told = (book: Book) =>
  [...stateOf(book).proposals.values()]
    .map(({ on, title, status, statusSource, cost, boost, costUnknown, key, upworkId, bid, invited }) => ({
      ...{ on, title, status, statusSource, cost, boost, costUnknown, key, upworkId, bid, invited },
    }))
    .sort((a, b) => (`${a.on} ${a.title}` < `${b.on} ${b.title}` ? -1 : 1));

test('the pages meet the twelve proposals of the history, and double none', async () => {
  const ledger = after(given().book, await Promise.all(HISTORY));
  expect(stateOf(ledger).proposals.size).toBe(12);
  const all = told(after(ledger, await Promise.all(PAGES)));
  expect(all).toHaveLength(20);
  expect(all.filter(({ cost }) => cost > 0)).toHaveLength(12);
  const byTitle = (part: string) => all.find(({ title }) => title?.includes(part));
  expect(byTitle('trail map')).toMatchObject({ status: 'cancelled', statusSource: 'history' });
  expect(byTitle('SEO audit')).toMatchObject({ status: 'hired', statusSource: 'page' });
  expect(byTitle('tram timetable')).toMatchObject({ status: 'viewed' });
  expect(byTitle('Crossword')).toMatchObject({ invited: true, costUnknown: false, status: 'viewed' });
});

test('the same proposals come of the pages before the history, and of pages in between', async () => {
  const [histories, pages] = [await Promise.all(HISTORY), await Promise.all(PAGES)];
  const opened = given(init('2025-10-01', { edition: '2026', balance: 60 })).book;
  const first = after(opened, pages);
  expect(told(first).find(({ title }) => title?.includes('trail map'))).toMatchObject({
    status: 'expired',
    statusSource: 'assumed',
    costUnknown: true,
  });
  const wanted = told(after(after(opened, histories), pages));
  expect(told(after(first, histories))).toEqual(wanted);
  const [one, two] = histories;
  const [active, complete, archived] = pages;
  const mixed = [active, one, archived, two, complete].filter((command) => command !== undefined);
  expect(told(after(opened, mixed))).toEqual(wanted);
});

test('the same pages again record nothing', async () => {
  const pages = await Promise.all(PAGES);
  const ledger = after(given(init('2025-10-01', { edition: '2026', balance: 60 })).book, pages);
  for (const command of pages) expect(attempt(ledger, command).decision).toMatchObject({ entries: [] });
});

test('a copied page meets what a saved one brought, and the other way round', async () => {
  const [saved, copied] = [
    await proposals('proposals-active-complete.html'),
    await proposals('proposals-paste-active.txt'),
  ];
  const opened = given(init('2025-10-01', { edition: '2026', balance: 60 })).book;
  expect(stateOf(after(opened, [saved, copied])).proposals.size).toBe(15);
  expect(stateOf(after(opened, [copied, saved])).proposals.size).toBe(15);
  expect(stateOf(after(opened, [copied, await proposals('proposals-active.mhtml'), saved])).proposals.size).toBe(15);
});
