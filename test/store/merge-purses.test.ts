/** Two copies with ad credits, and with a membership that costs a fee: merged in either direction, both have the same. */
import { describe, expect, test } from 'vitest';
import { audit } from './audit.ts';
import { answers, conflictsOf, type Pair, pair } from './pair.ts';

/** Merges each copy with the other as it was, and expects the same of both. */
async function mergedBothWays(both: Pair): Promise<void> {
  const [mine, theirs] = [both.kept('mine'), both.kept('theirs')];
  expect([(await both.merge('mine', '', theirs)).stderr, (await both.merge('theirs', '', mine)).code]).toEqual([
    expect.not.stringContaining('Error'),
    0,
  ]);
  expect(await answers(both, 'theirs')).toEqual(await answers(both, 'mine'));
  for (const line of ['balance', 'stats'])
    expect(without(await both.json('theirs', line))).toEqual(without(await both.json('mine', line)));
  const purchases = 'export --purchases';
  expect(money((await both.run('theirs', purchases)).stdout)).toEqual(
    money((await both.run('mine', purchases)).stdout),
  );
  for (const side of ['mine', 'theirs'] as const) audit(both.path[side]);
}

const without = ({ warnings: _, ...rest }: Record<string, unknown>): object => rest;
/** The lines without the numbers that differ between copies. */
const money = (csv: string): readonly string[] =>
  csv
    .split('\n')
    .map((line) => line.replace(/^\d+,/, ''))
    .sort();

const CREDITS = [
  'rules use 2026 --on 2021-01-04',
  'buy 100 --on 2021-01-05',
  'earn ad-credits --amount 20 --expires 90d --on 2021-03-01',
];
const boosted = (title: string, credits: number) =>
  `apply --cost 10 --boost 12 --credits ${credits} --title ${title} --on 2021-03-05`;

describe('ad credits of two copies', () => {
  test('boosts that both paid with credits count once each, whichever copy takes in the other', async () => {
    const both = await pair(CREDITS);
    for (const line of [boosted('Logo', 12), 'mark 1 outbid --on 2021-03-06']) await both.run('mine', line);
    await both.run('theirs', boosted('Menu', 5));
    await mergedBothWays(both);
    expect(await both.json('mine', 'balance')).toMatchObject({ balance: 113, adCredits: { left: 3 } });
  });

  test('credits that both spent are missing once, and both name them', async () => {
    const both = await pair(CREDITS);
    await both.run('mine', boosted('Logo', 12));
    await both.run('theirs', boosted('Menu', 12));
    const [here, there] = [await both.merge('mine', '--json'), await both.merge('theirs', '--json')];
    for (const refused of [here, there])
      expect(conflictsOf(refused)).toMatchObject([{ code: 'negative-day', purse: 'ad-credits', missing: 4 }]);
    await both.merge('mine', '--prefer mine');
    expect(await both.json('mine', 'balance')).toMatchObject({ adCredits: { left: 8 } });
  });
});

describe('membership fees of two copies', () => {
  const PLUS = ['rules use 2026 --on 2021-01-04', 'plan plus --fee 19.99 --on 2021-01-10'];

  test('a cycle that one copy recorded has its fee in both', async () => {
    const both = await pair(PLUS);
    await both.run('mine', 'renew');
    await both.run('theirs', 'apply --cost 10 --title Menu --on 2021-03-05');
    await mergedBothWays(both);
    expect((await both.run('theirs', 'export --purchases')).stdout).toMatch(/1,?999|19\.99/);
  });

  test('a fee that one copy changed, and a cycle that the other renewed, come to the same in both', async () => {
    const both = await pair(PLUS);
    await both.run('mine', 'plan plus --fee 14.99 --tax 1.20 --on 2021-02-20');
    await both.run('theirs', 'renew --on 2021-02-10');
    await mergedBothWays(both);
  });
});
