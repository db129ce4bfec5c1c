/** Gives an input to the built program as a process of its own: its exit, both streams, its processor time and its peak memory. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Ran, World, WorldOptions } from '../world.ts';

const bin = resolve(import.meta.dirname, '../../bin/connects.js');
const probe = resolve(import.meta.dirname, 'usage-probe.cjs');

/** Only what hangs takes so long. */
const PATIENCE_MS = 60_000;
/** Linux takes no single argument or variable that is longer. */
const LONGEST_WORD = 128 * 1024 - 1;

export interface BuiltRan {
  readonly ran: Ran;
  readonly seconds: number;
  readonly megabytes: number;
}

interface Usage {
  readonly seconds: number;
  readonly megabytes: number;
}

/** A shell could not give these words to a program either. */
export function fitsProcess(argv: readonly string[], vars: Readonly<Record<string, string>> = {}): boolean {
  const words = [...argv, ...Object.entries(vars).map(([name, value]) => `${name}=${value}`)];
  return (
    words.every((word) => !word.includes('\0') && Buffer.byteLength(word) <= LONGEST_WORD) &&
    Object.keys(vars).every((name) => name !== '' && !name.includes('='))
  );
}

/** Runs the program in the world's folder. Nothing of the real environment reaches it, and it finds no other program. */
export async function runBuilt(
  { folder, db }: World,
  argv: readonly string[],
  { today = '', vars = {}, stdin = new Uint8Array() }: WorldOptions,
): Promise<BuiltRan> {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  const child = spawn(process.execPath, ['--require', probe, bin, ...argv], {
    cwd: folder,
    env: { HOME: home, PATH: '', TZ: 'UTC', LANG: 'C.UTF-8', CONNECTS_TODAY: today, CONNECTS_DB: db, ...vars },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
  });
  const texts: Record<string, Buffer[]> = { stdout: [], stderr: [], usage: [] };
  const streams = { stdout: child.stdio[1], stderr: child.stdio[2], usage: child.stdio[3] };
  for (const [name, stream] of Object.entries(streams)) stream?.on('data', (piece) => texts[name]?.push(piece));
  // It need not read what it is given.
  child.stdin?.on('error', () => {});
  child.stdin?.end(stdin);
  const code = await new Promise<number | null>((done, fail) => child.on('error', fail).on('close', done));
  const text = (name: string): string => Buffer.concat(texts[name] ?? []).toString('utf8');
  const [stdout, stderr] = [text('stdout'), text('stderr')].map((each) => each.replaceAll(folder, '~')) as [
    string,
    string,
  ];
  // Without a last word it was ended from outside, by its memory or by our patience.
  const { seconds, megabytes }: Usage = text('usage')
    ? JSON.parse(text('usage'))
    : { seconds: PATIENCE_MS / 1000, megabytes: Number.POSITIVE_INFINITY };
  return { ran: { code: code ?? -1, stdout, stderr, output: stdout + stderr }, seconds, megabytes };
}
