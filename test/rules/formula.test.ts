/** Texts that a spreadsheet would run as formulas: every CSV escapes them, and reading restores them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvRows } from '../../src/render/text/listing.ts';
import { escapeFormula, unescapeFormula } from '../../src/rules/values/formula.ts';

const RUN = ['=1+1', '+1', '-1', '@sum', ' =1', '\t=1', '\n=1', '\tplain', '\uff1d1'];

test('a text that begins like a formula is escaped, and unescaped when it is read back', () => {
  for (const text of RUN)
    expect([escapeFormula(text), unescapeFormula(escapeFormula(text))]).toEqual([`'${text}`, text]);
  for (const text of ['plain', "'quoted'", '1-2', '']) expect(escapeFormula(text)).toBe(text);
});

test('an apostrophe is taken off only before a formula, and nothing else ever is', () => {
  const kept = ["'quoted'", "'", "''=1", 'x=1', 'a-1', '1+1', "x'=1", '+1'];
  expect(kept.map(unescapeFormula)).toEqual(kept);
});

test('any text that does not begin with an apostrophe is read back unchanged', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!text.startsWith("'"));
      expect(unescapeFormula(escapeFormula(text))).toBe(text);
    }),
  );
});

test('a CSV listing escapes the same text as an export does, and leaves numbers unchanged', async () => {
  const column = { name: 'title', value: (text: string | number) => text };
  expect(await csvRows([column], [' =1', '\uff1d1', -4])).toBe("title\n' =1\n'\uff1d1\n-4\n");
});
