/** Cells of text that is not Latin: what is measured, and what is cut. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownRows } from '../../src/render/text/listing.ts';
import { makePaint } from '../../src/render/text/paint.ts';
import { cutText, textWidth } from '../../src/render/text/text-width.ts';

const LETTERS = ['a', 'é', 'e\u0301', '漢', 'Ａ', '👩‍👩‍👧‍👦', '🇩🇪', 'ع', 'दी', 'न्', '한', 'ｶﾞ', '—', ' '];
const title = fc.array(fc.constantFrom(...LETTERS)).map((letters) => letters.join(''));

test.each([
  ['हिन्दी', 5],
  ['में', 1],
  ['👩‍👩‍👧‍👦', 2],
  ['漢字', 4],
  ['e\u0301', 1],
  ['\u001b[31mred\u001b[39m', 3],
])('%s takes %i columns, as tmux shows it', (text, columns) => {
  expect(textWidth(text)).toBe(columns);
});

test('a cut text fits, begins as the text did, and keeps whole characters', () => {
  fc.assert(
    fc.property(title, fc.integer({ min: 2, max: 30 }), (text, columns) => {
      const cut = cutText(text, columns);
      expect(textWidth(cut)).toBeLessThanOrEqual(columns);
      if (cut === text) return;
      expect(textWidth(text)).toBeGreaterThan(columns);
      const whole = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
      const kept = [...new Intl.Segmenter().segment(cut.slice(0, -1))].map(({ segment }) => segment);
      expect(whole.slice(0, kept.length)).toEqual(kept);
    }),
  );
});

test('the columns after a title begin at the same place in every row, and no row is wider than the terminal', async () => {
  const paint = await makePaint(0);
  await fc.assert(
    fc.asyncProperty(fc.array(title, { minLength: 1 }), fc.integer({ min: 24, max: 120 }), async (titles, width) => {
      const rows = shownRows(
        [
          { name: 'n', value: () => 7, right: true },
          { name: 'title', value: (text: string) => text, stretches: true },
          { name: 'end', value: () => '|' },
        ],
        titles,
        { columns: width, paint },
      ).split('\n');
      const ends = rows.slice(1, -1).map((row) => textWidth(row.slice(0, row.lastIndexOf('|'))));
      expect(new Set(ends).size).toBe(1);
      expect(Math.max(...rows.map(textWidth))).toBeLessThanOrEqual(width);
    }),
  );
});
