/** More than a screen of output: the user's pager shows it, in a terminal only. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type WorldOptions, world } from '../world.ts';

const SMALL: WorldOptions = { tty: true, rows: 10 };

test.each([
  ['less, where nothing is named', {}, '(less)\n'],
  ['PAGER', { PAGER: 'more' }, '(more)\n'],
  ['CONNECTS_PAGER before PAGER', { PAGER: 'more', CONNECTS_PAGER: 'less -S' }, '(less -S)\n'],
])('the pager is %s', async (_, vars, begins) => {
  const here = world();
  const plain = await here.run('rules', { tty: true });
  const paged = await here.run('rules', { ...SMALL, vars });
  expect(paged.stdout).toBe(`${begins}${plain.stdout}(end)\n`);
});

test.each([
  ['--no-pager', 'rules --no-pager', {}],
  ['an empty CONNECTS_PAGER', 'rules', { CONNECTS_PAGER: '', PAGER: 'more' }],
  ['cat', 'rules', { PAGER: 'cat' }],
  ['TERM=dumb', 'rules', { TERM: 'dumb' }],
  ['CONNECTS_ACCESSIBLE', 'rules', { CONNECTS_ACCESSIBLE: '1' }],
  ['a pager that cannot be started', 'rules', { PAGER: 'missing' }],
])('with %s everything is printed at once', async (_, line, vars) => {
  const here = world();
  const { stdout } = await here.run('rules', { tty: true });
  expect((await here.run(line, { ...SMALL, vars })).stdout).toBe(stdout);
});

test.each([
  ['config.json names it', { pager: 'most' }, {}, '(most)\n'],
  ['a variable comes before config.json', { pager: 'most' }, { PAGER: 'more' }, '(more)\n'],
  ['config.json says that there is none', { pager: '' }, {}, ''],
])('the pager follows the environment and then the file: %s', async (_, config, vars, begins) => {
  const here = world();
  const plain = await here.run('rules', { tty: true });
  mkdirSync(join(here.folder, 'config'));
  writeFileSync(join(here.folder, 'config/config.json'), JSON.stringify(config));
  const { stdout } = await here.run('rules', { ...SMALL, vars });
  expect(stdout).toBe(`${begins}${plain.stdout}${begins && '(end)\n'}`);
});

test('a pipe, JSON and what fits are never paged; help is', async () => {
  const here = world();
  for (const [line, tty] of [
    ['rules', { stderr: true }],
    ['rules --json', true],
    ['init', true],
  ] as const)
    expect((await here.run(line, { ...SMALL, tty })).stdout).not.toContain('(less)');
  expect((await here.run('apply --help', SMALL)).stdout).toMatch(/^\(less\)\n[\s\S]*\(end\)\n$/);
});

test('what is said beside the data comes after it, as without a pager', async () => {
  const here = world();
  await here.run('init');
  for (let i = 0; i < 12; i++) await here.run('apply 1');
  await here.run('reconcile 20');
  const plain = await here.run('due --all', { tty: true });
  const paged = await here.run('due --all', SMALL);
  expect(paged.output.replace('(less)\n', '').replace('(end)\n', '')).toBe(plain.output);
});

test('for a screen reader every value comes after its name, and nothing is drawn', async () => {
  const here = world();
  const shown = async (line: string): Promise<string> =>
    (await here.run(line, { tty: true, vars: { CONNECTS_ACCESSIBLE: '1' }, columns: 200 })).stdout;
  await here.run('init');
  await here.run('apply 4+6 --title Logo --tag web');
  expect(await shown('proposals')).toBe(
    'id: 1, on: 2021-01-01, status: sent, cost: 4, boost: 6, net: 10, title: Logo, tags: web\n',
  );
  expect((await shown('history --chart')).split('\n')[0]).toBe(
    'id: 3, on: 2021-01-01, connects: -6, balance: 30, what: Boost: Logo, proposal: 1',
  );
  expect(await shown('stats --chart')).not.toMatch(/[█│]/);
  expect(await shown('stats')).toContain('Viewed, 0, rate: unknown, likely range: unknown');
  expect(await shown('show 1')).toContain('\nCost: 4 Connects\n');
  expect(await shown('show 1')).toContain('\n2021-01-01: -4, Applied to job\n');
  expect(await shown('forecast')).toMatch(/^Balance: 30 Connects/);
  expect(await shown('rules list')).toContain('2020-12, since 2020-12-01: Free Connects come back (in force)\n');
  expect(await shown('rules diff 2020-12 2026')).toContain('\ncost of a proposal, least: from 1 to 0\n');
  expect(await shown('rules show 2020-12')).toContain('\nmin: 1\n');
  expect(await shown('doctor')).toMatch(/^connects: \d/);
});

test('a line of the history that replaces another one says which, as its id is out of order', async () => {
  const here = world();
  await here.run('init');
  await here.run('apply 4 --title Logo');
  await here.run('apply 4 --title Poster');
  await here.run('edit 1 --cost 5');
  const { stdout } = await here.run('history', { tty: true });
  expect(stdout).toMatch(/5 {2}2021-01-01 .* Applied to job, instead of 2: Logo/);
});
