/** What a tilde at the beginning of a path means. */
import { expect, test } from 'vitest';
import { inHome } from '../../src/parse/path.ts';

test.each([
  ['~/x.db', '/home/ann/x.db'],
  ['~', '/home/ann'],
  ['~/', '/home/ann/'],
  ['~\\x.db', '/home/ann\\x.db'],
  ['./~/x.db', './~/x.db'],
  ['~ann/x.db', '~ann/x.db'],
  ['~$draft.csv', '~$draft.csv'],
  ['a~/x.db', 'a~/x.db'],
  ['', ''],
])('the path %s is read as %s', (typed, path) => {
  expect(inHome(typed, '/home/ann')).toBe(path);
});

test('a home folder is used as it is, and an unknown one does not change the path', () => {
  expect(inHome('~/x', '/home/$&')).toBe('/home/$&/x');
  expect(inHome('~/x', '')).toBe('~/x');
});
