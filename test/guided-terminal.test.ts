/** Questions in a real terminal: the menu, what is found by typing, steps taken back, and plain lines where nothing can be redrawn. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { CTRL_C, CTRL_D, DOWN, ENTER, ESC, folder, shownRows, type, UP } from './real-terminal.ts';

beforeAll(async () => {
  for (const line of [
    'init --balance 90 --rules 2026',
    'apply 8 --title Logo --client Acme',
    'apply 6 --title Poster',
    'backup',
  ]) {
    expect((await type(line.split(' '), [])).code).toBe(0);
  }
});

/** What Esc leaves, in its own colour; the entry of a list has another. */
const MARK = '< one step back\u001b[22m';

describe('the menu', () => {
  test('the program alone shows the balance and what people do, and comes back to it after it has shown something', async () => {
    const seen = await type(
      [],
      [
        ['What do you want to do?', `${DOWN.repeat(8)}${ENTER}`],
        ['Poster', ''],
        ['What do you want to do?', `${UP}${ENTER}`],
      ],
    );
    expect(seen.text).toContain('76 Connects');
    expect(seen.text).toContain('Record a proposal that you sent');
    expect(seen.text).toContain('Poster');
    expect(seen.code).toBe(0);
  });

  test('one step back from the first question leads to the menu', async () => {
    const seen = await type(
      [],
      [
        ['What do you want to do?', ENTER],
        ["the job's title", `<${ENTER}`],
        ['What do you want to do?', CTRL_C],
      ],
    );
    expect(seen.text).toContain('Nothing was recorded.');
    expect(seen.code).toBe(130);
  });

  test('the last command is named before it is undone, and only after a yes', async () => {
    const seen = await type(
      [],
      [
        ['What do you want to do?', `${UP.repeat(3)}${ENTER}`],
        ['Undo it?', `${DOWN.repeat(2)}${ENTER}`],
      ],
    );
    expect(seen.text).toContain('Would undo: the proposal "Poster" of 2021-01-04 for 6 Connects');
    expect(seen.text).toContain('Nothing was recorded.');
    expect(seen.code).toBe(130);
  });

  test('an entry that is wider than the terminal is broken between words', async () => {
    const seen = await type([], [['What do you want to do?', CTRL_C]], { COLUMNS: '36' });
    expect(seen.text).toMatch(/ {2}Record Connects spent on something *\r?\n {2}else/);
  });

  test.each([
    [['--no-input'], {}],
    [[], { CI: '1' }],
  ])('the program with %j and %j shows its help', async (flags, vars) => {
    expect((await type([...flags], [], { PAGER: '', ...vars })).text).toContain('Usage: connects');
  });
});

