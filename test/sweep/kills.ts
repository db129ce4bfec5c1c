/** A thousand mixed commands, killed at random calls. Another seed: VITEST_SEED=8. */
import { afterAll, expect, test } from 'vitest';
import { failingCalls } from './failing-calls.ts';
import { killedCommands } from './kill-commands.ts';

const calls = failingCalls();
afterAll(() => calls?.remove());

test.skipIf(!calls)('a thousand mixed commands that are killed are there whole or not at all', () => {
  if (!calls) return;
  const { killed, ended, findings } = killedCommands(calls, Number(process.env['VITEST_SEED'] ?? 7), 1000);
  process.stdout.write(`${killed} killed, ${ended} ended before that\n`);
  expect(findings).toEqual([]);
});
