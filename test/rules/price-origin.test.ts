/** What a grant's Connects cost: known, not known, or nothing. */
import { expect, test } from 'vitest';
import { priceOrigin } from '../../src/rules/state/proposal-sums.ts';

test.each([
  ['adjustment', null, 'unpriced'],
  ['opening', null, 'unpriced'],
  ['purchase', null, 'unpriced'],
  ['purchase', 150, 'bought'],
  ['renewal', null, 'free'],
  ['interview', null, 'free'],
  ['other', null, 'free'],
] as const)('the Connects of a grant by %s with the price %s are %s', (kind, cents, origin) => {
  expect(priceOrigin({ kind, cents, source: 'manual' })).toBe(origin);
});

test('the Connects of an imported row with unknown words have an unknown price', () => {
  expect(priceOrigin({ kind: 'other', cents: null, source: 'import' })).toBe('unpriced');
});
