/** Small values by themselves: tags, names of accounts, addresses of ledgers, keys, texts and shares. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAccountName } from '../../src/rules/values/account-name.ts';
import { centsShare } from '../../src/rules/values/cents-share.ts';
import { foldText } from '../../src/rules/values/folded-text.ts';
import { bareKey, isJobKey, jobKeyOf, jobLink, proposalIdIn, sameKey } from '../../src/rules/values/job-key.ts';
import { parsedJson, sortedJson } from '../../src/rules/values/json.ts';
import { isMirrorFile, isServerUrl, isUrlForFile } from '../../src/rules/values/ledger-place.ts';
import { tagKeys, tagPair } from '../../src/rules/values/tag-pair.ts';

describe('a tag', () => {
  test.each([
    ['template=short', { key: 'template', value: 'short' }],
    [' template = very short ', { key: 'template', value: 'very short' }],
    ['formula=a=b', { key: 'formula', value: 'a=b' }],
    ['a=b', { key: 'a', value: 'b' }],
    ['template', null],
    ['=short', null],
    [' =short', null],
    ['template=', null],
    ['template= ', null],
    ['', null],
  ])('the tag "%s" names %o', (tag, pair) => {
    expect(tagPair(tag)).toEqual(pair);
  });

  test('keys of tags are named once, in their first spelling', () => {
    expect(tagKeys(['Team=a', 'plain', 'team=b', 'stage=1', 'TEAM=c'])).toEqual(['Team', 'stage']);
  });
});

test.each([
  ['a', true],
  ['7', true],
  ['Z.b_c-d', true],
  ['a'.repeat(64), true],
  ['a'.repeat(65), false],
  ['', false],
  ['.hidden', false],
  ['-flag', false],
  ['_under', false],
  ['a/b', false],
  ['a b', false],
  ['a\n', false],
])('the text %j may name an account: %s', (text, may) => {
  expect(isAccountName(text)).toBe(may);
});

describe('the place of a ledger', () => {
  test.each([
    ['postgres://host/db', true, true],
    ['postgresql:host', true, true],
    ['  POSTGRES://host', true, true],
    ['postgres:', true, true],
    ['pg//host', true, true],
    ['mysql2+x.y-z://host', true, true],
    ['host=db user=me password=secret', true, true],
    ['PASSWORD = x', true, true],
    ['https://example.com/l.db', true, false],
    ['HTTP://example.com', true, false],
    ['ftp://example.com', true, false],
    ['file://l.db', true, false],
    ['folder//file', true, false],
    ['l.db', false, false],
    ['folder/file:name.db', false, false],
    ['folder/password=x.db', false, false],
    ['mypassword=x.db', false, false],
    ['2//x', false, false],
    ['a postgres:', false, false],
    ['mypostgres:x', false, false],
    ['/a//b', false, false],
    // Only its beginning says what it is.
    ['postgres://host/db?note=http://x', true, true],
    ['folder/postgres://host', false, false],
    ['pg-backups//l.db', true, true],
    ['old//pg.db', true, false],
    ['old//a:b.db', true, false],
  ])('the text %j is the URL of a database: %s, and one in the place of a file: %s', (text, is, inPlace) => {
    expect([isServerUrl(text), isUrlForFile(text)]).toEqual([is, inPlace]);
  });

  test.each([
    ['/home/me/shared/work~0123456789abcdef.db', true],
    ['C:\\shared\\work~0123456789abcdef.db', true],
    ['/home/me/shared/work~0123456789abcde.db', false],
    ['/home/me/shared/work~0123456789abcdefa.db', false],
    ['/home/me/shared/~0123456789abcdef.db', false],
    ['/home/me/shared/work~0123456789abcdef.db.bak', false],
    ['/home/me/shared/work~0123456789abcdef.db/l.db', false],
    ['/home/me/unshared/work~0123456789abcdef.db', false],
    ['/home/me/work~0123456789abcdef.db', false],
    ['/shared/work.db', false],
  ])('the path %s is that of a copy of a shared ledger: %s', (path, is) => {
    expect(isMirrorFile(path)).toBe(is);
  });
});

describe('a job', () => {
  test.each([
    ['~0123', true],
    ['~0ABC', true],
    ['~0', false],
    ['~1123', false],
    ['0123', false],
    ['x~0123', false],
    ['~0123x', false],
    [`~0${'1'.repeat(40)}`, true],
    [`~0${'1'.repeat(41)}`, false],
  ])('the text %s is the key of a job: %s', (text, is) => {
    expect(isJobKey(text)).toBe(is);
  });

  test('one key is the same with and without its mark, in any case', () => {
    expect(bareKey(' ~0AB~ ')).toBe('0ab~');
    expect([sameKey('~09A', '09a'), sameKey('9', '~9 '), sameKey('9', '8')]).toEqual([true, true, false]);
    expect(jobLink('~0123')).toBe('https://www.upwork.com/jobs/~0123/');
  });

  test.each([
    [' 012106000000000000 ', '~012106000000000000'],
    ['02210600000000000a', '~02210600000000000a'],
    [`01${'a'.repeat(40)}`, `~01${'a'.repeat(40)}`],
    [`01${'a'.repeat(41)}`, `01${'a'.repeat(41)}`],
    ['01210600000000000', '01210600000000000'],
    ['032106000000000000', '032106000000000000'],
    ['x012106000000000000', 'x012106000000000000'],
    ['012106000000000000x', '012106000000000000x'],
  ])('the text "%s" typed as a key is %s', (text, key) => {
    expect(jobKeyOf({ key: text, url: null })).toBe(key);
  });

  test.each([
    ['https://www.upwork.com/nx/proposals/2008000000000000000', '2008000000000000000'],
    ['/ab/proposals/200800000000000', '200800000000000'],
    ['/nx/proposals/20080000000000000000/', '20080000000000000000'],
    ['/nx/proposals/200800000000000/edit-it', '200800000000000'],
    ['/nx/proposals/200800000000000/edit/?a=b', '200800000000000'],
    ['/nx/proposals/200800000000000#top', '200800000000000'],
    ['/nx/proposals/20080000000000', null],
    ['/nx/proposals/200800000000000000000', null],
    ['/nx/proposals/interview/200800000000000', null],
    ['/nx/proposals/200800000000000/7', null],
    ['/xx/proposals/200800000000000', null],
    ['https://example.com/nx/proposals/200800000000000', null],
    ['a/nx/proposals/200800000000000', null],
  ])('the link %s is that of the proposal %s', (link, id) => {
    expect(proposalIdIn(link)).toBe(id);
  });
});

describe('data as text', () => {
  test('the same data is the same text, in whatever order its keys come, and lists keep theirs', () => {
    const [one, other] = [
      { b: [{ d: 1, c: null }, 2], a: 'x' },
      { a: 'x', b: [{ c: null, d: 1 }, 2] },
    ];
    expect(sortedJson(one)).toBe('{"a":"x","b":[{"c":null,"d":1},2]}');
    expect(sortedJson(other)).toBe(sortedJson(one));
    expect(sortedJson({ a: [2, 1] })).not.toBe(sortedJson({ a: [1, 2] }));
    expect(sortedJson(null)).toBe('null');
  });

  test('a text that is no JSON has no value', () => {
    expect([parsedJson('{"a":1}'), parsedJson('null'), parsedJson('{'), parsedJson('')]).toEqual([
      { a: 1 },
      null,
      undefined,
      undefined,
    ]);
  });

  test.each([
    ['  Logo   for\ta Kennel ', 'logo for a kennel'],
    ['CAFÉ', 'cafe'],
    ['Ｌｏｇｏ', 'logo'],
    ['naïve', 'naive'],
    ['Ж ж', 'ж ж'],
    ['~ ', '~'],
  ])('the text "%s" is compared as "%s"', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });
});

test('a share of an amount is rounded half up, to the cent', () => {
  const shares = [
    [100, 1, 3],
    [100, 2, 3],
    [1, 1, 2],
    [5, 1, 2],
    [0, 1, 7],
    [9, 3, 3],
  ] as const;
  expect(shares.map(([cents, part, whole]) => centsShare(cents, part, whole))).toEqual([33, 67, 1, 3, 0, 9]);
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(1e4), fc.integer({ min: 1, max: 1e4 }), (cents, part, whole) => {
      expect(Math.abs(centsShare(cents, part, whole) - (cents * part) / whole)).toBeLessThanOrEqual(0.5001);
    }),
  );
});
