/** Any list of rows, rendered into any of the shapes a history comes in, reads back as itself. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HistoryPage } from '../../src/exchange/history-page.ts';
import { addDays, type Day } from '../../src/rules/values/calendar.ts';
import { pageOf } from './reading.ts';
import { csv, type Entity, html, narrowText, type Row, type View, wideText } from './shapes.ts';

const savedOn = '2026-03-02' as Day;
const BADGE = 'Availability Badge';

/** Titles that look like something else, as titles do. */
const TRICKY = [
  'C++ dev +20',
  '-20% off banner',
  '-20',
  '+1,000',
  '-4 Connects',
  'January 5, 2026',
  'January 5, 2026 launch',
  'Today',
  'Spent 20 Connects',
  'Spent 20 Connects? Get help',
  'user avatar for a game',
  'Date',
  'Jobs, "quoted"; and\u00a0more',
  'A < B && C > D <script>',
  '=HYPERLINK(1)',
  '日本語のロゴ',
];

const title = fc.oneof(
  fc.constantFrom(...TRICKY),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((text) => text.trim() !== '' && text !== '—'),
);
const spent = { label: fc.constantFrom('Applied to job', 'Connects bid for boosted proposal.'), sign: fc.constant(-1) };
const added = {
  label: fc.constantFrom('Job cancelled', "You've been outbid to boost your proposal"),
  sign: fc.constant(1),
};
const size = fc.integer({ min: 1, max: 2000 });
const jobRow = fc.oneof(fc.record({ ...spent, title, size }), fc.record({ ...added, title, size }));
const plainRow = fc.oneof(
  fc.record({ label: fc.constant('Added extra Connects'), sign: fc.constant(1), title: fc.constant(null), size }),
  fc.record({ label: fc.constant('Something new'), sign: fc.constantFrom(1, -1), title: fc.constant(null), size }),
);
const ago = fc.integer({ min: 0, max: 40 });

const tidy = (text: string | null): string | null => text?.replace(/\s+/g, ' ').trim() ?? null;

/** Rows, newest first. */
const rows: fc.Arbitrary<readonly Row[]> = fc
  .array(fc.tuple(ago, fc.oneof(jobRow, plainRow)), { minLength: 1, maxLength: 25 })
  .map((drawn) =>
    drawn
      .sort(([a], [b]) => a - b)
      .map(([days, row]) => ({
        on: addDays(savedOn, -days),
        label: row.label,
        title: tidy(row.title),
        connects: row.sign * row.size,
      })),
  );
const view: fc.Arbitrary<View> = fc.record({ savedOn: fc.constant(savedOn), agency: fc.boolean() });

const simple = (page: HistoryPage): Row[] =>
  page.rows.map(({ on, label, title: read, connects }) => ({ on, label: label ?? '', title: read, connects }));

async function expectRows(text: string, wanted: readonly Row[]): Promise<HistoryPage> {
  const page = await pageOf(text, { savedOn });
  expect(page.unread).toEqual([]);
  expect(simple(page)).toEqual(wanted);
  return page;
}

const holds = (property: (given: readonly Row[], how: View) => Promise<void>): Promise<void> =>
  fc.assert(fc.asyncProperty(rows, view, property), { numRuns: 150 });

test('rows written as a table read back as themselves', () =>
  holds(async (given, how) => {
    expect((await expectRows(html(given, how), given)).balance).toBe(1204);
    await expectRows(html(given, how, { layouts: 'wide' }), given);
  }));

test('rows written in the mobile layout read back as themselves', () =>
  holds(async (given, how) => {
    await expectRows(html(given, how, { layouts: 'narrow' }), given);
  }));

test('rows copied from the wide layout in either browser read back as themselves', () =>
  holds(async (given, how) => {
    for (const browser of ['chromium', 'firefox'] as const) {
      const page = await expectRows(wideText(given, how, browser), given);
      expect(page.balance).toBe(1204);
      expect(JSON.stringify(page)).not.toContain('Ida Example');
    }
  }));

test('rows copied from the mobile layout read back as themselves', () =>
  holds(async (given, how) => {
    await expectRows(narrowText(given, how), given);
  }));

test('rows written as a CSV, with any separator and line end, read back as themselves', () =>
  holds(async (given) => {
    // Of one job and day, a CSV may be sorted by its labels: the reader puts the proposal first.
    const jobs = given.filter(({ title }) => title !== null).map(({ on, title }) => `${on} ${title}`);
    fc.pre(new Set(jobs).size === jobs.length);
    for (const delimiter of [',', ';', '\t'] as const) {
      for (const end of ['\n', '\r\n'] as const) await expectRows(csv(given, delimiter, end), given);
    }
  }));

const CODES: Readonly<Record<string, readonly [string, string]>> = {
  'Applied to job': ['3', '2'],
  'Connects bid for boosted proposal.': ['30', '2'],
  'Job cancelled': ['7', '3'],
  [BADGE]: ['28', '2'],
};

test('a table with the data of its first rows behind it: no row twice, none lost, ids where they are known', () =>
  fc.assert(
    fc.asyncProperty(
      rows,
      fc.array(fc.tuple(ago, fc.integer({ min: 1, max: 3 })), { maxLength: 6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (given, badges, share) => {
        const charges = badges.flatMap(([days, count]): Row[] =>
          Array(count).fill({ on: addDays(savedOn, -days), label: BADGE, title: null, connects: -1 }),
        );
        const real = [...given, ...charges].sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
        const entities = real.map((row, i): Entity => {
          const code = CODES[row.label] ?? ['9', row.label];
          return { ...row, id: String(9_000_000_000 - i), code, key: null };
        });
        const known = entities.slice(0, Math.ceil(share * entities.length));
        const page = await pageOf(html(summed(real), { savedOn, agency: true }, { data: known }), {});
        expect(page.savedOn?.from).toBe('page');
        expect(page.unread).toEqual([]);
        expect(total(summed(simple(page)))).toEqual(total(summed(real)));
        expect(page.rows.flatMap(({ upworkId }) => upworkId ?? [])).toEqual(known.map(({ id }) => id));
      },
    ),
    { numRuns: 200 },
  ));

/** A day's badge charges as one, as the table has them. */
function summed(all: readonly Row[]): Row[] {
  const sums = new Map<Day, number>();
  for (const { on, label, connects } of all) if (label === BADGE) sums.set(on, (sums.get(on) ?? 0) + connects);
  return all.flatMap((row) => {
    if (row.label !== BADGE) return [row];
    const connects = sums.get(row.on);
    sums.delete(row.on);
    return connects === undefined ? [] : [{ ...row, connects }];
  });
}

/** Rows as a multiset. */
const total = (all: readonly Row[]): string[] =>
  all.map(({ on, label, title: each, connects }) => JSON.stringify([on, label, each, connects])).sort();
