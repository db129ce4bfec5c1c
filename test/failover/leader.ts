/**
 * The shared ledger survives its leader: eight clients spend while the leader is killed, frozen and cut off. What each
 * client was told is written down and compared with the record, as Jepsen does.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerNumber } from './network.ts';
import { startCluster, type TestCluster, whyNoCluster } from './pool-cluster.ts';

const bin = resolve(import.meta.dirname, '../../bin/connects.js');
const CLIENTS = 8;
const OPENING = 100_000;

/** A command as its client saw it. Times are milliseconds of one clock. */
interface Told {
  readonly title: string;
  readonly invoked: number;
  readonly answered: number;
  /** `unknown`: the client was not told whether it was recorded. */
  readonly outcome: 'ok' | 'fail' | 'unknown';
  /** The balance after it, as its receipt has it. */
  readonly after: number | null;
  readonly why: string;
}

const why = whyNoCluster();

describe.skipIf(why !== null)(`a shared ledger whose leader fails${why === null ? '' : ` (not run: ${why})`}`, () => {
  let cluster: TestCluster;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'connects-failover-'));
    cluster = await startCluster();
  });
  afterAll(() => {
    cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs the built program between the servers, as the machine of one client. */
  function connects(
    client: string,
    ...args: readonly string[]
  ): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const [program = '', ...words] = [...cluster.between, process.execPath, bin, ...args];
    const home = join(folder, client);
    const child = spawn(program, words, {
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: home,
        XDG_STATE_HOME: join(home, 'state'),
        CONNECTS_DB: cluster.url,
        CONNECTS_TODAY: '2026-11-28',
      },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    return new Promise((done) => child.on('close', (code) => done({ code, stdout, stderr })));
  }

  async function spend(client: string, nth: number): Promise<Told> {
    const title = `${client}-${nth}`;
    const invoked = performance.now();
    const { code, stdout, stderr } = await connects(client, 'apply', '--cost', '1', '--title', title, '--json');
    const answer = stdout ? JSON.parse(stdout) : {};
    const outcome = code === 0 ? 'ok' : /whether the command was recorded/.test(stdout + stderr) ? 'unknown' : 'fail';
    const after = code === 0 ? (answer.balance.after as number) : null;
    return { title, invoked, answered: performance.now(), outcome, after, why: stderr || stdout };
  }

  type Act = (leader: ServerNumber) => unknown;
  const faults: readonly (readonly [what: string, hurt: Act, heal: Act])[] = [
    ['killed', (leader) => cluster.kill(leader), (leader) => cluster.restart(leader)],
    ['frozen', (leader) => cluster.freeze(leader), (leader) => cluster.thaw(leader)],
    [
      'cut off',
      (leader) => cluster.cutOff(leader),
      async (leader) => cluster.reconnect(await cluster.resigned(leader)),
    ],
  ];

  test('a cluster whose leader fails loses nothing acknowledged, doubles nothing and is never overdrawn', async () => {
    const opened = await connects('owner', 'init', '--balance', String(OPENING), '--rules', '2026');
    expect([opened.code, opened.stderr]).toEqual([0, expect.any(String)]);
    const told: Told[] = [];
    const state = { isOver: false };
    const clients = Array.from({ length: CLIENTS }, async (_, i) => {
      for (let nth = 0; !state.isOver; nth += 1) told.push(await spend(`client${i}`, nth));
    });
    /** Waits until so many more commands were acknowledged. */
    const acknowledged = async (more: number, when: string): Promise<void> => {
      const count = () => told.filter(({ outcome }) => outcome === 'ok').length;
      const target = count() + more;
      const end = performance.now() + 90_000;
      while (count() < target) {
        const last = told.slice(-3).map((one) => `${one.outcome}: ${one.why}`);
        if (performance.now() > end) throw new Error(`Too few commands went well ${when}.\n${last.join('\n')}`);
        await new Promise((done) => setTimeout(done, 100));
      }
    };
    try {
      for (const [what, hurt, heal] of faults) {
        // A leader that fails before the cluster is whole has no heir, whatever the ledger does: that is not what is tested.
        const leader = await cluster.whole();
        await acknowledged(20, `before the leader was ${what}`);
        const since = performance.now();
        hurt(leader);
        const heir = await cluster.replaced(leader);
        const seconds = (performance.now() - since) / 1000;
        console.info(`Server ${leader} was ${what}. After ${seconds.toFixed(0)} seconds, server ${heir} leads.`);
        await acknowledged(20, `after the leader was ${what}`);
        await heal(leader);
      }
      await cluster.whole();
      await acknowledged(20, 'at the end');
    } finally {
      state.isOver = true;
      await Promise.all(clients);
    }
    const history = await connects('reader', 'history', '--all', '--json');
    expect([history.code, history.stderr]).toEqual([0, '']);
    const rows = JSON.parse(history.stdout).transactions as readonly { kind: string; title: string; balance: number }[];
    const recorded = rows.filter(({ kind }) => kind === 'proposal');
    const titles = recorded.map(({ title }) => title);
    expect(new Set(titles).size, 'a title that was recorded twice').toBe(titles.length);
    const found = new Set(titles);
    const lost = told.filter(({ outcome, title }) => outcome === 'ok' && !found.has(title));
    expect(lost, 'acknowledged and not there').toEqual([]);
    const denied = told.filter(({ outcome, title }) => outcome === 'fail' && found.has(title));
    expect(denied, 'said to have failed, and there').toEqual([]);
    expect(rows.every(({ balance }) => balance >= 0)).toBe(true);
    expect(rows[0]?.balance).toBe(OPENING - titles.length);

    // Each receipt tells another balance, and a command that began after another was answered comes after it.
    const oks = told.filter(({ outcome }) => outcome === 'ok');
    expect(new Set(oks.map(({ after }) => after)).size).toBe(oks.length);
    const swapped = oks.filter((a) => oks.some((b) => b.answered < a.invoked && (b.after ?? 0) < (a.after ?? 0)));
    expect(swapped).toEqual([]);
    expect((await connects('reader', 'check')).stdout).toBe('');
    console.info(
      `${oks.length} acknowledged, ${told.filter(({ outcome }) => outcome === 'fail').length} failed, ${told.filter(({ outcome }) => outcome === 'unknown').length} unknown`,
    );
  });
});
