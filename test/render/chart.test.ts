/** Charts fit the terminal, show every value above zero, and need no colour. */
import { expect, test } from 'vitest';
import { barLines, drawSteps, stepsIn } from '../../src/render/text/chart.ts';
import { makePaint } from '../../src/render/text/paint.ts';
import { textWidth } from '../../src/render/text/text-width.ts';

const plain = await makePaint(0);

test('the longest bar fills the line, the smallest is still seen, and none is none', () => {
  const lines = barLines(
    [
      { label: 'Sent', value: 1000, shown: '1,000' },
      { label: 'Hired', value: 1, shown: '1' },
      { label: 'None', value: 0, shown: '0' },
    ],
    40,
    plain,
  );
  expect(lines).toEqual([`Sent   ${'█'.repeat(26)} 1,000`, 'Hired  ▏ 1', 'None   0']);
  expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(40);
});

test('wide labels are measured as the terminal shows them', () => {
  expect(
    barLines(
      [
        { label: '日本', value: 1, shown: '1' },
        { label: 'ab', value: 1, shown: '1' },
      ],
      20,
      plain,
    ),
  ).toEqual([`日本  ${'█'.repeat(11)} 1`, `ab    ${'█'.repeat(11)} 1`]);
});

test('a balance chart fills its height, and its marks are below their days', () => {
  const steps = [0, 8, 16, 1].map((value, i) => ({ value, mark: i === 2 ? 'R' : '' }));
  expect(drawSteps({ steps, ends: ['a', '', 'b'] }, 12, plain)).toEqual([
    '16 ┤    ██',
    '   │    ██',
    '   │    ██',
    '   │    ██',
    ' 8 ┤  ████',
    '   │  ████',
    '   │  ████',
    '   │  ████▄▄',
    ' 0 └────────',
    '        R',
    '    a      b',
  ]);
});

test.each([20, 60, 80, 120, 400])('a balance chart is never wider than a terminal of %i columns', (columns) => {
  const steps = Array.from({ length: stepsIn(columns, 9999) }, (_, i) => ({ value: 9999 - i, mark: 'x' }));
  const lines = drawSteps({ steps, ends: ['2021-01-01', '2021-06-01', '2021-12-31'] }, columns, plain);
  expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(columns);
});
