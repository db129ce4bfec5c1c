/** Where the process begins: says the version at once, and loads the rest of the program for everything else. */
import { version } from '../package.json';
import { useCompileCache } from './compile-cache.ts';
import { outputStream } from './streams.ts';

/** Runs the program in the real world. */
export async function launch(): Promise<void> {
  if (isVersion(process.argv.slice(2))) {
    const stdout = outputStream(1);
    stdout.write(`${version}\n`);
    if (!stdout.failure) return;
  }
  await useCompileCache();
  const { main } = await import('./main.ts');
  await main();
}

const isVersion = ([word, ...more]: readonly string[]): boolean =>
  more.length === 0 && (word === '--version' || word === '-V');
