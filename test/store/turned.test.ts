/** Commands undone, brought back, edited and joined in any order leave a sound ledger: tested through the program itself. */
import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { world } from '../world.ts';
import { RANDOM_PAGE, randomLines } from './random-lines.ts';

test('the check finds nothing, whatever was undone out of turn', async () => {
  const one = fc.asyncProperty(randomLines, async (lines) => {
    const ledger = world({ today: '2026-11-28' });
    try {
      await ledger.env.writeText('page.csv', RANDOM_PAGE);
      expect(await ledger.run('init --balance 100 --rules 2026 --on 2026-10-01')).toMatchObject({ code: 0 });
      for (const words of lines) {
        const ran = await ledger.run(words);
        expect([0, 2, 3, 4, 6], `${words.join(' ')}\n${ran.stderr}`).toContain(ran.code);
        const checked = await ledger.run('check');
        expect(checked.stdout, words.join(' ')).toBe('');
      }
    } finally {
      rmSync(ledger.db);
    }
  });
  await fc.assert(one, { seed: 1202, numRuns: 20 });
});

test('the balance before and after a write is of one day, where another machine recorded something for a day ahead', async () => {
  const here = world({ today: '2026-11-28' });
  await here.run('init --balance 50 --rules 2026 --on 2026-11-01');
  const db = here.env.vars['CONNECTS_DB'] ?? here.db;
  const ahead = world({ today: '2026-11-29', machine: 1, vars: { CONNECTS_DB: db } });
  expect(await ahead.run('apply --cost 1')).toMatchObject({ code: 0 });
  const balance = async (line: string): Promise<unknown> =>
    JSON.parse((await here.run(`${line} --json`)).stdout).balance;
  expect(await balance('apply --cost 2 --dry-run')).toEqual({ before: 50, after: 48 });
  expect(await balance('apply --cost 2')).toEqual({ before: 50, after: 48 });
  expect((await here.run('balance')).stdout).toBe('48\n');
  expect(await balance('undo 3')).toEqual({ before: 48, after: 50 });
});
