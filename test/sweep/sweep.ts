/** One command, with each of its system calls failing once: what is wrong afterwards, as one line each. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CallError, type Ended, errorsOf, type FailingCalls, type SystemCall } from './failing-calls.ts';
import { differing, isLeftover, stateOf, type WorldState } from './judge.ts';
import type { SweptLine } from './sweep-lines.ts';

export interface SweepResult {
  readonly runs: number;
  readonly findings: readonly string[];
}

/** A call that fails: the number of it from 0, with which error, and whether all later ones of its kind fail too. */
export interface TriedFault {
  readonly at: number;
  readonly call: SystemCall;
  readonly error: CallError;
  readonly lasts: boolean;
  /** It is the first of its kind on its file. */
  readonly isFirst: boolean;
}

/** Which failures are tried. */
export type WhichFaults = (fault: TriedFault) => boolean;

/** Each call with each of its errors once, and the first of each kind and file so that it goes on; or killed there. */
function faultsOf(calls: readonly SystemCall[]): readonly TriedFault[] {
  const seen = new Set<string>();
  return calls.flatMap((call, at) => {
    const kind = `${call.call} ${call.path.replace(/\.part-.*/, '')}`;
    const isFirst = !seen.has(kind);
    seen.add(kind);
    const errors = errorsOf(call.call);
    return [
      ...errors.map((error) => ({ at, call, error, lasts: false, isFirst })),
      ...errors.filter(() => isFirst).map((error) => ({ at, call, error, lasts: true, isFirst })),
      { at, call, error: 'kill' as const, lasts: false, isFirst },
    ];
  });
}

