/** The model decides: random command lines through it and through the program give the same answers. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { world } from '../world.ts';
import { commandWords, type ModelCommand } from './commands.ts';
import { modelView, programAnswer, programView, type RunProgram } from './compare.ts';
import { Model } from './model.ts';
import { randomLives } from './random-commands.ts';

/** For other lives: `VITEST_MODEL=SEED-COUNT`. */
const [seed, count] = (process.env['VITEST_MODEL'] ?? '1-30').split('-').map(Number) as [number, number];

/** Runs a life through both. What they answer is compared after each command, what they show after each of these. */
async function compareLife(life: readonly ModelCommand[], run: RunProgram, isShownAfter: (command: number) => boolean) {
  const model = new Model();
  const lines: string[] = [];
  for (const [i, command] of life.entries()) {
    const { today } = command;
    const words = commandWords(command);
    lines.push(`CONNECTS_TODAY=${today} connects ${words.join(' ')}`);
    const answer = model.run(command);
    expect(await programAnswer(run, words, today), lines.join('\n')).toEqual(answer);
    if (isShownAfter(i)) expect(await programView(run, today), lines.join('\n')).toEqual(modelView(model, today));
  }
}

test('the program and the model agree on every command of random lives', async () => {
  const one = fc.asyncProperty(randomLives(25), async (life) => {
    const ledger = world();
    try {
      await compareLife(
        life,
        (words, today) => ledger.run(words, { vars: { CONNECTS_TODAY: today } }),
        () => true,
      );
    } finally {
      rmSync(ledger.folder, { recursive: true });
    }
  });
  await fc.assert(one, { seed, numRuns: count });
});

test('the built program and the model agree on every command of a few random lives', async () => {
  const one = fc.asyncProperty(randomLives(12), async (life) => {
    const home = mkdtempSync(join(tmpdir(), 'connects-model-'));
    const run: RunProgram = async (words, today) => {
      const env = { HOME: home, CONNECTS_DB: join(home, 'l.db'), CONNECTS_TODAY: today };
      const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('bin/connects.js'), ...words], {
        env,
        encoding: 'utf8',
      });
      return { code: status ?? 1, stdout, stderr };
    };
    try {
      await compareLife(life, run, (i) => i === life.length - 1);
    } finally {
      rmSync(home, { recursive: true });
    }
  });
  await fc.assert(one, { seed: seed + 1, numRuns: Math.min(count, 4) });
});
