/** Drawn numbers: the same from one seed on every machine, and of the mean and the spread that their names promise. */
import { expect, test } from 'vitest';
import { gammaFactor, poissonCount, seededRandom } from '../../src/insight/chance/seeded-random.ts';

const DRAWS = 40_000;

/** Mean and variance of many draws. */
function momentsOf(draw: () => number): readonly [mean: number, variance: number] {
  const drawn = Array.from({ length: DRAWS }, draw);
  const mean = drawn.reduce((sum, each) => sum + each, 0) / DRAWS;
  return [mean, drawn.reduce((sum, each) => sum + (each - mean) ** 2, 0) / DRAWS];
}

test('a seed gives the numbers that mulberry32 gives everywhere', () => {
  const [one, other] = [seededRandom(1), seededRandom(2 ** 32 + 1)];
  const drawn = [one(), one(), one()];
  expect(drawn).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
  expect([other(), other(), other()]).toEqual(drawn);
});

test('drawn numbers are even from 0 to 1', () => {
  const draw = seededRandom(7);
  const [mean, variance] = momentsOf(draw);
  expect(mean).toBeCloseTo(1 / 2, 2);
  expect(variance).toBeCloseTo(1 / 12, 2);
});

test.each([0.05, 0.7, 3, 29.9, 30.1, 95])(
  'a Poisson number of the mean %d has that mean and that variance',
  (wanted) => {
    const draw = seededRandom(11);
    const [mean, variance] = momentsOf(() => poissonCount(draw, wanted));
    expect(Math.abs(mean / wanted - 1)).toBeLessThan(0.03);
    expect(Math.abs(variance / wanted - 1)).toBeLessThan(0.06);
  },
);

test('a Poisson number of the mean 0 is 0', () => {
  expect(poissonCount(seededRandom(3), 0)).toBe(0);
});

test('the chance that nothing happens is as Poisson has it', () => {
  const draw = seededRandom(5);
  const none = Array.from({ length: DRAWS }, () => poissonCount(draw, 2)).filter((count) => count === 0).length;
  expect(none / DRAWS).toBeCloseTo(Math.exp(-2), 2);
});

test.each([0.05, 0.4, 1, 1.6, 4])('a gamma factor of the variance %d has the mean 1 and that variance', (wanted) => {
  const draw = seededRandom(13);
  const [mean, variance] = momentsOf(() => gammaFactor(draw, wanted));
  expect(Math.abs(mean - 1)).toBeLessThan(0.03);
  expect(Math.abs(variance / wanted - 1)).toBeLessThan(0.1);
});

test('a gamma factor of the variance 1 is exponential', () => {
  const draw = seededRandom(17);
  const above = Array.from({ length: DRAWS }, () => gammaFactor(draw, 1)).filter((factor) => factor > 1).length;
  expect(above / DRAWS).toBeCloseTo(Math.exp(-1), 2);
});

test('a gamma factor without variance is 1 and draws nothing', () => {
  const draw = seededRandom(19);
  expect(gammaFactor(draw, 0)).toBe(1);
  expect(draw()).toBe(seededRandom(19)());
});
