/** Lines that a terminal would break inside a word, or inside a command that is there to be copied. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textWidth } from '../../src/render/text/text-width.ts';
import { foldLine } from '../../src/render/text/wrap.ts';

test.each([
  [
    'Note: Proposal 1 keeps its value of $1,200.50. To change it: connects edit 1 --value 1500.00',
    30,
    'Note: Proposal 1 keeps its\nvalue of $1,200.50. To change\nit:\nconnects edit 1 --value 1500.00',
  ],
  [
    'Open one with: connects init. Or import the history page (connects import FILE), which opens it too.',
    40,
    'Open one with: connects init. Or import\nthe history page (connects import FILE),\nwhich opens it too.',
  ],
  ['    10 of the 20 Connects were never used', 24, '    10 of the 20\n    Connects were never\n    used'],
  ['\u001b[31mError:\u001b[39m There is no account', 18, '\u001b[31mError:\u001b[39m There is no\naccount'],
  ["  connects apply --tag design  opens '2 hours ago'", 30, "  connects apply --tag design\n  opens '2 hours ago'"],
  ['systemctl --user enable --now connects-renew.timer', 30, 'systemctl --user enable --now connects-renew.timer'],
  ['short enough', 12, 'short enough'],
])('%j at %i columns', (line, columns, folded) => {
  expect(foldLine(line, columns)).toBe(folded);
});

test('folding loses no word, and only a single word or command is wider than the terminal', () => {
  const word = fc.constantFrom('a', 'proposal', '漢字漢字', 'connects undo 7 --dry-run', 'e\u0301t\u00e9', '$1,200.50');
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 10, max: 60 }), (words, columns) => {
      // A line that begins with a command is a command.
      const line = ['So', ...words].join(' ');
      const folded = foldLine(line, columns);
      expect(folded.replaceAll('\n', ' ')).toBe(line);
      for (const line of folded.split('\n'))
        if (textWidth(line) > columns) expect(line).toBe('connects undo 7 --dry-run');
    }),
  );
});
