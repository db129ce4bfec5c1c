/** A user's own rulebook: what is read, and what is refused with line and column. */
import { describe, expect, test } from 'vitest';
import { parseRulebook } from '../../src/parse/rulebook-file.ts';
import { edition } from '../../src/rules/rulebook/editions.ts';
import type { Rulebook } from '../../src/rules/rulebook/rulebook.ts';

const base = edition('2020-12') as Rulebook;

/** A file that extends 2020-12 by the lines given. They begin at line 4. */
const extending = (...lines: string[]): string =>
  ['id: mine', 'since: 2026-01-01', 'extends: 2020-12', ...lines].join('\n');

function read(text: string): Rulebook {
  const parsed = parseRulebook(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.rulebook;
}

function problems(text: string): string[] {
  const parsed = parseRulebook(text);
  return parsed.ok ? [] : parsed.problems.map(({ line, column, problem }) => `${line}:${column} ${problem}`);
}

describe('a rulebook is read', () => {
  test('a whole rulebook is read from JSON, indented by tabs or not', () => {
    const rulebook = { ...base, id: 'mine' };
    expect(read(JSON.stringify(rulebook))).toEqual(rulebook);
    expect(read(JSON.stringify(rulebook, null, '\t'))).toEqual(rulebook);
  });

  test('a partial rulebook takes the rest from the edition it extends, field by field', () => {
    const rulebook = read(extending('proposal:', '  max: 12', 'monthly: { plus: { free: 20 } }'));
    const own = "user's own rulebook mine";
    expect(rulebook).toEqual({
      ...base,
      id: 'mine',
      since: '2026-01-01',
      title: own,
      proposal: { min: 1, max: 12, source: own },
      monthly: { basic: { paid: 0, free: 10 }, plus: { paid: 70, free: 20 }, source: own },
    });
  });

  test('a rulebook keeps the sources it gives', () => {
    expect(read(extending('survey: { connects: 5, source: an e-mail of May }')).survey).toEqual({
      connects: 5,
      source: 'an e-mail of May',
    });
  });

  test('a source or a title that looks like a number is read as text', () => {
    const rulebook = read(extending('title: 2.50', 'survey: { source: 1.10 }'));
    expect([rulebook.title, rulebook.survey.source]).toEqual(['2.50', '1.10']);
  });

  test('a rulebook is read from a file with a byte order mark and Windows line ends', () => {
    expect(read(`\uFEFF${extending('cycle:', '  lastDay: 28')}`.replaceAll('\n', '\r\n')).cycle.lastDay).toBe(28);
  });

  test('an id that looks like a number is read digit for digit', () => {
    expect(read('id: 2026.10\nsince: 2026-01-01\nextends: 2026').id).toBe('2026.10');
    expect(read('id: 007\nsince: 2026-01-01\nextends: 2026').id).toBe('007');
  });

  test('a rulebook with the id of a built-in edition is read, and left to the rules to refuse', () => {
    expect(read('id: 2020-12\nsince: 2026-01-01\nextends: 2020-12').id).toBe('2020-12');
  });

  test('a rulebook may add badges, and remove one with null', () => {
    const text = extending('badges:', '  connects:', '    Top Rated: 30', '    Rising Talent: null');
    expect(read(text).badges.connects).toEqual({ 'Top Rated': 30 });
  });

  test('a rulebook with a few aliases is read', () => {
    expect(read(extending('signup: &none { connects: 0 }', 'survey: *none')).survey.connects).toBe(0);
  });

  test('a rulebook may have no bundles when any amount may be bought', () => {
    expect(read(extending('bundles: { sizes: [], custom: true }')).bundles.sizes).toEqual([]);
  });
});

describe('a rulebook that is refused, with line and column', () => {
  const whole = (name: string, not: string, from = 0, to = 1_000_000): string =>
    `${name} must be a whole number from ${from} to ${to}, not ${not}.`;
  const orNull = (name: string, not: string, from = 0, to = 1_000_000): string =>
    `${name} must be a whole number from ${from} to ${to}, or null where nothing was published, not ${not}.`;

  const refused: readonly (readonly [why: string, lines: readonly string[], problem: string])[] = [
    ['a negative number', ['proposal:', '  min: -1'], `5:8 ${whole('proposal.min', '-1')}`],
    ['a fraction', ['signup: { connects: 4.5 }'], `4:21 ${orNull('signup.connects', '4.5')}`],
    [
      'a huge number',
      ['signup: { connects: 99999999999999999999 }'],
      `4:21 ${orNull('signup.connects', '100000000000000000000')}`,
    ],
    ['no number at all', ['signup: { connects: .nan }'], `4:21 ${orNull('signup.connects', 'NaN')}`],
    ['a number in words', ['signup: { connects: forty }'], `4:21 ${orNull('signup.connects', '"forty"')}`],
    ['a negative price', ['price:', '  cents: -15'], `5:10 ${whole('price.cents', '-15')}`],
    ['a price that is null', ['price:', '  cents:'], `5:9 ${whole('price.cents', 'null')}`],
    [
      'a maximum below the minimum',
      ['proposal:', '  max: 2', '  min: 3'],
      '5:8 proposal.max, 2, is below proposal.min, 3.',
    ],
    [
      'a minimum above the maximum it extends',
      ['proposal:', '  min: 7'],
      '5:8 proposal.max, 6, is below proposal.min, 7.',
    ],
    [
      'a cap below the reward',
      ['interview:', '  cap: 9'],
      '5:8 interview.cap, 9, is below interview.connects, 10: no interview would bring its reward.',
    ],
    [
      'a cap without its days',
      ['interview: { days: null }'],
      '4:20 interview.cap needs interview.days: over how many days it holds.',
    ],
    ['a cycle that ends on the 29th', ['cycle: { lastDay: 29 }'], `4:19 ${whole('cycle.lastDay', '29', 1, 28)}`],
    ['a cycle that ends on the 0th', ['cycle: { lastDay: 0 }'], `4:19 ${whole('cycle.lastDay', '0', 1, 28)}`],
    ['an expiry at once', ['expiry: { months: 0 }'], `4:19 ${whole('expiry.months', '0', 1, 1_200)}`],
    [
      'nothing on sale',
      ['bundles:', '  sizes: []'],
      '5:10 bundles.sizes is empty and bundles.custom is false, so nothing could be bought.',
    ],
    ['a size named twice', ['bundles:', '  sizes: [10, 20, 10]'], '5:10 bundles.sizes names the same size twice.'],
    ['a bundle of nothing', ['bundles:', '  sizes: [10, 0]'], `5:15 ${whole('bundles.sizes.1', '0', 1)}`],
    [
      'sizes that are no list',
      ['bundles: { sizes: 10 }'],
      '4:19 bundles.sizes must be a list of sizes, as in [10, 20, 40], not 10.',
    ],
    ['a flag in words', ['refunds:', '  lost: yes'], '5:9 refunds.lost must be true or false, not "yes".'],
    [
      'a field misspelt at the top',
      ['proposals: { min: 1 }'],
      '4:1 "proposals" is not known here; did you mean proposal?',
    ],
    ['a field misspelt in a section', ['proposal:', '  maks: 4'], '5:3 "maks" is not known here; did you mean max?'],
    [
      'a field misspelt deep down',
      ['monthly:', '  plus:', '    fre: 10'],
      '6:5 "fre" is not known here; did you mean free?',
    ],
    [
      'a field like none that is known',
      ['price: { wonderful: 1 }'],
      '4:10 "wonderful" is not known here; the fields are cents, source.',
    ],
    [
      'a name that is a list',
      ['? [a]', ': 1'],
      '4:3 This is neither YAML nor JSON: With stringKeys, all keys must be strings.',
    ],
    ['a merge key', ['price: { <<: { cents: 1 } }'], '4:10 "<<" is not known here; the fields are cents, source.'],
    [
      'a section that is a number',
      ['proposal: 3'],
      '4:11 proposal must be a section with the fields min, max, source, not 3.',
    ],
    [
      'a section that is empty',
      ['proposal:'],
      '4:10 proposal must be a section with the fields min, max, source, not null.',
    ],
    [
      'a badge without a name',
      ['badges: { connects: { "": 3 } }'],
      '4:23 badges.connects."" must be a badge named in one line of 1 to 100 characters.',
    ],
    [
      'a badge worth less than nothing',
      ['badges: { connects: { Gold: -3 } }'],
      `4:29 ${orNull('badges.connects.Gold', '-3')}`,
    ],
    [
      'a source of two lines',
      ['survey: { source: "a\\nb" }'],
      '4:19 survey.source must be one line of text of 1 to 1000 characters, not "a\\nb".',
    ],
    ['__proto__ at the top', ['__proto__: { id: x }'], '4:1 A field cannot be named "__proto__".'],
    [
      '__proto__ among badges',
      ['badges:', '  connects: { __proto__: 3 }'],
      '5:15 A field cannot be named "__proto__".',
    ],
    [
      'a field written twice',
      ['price: { cents: 1, cents: 2 }'],
      '4:20 This is neither YAML nor JSON: Map keys must be unique.',
    ],
    ['a second document', ['---', 'id: other'], '4:1 The file holds several documents; write one.'],
    ['a tag', ['price: !!js/function "x"'], '4:8 Tags (words that begin with "!") are not understood here.'],
    [
      'an alias of nothing',
      ['price: *nope'],
      '4:8 The aliases ("*name") in the file cannot be followed; write the values out.',
    ],
    [
      'an alias bomb',
      ['a: &a [1, 1, 1, 1]', 'b: &b [*a, *a, *a, *a]', 'c: &c [*b, *b, *b, *b]', 'd: [*c, *c, *c, *c]'],
      '5:8 The aliases ("*name") in the file cannot be followed; write the values out.',
    ],
    ['an alias that holds itself', ['price: &p { cents: *p }'], `4:20 ${whole('price.cents', 'a section')}`],
    [
      'brackets without end',
      ['price: [1'],
      '4:10 This is neither YAML nor JSON: Flow sequence in block collection must be sufficiently indented and end with a ].',
    ],
  ];
  test.each(refused)('in a rulebook, %s is refused', (_, lines, problem) => {
    expect(problems(extending(...lines))).toEqual([problem]);
  });

  const bare: readonly (readonly [why: string, text: string, problem: string])[] = [
    [
      'an id with a blank',
      'id: my rules\nsince: 2026-01-01\nextends: 2026',
      '1:5 id must be 1 to 40 letters, digits, dots, dashes or underscores, not "my rules".',
    ],
    [
      'an id of 41 letters',
      `extends: 2026\nsince: 2026-01-01\nid: ${'a'.repeat(41)}`,
      `3:5 id must be 1 to 40 letters, digits, dots, dashes or underscores, not "${'a'.repeat(39)}….`,
    ],
    [
      'no id',
      'since: 2026-01-01\nextends: 2026',
      '1:1 id is missing: it must be 1 to 40 letters, digits, dots, dashes or underscores.',
    ],
    ['no day', 'id: a\nextends: 2026', '1:1 since is missing: it must be a day that exists, written YYYY-MM-DD.'],
    [
      'a day that does not exist',
      'id: a\nsince: 2026-02-30\nextends: 2026',
      '2:8 since must be a day that exists, written YYYY-MM-DD, not "2026-02-30".',
    ],
    [
      'a year alone',
      'id: a\nsince: 2026\nextends: 2026',
      '2:8 since must be a day that exists, written YYYY-MM-DD, not "2026".',
    ],
    [
      'a title with an escape',
      'id: a\nsince: 2026-01-01\nextends: 2026\ntitle: "\\e[31m"',
      '4:8 title must be one line of text of 1 to 200 characters, not "\\u001b[31m".',
    ],
    [
      'an edition that is not built in',
      'id: a\nextends: 2021',
      '2:10 extends must name a built-in edition: 2019-05, 2020-12, 2022-09, 2023-06, 2024-02, 2026.',
    ],
    ['an empty file', '', '1:1 The file is empty.'],
    ['a file of comments', '# nothing\n', '1:1 The file is empty.'],
    ['a list', '- id: a', '1:1 A rulebook is a set of named fields, as in "id: my-rules".'],
    ['a text', 'hello', '1:1 A rulebook is a set of named fields, as in "id: my-rules".'],
    ['a million and one characters', `#${'x'.repeat(1_000_000)}`, '1:1 The file is longer than a million characters.'],
    [
      'brackets nested fifty-one deep',
      `id: ${'['.repeat(60_000)}`,
      '1:55 The file nests far deeper than any rulebook.',
    ],
    ['dashes nested without end', '- '.repeat(60_000), '1:201 The file nests far deeper than any rulebook.'],
    [
      'five thousand and one fields',
      Array.from({ length: 6_000 }, (_, i) => `f${i}: 1`).join('\n'),
      '5001:6 The file has far more fields than any rulebook.',
    ],
  ];
  test.each(bare)('as a rulebook, %s is refused', (_, text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  test('all problems of a rulebook are reported in the order of the file', () => {
    expect(
      problems(extending('price: { cents: x }', 'oops: 1', 'expiry: { months: -1 }')).map((one) => one.slice(0, 4)),
    ).toEqual(['4:17', '5:1 ', '6:19']);
  });

  test('missing sections are reported in one sentence that says what to do', () => {
    const { survey: _, boost: __, ...rest } = base;
    expect(problems(JSON.stringify(rest))).toEqual([
      '1:1 The sections survey, boost are missing: write what is left out, or begin with "extends: 2020-12".',
    ]);
    const { cents: ___, ...price } = base.price;
    expect(problems(JSON.stringify({ ...base, price }))[0]).toMatch(
      /^1:\d+ price.cents is missing: it must be a whole/,
    );
  });

  test('a problem of a rulebook names the field by its path', () => {
    const parsed = parseRulebook(extending('monthly: { basic: { paid: x } }'));
    expect(parsed).toMatchObject({ ok: false, problems: [{ path: 'monthly.basic.paid', line: 4, column: 27 }] });
  });

  test('a hostile rulebook does not change the prototypes of JavaScript', () => {
    parseRulebook('{"__proto__": {"hacked": 1}, "constructor": {"prototype": {"hacked": 1}}}');
    expect(({} as Record<string, unknown>)['hacked']).toBeUndefined();
    expect(problems(extending('constructor: { x: 1 }'))[0]).toMatch(/^4:1 "constructor" is not known here/);
  });
});
