/** The built program in a real terminal: it asks, uses colour, can be interrupted, and never asks where nobody can answer. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COLOUR, CTRL_C, CTRL_D, DOWN, ENTER, folder, type } from './real-terminal.ts';

describe('in a terminal', () => {
  test('init and apply ask for what is missing in a terminal, and show what was recorded', async () => {
    const opened = await type(
      ['init'],
      [
        ['Do you already have Connects', DOWN + DOWN + ENTER],
        ['When did you join', `today${ENTER}`],
        ['Which membership', ENTER],
        ['Which Upwork rules', ENTER],
        ['Record it?', ENTER],
      ],
    );
    expect(opened.text).toContain('Balance: 0 → 40 Connects, worth $6.00');
    expect(opened.code).toBe(0);
    const sent = await type(
      ['apply'],
      [
        ["the job's title", `Логотип 漢字${ENTER}`],
        ['How many Connects', `4${ENTER}`],
        ['Your boost', ENTER],
        ['The client', ENTER],
        ['A tag', ENTER],
        ['Record it?', ENTER],
      ],
    );
    expect(sent.text).toContain('Recorded: proposal 1 "Логотип 漢字", 4 Connects');
    expect(sent.text).toContain('Balance: 40 → 36 Connects');
  });

  const unanswered: readonly (readonly [how: string, command: string, answers: readonly [string, string][]])[] = [
    ['Ctrl-C at a', 'apply', [["the job's title", CTRL_C]]],
    ['Ctrl-D at a', 'apply', [["the job's title", CTRL_D]]],
    [
      'Ctrl-D at the second',
      'apply',
      [
        ["the job's title", `Logo${ENTER}`],
        ['How many Connects', CTRL_D],
      ],
    ],
    [
      'Ctrl-C at the last',
      'apply --title Logo',
      [
        ['How many Connects', `4${ENTER}`],
        ['Your boost', ENTER],
        ['The client', ENTER],
        ['A tag', ENTER],
        ['Record it?', CTRL_C],
      ],
    ],
    ['Ctrl-C at a searching', 'mark', [['Which proposal?', CTRL_C]]],
    ['Ctrl-D at a yes-or-no', 'import rows.csv', [['Record this?', CTRL_D]]],
    ['Ctrl-D at a multiple-choice', 'init --account other', [['Do you already have Connects', CTRL_D]]],
  ];
  test.each(unanswered)('%s question, of %s, records nothing', async (_, command, answers) => {
    writeFileSync(join(folder, 'rows.csv'), 'Date,Action,Title,Connects\n2021-01-04,Added extra Connects,,10\n');
    const left = await type(command.replace('rows.csv', join(folder, 'rows.csv')).split(' '), answers);
    expect(left.text).toContain('Nothing was recorded.');
    expect(left.code).toBe(130);
    expect((await type(['balance', '--json'], [])).text).toContain('"balance":36');
    expect((await type(['balance', '--account', 'other'], [])).code).toBe(4);
  });

  test('Ctrl-D does not cancel an answer that has begun', async () => {
    const sent = await type(
      ['apply', '-n', '--title', 'Logo'],
      [
        ['How many Connects', `4${CTRL_D}${ENTER}`],
        ['Your boost', ENTER],
        ['The client', ENTER],
        ['A tag', ENTER],
      ],
    );
    expect(sent.text).toContain('Would record: proposal 2 "Logo", 4 Connects');
  });

  test('output in a terminal has colour, unless NO_COLOR or --color says otherwise', async () => {
    expect((await type(['history'], [])).raw).toMatch(COLOUR);
    expect((await type(['history'], [], { NO_COLOR: '1' })).raw).not.toMatch(COLOUR);
    expect((await type(['history', '--color', 'never'], [])).raw).not.toMatch(COLOUR);
    expect((await type(['history', '--color', 'always'], [], { NO_COLOR: '1' })).raw).toMatch(COLOUR);
    expect((await type(['history'], [], { NO_COLOR: '' })).raw).toMatch(COLOUR);
    expect((await type(['history'], [], { FORCE_COLOR: '' })).raw).toMatch(COLOUR);
    expect((await type(['history'], [], { FORCE_COLOR: '-1' })).raw).not.toMatch(COLOUR);
    const both = await type(['history'], [], { NO_COLOR: '1', FORCE_COLOR: '1' });
    expect(both.raw).not.toMatch(COLOUR);
    expect(both.raw).not.toContain('Warning');
  });

  test.each([
    [[], {}, true],
    [['--color', 'never'], {}, false],
    [['--no-color'], { FORCE_COLOR: '1' }, false],
    [[], { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    [[], { NO_COLOR: '' }, true],
    [[], { FORCE_COLOR: '-1' }, false],
    [['--color', 'always'], { NO_COLOR: '1' }, true],
  ])('a question with %j and %j has colour: %s', async (flags, vars, coloured) => {
    const { raw } = await type(['apply', ...flags], [["the job's title", CTRL_C]], vars);
    expect(COLOUR.test(raw)).toBe(coloured);
    expect(raw).not.toContain('Warning');
  });

  test.each([['--no-input'], ['--json']])('the option %s prevents every question', async (flag) => {
    const refused = await type(['apply', flag], []);
    expect(refused.code).toBe(2);
    expect(refused.text).toContain('--cost');
  });

  test('the variable CI prevents every question', async () => {
    expect((await type(['apply'], [], { CI: 'true' })).code).toBe(2);
  });

  test('a page that is pasted is read to Ctrl-D, in a line of any length, and shown without what steers the terminal', async () => {
    const db = join(folder, 'pasted.db');
    // Without programs and without a display there is no clipboard.
    const none = { PATH: '/nowhere' };
    await type(['init', '--balance', '100', '--rules', '2026', '--db', db], []);
    const long = 'A very long line. '.repeat(400);
    const page = [
      'This proposal requires 8 Connects',
      'Job details',
      'Ink \u001b[31mpots',
      'Posted now',
      long,
      'Total: 8 Connects',
    ];
    const asked = 'Paste the page, then press Ctrl-D:';
    const stopped = await type(['apply', '--paste', '--db', db], [[asked, `${page.join(ENTER)}${CTRL_C}`]], none);
    expect([stopped.code, stopped.text]).toEqual([130, expect.stringContaining('Nothing was recorded.')]);
    const empty = await type(['apply', '--paste', '--db', db], [[asked, CTRL_D]], none);
    expect([empty.code, empty.text]).toEqual([130, expect.stringContaining('Nothing was recorded.')]);
    const read = await type(['apply', '--paste', '--db', db], [[asked, `${page.join(ENTER)}${CTRL_D}`]], none);
    expect([read.code, read.text]).toEqual([0, expect.stringContaining('proposal 1 "Ink')]);
    expect(read.raw).toContain('Ink [31mpots');
  });

  test('a long import shows its progress, and clears it at the end', async () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, i) => `2021-01-02,Added extra Connects,A title of some length ${i},10`,
    );
    const file = join(folder, 'long.csv');
    writeFileSync(file, ['Date,Action,Title,Connects', ...rows].join('\n'));
    const db = join(folder, 'long.db');
    const imported = await type(['import', file, '--yes', '--db', db], []);
    expect(imported.code).toBe(0);
    expect(imported.text).toContain('% Reading');
    expect(imported.text).toContain('25 % Comparing with the ledger');
    // The line is cleared before anything else is written.
    expect(imported.raw).toMatch(/% [^\n]*\p{Cc}\[2K[^\n%]*10,000 rows read/u);
    expect(imported.text).toContain('Balance: 0 → 100,000 Connects');
    const quiet = await type(['import', file, '--dry-run', '--quiet', '--db', join(folder, 'quiet.db')], []);
    expect(quiet.text).toBe('');
  });
});
