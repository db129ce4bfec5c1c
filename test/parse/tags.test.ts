/** Tags as they are typed. */
import { expect, test } from 'vitest';
import { parseDroppedTags, parseTags } from '../../src/parse/text.ts';

test.each([
  ['web', ['web']],
  ['web,react', ['web', 'react']],
  [' web , react ,', ['web', 'react']],
  ['two words,,Two Words', ['two words']],
  ['template=short', ['template=short']],
])('the tags %j are read as %j', (given, tags) => {
  expect(parseTags('--tag')(given, undefined)).toEqual(tags);
});

test('tags that were given before stay, each once', () => {
  expect(parseTags('--tag')('React,css', ['web', 'react'])).toEqual(['web', 'react', 'css']);
});

test.each([',', ' , ,'])('tags without a word, as in %j, are refused as empty', (given) => {
  expect(() => parseTags('--tag')(given, undefined)).toThrow('usage');
});

test('tags to be removed are also looked for with the comma that they may hold', () => {
  expect(parseDroppedTags('--untag')('web,react', undefined)).toEqual(['web,react', 'web', 'react']);
  expect(parseDroppedTags('--untag')('web', undefined)).toEqual(['web']);
});
