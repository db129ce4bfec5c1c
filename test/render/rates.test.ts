/** Rates and costs in words. */
import { expect, test } from 'vitest';
import { percentText, tenthsText } from '../../src/render/stats/rates.ts';

test.each([
  [0, '0.0'],
  [36.84, '36.8'],
  [36.96, '37.0'],
  [1234.5, '1,234.5'],
  [null, '—'],
])('%s Connects read as %s', (connects, text) => {
  expect(tenthsText(connects)).toBe(text);
});

test.each([
  [0.138, '13.8 %'],
  [1, '100.0 %'],
  [null, '—'],
])('a rate of %s reads as %s', (rate, text) => {
  expect(percentText(rate)).toBe(text);
});
