/** Saves of one account that overlap, of different days and kinds, come to one history in whatever order they are imported. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CommandOf } from '../../src/rules/command/command.ts';
import type { Decision } from '../../src/rules/decide/decision.ts';
import type { Day } from '../../src/rules/values/calendar.ts';
import { attempt, type Book, balance, EMPTY, transactionsOf } from '../rules/given.ts';
import { importing, upwork } from '../rules/pages.ts';
import { pageOf } from './reading.ts';

async function saved(name: string): Promise<CommandOf<'import'>> {
  const path = join(import.meta.dirname, 'fixtures', `history-${name}`);
  const { savedOn } = JSON.parse(readFileSync(`${path}.expected.json`, 'utf8')) as { savedOn: Day };
  const page = await pageOf(readFileSync(path), { savedOn });
  return importing(page.rows, page.balance === null ? {} : upwork(page.balance, savedOn));
}

/** Upwork's own rows in it, the badge by its days. */
function rowsOf({ entries }: Book): readonly string[] {
  const sums = new Map<string, number>();
  for (const { on, kind, label, title, connects } of transactionsOf(entries)) {
    if (kind === 'opening' || kind === 'adjustment') continue;
    const key = JSON.stringify([on, label, title]);
    sums.set(key, (sums.get(key) ?? 0) + connects);
  }
  return [...sums].map(([key, sum]) => `${key} ${sum}`).sort();
}

const agrees = (decision: Decision, { upwork: shown }: CommandOf<'import'>): boolean =>
  decision.refusal === null &&
  decision.warnings.length === 0 &&
  decision.detail.of === 'import' &&
  decision.detail.preview.ledger === shown?.balance;

const SOLO = ['table-only.html', 'paste-mobile.txt', 'paste-mobile-firefox.txt', 'paste-solo.txt'];
const AGENCY = ['nuxt.html', 'nuxt-more.html', 'nuxt-empty.html', 'page.mhtml', 'paste-agency.txt'];

test.each([
  ['one freelancer', [...SOLO, 'paste-solo-firefox.txt'], '2026-01-15', 29],
  ['an agency', [...AGENCY, 'paste-agency-firefox.txt'], '2026-01-06', 256],
])(
  'saves of %s, imported in any order, agree with Upwork and neither double nor lose a row',
  async (_, names, last, end) => {
    const saves = new Map(await Promise.all(names.map(async (name) => [name, await saved(name)] as const)));
    const disagreements: string[] = [];
    const ends: { order: readonly string[]; balance: number; rows: readonly string[] }[] = [];
    function go(book: Book, order: readonly string[]): void {
      for (const [name, save] of saves) {
        if (order.includes(name)) continue;
        const { decision, book: after } = attempt(book, save);
        if (!agrees(decision, save)) disagreements.push([...order, name].join(', then '));
        go(after, [...order, name]);
      }
      if (order.length === names.length) ends.push({ order, balance: balance(book, last), rows: rowsOf(book) });
    }
    go(EMPTY, []);
    expect(disagreements).toEqual([]);
    for (const each of ends) expect(each).toEqual({ ...each, balance: end, rows: ends[0]?.rows });
  },
);
