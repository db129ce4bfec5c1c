/** What a start costs on each Node: the commonest commands over bare Node and over the least that is possible, with compiled code kept and without. */
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { toolOf } from '../install/tools.ts';
import { LAST } from './commands.ts';
import { interleave, type Run, temp } from './measure.ts';

const NODES = ['22.23', '24.21', '26.12'];
const program = resolve('bin/connects.js');
const cache = join(temp, '.cache');
const BINDING = resolve('node_modules/better-sqlite3/prebuilds', `${process.platform}-${process.arch}.node`);

/** Marks on Node 24, over bare Node. */
const COMMANDS = [
  ['balance', 1.5],
  ['apply --cost 1', 2.0],
  ['--help', 1.7],
  ['--version', 1.15],
] as const;

/** Bundles the minimal program in the same way as the real one. Resolves to its file. */
async function bundledLimit(): Promise<string> {
  const file = join(temp, 'limit.cjs');
  const bundle = await rolldown({ input: resolve('test/bench/limit.cjs'), platform: 'node' });
  await bundle.write({ file, format: 'cjs' });
  await bundle.close();
  return file;
}

/** Prints a table for each Node over the ledger at `db`. */
export async function compareStarts(db: string, repeats = 21): Promise<void> {
  const limit = await bundledLimit();
  for (const version of NODES) {
    const node = join(await toolOf(`node-linux-${process.arch}@${version}`), 'bin/node');
    const run = (args: readonly string[]): Run => ({
      program: node,
      args,
      vars: { CONNECTS_DB: db, CONNECTS_TODAY: LAST, BINDING },
    });
    const forget = () => rmSync(cache, { recursive: true, force: true });
    const bare = run(['-e', '0']);
    const least = run([limit]);
    for (const start of ['second', 'first'] as const) {
      const commands = COMMANDS.map(([line]) => run([program, ...line.split(' ')]));
      const measured = start === 'first' ? commands.map((each) => ({ ...each, before: forget })) : commands;
      forget();
      const [ofBare, ofLeast, ...times] = interleave([bare, least, ...measured], repeats);
      if (!ofBare || !ofLeast) return;
      if (start === 'second' && !existsSync(cache))
        throw new Error('No compiled code was kept: these are first starts.');
      console.log(
        `\nNode ${version}, ${start} start: median and minimum over bare Node (${ofBare.median.toFixed(0)} ms)`,
      );
      const line = (name: string, of: typeof ofBare, mark: string) =>
        console.log(
          name.padEnd(20),
          (of.median / ofBare.median).toFixed(2),
          (of.min / ofBare.min).toFixed(2),
          ` over the limit ${(of.median / ofLeast.median).toFixed(2)} ${(of.min / ofLeast.min).toFixed(2)}`,
          mark,
        );
      line('the limit', ofLeast, '');
      for (const [i, [name, mark]] of COMMANDS.entries()) {
        const of = times[i];
        if (of) line(name, of, version.startsWith('24') && start === 'second' ? `mark ≤ ${mark}` : '');
      }
    }
  }
}
