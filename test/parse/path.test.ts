/** What a tilde at the beginning of a path means, and what a terminal writes of a dropped file. */
import { expect, test } from 'vitest';
import { droppedPath, inHome } from '../../src/parse/path.ts';

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

test.each([
  ["'/tmp/x/Connects History (1).html'", '/tmp/x/Connects History (1).html'],
  [String.raw`'/tmp/x/Ann'\''s page.html' `, "/tmp/x/Ann's page.html"],
  [String.raw`"/tmp/x/a \"b\".html"`, '/tmp/x/a "b".html'],
  [String.raw`"C:\x y\page.html"`, String.raw`C:\x y\page.html`],
  [String.raw`& 'C:\x y\page.html'`, String.raw`C:\x y\page.html`],
  [String.raw`C:\x\(1).html`, String.raw`C:\x\(1).html`],
  [String.raw`\\server\x\(1).html`, String.raw`\\server\x\(1).html`],
  [String.raw`~/Connects\ History\ (1).html`, '~/Connects History (1).html'],
  [String.raw`/tmp/a\ \&\ b\\c\(1\).html`, String.raw`/tmp/a & b\c(1).html`],
  [String.raw`x\page.html`, String.raw`x\page.html`],
  ['file:///tmp/x/Connects%20History%20(1).html', '/tmp/x/Connects History (1).html'],
  ['FILE://localhost/tmp/%C3%A4.html', '/tmp/ä.html'],
  ['file:///C:/x%20y.html', 'C:/x y.html'],
  ['file:///tmp/100%.html', 'file:///tmp/100%.html'],
  ['file://other/x.html', 'file://other/x.html'],
  ['page.html', 'page.html'],
  ["it's.html", "it's.html"],
  ["'", "'"],
  ['-', '-'],
])('the dropped file %s is at the path %s', (typed, path) => {
  expect(droppedPath(typed)).toBe(path);
});
