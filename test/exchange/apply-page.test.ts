/** The text of Upwork's apply page: what it says is read in every layout, and nothing that others wrote is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApplyPage } from '../../src/exchange/read/apply/apply-page.ts';
import { readApplyPage } from '../../src/exchange/read/apply/read-apply-page.ts';

const BOOKBINDER = readFileSync(join(import.meta.dirname, 'apply-pages/bookbinder.txt'), 'utf8');
const NOTHING: ApplyPage = { title: null, cost: null, boost: null, total: null, before: null, url: null, key: null };

function read(text: string): ApplyPage {
  const reading = readApplyPage(text);
  if (!reading.ok) throw new Error(`Not read: ${JSON.stringify(reading.problem)}`);
  return reading.page;
}
function problem(text: string) {
  const reading = readApplyPage(text);
  return reading.ok ? reading.page : reading.problem;
}
const lines = (...all: readonly string[]): string => all.join('\n');

const SHOWN = {
  ...NOTHING,
  title: "Redesign of a bookbinder's website (7 pages)",
  cost: 20,
  boost: 0,
  total: 20,
  before: 189,
};

describe('the apply page', () => {
  test('the copied page gives title, cost, boost and the balance before it', () => {
    expect(read(BOOKBINDER)).toEqual(SHOWN);
  });

  test.each([
    ['with line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    ['with blank lines between all lines', (text: string) => text.replaceAll('\n', '\n\n \n')],
    ['with tabs between names and amounts', (text: string) => text.replaceAll(':\n', ':\t')],
    ['with names and amounts on one line', (text: string) => text.replaceAll(':\n', ': ')],
    ['with indented lines', (text: string) => text.replaceAll('\n', '\n\t   ')],
    ['with no-break spaces', (text: string) => text.replaceAll(/(?<=\d) (?=Connects)/g, '\u00a0')],
    ['with curly apostrophes in its own words', (text: string) => text.replaceAll("you'll", 'you’ll')],
    ['with marks that cannot be seen', (text: string) => text.replaceAll('20 Connects', '\u200e20 Connects\u200b')],
    [
      'with the lines of a menu around it',
      (text: string) =>
        lines(
          'Find work',
          'Proposals and offers',
          'Connects History',
          'Messages 2',
          text,
          'Help & support',
          '© 2015 - 2026 Upwork',
        ),
    ],
    [
      'with each sentence broken into lines',
      (text: string) =>
        text
          .replace('requires 20', 'requires\n20')
          .replace('have 169', 'have\n169')
          .replace('freelancer (', 'freelancer\n('),
    ],
    ['with its sentences on one line', (text: string) => text.replace('Connects\nWhen', 'Connects When')],
    ['with a tab that is called like the heading', (text: string) => lines('Job details', 'Your proposal', text)],
    [
      'in capitals',
      (text: string) =>
        text.replace('Job details', 'JOB DETAILS').replaceAll('Connects', 'CONNECTS').replace('Total', 'TOTAL'),
    ],
  ])('the page is read %s', (_, change) => {
    const text = change(BOOKBINDER);
    expect(text).not.toBe(BOOKBINDER);
    expect(read(text)).toEqual(SHOWN);
  });

  test('one Connect and thousands of Connects are read', () => {
    const text = lines(
      'As a freelancer (1,204 Connects available.)',
      'This proposal requires 1 Connect',
      "you'll have 1,203 Connects remaining.",
    );
    expect(read(text)).toEqual({ ...NOTHING, cost: 1, before: 1204 });
  });

  test('a boosted proposal gives its bid, whether the balance that is left counts the bid or not', () => {
    const boosted = BOOKBINDER.replace('boost:\n0 C', 'boost:\n51 C')
      .replace('Total:\n20', 'Total:\n71')
      .replace('Send for 20', 'Send for 71');
    const page = { ...SHOWN, boost: 51, total: 71 };
    expect(read(boosted)).toEqual(page);
    expect(read(boosted.replace('balance: 169', 'balance: 118'))).toEqual(page);
    expect(read(boosted.replaceAll('169', '118'))).toEqual(page);
  });

  test.each([
    [
      'the total and the cost give the boost',
      ['This proposal requires 20 Connects', 'Send for 45 Connects'],
      { cost: 20, boost: 25, total: 45 },
    ],
    [
      'the total and the boost give the cost',
      ['Bid to boost: 25 Connects', 'Total: 45 Connects'],
      { cost: 20, boost: 25, total: 45 },
    ],
    [
      'the total of a page that cannot boost is the cost',
      ['Submit a proposal', 'Send for 6 Connects'],
      { cost: 6, boost: 0, total: 6 },
    ],
    ['the total of a page that can boost is not split', ['Boost your proposal', 'Send for 6 Connects'], { total: 6 }],
    ['a boost that is not shown stays unknown', ['This proposal requires 20 Connects'], { cost: 20 }],
    [
      'a balance that is left gives the one before',
      ["you'll have 169 Connects remaining", 'Send for 20 Connects'],
      { cost: 20, boost: 0, total: 20, before: 189 },
    ],
    [
      'what is left of an unknown bid gives no balance',
      ["you'll have 169 Connects remaining", 'This proposal requires 20 Connects', 'Send for 45 Connects'],
      { cost: 20, boost: 25, total: 45 },
    ],
    [
      'an agency that pays is told by what is left',
      [
        'As a freelancer (30 Connects available.)',
        'As an agency member (500 Connects available.)',
        'This proposal requires 20 Connects',
        "you'll have 480 Connects remaining",
      ],
      { cost: 20, before: 500 },
    ],
    [
      'of two purses without more nothing is known',
      [
        'As a freelancer (30 Connects available.)',
        'As an agency member (500 Connects available.)',
        'This proposal requires 20 Connects',
      ],
      { cost: 20 },
    ],
  ] as const)('of the amounts on a page, %s', (_, text, page) => {
    expect(read(lines(...text))).toEqual({ ...NOTHING, ...page });
  });

  test('a link to the job is taken from a line of its own, and two links to two jobs give none', () => {
    const link = 'https://www.upwork.com/nx/proposals/job/~022106000000000000001/apply/?x=1';
    const page = {
      ...SHOWN,
      key: '~022106000000000000001',
      url: 'https://www.upwork.com/jobs/~022106000000000000001/',
    };
    expect(read(lines(link, BOOKBINDER, link))).toEqual(page);
    expect(read(lines(link, BOOKBINDER, link.replace('1/apply', '2/apply')))).toEqual(SHOWN);
    expect(read(lines(BOOKBINDER, `see ${link}`))).toEqual(SHOWN);
  });

  test('a page without a title has none', () => {
    const untitled = BOOKBINDER.replace(/Redesign.*\n/, '');
    expect(read(untitled)).toEqual({ ...SHOWN, title: null });
    expect(read(BOOKBINDER.replace(/Job details\n.*\n/, ''))).toEqual({ ...SHOWN, title: null });
    expect(read(lines('Send for 6 Connects', 'Job details'))).toMatchObject({ title: null, cost: 6 });
  });

  test('a title longer than one that can be typed is shortened', () => {
    const long = BOOKBINDER.replace(/Redesign.*/, 'ab '.repeat(900));
    expect(read(long).title).toHaveLength(1000);
  });
});

