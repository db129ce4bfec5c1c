/** Whether two rates differ by more than chance, exactly, however small the counts. */

/** ln n!, by Stirling's series beyond a short table. */
function logFactorial(n: number): number {
  const known = TABLE[n];
  if (known !== undefined) return known;
  return (
    n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5)
  );
}

const TABLE: readonly number[] = Array.from({ length: 32 }, (_, n) => {
  let log = 0;
  for (let k = 2; k <= n; k++) log += Math.log(k);
  return log;
});

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/** Tables as likely as the one seen differ from it by rounding alone; R allows as much. */
const TIE = 1 + 1e-7;

/**
 * Fisher's exact test, two-sided: how often chance alone would deal tables no likelier than this one, were both rates
 * the same. `hits` of `of` on either side. R. A. Fisher, "The logic of inductive inference", JRSS 98 (1935); two-sided
 * by the sum of what is no likelier, as R's fisher.test has it.
 */
export function fisherTest(hitsA: number, ofA: number, hitsB: number, ofB: number): number {
  const hits = hitsA + hitsB;
  const all = logChoose(ofA + ofB, hits);
  const chance = (a: number): number => Math.exp(logChoose(ofA, a) + logChoose(ofB, hits - a) - all);
  const most = chance(hitsA) * TIE;
  let p = 0;
  for (let a = Math.max(0, hits - ofB); a <= Math.min(ofA, hits); a++) {
    const likely = chance(a);
    if (likely <= most) p += likely;
  }
  return Math.min(1, p);
}

/**
 * The same chances corrected for how many were looked at, so that one false alarm in all of them stays as rare as it
 * would be in one. Holds however the tests hang together, as tags on the same proposals do. S. Holm, "A simple
 * sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).
 */
export function holmCorrection(chances: readonly number[]): readonly number[] {
  const adjusted = chances.map(() => 1);
  let most = 0;
  chances
    .map((chance, i) => ({ chance, i }))
    .sort((a, b) => a.chance - b.chance)
    .forEach(({ chance, i }, rank) => {
      most = Math.max(most, Math.min(1, chance * (chances.length - rank)));
      adjusted[i] = most;
    });
  return adjusted;
}
