/** The one real world: clock, environment, streams, terminal, paths and prompts. Nothing else in the program reads them. Long because it is the whole edge in one place. */
import { closeSync, createReadStream, openSync, promises, readFileSync, readSync, statSync } from 'node:fs';
import { arch, homedir, release, type, userInfo } from 'node:os';
import { resolve } from 'node:path';
import { lightFormat } from 'date-fns/lightFormat';
import { v7 } from 'uuid';
import type { AskPerson, InputBytes, ProgramEnv, RetryClock } from '../env.ts';
import { inHome } from '../parse/path.ts';
import { type Refusal, Refused } from '../rules/answers/refusal.ts';
import type { Day } from '../rules/values/calendar.ts';
import { showInPager } from './pager.ts';
import { platformFolders } from './platform-folders.ts';
import { isTerminal, type OutputStream, outputStream } from './streams.ts';

async function readStream(stream: AsyncIterable<unknown>, most: number): Promise<InputBytes> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) return { bytes: chunks[0] ?? chunk, isWhole: false };
  }
  return { bytes: Buffer.concat(chunks), isWhole: true };
}

/** What is no file, such as a device, may have no end, and says nothing of its size. */
async function readBytes(file: string, most: number): Promise<InputBytes & { utcDay: Day }> {
  const stat = await promises.stat(file);
  const utcDay = stat.mtime.toISOString().slice(0, 10) as Day;
  if (stat.isFile() && stat.size <= most) return { bytes: await promises.readFile(file), isWhole: true, utcDay };
  return { ...(await readStream(createReadStream(file), stat.isFile() ? 0 : most)), utcDay };
}

/** What is no file, such as a pipe, could keep the program waiting. In a folder that is closed to the user, there is nothing. */
function readIfThere(file: string): string | null {
  try {
    const there = statSync(file, { throwIfNoEntry: false });
    if (there === undefined) return null;
    if (!there.isFile()) throw new Error('it is not a file');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return null;
    throw error;
  }
  return readFileSync(file, 'utf8');
}

const localDay = (date: Date): Day => lightFormat(date, 'yyyy-MM-dd') as Day;

/** A folder that cannot be found is named by what it holds. */
async function folder(name: 'data' | 'state' | 'config'): Promise<string> {
  try {
    return platformFolders(process.env)[name];
  } catch (error) {
    throw new Refused({ code: 'storage-unavailable', db: `The ${name} folder`, detail: (error as Error).message });
  }
}

/** The prompts ask Node whether to use colour, who asks the environment. It is made to say what was decided. */
async function ask(inColor: boolean, isPlain: boolean): Promise<AskPerson> {
  delete process.env['NO_COLOR'];
  process.env['FORCE_COLOR'] = inColor ? '1' : '0';
  if (isPlain) {
    const { plainPrompts } = await import('./plain-prompts.ts');
    return plainPrompts(process.stdin, process.stderr);
  }
  const prompts = await interactive();
  return prompts.terminalPrompts(process.stderr, (work) => {
    process.once('beforeExit', work);
    const letGo = survivePause();
    return () => {
      process.off('beforeExit', work);
      letGo();
    };
  });
}

/** Ctrl-Z at a question stops everything that was started with it, as elsewhere, and `fg` goes on with the question. */
function survivePause(): () => void {
  const stop = () => process.kill(0, 'SIGSTOP');
  // The prompt lets go of its input when it is continued.
  const goOn = () => setImmediate(() => process.stdin.resume());
  if (process.platform !== 'win32') process.on('SIGTSTP', stop).on('SIGCONT', goOn);
  return () => process.off('SIGTSTP', stop).off('SIGCONT', goOn);
}

/** Loaded late: few commands need it, and it brings large packages. */
const interactive = () => import('./interactive.ts');

/** Two copies whose clocks were set back do not record at the same instant: it is the order that both read in. */
function now(after = ''): string {
  const real = new Date().toISOString();
  if (real > after) return real;
  const [low = 0, high = 0] = sixteenRandom();
  return new Date(Date.parse(after) + 1 + low + 256 * high).toISOString();
}

const localTime = (instant: string): string => lightFormat(new Date(instant), "yyyy-MM-dd'T'HH:mm");

/** A time without a zone is read in the user's. */
function instantOf(time: string, minutesEarlier = 0): string | null {
  const read = new Date(Date.parse(time) - minutesEarlier * 60_000);
  return Number.isNaN(read.getTime()) ? null : read.toISOString();
}

