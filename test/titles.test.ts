/** The titles of the tests: each must be clear in a log, where neither its `describe` nor its file is in sight. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Files whose titles are not yet rewritten. This list may only get shorter. */
const PENDING = ['rules/reconcile.test.ts'];

/** Words that continue a sentence, so that a title that begins with one has no subject. */
const WITHOUT_SUBJECT =
  /^(?:and|are|brings?|but|can|cannot|comes?|counts?|does|gives?|goes|has|have|is|keeps?|leaves?|makes?|may|must|needs?|nor|or|says?|shows?|stays?|takes?|tells?|that|until|uses?|was|were|where|which|whose) /;

/** The titles in the text of a test file. */
const titlesIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?:\btest|\]|\))(?: as const)?\(\s*(['"`])((?:\\.|(?!\1).)+)\1,\s*(?:async )?\(/g)].map(
    ([, , title = '']) => title,
  );

/** A title needs a subject, and four words unless a table fills it in. */
const isUnclear = (title: string): boolean =>
  WITHOUT_SUBJECT.test(title) || /^%\w$/.test(title) || (title.split(' ').length < 4 && !/[%$]/.test(title));

test('every test title has a subject and at least four words', () => {
  const files = globSync('**/*.test.ts', { cwd: import.meta.dirname }).filter((file) => !PENDING.includes(file));
  const titles = files.flatMap((file) =>
    titlesIn(readFileSync(join(import.meta.dirname, file), 'utf8')).map((title) => `${file}: ${title}`),
  );
  expect(titles.length).toBeGreaterThan(800);
  expect(titles.filter((title) => isUnclear(title.slice(title.indexOf(': ') + 2)))).toEqual([]);
});

test('the title rule finds half sentences and accepts whole ones', () => {
  const half = ['is refused when it is too old', 'and so is the other one', 'a long import', '%s'];
  const whole = ['a coupon can be used once', '%s is refused', 'the label of a %s is read back'];
  const source = [...half, ...whole].map((title) => `test(${JSON.stringify(title)}, () => {});`).join('\n');
  expect(titlesIn(source)).toEqual([...half, ...whole]);
  expect([...half, ...whole].filter(isUnclear)).toEqual(half);
});
