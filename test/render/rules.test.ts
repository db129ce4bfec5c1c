/** The rulebook in words and in listings. */
import { describe, expect, test } from 'vitest';
import {
  CHANGE_COLUMNS,
  EDITION_COLUMNS,
  renderChanges,
  renderEdition,
  renderEditions,
} from '../../src/render/editions.ts';
import { ruleName } from '../../src/render/rule-names.ts';
import { renderRules } from '../../src/render/rules.ts';
import { tabbedRows } from '../../src/render/text/listing.ts';
import { makePaint } from '../../src/render/text/paint.ts';
import { textWidth } from '../../src/render/text/text-width.ts';
import { hangText, wrapText } from '../../src/render/text/wrap.ts';
import { EDITIONS, edition } from '../../src/rules/rulebook/editions.ts';
import type { Rulebook } from '../../src/rules/rulebook/rulebook.ts';
import { RULEBOOK_SECTIONS, rulebookChanges, rulebookNumbers } from '../../src/rules/rulebook/rulebook-diff.ts';

const page = { columns: Number.POSITIVE_INFINITY, paint: await makePaint(0) };
const base = edition('2020-12') as Rulebook;
const today = edition('2026') as Rulebook;

/** Lines as they are printed. */
const printed = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** Prose as one line, to look for sentences in. */
const flat = (text: string): string => text.replace(/\s+/g, ' ');
const explained = (rulebook: Rulebook): string => flat(printed(renderRules(rulebook, page)));

describe('the explanation of 2020-12 says', () => {
  const said: readonly (readonly [what: string, text: string])[] = [
    ['what Connects are', "Connects are Upwork's own currency"],
    ['that they have no content', 'There is nothing inside a Connect to look at'],
    ['what a proposal costs', 'A proposal costs 1 to 6 Connects, depending on the job [1].'],
    ['that Upwork shows it before', 'Before you send it, Upwork shows the cost and what you would have left.'],
    ['that an invitation is free', "Answering a client's invitation costs nothing [2]."],
    ['what joining brings', 'Joining Upwork: 40 Connects, once [4].'],
    ['what the Readiness Test brings', 'Passing the Readiness Test: 40 Connects, once [4].'],
    ['what Basic gets', 'Every month on Freelancer Basic: 10 Connects, free [4].'],
    [
      'what Plus gets and why it is not free',
      'Every month on Freelancer Plus: 80 Connects. Of these, 70 come with the membership fee, so you pay for them; 10 are free [4].',
    ],
    ['what an interview brings', 'Winning an interview: 10 Connects each, at most 50 in any 7 days [4].'],
    ['the three steps', 'you send a proposal, the client answers, and you answer.'],
    ['what brings none', 'An invitation to a job you sent no proposal for does not count.'],
    ['what a certification brings', 'A Skill Certification: a bundle, once for each; Upwork publishes no amount [6].'],
    [
      'what a badge brings',
      'A badge: 30 Connects for Rising Talent, once each; for any other, Upwork publishes no amount [7].',
    ],
    ['what a survey brings', 'Filling in a survey: Upwork publishes no amount [8].'],
    ['what a coupon does', 'A coupon code: money off your next purchase'],
    ['what a Connect costs', 'Buying: $0.15 (US) for each Connect, however many you buy [2].'],
    ['what bundles cost', 'bundles of 10 for $1.50, 20 for $3.00, 40 for $6.00, 60 for $9.00 or 80 for $12.00 [2].'],
    ['when they expire', 'Connects expire one year after the day they were issued [2]. The oldest are spent first.'],
    ['what may be carried over', 'Unused Connects carry over: up to 200 Connects on either plan.'],
    [
      'when a cycle begins',
      'If that day is after the 27th of the month, each cycle begins on the 1st of the next month instead [9].',
    ],
    ['what a boost is', 'for one of the 3 places'],
    [
      'what comes back',
      "A proposal's cost comes back when the client cancels the job before hiring or Upwork removes the job [10].",
    ],
    [
      'what does not',
      'It stays spent when the job expires, someone else is hired, the client declines you or you withdraw [10].',
    ],
  ];
  test.each(said)('the explanation of 2020-12 says %s', (_, text) => {
    expect(explained(base)).toContain(text);
  });
});

