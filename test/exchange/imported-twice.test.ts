/** A page that is imported again changes nothing, whatever the first import had to suppose. */
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { world } from '../world.ts';

const fixtures = resolve(import.meta.dirname, 'fixtures');
const PAGES = readdirSync(fixtures).filter((name) => /^history-.*\.(html|mhtml|txt)$/.test(name));

test.each(PAGES)(
  'the page %s writes no command when it is imported again into an account that was opened before',
  async (page) => {
    const here = world({ today: '2026-01-06' });
    copyFileSync(join(fixtures, page), join(here.folder, page));
    const line = `import ${page} --saved-on 2026-01-05 --yes --json`;
    expect((await here.run('init --joined 2025-09-02')).code).toBe(0);
    expect((await here.run(line)).code).toBe(0);
    const before = readFileSync(here.db);
    const again = await here.run(line);
    expect([again.code, JSON.parse(again.stdout).new]).toEqual([0, 0]);
    expect(readFileSync(here.db).equals(before)).toBe(true);
  },
);
