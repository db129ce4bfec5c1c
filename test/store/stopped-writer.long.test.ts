/** A process that is stopped while it holds the lock of the ledger: readers answer, writers wait, and nothing is lost. */
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { failingCalls } from '../sweep/failing-calls.ts';

const calls = failingCalls();
const home = mkdtempSync(join(tmpdir(), 'connects-stopped-'));
afterAll(() => {
  calls?.remove();
  rmSync(home, { recursive: true, force: true });
});

const of = (line: string) => ({ argv: line.split(' '), home });

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((done) => {
    if (child.exitCode !== null) done(child.exitCode);
    else child.once('exit', done);
  });

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setTimeout(done, 5));
}

const isStopped = ({ pid }: ChildProcess): boolean => / T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));

function hasOpen({ pid }: ChildProcess, file: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`) === file);
  } catch {
    return false;
  }
}

test.skipIf(!calls)(
  'a writer that is stopped under the lock keeps no reader waiting, and other writers go on after it',
  async () => {
    if (!calls) return;
    mkdirSync(join(home, 'data'));
    expect(calls.run(of('init')).status).toBe(0);
    // The calls of one entry are those of the next.
    const { calls: made } = calls.list(of('spend other --amount 1'));
    const nth = 1 + made.findIndex(({ call, path }) => call === 'write' && path.endsWith('-journal'));
    const first = calls.start(of('spend other --amount 1'), { nth, error: 'stop' });
    await until(() => isStopped(first));
    expect(calls.run(of('balance'))).toMatchObject({ status: 0, stdout: '39\n' });
    expect(calls.run(of('spend other --amount 1 --dry-run')).status).toBe(0);
    const second = calls.start(of('spend other --amount 1'));
    await until(() => hasOpen(second, join(home, 'data', 'ledger.db')));
    expect(second.exitCode).toBe(null);
    first.kill('SIGCONT');
    expect([await exitOf(first), await exitOf(second)]).toEqual([0, 0]);
    expect(calls.run(of('balance'))).toMatchObject({ stdout: '37\n' });
    expect(calls.run(of('check'))).toMatchObject({ status: 0, stdout: '' });
  },
);