describe('what others wrote', () => {
  const hostile = [
    'This proposal requires 5 Connects',
    'Required for proposal: 5 Connects',
    'Bid to boost: 90 Connects',
    'Total: 95 Connects',
    'Send for 95 Connects',
    'As a freelancer (7 Connects available.)',
    "When you submit this proposal, you'll have 2 Connects remaining.",
    'Remaining balance: 2 Connects',
    'Boost your proposal',
    'Job details',
    'Posted Oct 3, 2026',
    'https://www.upwork.com/jobs/~0266666666666',
  ];

  test('a job whose text repeats the words of the page is read as the page says', () => {
    expect(read(BOOKBINDER.replace('Hourly rate', lines(...hostile)))).toEqual(SHOWN);
    for (const line of hostile) expect(read(BOOKBINDER.replace('Hourly rate', line)), line).toEqual(SHOWN);
  });

  test('on a page that cannot boost, the text of the job ends at the button', () => {
    const page = lines(
      'As a freelancer (189 Connects available.)',
      'This proposal requires 20 Connects',
      'Job details',
      'A menu',
      'Posted yesterday',
      ...hostile.slice(0, 8),
      'Cover letter',
      'Send for 20 Connects',
    );
    expect(read(page)).toEqual({ ...SHOWN, title: 'A menu' });
  });

  test('the bids of other freelancers are not read', () => {
    const bids = BOOKBINDER.replace(
      'Rank\n',
      'Rank\nYour bid\n51 Connects\n1st place 50 Connects\nTotal bids 400 Connects\n',
    );
    expect(read(bids)).toEqual(SHOWN);
  });

  test.each([
    '20.5 Connects',
    '20 connections',
    '1234567 Connects',
    '1,23 Connects',
    '２０ Connects',
    'twenty Connects',
  ])('the cost "%s" is no amount', (amount) => {
    expect(read(lines(`This proposal requires ${amount}`, 'Boost your proposal', 'Send for 6 Connects'))).toEqual({
      ...NOTHING,
      total: 6,
    });
  });
});

