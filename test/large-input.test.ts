/** What is larger than any page, copy or rulebook is refused before it is read whole, and so is what never ends. */
import { createReadStream, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { cpuOf } from './cpu.ts';
import { world } from './world.ts';

/** Larger than the longest text that Node can hold. */
const HUGE = 600 * 1024 * 1024;

test.each([
  ['merge huge', 'huge is larger than 256 MB.'],
  ['import huge', 'huge is larger than 64 MB.'],
  ['rules add huge', 'huge is larger than 1 MB.'],
  ['merge /dev/zero', '/dev/zero is larger than 256 MB.'],
  ['import /dev/zero', '/dev/zero is larger than 64 MB.'],
  ['rules add /dev/zero', '/dev/zero is larger than 1 MB.'],
])('"connects %s" refuses a huge or endless file without reading it whole', async (line, said) => {
  const here = world();
  await here.run('init');
  writeFileSync(join(here.folder, 'huge'), '');
  truncateSync(join(here.folder, 'huge'), HUGE);
  const before = process.memoryUsage().rss;
  const { result, seconds } = await cpuOf(() => here.run(line));
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain(said);
  expect(seconds).toBeLessThan(5);
  expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(400);
});

test('a ledger file of any size is opened where it is, and only its beginning is read before that', async () => {
  const here = world();
  await here.run('init');
  writeFileSync(join(here.folder, 'huge'), 'SQLite format 3\0');
  truncateSync(join(here.folder, 'huge'), HUGE);
  const before = process.memoryUsage().rss;
  expect(await here.run('merge huge')).toMatchObject({ code: 5, stdout: '' });
  expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(100);
});

test.each([
  ['merge -', '256 MB'],
  ['import -', '64 MB'],
  ['apply --paste', '64 MB'],
  ['rules add -', '1 MB'],
])('"connects %s" stops reading standard input that never ends', async (line, most) => {
  const here = world();
  await here.run('init');
  const endless = createReadStream('/dev/zero');
  const { exitCode, stderr, stdout } = await execa(resolve('bin/connects.js'), line.split(' '), {
    input: endless,
    env: { CONNECTS_DB: here.db },
    reject: false,
  });
  endless.destroy();
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`standard input is larger than ${most}.`);
});
