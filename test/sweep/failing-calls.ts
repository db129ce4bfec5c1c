/** Runs the built program so that one of its system calls fails, or so that it dies there. A library that `gcc` makes stands between it and the system. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const bin = resolve(import.meta.dirname, '../../bin/connects.js');

/** A system call that works on a file of the world: what it does, and to which path. */
export interface SystemCall {
  readonly call: string;
  readonly path: string;
}

/** How a call fails: with this error, or the process dies or is stopped before it. */
export type CallError = keyof typeof NUMBERS | 'kill' | 'stop';

const NUMBERS = { EIO: 5, EACCES: 13, ENOSPC: 28 } as const;

/** The errors that are likely for a call. */
export function errorsOf(call: string): readonly CallError[] {
  switch (call) {
    case 'read':
    case 'ftruncate':
      return ['EIO'];
    case 'write':
    case 'fsync':
      return ['EIO', 'ENOSPC'];
    case 'open':
    case 'unlink':
    case 'rmdir':
    case 'chmod':
      return ['EIO', 'EACCES'];
    default:
      return ['EIO', 'ENOSPC', 'EACCES'];
  }
}

export interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface FaultyRun {
  readonly argv: readonly string[];
  readonly home: string;
  readonly vars?: Readonly<Record<string, string>>;
}

interface Fault {
  /** Which of the calls fails, from 1. */
  readonly nth: number;
  readonly error: CallError;
  /** All calls of its kind in this folder fail from then on. */
  readonly after?: string | undefined;
}

export interface FailingCalls {
  run(of: FaultyRun, fault?: Fault): Ended;
  /** Starts it, and does not wait for its end. */
  start(of: FaultyRun, fault?: Fault): ChildProcess;
  /** Runs it with no failure, and lists its calls. */
  list(of: FaultyRun): { readonly ended: Ended; readonly calls: readonly SystemCall[] };
  remove(): void;
}

/** Null: this system has no compiler, or does not load the library. */
export function failingCalls(): FailingCalls | null {
  if (process.platform !== 'linux') return null;
  const folder = mkdtempSync(join(tmpdir(), 'connects-calls-'));
  const [library, log, cache] = ['calls.so', 'calls.log', 'cache'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const source = join(import.meta.dirname, 'failing-calls.c');
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const made = spawnSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl', '-lpthread']);
  if (made.status !== 0) {
    remove();
    return null;
  }
  const envOf = ({ home, vars = {} }: FaultyRun, fault: Readonly<Record<string, string>>) => ({
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    XDG_CACHE_HOME: cache,
    CONNECTS_DB: join(home, 'data', 'ledger.db'),
    CONNECTS_TODAY: '2021-02-02',
    UV_USE_IO_URING: '0',
    ...vars,
    ...fault,
  });
  const spawned = (of: FaultyRun, fault: Readonly<Record<string, string>>): Ended => {
    const how = { cwd: of.home, env: envOf(of, fault), encoding: 'utf8' } as const;
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, [bin, ...of.argv], how);
    return { status, signal, stdout, stderr };
  };
  const faulty = (of: FaultyRun, fault?: Fault): Readonly<Record<string, string>> =>
    fault ? { ...loaded(of.home), ...asVariables(fault) } : {};
  return {
    remove,
    run: (of, fault) => spawned(of, faulty(of, fault)),
    start: (of, fault) =>
      spawn(process.execPath, [bin, ...of.argv], { cwd: of.home, env: envOf(of, faulty(of, fault)), stdio: 'ignore' }),
    list: (of) => {
      rmSync(log, { force: true });
      const ended = spawned(of, { ...loaded(of.home), FAULT_LOG: log });
      return { ended, calls: existsSync(log) ? callsIn(readFileSync(log, 'utf8')) : [] };
    },
  };

  function loaded(home: string): Readonly<Record<string, string>> {
    return { LD_PRELOAD: library, FAULT_ROOT: home };
  }
}

const asVariables = ({ nth, error, after }: Fault): Readonly<Record<string, string>> => ({
  FAULT_NTH: String(nth),
  FAULT_ERROR: error === 'kill' || error === 'stop' ? error : String(NUMBERS[error]),
  ...(after !== undefined && { FAULT_AFTER: after }),
});

const callsIn = (log: string): readonly SystemCall[] =>
  log
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [, call = '', path = ''] = /^\d+ (\S+) (.*)$/.exec(line) ?? [];
      return { call, path };
    });
