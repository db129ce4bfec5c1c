/** Names of proposals on a command line: numbers, links, and words that belong together. */
import { describe, expect, test } from 'vitest';
import { parseProposalNames } from '../../src/parse/proposal-name.ts';

describe('names of proposals', () => {
  test('numbers, last and links are names of their own', () => {
    const link = 'https://www.upwork.com/jobs/~021234567890';
    expect(parseProposalNames(['7', 'Last', link, '~0299', '12'])).toEqual([
      { by: 'number', id: 7 },
      { by: 'last' },
      { by: 'text', text: link },
      { by: 'text', text: '~0299' },
      { by: 'number', id: 12 },
    ]);
  });

  test("a job's key without its mark is no number, and a name of its own", () => {
    expect(parseProposalNames(['7', '0219123456789012345678', 'logo'])).toEqual([
      { by: 'number', id: 7 },
      { by: 'text', text: '0219123456789012345678' },
      { by: 'text', text: 'logo' },
    ]);
  });

  test('neighbouring words are one name, so that no word names another proposal', () => {
    expect(parseProposalNames(['landing', 'page', '7', 'logo'])).toEqual([
      { by: 'text', text: 'landing page' },
      { by: 'number', id: 7 },
      { by: 'text', text: 'logo' },
    ]);
  });

  test.each(['0', '007', '-1', '4.5', '1,000', '４', '9999999'])(
    '%s is refused as a number and names no title',
    (word) => {
      expect(() => parseProposalNames([word])).toThrow(
        expect.objectContaining({ refusal: expect.objectContaining({ code: 'invalid-amount', expected: 'proposal' }) }),
      );
    },
  );

  test.each(['3d', '2026 report', 'C++', '#7'])('%s is a text', (word) => {
    expect(parseProposalNames([word])).toEqual([{ by: 'text', text: word }]);
  });

  test('an empty name is refused', () => {
    expect(() => parseProposalNames([' '])).toThrow(
      expect.objectContaining({ refusal: expect.objectContaining({ fault: 'empty-text' }) }),
    );
  });
});