const pool = new Uint8Array(256);
let used = pool.length;

/** Sixteen random bytes. The system is asked for many at once: an import needs an id for every row. */
function sixteenRandom(): Uint8Array {
  if (used === pool.length) {
    fillRandom(pool);
    used = 0;
  }
  used += 16;
  return pool.subarray(used - 16, used);
}

/** The device gives the same bytes as Node's crypto, which takes a tenth of a start to load. Windows has no such device. */
function fillRandom(bytes: Uint8Array): void {
  try {
    const device = openSync('/dev/urandom', 'r');
    const read = readSync(device, bytes);
    closeSync(device);
    if (read === bytes.length) return;
  } catch {
    // Node has another way.
  }
  crypto.getRandomValues(bytes);
}

/** Empty where there is none: a path that does not begin in it needs none. */
function home(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}

/** Null where the system has no entry for the user. */
function userName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}

/** Node has none, or that of nowhere, where TZ names none. */
function zone(): string | null {
  const named: string | undefined = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return named === 'Etc/Unknown' ? null : (named ?? null);
}

interface System extends ProgramEnv {
  readonly stdout: OutputStream;
}

/** The longest pause between two tries, in milliseconds. */
const LONGEST_PAUSE = 1000;

function startTries(): RetryClock {
  const start = performance.now();
  let tries = 0;
  return {
    passed: () => performance.now() - start,
    pause: () => {
      tries += 1;
      return new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(10 * 2 ** tries, LONGEST_PAUSE)));
    },
  };
}

export const realSystem = (): System => ({
  vars: process.env,
  today: () => localDay(new Date()),
  now,
  startedAt: new Date().toISOString(),
  localTime,
  instantOf,
  userName,
  uid: () => v7({ random: sixteenRandom() }),
  startTries,
  stdin: {
    get isTTY() {
      return isTerminal(0);
    },
    bytes: (most) => readStream(process.stdin, most),
  },
  clipboard: async () => (await interactive()).readClipboard(),
  stdout: outputStream(1, process.env),
  stderr: outputStream(2, process.env),
  dataFolder: () => folder('data'),
  stateFolder: () => folder('state'),
  configFolder: () => folder('config'),
  machine: () => ({
    program: [process.execPath, ...process.argv.slice(1, 2)],
    node: process.version,
    os: `${type()} ${release()} ${arch()}`,
    home: home(),
    zone: zone(),
    posix: process.platform !== 'win32',
  }),
  spareMemory: keepYoungSmall,
  fullPath: (file) => resolve(inHome(file, home())),
  readIfThere,
  readBytes,
  writeText: async (file, text) => (await interactive()).writeText(file, text),
  browse: async (file) => (await interactive()).openBrowser(file),
  ask,
  page: (command, text) => showInPager(command, text, process.env),
  bar: async () => (await interactive()).terminalBar(process.stderr),
});

/**
 * Runs the program in the real world. An answer that could not be written is a failure, which `fail` says. What was
 * recorded stays recorded.
 */
export async function runForReal(argv: readonly string[], run: Run, fail: Fail): Promise<void> {
  const env = realSystem();
  const code = await run(argv, env);
  // A terminal reports an error a little later.
  if (env.stdout.isTTY) await new Promise(setImmediate);
  const { failure } = env.stdout;
  process.exitCode = failure ? await fail(notWritten(failure), argv, env) : code;
  // All is written by now, and to take the heap apart costs as much as a small command. A terminal may still be written to.
  if (!env.stdout.isTTY && !env.stderr.isTTY) process.exit();
}

type Run = (argv: readonly string[], env: ProgramEnv) => Promise<number>;
type Fail = (refusal: Refusal, argv: readonly string[], env: ProgramEnv) => Promise<number>;

function notWritten({ code = '', message }: NodeJS.ErrnoException): Refusal {
  const isFull = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code);
  return {
    code: isFull ? 'storage-full' : 'storage-unavailable',
    db: 'standard output',
    detail: message,
    of: 'output',
  };
}

/**
 * V8 gives the newest objects up to 128 MB, which a listing of any length fills with what is garbage a moment later. The
 * space stays as small as it is: with less to copy, that is no slower.
 */
function keepYoungSmall(): void {
  process.getBuiltinModule('node:v8').setFlagsFromString('--semi-space-growth-factor=1');
}
