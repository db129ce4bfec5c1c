/** System calls of the built program that fail: the short form of the sweep in `test/sweep`. */
import { afterAll, describe, expect, test } from 'vitest';
import { failingCalls } from '../sweep/failing-calls.ts';
import { killedCommands } from '../sweep/kill-commands.ts';
import { sweptLine } from '../sweep/sweep.ts';
import { SWEPT_LINES } from '../sweep/sweep-lines.ts';

const calls = failingCalls();
afterAll(() => calls?.remove());

const SHORT = ['apply', 'import', 'restore out/copy.db', 'backup out/copy.db', 'export --format csv'];
const lines = SHORT.flatMap((begin) => SWEPT_LINES.filter(({ line }) => line.startsWith(begin)).slice(0, 1));

// Where nothing compiles the library, no call can be made to fail.
describe.skipIf(!calls)('a system call that fails', () => {
  test.each(lines)(
    'a failure of the first call of each kind on each file of $line is reported, and loses nothing',
    (of) => {
      const { runs, findings } = calls
        ? sweptLine(calls, of, ({ isFirst, lasts, error }) => isFirst && error === (lasts ? 'ENOSPC' : 'EIO'))
        : { runs: 0, findings: [] };
      expect(findings).toEqual([]);
      expect(runs).toBeGreaterThan(10);
    },
  );

  test.each(lines.filter(({ line }) => /^(import|restore)/.test(line)))(
    'a kill at the first call of each kind on each file of $line leaves all or nothing of it',
    (of) => {
      const found = calls ? sweptLine(calls, of, ({ isFirst, error }) => isFirst && error === 'kill').findings : [];
      expect(found).toEqual([]);
    },
  );

  test('forty mixed commands that are killed at random calls are there whole or not at all', () => {
    const { killed, findings } = calls ? killedCommands(calls, 7, 40) : { killed: 1, findings: [] };
    expect(findings).toEqual([]);
    expect(killed).toBeGreaterThan(0);
  });
});