describe('every edition', () => {
  test.each(EDITIONS)('$id is explained in lines of 80 columns, with nothing undefined', (rulebook) => {
    const text = printed(renderRules(rulebook, page));
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text).not.toMatch(/undefined|null|NaN|\[object| {2,}\n| \.| ,/);
    expect(text.endsWith('\n')).toBe(true);
  });

  test.each(EDITIONS)('$id has a footnote for each mark, and a mark for each footnote, in order', (rulebook) => {
    const [prose = '', sources = ''] = printed(renderRules(rulebook, page)).split('\nSources\n');
    const marks = [...new Set([...prose.matchAll(/\[(\d+)\]/g)].map(([, n]) => Number(n)))];
    const notes = [...sources.matchAll(/^ {2}\[(\d+)\]/gm)].map(([, n]) => Number(n));
    expect(notes.length).toBeGreaterThan(5);
    expect(marks).toEqual(notes);
    expect(notes).toEqual(notes.map((_, i) => i + 1));
  });

  test.each(EDITIONS)('$id is listed whole, with nothing undefined', (rulebook) => {
    const text = printed(renderEdition(rulebook, { ...page, columns: 80 }));
    expect(text).not.toMatch(/undefined|null|NaN|\[object| {2,}\n/);
    expect(text.match(/^ {2}source: /gm)).toHaveLength(18);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe('other editions read differently', () => {
  const own = (change: Partial<Rulebook>): string => explained({ ...base, ...change });
  const source = 'here';

  test('the explanation of 2019-05 says that Basic gets nothing each month, and that boosts do not exist', () => {
    const text = explained(EDITIONS[0] as Rulebook);
    expect(text).toContain('Every month on Freelancer Basic: nothing [5].');
    expect(text).toContain('70 Connects. They come with the membership fee, so you pay for them [5].');
    expect(text).toContain('Winning an interview: nothing [4].');
    expect(text).toContain('Proposals cannot be boosted under this edition [2].');
    expect(text).toContain('A badge: Upwork publishes no amount [7].');
  });

  test('the explanation of 2026 has no range, no interview reward and no carry-over limit', () => {
    const text = explained(today);
    expect(text).toContain('Upwork publishes no range, and some jobs cost nothing [1].');
    expect(text).toContain('only some are rewarded, and Upwork publishes no amount [9].');
    expect(text).toContain('carry over from month to month without limit');
    expect(text).toContain('or 80 for $12.00, or any other amount');
    expect(text).toContain(
      '30 Connects for Rising Talent, 30 Connects for Top Rated, 30 Connects for Top Rated Plus, once each',
    );
  });

  test('the explanation of 2024-02 has only a minimum cost, and no sign-up amount', () => {
    const text = explained(edition('2024-02') as Rulebook);
    expect(text).toContain('A proposal costs at least 1 Connect; Upwork publishes no maximum [1].');
    expect(text).toContain('Joining Upwork: Upwork publishes no amount');
  });

  test("the explanation of a user's own rulebook handles unusual values", () => {
    expect(own({ proposal: { min: 1, max: 1, source } })).toContain('A proposal costs 1 Connect [1].');
    expect(own({ invitation: { connects: 2, source } })).toContain(
      "Answering a client's invitation costs 2 Connects [2].",
    );
    expect(own({ bundles: { sizes: [], custom: true, source } })).toContain('On sale at any time: any amount');
    expect(own({ expiry: { months: 24, source } })).toContain('expire 2 years after');
    expect(own({ expiry: { months: 1, source } })).toContain('expire one month after');
    expect(own({ expiry: { months: 18, source } })).toContain('expire 18 months after');
    expect(own({ carryOver: { basic: 10, plus: null, source } })).toContain(
      'up to 10 Connects on Basic, any number on Plus',
    );
    expect(own({ boost: { available: true, slots: null, source } })).toContain('for one of the places');
    expect(own({ certification: { connects: 5, source } })).toContain(
      'A Skill Certification: 5 Connects, once for each',
    );
    expect(own({ interview: { ...base.interview, cap: null, days: null, invitations: true } })).toMatch(
      /10 Connects each \[4\]\..*An invitation you answer counts as well\./,
    );
    for (const [lastDay, text] of [
      [1, '1st'],
      [2, '2nd'],
      [3, '3rd'],
      [11, '11th'],
      [12, '12th'],
      [22, '22nd'],
    ] as const) {
      expect(own({ cycle: { lastDay, source } })).toContain(`after the ${text} of`);
    }
    const none = { cancelled: false, removed: false, expired: false, lost: false, declined: false, withdrawn: false };
    expect(own({ refunds: { ...none, source } })).not.toContain('comes back when');
  });

  test('a narrow terminal gets narrow lines, but whole addresses', () => {
    const lines = printed(renderRules(base, { ...page, columns: 40 })).split('\n');
    for (const line of lines.filter((one) => !one.includes('http'))) expect(line.length).toBeLessThanOrEqual(40);
    expect(lines.join('\n')).toContain('https://support.upwork.com/hc/en-us/articles/42460467513747');
  });

  test('colours change nothing but the colour', async () => {
    const coloured = printed(renderRules(base, { columns: 80, paint: await makePaint(1) }));
    expect(coloured).toContain('\u001B[1m');
    expect(coloured.replace(/\p{Cc}\[\d+m/gu, '')).toBe(printed(renderRules(base, page)));
  });
});

describe('listings', () => {
  test('one edition, section by section', () => {
    expect(printed(renderEdition(base, { ...page, columns: 80 }))).toContain(
      [
        '2020-12',
        'Free Connects come back, since 2020-12-01',
        '',
        'proposal',
        '  min  1',
        '  max  6',
        '  source: https://support.upwork.com/hc/en-us/articles/211062898 ("up to 6")',
      ].join('\n'),
    );
    const text = printed(renderEdition(today, page));
    expect(text).toContain('  basic  no limit');
    expect(text).toContain('  sizes   10, 20, 40, 60, 80\n  custom  yes');
    expect(text).toContain('  connects.Top Rated Plus  30');
    expect(printed(renderEdition(EDITIONS[0] as Rulebook, page))).toContain(
      'badges\n  no amount published\n  source: ',
    );
  });

  test('all editions, the one in force by a star and in words', () => {
    expect(printed(renderEditions(EDITIONS.slice(0, 3), '2020-12', page))).toBe(
      [
        '  2019-05  2019-05-01  Connects begin to cost money',
        '* 2020-12  2020-12-01  Free Connects come back (in force)',
        '  2022-09  2022-09-19  Interview rewards are no longer disclosed',
        '',
      ].join('\n'),
    );
  });

  test('the list of editions in a pipe has one row for each edition', () => {
    const items = EDITIONS.slice(0, 2).map(({ id, since }) => ({ id, since, active: id === '2020-12' }));
    expect(tabbedRows(EDITION_COLUMNS, items)).toBe('2019-05\t2019-05-01\t\n2020-12\t2020-12-01\tactive\n');
  });

  const later = edition('2022-09') as Rulebook;

  test('what changes between two editions', () => {
    expect(printed(renderChanges(rulebookChanges(base, later).slice(0, 4), base, later, page))).toBe(
      [
        'From 2020-12 to 2022-09',
        '  cost of a proposal, most            6 → 8',
        '  Readiness Test                      40 → not published',
        '  Plus each month, paid with the fee  70 → 60',
        '  most carried over, Basic            200 → no limit',
        '',
      ].join('\n'),
    );
    expect(printed(renderChanges([], base, base, page))).toBe('2020-12 and 2020-12 have the same rules.\n');
  });

  test.each(EDITIONS)('every number of $id has a name in words', (rulebook) => {
    const paths = RULEBOOK_SECTIONS.flatMap((section) => rulebookNumbers(rulebook, section)).map(({ path }) => path);
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => ruleName(path) === path)).toEqual([]);
  });

  test('the differences between two editions in a pipe have one row each', () => {
    expect(
      tabbedRows(CHANGE_COLUMNS, [
        { path: 'a.b', from: 1, to: null },
        { path: 'c', from: false, to: '10, 20' },
      ]),
    ).toBe('a.b\t1\t\nc\tfalse\t10, 20\n');
  });
});

test('characters that reverse the direction of a line are spelled out', () => {
  const turned = { ...base, title: 'a\u202Eb', badges: { connects: { 'c\u202Ed': 1 }, source: 'e\u202Ef' } };
  const texts = [
    printed(renderRules(turned, page)),
    printed(renderEdition(turned, page)),
    printed(renderEditions([turned], '', page)),
    printed(renderChanges(rulebookChanges(base, turned), base, turned, page)),
  ];
  for (const text of texts) {
    expect(text).toContain('\\u202e');
    expect(text).not.toContain('\u202E');
  }
});

describe('lines', () => {
  test('break at blanks, never inside a word', () => {
    expect(wrapText('one two  three', 7)).toEqual(['one two', 'three']);
    expect(wrapText('unbreakable one', 4)).toEqual(['unbreakable', 'one']);
    expect(wrapText('  ', 4)).toEqual([]);
    expect(wrapText('a b', Number.POSITIVE_INFINITY)).toEqual(['a b']);
  });

  test('hang under the text, not under its mark', () => {
    expect(hangText('- ', 'one two three', 9)).toEqual(['- one two', '  three']);
    expect(hangText('- ', 'one two', 0)).toEqual(['- one', '  two']);
  });

  test('texts are as wide as a terminal shows them', () => {
    expect(textWidth('abc')).toBe(3);
    expect(textWidth('日本')).toBe(4);
    expect(textWidth('e\u0301')).toBe(1);
    expect(textWidth('🙂')).toBe(2);
    expect(wrapText('日本 日本', 8)).toEqual(['日本', '日本']);
  });
});
