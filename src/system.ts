/** The one real world: clock, environment, streams, terminal, paths and prompts. Nothing else in the program reads them. */
import { promises } from 'node:fs';
import { arch, homedir, release, type } from 'node:os';
import { isAbsolute, resolve } from 'node:path';
import { isatty } from 'node:tty';
import { lightFormat } from 'date-fns/lightFormat';
import { v7 } from 'uuid';
import type { Env, Out } from './env.ts';
import type { Day } from './rules/calendar.ts';
import { type Refusal, Refused } from './rules/refusal.ts';

const out = (stream: NodeJS.WriteStream): Out => ({
  write: (text) => void stream.write(text),
  isTTY: stream.isTTY ?? false,
  columns: stream.isTTY ? (stream.columns ?? 80) : Number.POSITIVE_INFINITY,
  colorLevel: stream.isTTY ? colorLevel(stream.getColorDepth()) : 0,
});

const colorLevel = (depth: number): Out['colorLevel'] => (depth >= 24 ? 3 : depth >= 8 ? 2 : depth >= 4 ? 1 : 0);

async function stdinBytes(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function readBytes(file: string): Promise<{ bytes: Uint8Array; utcDay: Day }> {
  const { mtime } = await promises.stat(file);
  return { bytes: await promises.readFile(file), utcDay: mtime.toISOString().slice(0, 10) as Day };
}

const localDay = (date: Date): Day => lightFormat(date, 'yyyy-MM-dd') as Day;

/** XDG on Linux, Library on macOS, AppData on Windows. */
async function folders(asked: 'data' | 'state'): Promise<{ readonly data: string; readonly log: string }> {
  try {
    // XDG has a path that is not absolute ignored, which the package does not.
    for (const name of ['XDG_DATA_HOME', 'XDG_STATE_HOME']) {
      if (!isAbsolute(process.env[name] ?? '/')) delete process.env[name];
    }
    const { default: envPaths } = await import('env-paths');
    return envPaths('connects', { suffix: '' });
  } catch (error) {
    throw new Refused({ code: 'storage-unavailable', db: `The ${asked} folder`, detail: (error as Error).message });
  }
}

const dataFolder = async (): Promise<string> => (await folders('data')).data;

/** Only XDG knows a folder for state. Elsewhere that would be the one for logs, which is there to be swept. */
async function stateFolder(): Promise<string> {
  const { data, log } = await folders('state');
  return process.platform === 'darwin' || process.platform === 'win32' ? data : log;
}

/** What few commands need, and with it packages that only the loader of modules can load. */
const apart = () => import('./apart.ts');

/** Two copies whose clocks were set back do not record at the same instant: it is the order that both read in. */
function now(after = ''): string {
  const real = new Date().toISOString();
  if (real > after) return real;
  const [low = 0, high = 0] = sixteenRandom();
  return new Date(Date.parse(after) + 1 + low + 256 * high).toISOString();
}

const pool = new Uint8Array(4096);
let used = pool.length;

/** Sixteen random bytes. The system is asked for many at once: an import needs an id for every row. */
function sixteenRandom(): Uint8Array {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  used += 16;
  return pool.subarray(used - 16, used);
}

/** Node has none, or that of nowhere, where TZ names none. */
function zone(): string | null {
  const named: string | undefined = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return named === 'Etc/Unknown' ? null : (named ?? null);
}

export const system = (): Env => ({
  vars: process.env,
  today: () => localDay(new Date()),
  now,
  uid: () => v7({ random: sixteenRandom() }),
  // Asked of the descriptor: the stream itself is slow to make, and few commands read it.
  stdin: { isTTY: isatty(0), text: async () => (await stdinBytes()).toString('utf8'), bytes: stdinBytes },
  stdout: out(process.stdout),
  stderr: out(process.stderr),
  dataFolder,
  stateFolder,
  machine: () => ({
    node: process.version,
    os: `${type()} ${release()} ${arch()}`,
    home: homedir(),
    zone: zone(),
    posix: process.platform !== 'win32',
  }),
  fullPath: (file) => resolve(file),
  readText: (file) => promises.readFile(file, 'utf8'),
  readBytes,
  writeText: async (file, text) => (await apart()).writeText(file, text),
  browse: async (file) => (await apart()).browse(file),
  ask: async () => (await apart()).ask(process.stderr),
  bar: async () => (await apart()).bar(process.stderr),
});

/**
 * Runs the program in the real world. A reader that has seen enough is no error; an answer that could not be written
 * is one, which `fail` tells. What was recorded stands by then.
 */
export async function live(run: Run, fail: (refusal: Refusal, argv: readonly string[], env: Env) => Promise<number>) {
  let unwritten: Error | null = null;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      if (stream === process.stdout) unwritten ??= error;
    });
  }
  const argv = process.argv.slice(2);
  const env = system();
  const code = await run(argv, env);
  // A stream tells of its errors a little later.
  await new Promise(setImmediate);
  process.exitCode = unwritten ? await fail(notWritten(unwritten), argv, env) : code;
}

type Run = (argv: readonly string[], env: Env) => Promise<number>;

function notWritten({ code = '', message }: NodeJS.ErrnoException): Refusal {
  const isFull = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code);
  return {
    code: isFull ? 'storage-full' : 'storage-unavailable',
    db: 'standard output',
    detail: message,
    of: 'output',
  };
}
