/** Runs every transcript in `test/cli/*.md` and in the README, which must match its output. `test/README.md` has the format. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { replay } from './replay.ts';

const root = resolve(import.meta.dirname, '../..');
const pages = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.md'));
const files = [join(root, 'README.md'), ...pages.map((name) => join(import.meta.dirname, name))];

test.each(files.map((file) => [relative(root, file), file]))('%s shows what its commands print', async (_, file) => {
  const { page, commands } = await replay(readFileSync(file, 'utf8'));
  expect(commands, 'commands in this page').toBeGreaterThan(0);
  await expect(page).toMatchFileSnapshot(file);
});
