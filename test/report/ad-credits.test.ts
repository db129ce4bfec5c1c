/** Ad credits that paid a part of boosts: the report says that a boost's cost counts only its Connects. */
import { expect, test } from 'vitest';
import { world } from '../world.ts';
import { page, words } from './worlds.ts';

const SAYS = 'Ad credits paid 10 of the boosts; the cost of a boost counts only its Connects.';

async function report(boost: string): Promise<string> {
  const here = world({ today: '2026-02-10' });
  const steps = ['init --balance 100', 'earn ad-credits --amount 14 --expires 30d', `apply --cost 16 ${boost}`];
  for (const step of steps) expect(await here.run(step), step).toMatchObject({ code: 0 });
  return words(await page(here));
}

test('the report says beside costs and boosts that ad credits are not in them', async () => {
  const text = await report('--boost 20 --credits 10');
  expect(text.split(SAYS)).toHaveLength(3);
  expect(text).toContain('26 Connects were spent: 16 for proposals, 10 for boosts.');
});

test('the report says nothing of ad credits where they paid no boost', async () => {
  expect(await report('--boost 10')).not.toContain('Ad credits paid');
});