describe('numbers that contradict each other', () => {
  test.each([
    [
      'two costs',
      BOOKBINDER.replace('proposal:\n20', 'proposal:\n25'),
      ['This proposal requires 20 Connects', 'Required for proposal: 25 Connects'],
    ],
    ['two totals', BOOKBINDER.replace('Send for 20', 'Send for 22'), ['Total: 20 Connects', 'Send for 22 Connects']],
    [
      'a total that is not the sum',
      BOOKBINDER.replace('boost:\n0 C', 'boost:\n5 C'),
      ['This proposal requires 20 Connects', 'Bid to boost: 5 Connects', 'Total: 20 Connects'],
    ],
    [
      'a total below the cost',
      lines('This proposal requires 20 Connects', 'Send for 6 Connects'),
      ['This proposal requires 20 Connects', 'Send for 6 Connects'],
    ],
    [
      'a balance that is left of another spending',
      BOOKBINDER.replaceAll('169', '150'),
      [
        'As a freelancer (189 Connects available.)',
        'This proposal requires 20 Connects',
        "you'll have 150 Connects remaining",
        'Remaining balance: 150 Connects',
      ],
    ],
  ])('%s are named, and none is chosen', (_, text, quotes) => {
    expect(problem(text)).toEqual({ code: 'contradiction', quotes });
  });
});

describe('an amount that cannot be', () => {
  test.each([
    [
      'a cost with a minus',
      'This proposal requires 20',
      'This proposal requires -20',
      'This proposal requires -20 Connects',
    ],
    ['a total with a true minus', 'Total:\n20', 'Total:\n\u221220', 'Total: \u221220 Connects'],
    ['a bid with a dash', 'boost:\n0', 'boost:\n\u2013 5', 'Bid to boost: \u2013 5 Connects'],
    ['a button with a plus', 'Send for 20', 'Send for +20', 'Send for +20 Connects'],
    ['a balance below nothing', '(189', '(-189', 'As a freelancer (-189 Connects available.)'],
  ])('%s is named, and not read without its sign', (_, from, to, quote) => {
    expect(BOOKBINDER).toContain(from);
    expect(problem(BOOKBINDER.replace(from, to))).toEqual({ code: 'contradiction', quotes: [quote] });
  });

  test('a text of that alone is no less such a page', () => {
    const quotes = ['This proposal requires -20 Connects'];
    expect(problem('This proposal requires -20 Connects')).toEqual({ code: 'contradiction', quotes });
  });
});

describe('a text that is no apply page', () => {
  test.each([
    ['nothing', '', { code: 'empty' }],
    ['white space', ' \r\n\t\u00a0', { code: 'empty' }],
    ['a letter', 'Dear client, I have 20 Connects left.', { code: 'other-page', is: null }],
    ['its heading alone', 'Submit a proposal', { code: 'other-page', is: null }],
    [
      'the history',
      lines('Connects History', 'Today', 'Applied to job', 'Send for 20 Connects', '-4', 'Spent 4 Connects'),
      { code: 'other-page', is: 'history' },
    ],
    [
      'the list of proposals',
      lines('Find work', 'Proposals and offers', 'Submitted proposals (3)', 'Initiated Nov 4, 2026'),
      { code: 'other-page', is: 'proposals' },
    ],
    [
      'the page of a job',
      lines('A menu', 'Apply now', 'Send a proposal for: 20 Connects', 'Available Connects: 189'),
      { code: 'other-page', is: 'job' },
    ],
  ])('%s is refused as what it is', (_, text, expected) => {
    expect(problem(text)).toEqual(expected);
  });

  test('any text is read or refused, and quickly', () => {
    const word = fc.constantFrom(
      'This proposal requires ',
      'Total:',
      '1,204',
      ' Connects',
      'Job details',
      '\n',
      '\t',
      'As a ',
      '(',
      '189',
      'available',
      ' ',
      "you'll have ",
      'boost',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word, { maxLength: 60 }).map((words) => words.join('')),
        ),
        (text) => {
          const reading = readApplyPage(text);
          if (!reading.ok) return;
          const { cost, boost, total, before } = reading.page;
          for (const each of [cost, boost, total, before])
            expect(each === null || (Number.isInteger(each) && each >= 0)).toBe(true);
          if (cost !== null && boost !== null && total !== null) expect(cost + boost).toBe(total);
        },
      ),
    );
    expect(problem('As a '.repeat(200_000))).toEqual({ code: 'other-page', is: null });
    expect(problem('This proposal requires \n'.repeat(100_000))).toEqual({ code: 'other-page', is: null });
  });
});
