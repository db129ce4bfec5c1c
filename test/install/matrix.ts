/** Installs the packed program with each common Node and npm, without a compiler, and runs it. Needs the registry. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
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

/** A machine with an empty home and these two programs. `install` runs npm there, expects no warning, and prints how long it took. */
async function machine(name: string, { node, npm }: (typeof PAIRS)[number]) {
  const home = join(temp, `home ${name}`);
  mkdirSync(home);
  const path = onlyThese(join(temp, `bin ${name}`), {
    node: join(await toolOf(`node-linux-${process.arch}@${node}`), 'bin/node'),
    npm: join(await toolOf(`npm@${npm}`), 'bin/npm-cli.js'),
    sh: '/bin/sh',
  });
  // Only the registry is configured, and npm asks it for nothing but packages.
  const env = {
    PATH: path,
    HOME: home,
    npm_config_registry: registry,
    npm_config_userconfig: join(home, '.npmrc'),
    npm_config_audit: 'false',
    npm_config_update_notifier: 'false',
  };
  async function install(cwd: string, ...argv: readonly string[]): Promise<string> {
    const start = performance.now();
    const { all } = await execa(join(path, 'npm'), argv, { cwd, env, all: true });
    expect(all).not.toMatch(/\b(warn|error|deprecated)\b/i);
    console.log(`Node ${node}, npm ${npm}: npm ${argv[0]} took ${((performance.now() - start) / 1000).toFixed(1)} s`);
    return all;
  }
  return { home, path, install };
}

describe.each(PAIRS)('Node $node with npm $npm', (pair) => {
  const { node, npm } = pair;
  // A path with special characters, as a person may use.
  const prefix = join(temp, `Präfix ${node} ${npm}`);
  let home = '';
  let path = '';

  test('npm installs the package globally without a warning', async () => {
    const of = await machine(`${node} ${npm}`, pair);
    ({ home, path } = of);
    await of.install(home, 'install', '--global', '--prefix', prefix, tarball);
  });

  test('the installed program takes its first steps', async () => {
    const { stdout } = await execa(join(path, 'node'), ['--version']);
    expect(stdout).toMatch(`v${node}.`);
    await firstSteps({ program: join(prefix, 'bin/connects'), path, home });
  });

  test('the install compiles nothing', () => {
    const files = readdirSync(prefix, { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => /\/build\/|\.o$/.test(file))).toEqual([]);
  });
});

test('a checkout is ready after npm ci, which prints nothing of the program', async () => {
  const checkout = join(temp, 'Kopie des Projekts für mich');
  const left = ['node_modules', 'dist', '.git'];
  cpSync(root, checkout, { recursive: true, filter: (file) => !left.includes(relative(root, file)) });
  const { home, path, install } = await machine('checkout', PAIRS[0]);
  const said = await install(checkout, 'ci');
  expect(said).toMatch(/^\s*added \d+ packages in \S+\s*$/);
  expect(said).not.toMatch(/connects|> /);
  expect(existsSync(join(checkout, 'node_modules/better-sqlite3/build'))).toBe(false);
  await firstSteps({ program: join(checkout, 'bin/connects.js'), path, home });
});
