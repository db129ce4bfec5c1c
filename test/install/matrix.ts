/** The packed program, installed with each Node and npm that people have where nothing could be compiled, and run. Needs the registry. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstSteps } from './first-steps.ts';
import { onlyThese, toolOf } from './tools.ts';

/** Each Node with the npm that its archive brings, which its package in the registry leaves out; and the newest npm. */
const PAIRS = [
  { node: '22.23', npm: '10.9.9' },
  { node: '24.21', npm: '11.19.0' },
  { node: '26.12', npm: '11.20.0' },
  { node: '24.21', npm: '12.2' },
] as const;

const root = resolve(import.meta.dirname, '../..');
const temp = mkdtempSync(join(tmpdir(), 'connects-install-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));
let tarball = '';
let registry = '';

beforeAll(async () => {
  const pack = execa('npm', ['pack', '--pack-destination', temp], { cwd: root });
  const tools = new Set(PAIRS.flatMap(({ node, npm }) => [`node-linux-${process.arch}@${node}`, `npm@${npm}`]));
  await Promise.all([pack, ...[...tools].map(toolOf)]);
  const [packed = ''] = readdirSync(temp).filter((name) => name.endsWith('.tgz'));
  tarball = join(temp, packed);
  registry = (await execa('npm', ['config', 'get', 'registry'])).stdout;
});

describe.each(PAIRS)('Node $node with npm $npm', ({ node, npm }) => {
  const home = join(temp, `home ${node} ${npm}`);
  // As a person may have named it.
  const prefix = join(temp, `Präfix ${node} ${npm}`);
  let path = '';

  test('installs it, and npm has nothing to warn of', async () => {
    mkdirSync(home);
    path = onlyThese(join(temp, `bin ${node} ${npm}`), {
      node: join(await toolOf(`node-linux-${process.arch}@${node}`), 'bin/node'),
      npm: join(await toolOf(`npm@${npm}`), 'bin/npm-cli.js'),
      sh: '/bin/sh',
    });
    const start = performance.now();
    const said = await execa(join(path, 'npm'), ['install', '--global', '--prefix', prefix, tarball], {
      cwd: home,
      // Nothing is configured but where packages come from.
      env: { PATH: path, HOME: home, npm_config_registry: registry, npm_config_userconfig: join(home, '.npmrc') },
      all: true,
    });
    const seconds = (performance.now() - start) / 1000;
    expect(said.all).not.toMatch(/\b(warn|error|deprecated)\b/i);
    console.log(`Node ${node}, npm ${npm}: installed in ${seconds.toFixed(1)} s`);
  });

  test('runs it', async () => {
    const { stdout } = await execa(join(path, 'node'), ['--version']);
    expect(stdout).toMatch(`v${node}.`);
    await firstSteps({ program: join(prefix, 'bin/connects'), path, home });
  });

  test('has compiled nothing', () => {
    const files = readdirSync(prefix, { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => /\/build\/|\.o$/.test(file))).toEqual([]);
  });
});
