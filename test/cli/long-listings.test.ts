/** Listings that are longer than a page of them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ProgramCall } from '../../src/call.ts';
import { answerPages } from '../../src/commands/listings/answer-pages.ts';
import { world } from '../world.ts';

/** More than two pages of transactions, of which every second one has a character that JSON leaves raw. */
const ROWS = 4100;
const page = [
  'Date,Action,Title,Connects',
  ...Array.from({ length: ROWS }, (_, n) => {
    const day = new Date(Date.UTC(2020, 0, 1 + Math.floor(n / 10))).toISOString().slice(0, 10);
    return n % 2 === 0 ? `${day},Added extra Connects,,10` : `${day},Applied to job,"Job \u2028 ${n}, é",-2`;
  }),
  '',
].join('\n');

test('a listing of several pages is one JSON object, and one row a line in every other format', async () => {
  const here = world({ today: '2021-06-01' });
  const file = join(here.folder, 'history.csv');
  writeFileSync(file, page);
  await here.run(['import', file, '--yes']);
  const run = async (line: string) => (await here.run(line)).stdout;

  const json = await run('history --all --json');
  expect(json.split('\n')).toHaveLength(2);
  const { transactions, ...rest } = JSON.parse(json) as { transactions: { id: number | null; on: string }[] };
  expect(rest).toEqual({ schema: 1, command: 'history', warnings: [] });
  const days = transactions.map(({ on }) => on);
  expect(days).toEqual(days.toSorted().reverse());
  const ids = transactions.flatMap(({ id }) => id ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(ROWS);

  const [header, ...rows] = (await run('history --all --csv')).trimEnd().split('\n');
  expect(header).toMatch(/^id,on,kind,/);
  expect(rows.map((row) => row.split(',')[0])).toEqual(transactions.map(({ id }) => String(id ?? '')));
  const plain = (await run('history --all --plain')).trimEnd().split('\n');
  expect(plain.map((row) => row.split('\t')[0])).toEqual(transactions.map(({ id }) => String(id ?? '')));

  const { proposals } = JSON.parse(await run('proposals --json')) as { proposals: { id: number; title: string }[] };
  expect(proposals).toHaveLength(ROWS / 2);
  expect(proposals[0]?.title).toBe(`Job \u2028 ${ROWS - 1}, é`);
  expect(JSON.parse(await run('proposals --json --limit 2001'))).toMatchObject({ proposals: proposals.slice(0, 2001) });
  expect(JSON.parse(await run('history --json --limit 2500'))).toMatchObject({
    transactions: transactions.slice(0, 2500),
  });
});

test('a listing whose reader went away is read no further', async () => {
  const written: string[] = [];
  const stdout = { write: (text: string) => void written.push(text), isTTY: false, isClosed: true };
  const call = { env: { stdout }, json: false } as unknown as ProgramCall;
  const asked: boolean[] = [];
  const columns = [{ name: 'n', value: (n: number) => n }];
  await answerPages(
    call,
    { command: 'history', name: 'rows', fields: (n) => ({ n }), columns, format: null, most: null, empty: '' },
    async (show) => {
      asked.push(await show([1, 2]));
    },
  );
  expect(asked).toEqual([false]);
  expect(written).toEqual(['1\n2\n']);
});
