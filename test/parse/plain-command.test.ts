/** Lines that are read without commander: each is read as commander reads it, or left to commander. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LISTED_SUBCOMMANDS } from '../../src/commands/index.ts';
import { globalsOf, takesGlobals } from '../../src/commands/line/globals.ts';
import { lookWith, type RunAction } from '../../src/commands/line/look.ts';
import type { AddSubcommand } from '../../src/commands/line/subcommand.ts';
import { buildProgram } from '../../src/commands/program.ts';
import { PlainCommand } from '../../src/parse/plain-command.ts';
import { Refused } from '../../src/rules/answers/refusal.ts';

const names = [...LISTED_SUBCOMMANDS.keys()].filter((name) => name !== 'help');

/** Gives what a command's work is called with, in place of its work. */
const catching =
  (take: (given: readonly unknown[]) => void): RunAction =>
  () =>
  async (...given) =>
    take(given);

async function plainCommand(name: string, take: (given: readonly unknown[]) => void = () => {}): Promise<PlainCommand> {
  const program = new PlainCommand('connects');
  takesGlobals(program, false);
  const add = await LISTED_SUBCOMMANDS.get(name)?.load();
  add?.(program as unknown as Parameters<AddSubcommand>[0], catching(take), lookWith(catching(take)));
  return program.commands.at(-1) as PlainCommand;
}

interface Read {
  readonly words: readonly unknown[];
  readonly options: unknown;
  readonly globals: unknown;
}

/** A line as it is read; a string: why it is refused; null: it is left to commander. */
async function readPlainly([name = '', ...words]: readonly string[]): Promise<Read | string | null> {
  let given: readonly unknown[] = [];
  const command = await plainCommand(name, (caught) => {
    given = caught;
  });
  return refusalOf(async () => {
    const reading = command.read(words);
    await reading?.act();
    return reading && { words: given.slice(0, -2), options: given.at(-2), globals: reading.globals };
  });
}

async function readByCommander(argv: readonly string[], own: readonly string[]): Promise<Read | string | null> {
  let read: Read | null = null;
  const run = catching((given) => {
    const typed = Object.entries(given.at(-2) as object).filter(
      ([key, value]) => own.includes(key) && value !== undefined,
    );
    const globals = globalsOf(given.at(-1) as Parameters<typeof globalsOf>[0]);
    const isGlobal = ([key]: [string, unknown]) => !own.includes(key);
    read = {
      words: given.slice(0, -2),
      options: Object.fromEntries(typed),
      globals: Object.fromEntries(Object.entries(globals).filter(isGlobal)),
    };
  });
  return refusalOf(async () => {
    const program = await buildProgram(argv, run, () => {}, 80);
    await program.parseAsync([...argv], { from: 'user' });
    return read;
  });
}

async function refusalOf<T>(work: () => Promise<T>): Promise<T | string> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return JSON.stringify(error.refusal);
  }
}

const VALUES = [
  '4',
  '0',
  '18+25',
  'last',
  'Acme',
  '',
  'a b',
  '2026-01-02',
  '30d',
  'plus',
  'interview',
  'always',
  '1e9',
  'ü',
  'x=y',
];
const ODD = ['-', '--', '-x', '--nope', '-4', '-1x', '--help', '-h', '--version', '-nq', '--json=1', '--no-color'];

const lineOf = fc
  .constantFrom(...names)
  .chain((name) =>
    fc
      .array(
        fc.oneof(
          { weight: 4, arbitrary: fc.constantFrom(...VALUES) },
          { weight: 6, arbitrary: fc.nat(60).map((nth) => ({ nth })) },
          { weight: 1, arbitrary: fc.constantFrom(...ODD) },
        ),
        { maxLength: 6 },
      )
      .map((pieces) => ({ name, pieces })),
  );

test('a line is read plainly as commander reads it, or is left to commander', async () => {
  let plain = 0;
  await fc.assert(
    fc.asyncProperty(lineOf, fc.constantFrom(...VALUES), async ({ name, pieces }, value) => {
      const { options, parent } = await plainCommand(name);
      const known = [...options, ...(parent?.options ?? [])];
      const words = pieces.flatMap((piece) => {
        if (typeof piece === 'string') return piece;
        const option = known[piece.nth % known.length];
        const flag = (piece.nth % 2 ? option?.short : undefined) ?? option?.long ?? '';
        return option?.takesValue && piece.nth % 5 > 0 ? [flag, value] : [flag];
      });
      const read = await readPlainly([name, ...words]);
      if (read === null) return;
      plain += 1;
      expect(
        await readByCommander(
          [name, ...words],
          options.map(({ key }) => key),
        ),
      ).toEqual(read);
    }),
    { numRuns: 3000 },
  );
  // Else the property would hold of nothing.
  expect(plain).toBeGreaterThan(500);
});

test.each([
  ['apply', '--cost', '4'],
  ['apply', '18+25', 'https://www.upwork.com/jobs/~021234567890', '-t', 'react', '-t', 'node', '--json'],
  ['mark', 'landing', 'page', 'interview', '--reward', '10', '--on', 'yesterday', '-n'],
  ['balance', '--db', 'other.db', '-q'],
  ['renew'],
  ['history', '--limit', '5', '--no-pager'],
])('the daily line %s %s %s needs no commander', async (...line) => {
  expect(await readPlainly(line)).toMatchObject({ words: expect.anything(), options: expect.anything() });
});

test.each([
  ['apply', '--cost'],
  ['apply', '--cost', '4', '--cost', '5'],
  ['apply', '--cost=4'],
  ['apply', '--title', '-n'],
  ['apply', '--', '4'],
  ['apply', '--help'],
  ['mark'],
  ['balance', 'now'],
  ['buy', '20', '--nope'],
  ['coupon', 'list'],
  ['config', 'set', 'budget', 'none'],
  ['account', 'list'],
])('the line %s %s %s %s is left to commander', async (...line) => {
  expect(await readPlainly(line)).toBeNull();
});
