/** What a report tells of earnings, and where it says nothing. */
import { expect, test } from 'vitest';
import { world } from '../world.ts';
import { page, TODAY, words } from './worlds.ts';

const OLD = ['init --on 2021-01-01', 'buy 20 --on 2021-01-01', 'apply --cost 4 --tag web --on 2021-01-02'];

async function report(...steps: readonly string[]): Promise<string> {
  const here = world({ today: TODAY });
  for (const step of [...OLD, ...steps]) expect(await here.run(step), step).toMatchObject({ code: 0 });
  return words(await page(here));
}

test('the report tells what hires earned and what came back, and by tag', async () => {
  const text = await report('mark 1 hired --value 400 --on 2021-01-09');
  expect(text).toMatch(/What proposals earned \$400\.00 from 1 hire\. Each Connect brought \$100\.00/);
  expect(text).toMatch(/All sent 1 \$400\.00 \$100\.00 —/);
  expect(text).toMatch(/Hired Earned For each Connect For each dollar/);
});

test('a group without a hire has no earnings in the report, as in the table of stats', async () => {
  const text = await report(
    'apply --cost 4 --boost 6 --on 2021-01-03',
    'mark 2 lost --on 2021-01-08',
    'mark 1 hired --value 400 --on 2021-01-09',
  );
  expect(text).toMatch(/Boosted 0 — /);
  expect(text).not.toContain('Boosted 0 $0.00');
});

test('hires without a value earn nothing that is told, and without a hire there is no section', async () => {
  const unvalued = await report('mark 1 hired --on 2021-01-09');
  expect(unvalued).toContain('No value is recorded for the hire');
  expect(unvalued).not.toContain('Hired Earned');
  expect(await report()).not.toContain('What proposals earned');
});