export function sweptLine(calls: FailingCalls, of: SweptLine, which: WhichFaults): SweepResult {
  const folder = mkdtempSync(join(tmpdir(), 'connects-sweep-'));
  try {
    return sweepIn(folder, calls, of, which);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sweepIn(folder: string, calls: FailingCalls, of: SweptLine, which: WhichFaults): SweepResult {
  const [home, kept] = [join(folder, 'home'), join(folder, 'kept')];
  for (const name of ['data', 'out']) mkdirSync(join(home, name), { recursive: true });
  for (const [name, text] of Object.entries(of.files ?? {})) writeFileSync(join(home, name), text);
  for (const line of of.first) {
    const ended = calls.run({ argv: line.split(' '), home, vars: { ...of.vars, CONNECTS_TODAY: '2021-02-01' } });
    if (ended.status !== 0) throw new Error(`${line}: ${ended.stderr}`);
  }
  of.spoil?.(home);
  cpSync(home, kept, { recursive: true });
  const reset = (): void => {
    rmSync(home, { recursive: true, force: true });
    cpSync(kept, home, { recursive: true });
  };
  const run = { argv: [...of.line.split(' '), '--json'], home, vars: of.vars ?? {} };
  const write = (): Ended => calls.run({ ...run, argv: ['spend', 'other', '--amount', '1'] });
  const before = stateOf(home);
  const whole = calls.list(run);
  if (whole.ended.status !== 0) throw new Error(`${of.line}: ${whole.ended.stderr}`);
  const after = stateOf(home);
  const findings: string[] = [];
  let runs = 0;
  for (const fault of faultsOf(whole.calls).filter(which)) {
    const { at, call, error, lasts } = fault;
    reset();
    const ended = calls.run(run, { nth: at + 1, error, after: lasts ? diskOf(home, call.path) : undefined });
    runs += 1;
    const found = judged({ home, fault, ended, before, after, again: () => calls.run(run), write });
    const what = `${of.line}: ${at + 1} ${call.call} ${call.path.replace(home, '~')} ${error}${lasts ? ' from then on' : ''}`;
    findings.push(...found.map((problem) => `${what}: ${problem.replaceAll(home, '~')}`));
  }
  return { runs, findings };
}

/** The folder of the home that stands for a disk of its own. */
const diskOf = (home: string, path: string): string => join(home, path.slice(home.length + 1).split('/')[0] ?? '');

interface Judged {
  readonly home: string;
  readonly fault: TriedFault;
  readonly ended: Ended;
  readonly before: WorldState;
  readonly after: WorldState;
  readonly again: () => Ended;
  readonly write: () => Ended;
}

function judged({ home, fault, ended, before, after, again, write }: Judged): readonly string[] {
  const found: string[] = [];
  const { error } = fault;
  const text = `${ended.stdout}${ended.stderr}`;
  if (error === 'kill') {
    if (ended.signal !== 'SIGKILL') found.push(`it went on: ${ended.signal ?? ended.status}`);
  } else if (ended.status === 4 && error === 'EACCES' && /no-such-file/.test(text)) {
    // A file to be taken in is not the ledger's.
    return [];
  } else if (ended.status !== 0 && ended.status !== 5) found.push(`exit ${ended.status ?? ended.signal}: ${text}`);
  if (/\n\s+at |internal/.test(text)) found.push(`a fault of the program: ${text}`);
  const now = stateOf(home);
  const isBackup = (name: string): boolean => name.includes('/backups/') || isLeftover(name);
  const [offBefore, offAfter] = [differing(now, before), differing(now, after)].map((names) =>
    names.filter((name) => !isLeftover(name)),
  ) as [string[], string[]];
  if (ended.status === 0) {
    const warned = /could not/.test(text);
    // A backup that cannot get the account's new name keeps the old one.
    const isRenamed = fault.call.call === 'rename' && /\/backups\//.test(fault.call.path);
    const wrong = offAfter.filter((name) => !((warned || isRenamed) && isBackup(name)));
    if (wrong.length > 0) found.push(`exit 0, but differing: ${wrong.join(' ')} ${text}`);
  } else if (error === 'kill') {
    // A copy that was made before may stay.
    const [asBefore, asAfter] = [offBefore, offAfter].map((names) => names.every(isBackup));
    if (!asBefore && !asAfter) found.push(`killed, and differing: ${offBefore.join(' ')}`);
  } else if (offBefore.length > 0) {
    const asAfter = offAfter.every(isBackup);
    if (!(asAfter && /may be lost when the power fails/.test(text)))
      found.push(`exit ${ended.status}, ${asAfter ? 'but done' : `and differing: ${offBefore.join(' ')}`}: ${text}`);
  }
  if (ended.status === 5) found.push(...messageFaults(home, fault, ended));
  const left = [...now.keys()].filter(isLeftover);
  // The command is repeated after one of several failures that are alike.
  if (left.length > 0 || (ended.status !== 0 && fault.isFirst)) {
    const next = again();
    if (ended.status === 5 && offBefore.length === 0) {
      if (next.status !== 0) found.push(`the next one: ${next.status} ${next.stderr}`);
      else {
        const off = differing(stateOf(home), after).filter((name) => !isLeftover(name));
        if (off.length > 0) found.push(`after the next one differing: ${off.join(' ')}`);
      }
    }
    if (next.status === 1 || next.status === 5) found.push(`the next one: ${next.status} ${next.stderr}`);
    const leftNow = (): readonly string[] => [...stateOf(home).keys()].filter(isLeftover);
    if (leftNow().length > 0) write();
    if (leftNow().length > 0) found.push(`still there after the next: ${leftNow().join(' ')}`);
  }
  return found;
}

/** What each error is called, and the words that say so. */
const WORDS: Readonly<Record<string, RegExp>> = {
  EIO: /storage-unavailable.*disk reports an error|reports an error: the change may be lost/s,
  ENOSPC: /storage-full.*disk is full/s,
  EACCES: /storage-(readonly|unavailable).*(permission denied|read-only|unable to open)/s,
};

function messageFaults(home: string, { call, error, lasts }: TriedFault, { stderr }: Ended): readonly string[] {
  const found: string[] = [];
  // Of what works again when it is tried, only an error of the disk can be said.
  const isSaid = (as: string): boolean => WORDS[as]?.test(stderr) ?? true;
  if (!isSaid(error) && (lasts || !isSaid('EIO'))) found.push(`not said as ${error}: ${stderr}`);
  const named = namedFor(call.path.slice(home.length + 1));
  // SQLite does not say which of two files it could not read.
  // Of all files on a disk that goes on failing, another one may be the one that matters.
  const disk = diskOf(home, call.path);
  const isNamed =
    named.test(stderr) ||
    (lasts && stderr.includes(disk)) ||
    (call.call === 'read' && !lasts && /ledger|copy/.test(stderr));
  if (!isNamed) found.push(`not named ${named}: ${stderr}`);
  return found;
}

/** How the file at fault is named. */
function namedFor(path: string): RegExp {
  if (path.includes('/backups')) return /\/backups/;
  const [, part] = /(?:^|\/)\.([^/]+)\.part-/.exec(path) ?? [];
  const name = (part ?? path.split('/').at(-1) ?? '').replace(/-(journal|wal|shm)$/, '').replace(/\.\d+$/, '');
  return new RegExp(name.replaceAll('.', '\\.'));
}