describe('a question', () => {
  test('a proposal is found by a part of its title, and its outcome is recorded after a yes', async () => {
    const seen = await type(
      ['mark'],
      [
        ['Which proposal?', 'log'],
        // The cursor is on it once the others are gone.
        ['❯ 1  Logo', ENTER],
        ['What became of it?', ENTER],
        ['Record it?', ENTER],
      ],
    );
    expect(seen.text).toContain('The same in one line: connects mark 1 viewed');
    expect(seen.code).toBe(0);
  });

  test.each([
    ['mark o viewed', "Which proposal is 'o'?"],
    ['show o', "Which proposal is 'o'?"],
    ['apply', "the job's title"],
    ['buy', 'How many Connects did you buy?'],
  ])('Esc at the only question, of %s, stops a script and records nothing', async (line, question) => {
    const left = await type(line.split(' '), [[question, ESC]]);
    expect(left.text).toContain('Nothing was recorded.');
    expect(left.text).not.toContain('There is no proposal');
    expect(left.code).toBe(130);
  });

  test.each([
    ['report', 'Save the page as', 'Nothing was written.'],
    ['restore latest', 'Restore it?', 'Nothing was changed.'],
  ])('Esc at the one question of %s leaves it', async (line, question, said) => {
    const left = await type(line.split(' '), [[question, ESC]]);
    expect([left.code, left.text]).toEqual([130, expect.stringContaining(said)]);
  });

  test('a word behind a number is named as no outcome, and no proposal of that name is looked for', async () => {
    const refused = await type(['mark', '1', 'nonsense'], []);
    expect([refused.code, refused.text]).toEqual([2, expect.stringContaining("There is no outcome 'nonsense'.")]);
  });

  test('a title that is too long is told at its own question, as what it is', async () => {
    const told = await type(
      ['apply'],
      [
        ["the job's title", `${'a'.repeat(1001)}${ENTER}`],
        ['characters', CTRL_C],
      ],
    );
    expect(told.text).toContain('This is longer than 1,000 characters.');
  });

  test('a No to recording the same twice stops a script', async () => {
    const own = ['--db', join(folder, 'no.db')];
    const again = ['apply', '2', '--title', 'Twice', ...own];
    for (const line of [['init', '--balance', '9', ...own], again]) expect((await type(line, [])).code).toBe(0);
    const refused = await type(again, [['Record it again?', `n${ENTER}`]]);
    expect([refused.code, refused.text]).toEqual([130, expect.stringContaining('Nothing was recorded.')]);
  });

  test('a new account is asked for its name first, and never for what was given', async () => {
    const opened = await type(
      ['account', 'add', '--balance', '5', '--plan', 'basic'],
      [
        ['The name of the new account', `studio${ENTER}`],
        ['When did you join', `today${ENTER}`],
        ['Which Upwork rules', ENTER],
        ['Record it?', ENTER],
      ],
    );
    expect(opened.text).toContain('0 → 5 Connects');
    expect(opened.text).toContain('connects account add --balance 5 --plan basic studio --joined today');
    expect(opened.text).not.toContain('Do you already have');
    expect(opened.code).toBe(0);
  });

  test('an impossible amount is refused at its own question, with the balance in sight', async () => {
    const seen = await type(
      ['buy'],
      [
        ['How many Connects did you buy?', 'none'],
        ['❯ "none"', ENTER],
        ['is not a number of Connects', ''],
        ['How many Connects did you buy?', ENTER],
        ['Sales tax', `6,5${ENTER}`],
        ['tax', CTRL_C],
      ],
    );
    expect(seen.code).toBe(130);
  });

  test('one step back asks the question before again', async () => {
    const seen = await type(
      ['spend', '-n'],
      [
        ['What did you spend them on?', ENTER],
        ['How many Connects?', `<${ENTER}`],
        ['What did you spend them on?', DOWN + ENTER],
        ['How many Connects?', `5${ENTER}`],
      ],
    );
    expect(seen.text).toContain('Would record: profile-boost, 5 Connects');
  });

  test('Esc goes one step back from each kind of question', async () => {
    const seen = await type(
      ['mark'],
      [
        ['Which proposal?', 'log'],
        ['❯ 1  Logo', ENTER],
        ['What became of it?', ESC],
        ['Which proposal?', 'log'],
        ['❯ 1  Logo', ENTER],
        ['What became of it?', 'interview'],
        ['❯ interview', ENTER],
        ['for the interview?', `7${ESC}`],
        ['What became of it?', 'hired'],
        ['❯ hired', ENTER],
        ['US dollars', ENTER],
        ['Record it?', ESC],
        ['US dollars', CTRL_C],
      ],
    );
    expect(seen.text).toContain('< or Esc goes back');
    expect(seen.text).toContain('Nothing was recorded.');
    expect(seen.code).toBe(130);
  });

  test('an answer that is taken back leaves the screen, and what was shown before the yes with it', async () => {
    const seen = await type(
      ['apply', '--title', 'Flyer', '--boost', '1', '--client', 'Acme'],
      [
        ['cost?', `4${ENTER}`],
        ['A tag', 'red'],
        ['❯ "red"', ENTER],
        ['Another tag', 'blue'],
        ['❯ "blue"', ENTER],
        ['❯ (no more tags)', ENTER],
        ['❯ Yes', ESC],
        [MARK, ''],
        ['❯ (no more tags)', ESC],
        [MARK, ''],
        ['❯ (no more tags)', ESC],
        [MARK, ''],
        ['❯ (no tag)', CTRL_C],
      ],
      { COLUMNS: '46' },
    );
    expect(shownRows(seen.raw).slice(0, 7)).toEqual([
      'Enter takes what is suggested, < or Esc goes',
      'back, Ctrl-C records nothing.',
      '✔ How many Connects does the proposal cost?',
      '  (76 left) 4',
      '? A tag (type a new one, or part of a known',
      '  one):',
      '❯ (no tag)',
    ]);
  });

  test.each([
    ['the menu', [], 'What do you want to do?', '', 0],
    ['a list', ['spend'], 'What did you spend them on?', 'Nothing was recorded.', 130],
    ['a text', ['reconcile'], 'How many Connects does Upwork show', 'Nothing was recorded.', 130],
    ['a search', ['mark'], 'Which proposal?', 'Nothing was recorded.', 130],
  ])('Esc at %s where nothing is before it ends the command', async (_what, args, question, end, code) => {
    const seen = await type(args, [[question, ESC]]);
    expect(seen.text).toMatch(/ left\r?\n/);
    expect(seen.text).toContain(end);
    expect(seen.code).toBe(code);
  });

  test('a backup is chosen from a list, and the command itself asks before it restores', async () => {
    const seen = await type(
      ['restore'],
      [
        ['Which backup?', ENTER],
        ['Restore it?', `n${ENTER}`],
      ],
    );
    expect(seen.text).toContain('manual  76 Connects, 3 transactions');
    expect(seen.text).toContain('Nothing was changed.');
  });

  test('the file of an import is asked for, and a missing one is refused at its own question', async () => {
    const file = join(folder, 'page.csv');
    writeFileSync(file, 'Date,Action,Title,Connects\n2021-01-04,Added extra Connects,,10\n');
    const seen = await type(
      ['import'],
      [
        ['The file of the saved page', `nowhere.html${ENTER}`],
        // The refused answer stays, to be corrected.
        ['There is no file', `\u0015${file}${ENTER}`],
        ['Record this?', `n${ENTER}`],
      ],
    );
    expect(seen.text).toContain('Nothing was recorded.');
  });
});

