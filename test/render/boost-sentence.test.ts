/** What is said of boosting never says two things: its direction, its size and the test's verdict agree. */
import { expect, test } from 'vitest';
import { compareGroups } from '../../src/insight/compare-groups.ts';
import { boostSentence } from '../../src/render/groups.ts';

const MOST = 24;
/** Every outcome is known. */
const KNOWN = { waiting: 0, unrecorded: 0 };

test('a sentence about boosting agrees with the test for every table of 10, 12 … 24 proposals a side', () => {
  const wrong: string[] = [];
  let sure = 0;
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
        }
  expect(wrong).toEqual([]);
  expect(sure).toBeGreaterThan(0);
});

test('a small difference that is more than chance is not called 0 points', () => {
  const groups = [
    { proposals: 100_000, replied: 10_400, ...KNOWN },
    { proposals: 100_000, replied: 10_000, ...KNOWN },
  ];
  const [boost] = compareGroups(groups, { proposals: 200_000, replied: 20_400, ...KNOWN });
  expect(boost && boostSentence(boost)).toContain('more replies: +0.4 percentage points.');
});
