/** The complete sweep: each system call of each command that writes fails once with each error that is likely there. */
import { afterAll, describe, expect, test } from 'vitest';
import { failingCalls } from './failing-calls.ts';
import { sweptLine } from './sweep.ts';
import { SWEPT_LINES } from './sweep-lines.ts';

const calls = failingCalls();
afterAll(() => calls?.remove());

let runs = 0;
const only = process.env['VITEST_SWEEP'];
/** Only the first call of each kind on each file, once and from then on. */
const isShort = process.env['VITEST_SWEEP_FIRST'] !== undefined;

describe.skipIf(!calls)('each system call that fails', () => {
  test.each(SWEPT_LINES.filter(({ line }) => !only || new RegExp(only).test(line)))(
    'a failure of each call of $line is reported, and loses nothing',
    (of) => {
      if (!calls) return;
      const result = sweptLine(calls, of, ({ error, isFirst }) => error !== 'kill' && (isFirst || !isShort));
      runs += result.runs;
      process.stdout.write(`${of.line}: ${result.runs} failing calls, ${runs} in all\n`);
      expect(result.findings).toEqual([]);
    },
  );
});
