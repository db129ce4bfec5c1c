/** The manual pages that a build makes: what `man` says of them, and that the package installs each. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { roffPage } from '../../src/manual/roff.ts';
import { shippedFiles } from '../../src/shipped/shipped-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'connects-man-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shipped = await shippedFiles();
const pages = Object.entries(shipped).filter(([name]) => name.startsWith('man/'));

/** What `man` prints of a page, in 80 columns. */
async function shown(name: string, text: string) {
  const file = join(folder, basename(name));
  writeFileSync(file, text);
  const env = { MANWIDTH: '80', MANPAGER: 'cat', LC_ALL: 'C.UTF-8' };
  return execa('man', ['--warnings', '-E', 'UTF-8', '-l', file], { env, reject: false });
}

test.each(pages)('man shows %s without a warning', async (name, text) => {
  const { exitCode, stderr, stdout } = await shown(name, text);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(/^NAME$/m);
});

test('man warns of a page that is wrong', async () => {
  expect((await shown('wrong.1', '.TH WRONG 1\n.SH NAME\nwrong \\- nothing\n.NOMACRO\n')).stderr).not.toBe('');
});

test('the package installs every page that a build makes, and its types', () => {
  expect([...manifest.man].sort()).toEqual(pages.map(([name]) => `dist/${name}`).sort());
  expect(Object.keys(shipped)).toContain(manifest.types.replace('dist/', ''));
});

test('a page shows dashes, dots, quotes and backslashes as they were written', async () => {
  const sections = [{ heading: 'It\'s "so"', blocks: ['.dot \\ and `--flag -n`', { lines: ["'quoted' --flag"] }] }];
  const page = roffPage({ name: 'connects-test', chapter: 1, summary: 'a test', sections }, '1.0');
  const { stdout, stderr } = await shown('connects-test.1', page);
  expect(stderr).toBe('');
  for (const text of ['IT\'S "SO"', '.dot \\ and --flag -n', "'quoted' --flag"]) expect(stdout).toContain(text);
});
