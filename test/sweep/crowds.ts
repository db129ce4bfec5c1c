/** Many processes at once, in the numbers that take minutes. The short forms are in `test/store/crash.test.ts`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import { rowsOf } from '../store/audit.ts';

const bin = resolve(import.meta.dirname, '../../bin/connects.js');
const temp = mkdtempSync(join(tmpdir(), 'connects-crowds-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

function program(name: string) {
  const db = join(temp, `${name}.db`);
  const env = { PATH: process.env['PATH'] ?? '', HOME: temp, CONNECTS_DB: db, CONNECTS_TODAY: '2021-02-01' };
  const connects = (line: string) =>
    execa(process.execPath, [bin, ...line.split(' ')], { cwd: temp, env, extendEnv: false, reject: false });
  return { db, connects };
}

const times = <T>(count: number, work: () => Promise<T>): Promise<readonly T[]> =>
  Promise.all(Array.from({ length: count }, work));

test('eight processes that write 200 times each lose nothing, and none is refused as busy', async () => {
  const { db, connects } = program('writers');
  await connects('init --balance 5000');
  const codes = await times(8, async () => {
    const own: (number | undefined)[] = [];
    for (let nth = 0; nth < 200; nth += 1) own.push((await connects('apply --cost 1')).exitCode);
    return own;
  });
  expect(new Set(codes.flat())).toEqual(new Set([0]));
  expect((await connects('balance')).stdout).toBe('3400');
  expect(rowsOf(db, 'SELECT count(*) AS many, max(id) AS last FROM transactions')).toEqual([
    { many: 1601, last: 1601 },
  ]);
  expect(await connects('check')).toMatchObject({ exitCode: 0, stdout: '' });
});

test('of fifty processes that want the last four Connects one gets them', async () => {
  const { connects } = program('last');
  await connects('init --balance 4');
  const codes = await times(50, async () => (await connects('apply --cost 4')).exitCode);
  expect(codes.filter((code) => code === 0)).toHaveLength(1);
  expect(codes.filter((code) => code === 3)).toHaveLength(49);
  expect((await connects('balance')).stdout).toBe('0');
});

test('an entry beside an import of a hundred thousand rows is recorded with it', async () => {
  const { db, connects } = program('import');
  await connects('init --balance 100');
  const rows = Array.from(
    { length: 100_000 },
    (_, i) => `2021-01-${String(28 - Math.floor(i / 4000)).padStart(2, '0')},Purchased Connects,+${1 + (i % 9)}`,
  );
  writeFileSync(join(temp, 'page.csv'), ['Date,Description,Connects', ...rows].join('\n'));
  const [taken, applied] = await Promise.all([connects('import page.csv --yes'), connects('apply --cost 1')]);
  expect([taken.exitCode, taken.stderr, applied.exitCode]).toEqual([0, expect.any(String), 0]);
  expect(rowsOf(db, 'SELECT count(*) AS many FROM transactions')[0]?.['many']).toBeGreaterThan(100_000);
  expect(await connects('check')).toMatchObject({ exitCode: 0 });
});
