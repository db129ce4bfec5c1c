/** The schemas of answers, and the types made from them. Every test that runs a command with `--json` holds its answer to these. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import { ANSWER_SCHEMAS, SCHEMA_NAMES, schemaOf } from '../../src/manual/answers/answer-schemas.ts';
import { answerTypeName, answerTypes } from '../../src/manual/answers/type-text.ts';
import { world } from '../world.ts';

const folder = mkdtempSync(join(tmpdir(), 'connects-types-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(SCHEMA_NAMES)('help json --schema prints the schema of %s', async (name) => {
  const { code, stdout, stderr } = await world().run(`help json --schema ${name}`);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ $schema: expect.stringContaining('2020-12'), title: `connects ${name}` });
});

test('a schema allows fields that come later, and the tests do not', async () => {
  const { stdout } = await world().run('help json --schema balance');
  expect(JSON.parse(stdout)).not.toHaveProperty('additionalProperties');
  const answer = JSON.parse((await opened().run('balance --json')).stdout);
  expect(schemaOf('balance')?.safeParse(answer).success).toBe(true);
  expect(schemaOf('balance')?.safeParse({ ...answer, later: 1 }).success).toBe(false);
  const { asOf: _, ...less } = answer;
  expect(schemaOf('balance')?.safeParse(less).success).toBe(false);
});

test('an unknown schema is refused, with the nearest name', async () => {
  expect(await world().run('help json --schema balence')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Did you mean balance?'),
  });
});

test('the compiler accepts the types, and finds a field that an answer does not have', async () => {
  writeFileSync(join(folder, 'connects.d.ts'), answerTypes());
  const use = (field: string): string =>
    `import type { BalanceAnswer } from './connects.d.ts';\nexport const of = (answer: BalanceAnswer): number => answer.${field};\n`;
  writeFileSync(join(folder, 'right.ts'), use('balance'));
  writeFileSync(join(folder, 'wrong.ts'), use('ballance'));
  const tsc = resolve(import.meta.dirname, '../../node_modules/.bin/tsc');
  const check = (file: string) =>
    execa(tsc, ['--strict', '--noEmit', '--allowImportingTsExtensions', '--ignoreConfig', '--types', '', file], {
      cwd: folder,
      reject: false,
    });
  expect(await check('right.ts')).toMatchObject({ exitCode: 0, stdout: '' });
  expect((await check('wrong.ts')).stdout).toContain("Property 'ballance' does not exist");
});

test('every answer has a type of its own', () => {
  const text = answerTypes();
  for (const command of Object.keys(ANSWER_SCHEMAS)) {
    expect(text).toContain(`export type ${answerTypeName(command)} = `);
  }
  expect(text).toContain('export type ErrorAnswer = ');
});

/** A world with an account; the command that opens it runs first. */
function opened() {
  const here = world({ today: '2021-02-10' });
  return {
    run: async (line: string) => {
      await here.run('init -q');
      return here.run(line);
    },
  };
}
