/** A report of proposals whose cost nobody knows: nowhere is unknown shown as zero, and its counts agree. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { MonthSummary } from '../../src/insight/flow/monthly-summary.ts';
import type { ReportPast } from '../../src/insight/report.ts';
import { paidCard } from '../../src/render/report/paid-card.ts';
import { type World, world } from '../world.ts';
import { page, words } from './worlds.ts';

/** The copied text of a Proposals page, which shows no costs. */
const PAGE = `My proposals
Active
Referrals
Archived
Submitted proposals  (3)
Initiated Jan 15, 2021
last month
Translate a ramen menu
General Profile
Initiated Feb 3, 2021
last week
Layout of a zine
General Profile
Initiated Feb 2, 2021
last week
Logo for a tram museum
General Profile
`;

async function imported(...more: readonly string[]): Promise<World> {
  const here = world({ today: '2021-02-28' });
  writeFileSync(join(here.folder, 'page.txt'), PAGE);
  for (const step of ['init --balance 60 --on 2021-02-01', 'import page.txt --yes', ...more])
    expect(await here.run(step), step).toMatchObject({ code: 0 });
  return here;
}

describe('a report of proposals of unknown cost alone', () => {
  let text = '';
  let fields: Record<string, unknown> = {};
  beforeAll(async () => {
    const here = await imported();
    text = words(await page(here));
    fields = JSON.parse((await here.run('report --json')).stdout);
  });

  test('the report says that costs are not known where it would say that nothing was spent', () => {
    expect(text).toContain('how many were spent is not known');
    expect(text).toContain('Feb 2021 60 0 0 0 not known 0 60');
    expect(text).not.toMatch(/none were spent|Nothing was spent/);
  });

  test('the tile of what was paid shows no zero where no purchase is recorded', () => {
    expect(text).toContain('Paid — no purchase recorded');
    expect(text).toContain('No purchase is recorded in these days.');
    expect(text).not.toContain('for 0 Connects');
  });

  test('the report counts the same proposals of unknown cost everywhere', () => {
    const counted = [...text.matchAll(/[Tt]he cost of (\d+)(?: of \d+)? proposals?/g)].map(([, count]) => count);
    expect(counted.length).toBeGreaterThan(2);
    expect(new Set(counted)).toEqual(new Set(['3']));
    expect(text).toContain('1 of them sent before the ledger begins');
  });

  test('the figures of a month are null where most costs of it are unknown', () => {
    expect(fields['months']).toMatchObject([{ month: '2021-02', spent: null, spentUnknown: 2 }]);
    expect(fields['spending']).toMatchObject([{ month: '2021-02', proposals: null, boosts: null, total: null }]);
  });
});

test('a report of more known costs than unknown ones gives the sum, and says what is missing in it', async () => {
  const here = await imported(...[1, 2, 3].map((at) => `apply --cost 6 --on 2021-02-1${at}`));
  const text = words(await page(here));
  expect(text).toContain(
    '18 were spent, without 3 proposals of unknown cost (1 of them sent before the ledger begins)',
  );
  expect(text).toContain(
    '18 Connects were spent: 18 for proposals. The cost of 3 proposals (1 of them sent before the ledger begins) is not known',
  );
  expect(text).toContain('Feb 2021 60 0 0 0 18 0 42');
});

describe('the tile of what was paid', () => {
  const tile = (month: Partial<MonthSummary>) => {
    const none = { bought: 0, paidCents: 0, feeCents: 0, paidUnknown: 0, withoutFee: 0 };
    return Object.values(paidCard({ months: [{ ...none, ...month }] } as unknown as ReportPast));
  };
  const noFee = 'the fee of 1 cycle of Plus is not recorded';

  test.each([
    ['nothing at all', {}, ['—', 'no purchase recorded']],
    ['a purchase', { bought: 20, paidCents: 300 }, ['$3.00', 'for 20 Connects']],
    ['a fee alone', { feeCents: 1499 }, ['$14.99', 'for the membership ($14.99)']],
    ['a cycle without a fee', { withoutFee: 1 }, ['—', noFee]],
    [
      'a purchase and such a cycle',
      { bought: 20, paidCents: 300, withoutFee: 1 },
      ['$3.00', `for 20 Connects; ${noFee}`],
    ],
    ['a price nobody knows', { bought: 20, paidUnknown: 20 }, ['—', 'the price of 20 of 20 Connects is not recorded']],
  ])('the tile of %s shows no unknown amount as zero', (_, month, shown) => {
    expect(tile(month)).toEqual(shown);
  });
});

test('a report of fewer known costs than unknown ones gives their sum as the least', async () => {
  const text = words(await page(await imported('apply --cost 6 --on 2021-02-11')));
  expect(text).toContain('; at least 6 were spent, without 3 proposals of unknown cost');
  expect(text).toContain('At least 6 Connects were spent: 6 for proposals. The cost of 3 proposals');
});

test('what came back has a column of its own, and nothing that was spent is negative', async () => {
  const here = world({ today: '2021-02-28' });
  const steps = [
    'init --joined 2021-01-04',
    'apply --cost 6 --boost 4 --on 2021-01-20',
    'mark 1 cancelled --on 2021-02-03',
  ];
  for (const step of steps) expect(await here.run(step), step).toMatchObject({ code: 0 });
  const text = words(await page(here));
  expect(text).toContain('10 Connects were spent: 6 for proposals, 4 for boosts. 10 came back.');
  expect(text).toContain('Month Proposals Boosts Total Came back Jan 2021 6 4 10 0 Feb 2021 0 0 0 10');
});

describe('a report of an opening balance and adjustments', () => {
  const report = async (...steps: readonly string[]) => {
    const here = world({ today: '2021-02-28' });
    for (const step of steps) expect(await here.run(step), step).toMatchObject({ code: 0 });
    return words(await page(here));
  };

  test('an adjustment downwards is neither lost nor expired', async () => {
    const text = await report('init --balance 352 --on 2021-02-01', 'reconcile 343 --adjust');
    expect(text).toContain(
      'The ledger was opened with 352 Connects. 0 Connects were given (renewals, rewards and so on) and 0 bought; none were spent; none were lost. Adjustments to what Upwork shows took 9 off.',
    );
    expect(text).toContain('the balance went from 352 to 343 Connects. There was no renewal, and nothing expired.');
    expect(text).not.toMatch(/9 were lost|from 0 to/);
  });

  test('an adjustment upwards is not given', async () => {
    const text = await report('init --balance 100 --on 2021-02-01', 'reconcile 130 --adjust');
    expect(text).toContain('Adjustments to what Upwork shows added 30.');
    expect(text).toContain('0 Connects were given');
    expect(text).toContain('the balance went from 100 to 130 Connects');
  });

  test('the balance that began and ended with the opening balance did not move', async () => {
    expect(await report('init --balance 100 --on 2021-02-01')).toContain('the balance began and ended at 100 Connects');
  });
});
