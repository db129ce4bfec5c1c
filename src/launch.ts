/** Where the process begins: says the version at once, and loads the rest of the program for everything else. */
import { version } from '../package.json';
import { useCompileCache } from './system/compile-cache.ts';
import { COMPLETING_COMMAND } from './system/completing.ts';
import { outputStream } from './system/streams.ts';

/** Runs the program in the real world. */
export async function launch(): Promise<void> {
  const argv = process.argv.slice(2);
  if (isVersion(argv)) {
    const stdout = outputStream(1, process.env);
    stdout.write(`${version}\n`);
    if (!stdout.failure) return;
  }
  useCompileCache(process.env, { make: argv[0] !== COMPLETING_COMMAND });
  const { runProgram: main } = await import('./main.ts');
  await main(argv);
}

const isVersion = ([word, ...more]: readonly string[]): boolean =>
  more.length === 0 && (word === '--version' || word === '-V');
