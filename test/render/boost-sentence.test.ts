/** What is said of boosting never says two things: its direction, its size and the test's verdict agree. */
import { expect, test } from 'vitest';
import { compareGroups } from '../../src/insight/proposals/compare-groups.ts';
import { againstFields } from '../../src/render/stats/figures.ts';
import { boostSentence } from '../../src/render/stats/groups.ts';

const MOST = 24;
/** Every outcome is known. */
const KNOWN = { waiting: 0, unrecorded: 0 };

test('a sentence about boosting agrees with the test for every table of 10, 12 … 24 proposals a side', () => {
  const wrong: string[] = [];
  let sure = 0;
  let ranges = 0;
  for (let a = 10; a <= MOST; a += 2)
    for (let b = 10; b <= MOST; b += 2)
      for (let hitsA = 0; hitsA <= a; hitsA += 1)
        for (let hitsB = 0; hitsB <= b; hitsB += 1) {
          const groups = [
            { proposals: a, replied: hitsA, ...KNOWN },
            { proposals: b, replied: hitsB, ...KNOWN },
          ];
          const whole = { proposals: a + b, replied: hitsA + hitsB, ...KNOWN };
          const [boost] = compareGroups(groups, whole);
          if (!boost) throw new Error('no comparison');
          const said = boostSentence(boost);
          const size = Number(/([+-]?[\d.]+) percentage points/.exec(said)?.[1]);
          const fits =
            boost.verdict === 'more'
              ? size > 0 && said.includes('more replies') && hitsA / a > hitsB / b
              : boost.verdict === 'fewer'
                ? size < 0 && said.includes('fewer replies') && hitsA / a < hitsB / b
                : said.includes('may be chance');
          // A second method would bring a range, which may or may not have 0 in it.
          if (!fits || said.includes(' to ')) wrong.push(said);
          if (boost.verdict !== 'chance') sure += 1;
          const { low, high, p } = boost;
          const isApart = low !== null && high !== null && (low > 0 || high < 0);
          const agrees = low === null || high === null || isApart === (boost.verdict !== 'chance');
          const isRare = p !== null && Math.round(p * 10_000) < 500;
          if (!agrees || isRare !== (boost.verdict !== 'chance')) wrong.push(`${low} to ${high}, ${p}: ${said}`);
          if (low !== null) ranges += 1;
        }
  expect(wrong).toEqual([]);
  expect(sure).toBeGreaterThan(0);
  expect(ranges).toBeGreaterThan(10_000);
});

test('a range that would contradict the test is left out, and the reason is given', () => {
  const compared = (a: number, hitsA: number, b: number, hitsB: number) => {
    const sides = [
      { proposals: a, replied: hitsA, ...KNOWN },
      { proposals: b, replied: hitsB, ...KNOWN },
    ];
    const [boost] = compareGroups(sides, { proposals: a + b, replied: hitsA + hitsB, ...KNOWN });
    return boost && againstFields(boost);
  };
  // The range by Newcombe is 0.0031 to 0.3399, and Fisher's p is 0.0623.
  expect(compared(27, 7, 125, 14)).toEqual({
    ...{ against: 'chance', difference: 0.1473, differenceLow: null, differenceHigh: null, p: 0.0623 },
    ...{ differenceReason: 'contradicts-test' },
  });
  expect(compared(27, 3, 125, 14)).toMatchObject({ against: 'chance', differenceReason: null });
  expect(compared(9, 9, 30, 0)).toMatchObject({ against: 'too-few', differenceLow: null, p: null });
  expect(compared(27, 3, 0, 0)).toMatchObject({ difference: null, differenceReason: 'no-proposals' });
});

test('a range is left out as well where a comparison of several groups is corrected', () => {
  const one = { proposals: 40, replied: 12, ...KNOWN };
  const other = { proposals: 40, replied: 4, ...KNOWN };
  const whole = { proposals: 240, replied: 32, ...KNOWN };
  const [boost] = compareGroups([one, other, other, other, other, other], whole);
  for (const each of compareGroups([one, other, other, other, other, other], whole)) {
    const { verdict, low, high } = each;
    if (low !== null && high !== null) expect(low > 0 || high < 0).toBe(verdict === 'more' || verdict === 'fewer');
  }
  expect(boost?.verdict).toBe('more');
});

test('a small difference that is more than chance is not called 0 points', () => {
  const groups = [
    { proposals: 100_000, replied: 10_400, ...KNOWN },
    { proposals: 100_000, replied: 10_000, ...KNOWN },
  ];
  const [boost] = compareGroups(groups, { proposals: 200_000, replied: 20_400, ...KNOWN });
  expect(boost && boostSentence(boost)).toContain('more replies: +0.4 percentage points.');
});