describe('a page that is pasted', () => {
  const page = [
    ...['Connects History', 'My balance', '72 Connects', 'Connects type', 'All connects', 'Date', 'Last 7 days'],
    ...['Date\tAction\tConnects', 'Today\t', 'Applied to job', 'Translate a ramen menu', '-4', 'Spent 4 Connects', ''],
  ].join('\n');

  test('a page that is pasted at the terminal is one of today, and is recorded after a yes', async () => {
    const seen = await type(
      ['import', '-'],
      [
        ['Paste the page, then press Ctrl-D', `${page}${CTRL_D}`],
        ['Record this?', ENTER],
      ],
    );
    expect(seen.text).toContain('means 2021-01-04 (the day you pasted it');
    expect(seen.text).toContain('Balance: 76 → 72 Connects');
  });

  const menu = ['What do you want to do?', `${DOWN.repeat(6)}${ENTER}`] as const;
  test.each([
    ['with only Enter', ['import'], [], {}],
    ['from the menu', [], [menu], {}],
    ['after a step back', [], [menu, ['The file of the saved page', ESC] as const, menu], {}],
    [
      'in place of a joined day',
      ['init'],
      [['you', `${DOWN}${ENTER}`] as const],
      { CONNECTS_DB: join(folder, 'new.db') },
    ],
  ])('a page is pasted where its file is asked for %s', async (_how, args, before, vars) => {
    const seen = await type(
      args,
      [
        ...before,
        ['The file of the saved page', ENTER],
        ['Paste the page, then press Ctrl-D', `${page.replace('ramen', 'soup')}${CTRL_D}`],
        ['Record this?', `n${ENTER}`],
      ],
      vars,
    );
    expect(seen.text).toContain('1 row read');
    expect(seen.text).toContain('Nothing was recorded.');
  });

  test.each([
    ['Ctrl-C after it', `${page}${CTRL_C}`],
    ['Ctrl-D before it', CTRL_D],
  ])('%s records nothing', async (_how, keys) => {
    const seen = await type(['import', '-'], [['Paste the page, then press Ctrl-D', keys]]);
    expect(seen.text).toContain('Nothing was recorded.');
    expect(seen.code).toBe(130);
  });
});

describe.each([
  ['TERM=dumb', { TERM: 'dumb' }],
  ['CONNECTS_ACCESSIBLE', { CONNECTS_ACCESSIBLE: '1' }],
])('with %s', (_, vars) => {
  test('questions come line by line, and nothing is redrawn', async () => {
    const seen = await type(
      ['mark', '-n'],
      [
        ['or Enter for the first: ', `post${ENTER}`],
        ['Number (1): ', `<${ENTER}`],
        ['or Enter for the first: ', `2${ENTER}`],
        ['Number (1): ', `x${ENTER}`],
        ['Type a number', ''],
        ['Number (1): ', `2${ENTER}`],
      ],
      vars,
    );
    expect(seen.raw).toContain('  2  Poster (2021-01-04, sent)');
    expect(seen.raw).not.toMatch(/\p{Cc}\[[0-9;]*[A-HJKST]/u);
    expect(seen.text).toContain('Would record: proposal 2');
  });

  test.each([
    ['Ctrl-C', CTRL_C],
    ['the end of input', CTRL_D],
  ])('%s at a plain question records nothing', async (_how, key) => {
    const seen = await type(['apply'], [["the job's title", key]], vars);
    expect(seen.text).toContain('Nothing was recorded.');
    expect(seen.code).toBe(130);
  });

  test('a proposal is recorded through plain questions', async () => {
    const seen = await type(
      ['apply', '--dry-run'],
      [
        ["the job's title", `Logo two${ENTER}`],
        ['Connects does the proposal cost? (72 left) (8) ', ENTER],
        ['Your boost, 0 for none: (0) ', `3${ENTER}`],
        ['or Enter for the first: ', ENTER],
        ['or Enter for the first: ', `design${ENTER}`],
        ['or Enter for the first: ', ENTER],
      ],
      vars,
    );
    expect(seen.text).toContain('Would record: proposal 4 "Logo two", 11 Connects');
  });
});
