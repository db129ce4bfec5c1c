/** Commands that are proposed act on the ledger that the call named. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { world } from '../world.ts';

/** What a command proposes without the account. Help is the same for all of them. */
const astray = (text: string): readonly string[] =>
  text
    .replace(/\s*\n\s*/g, ' ')
    .match(/(?<=: |, then |^)connects (?!--account work\b)[a-z][a-z-]*(?! --help)[^.;]{0,40}/g)
    ?.filter((each) => !/^connects rules\b|--help/.test(each)) ?? [];

const LINES = [
  'import page.txt --yes',
  'edit 1 --value 300',
  'mark 1 viewed',
  'mark 1 mistaken',
  'stale',
  'status',
  'balance',
  'due',
  'due --all',
  'can-apply',
  'can-apply --cost 500',
  'show 99',
  'stats',
  'forecast',
  'what-if --per-week 3 --cost 8',
  'buy 7',
  'reconcile 40',
  'plan plus',
  'expiring',
  'proposals --tag none',
  'proposals --open',
  'search nothing',
  'history --kind purchase',
  'undo',
  'redo',
  'config',
  'restore',
  'backup -',
  'join 1 1',
  'void 99',
  'apply --paste',
  'apply --cost 999',
];

describe('with --account', () => {
  test.each(LINES)('what "%s" proposes names the account', async (line) => {
    const here = world({ today: '2026-11-28' });
    const page = 'Submitted proposals (1)\nInitiated Oct 2, 2026\n2 weeks ago\nZine\nGeneral Profile\n';
    writeFileSync(join(here.folder, 'page.txt'), `My Proposals\nActive proposals (0)\n${page}`);
    for (const each of ['init --balance 100 --on 2026-09-01 --rules 2026', 'apply 8 --title Logo --on 2026-09-02'])
      expect((await here.run(`--account work ${each}`)).code).toBe(0);
    for (const tty of [true, false]) {
      const { stdout, stderr } = await here.run(`--account work ${line} --no-input`, { tty });
      expect([...astray(stdout), ...astray(stderr)]).toEqual([]);
    }
  });
});
