/** Lines for a screen reader: no columns, and words for signs that would be skipped or read as something else. */
import { expect, test } from 'vitest';
import { linearText } from '../../src/render/linear-text.ts';

test.each([
  ['  2026-01-13    -8  Applied to job', '2026-01-13, -8, Applied to job'],
  [
    '  2026-01-13  \u001b[31m  -8\u001b[39m  Applied\u001b[2m, expires 2027-01-13\u001b[22m',
    '2026-01-13, \u001b[31m-8, \u001b[39mApplied\u001b[2m, expires 2027-01-13\u001b[22m',
  ],
  [
    'Balance: 60 → \u001b[1m48 Connects\u001b[22m, worth $7.20',
    'Balance: 60 to \u001b[1m48 Connects\u001b[22m, worth $7.20',
  ],
  ['      23  new', '23 new'],
  ['          2026-01-18  -6  Applied', '2026-01-18, -6, Applied'],
  ['Status:    sent', 'Status: sent'],
  ['per hire: —', 'per hire: unknown'],
  ['Money  —  $1.00', 'Money, unknown, $1.00'],
  ['"Product photos — woven rugs"', '"Product photos — woven rugs"'],
  ['delete this file:\n  ~/connects.db', 'delete this file:\n~/connects.db'],
  ['', ''],
])('a line without columns reads %j as %j', (line, read) => {
  expect(linearText(line)).toBe(read);
});
