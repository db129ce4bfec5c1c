/** A machine of the simulation: the program run in process over a folder, with its own clock, zone and ids, and a switch that turns it off. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { v7 } from 'uuid';
import type { OutputTarget, ProgramEnv } from '../../src/env.ts';
import { runCommandLine } from '../../src/main.ts';
import type { Day } from '../../src/rules/values/calendar.ts';
import { realSystem } from '../../src/system/system.ts';

export interface MachineRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a machine is set when it runs a line. */
export interface MachineClock {
  readonly today: string;
  readonly zone: number;
  /** Called each time the program touches the world. `hasAnswered`: it has written its answer. */
  readonly onTouch?: (hasAnswered: boolean) => void;
}

/** The file of the ledger, and those that the database keeps beside it. */
const PARTS = ['', '-journal', '-wal', '-shm'];

export class Machine {
  readonly db: string;
  readonly folder: string;
  private readonly number: number;
  private seconds = 0;
  private uids = 0;

  constructor(folder: string, name: string, number: number) {
    this.folder = join(folder, name);
    this.db = join(this.folder, 'l.db');
    this.number = number;
    mkdirSync(this.folder, { recursive: true });
  }

  /** The file of the ledger; empty where there is none. */
  bytes(): Buffer {
    return existsSync(this.db) ? readFileSync(this.db) : Buffer.alloc(0);
  }

  /** The files as they are at this instant. */
  copyTo(folder: string): void {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const part of PARTS) if (existsSync(this.db + part)) copyFileSync(this.db + part, join(folder, `l.db${part}`));
  }

  remove(): void {
    for (const part of PARTS) rmSync(this.db + part, { force: true });
  }

  putBack(folder: string): void {
    this.remove();
    for (const part of PARTS) {
      if (existsSync(join(folder, `l.db${part}`))) copyFileSync(join(folder, `l.db${part}`), this.db + part);
    }
  }

  /** Writes the ledger as JSON lines into the machine's folder, and returns the file's name. */
  async exported(clock: MachineClock): Promise<string> {
    const name = 'copy.jsonl';
    rmSync(join(this.folder, name), { force: true });
    const { code, stderr } = await this.run(['export', '--format', 'jsonl', '--output', name], clock);
    if (code !== 0) throw new Error(`no copy as JSON lines:\n${stderr}`);
    return name;
  }

  async run(words: readonly string[], clock: MachineClock): Promise<MachineRun> {
    const written = { stdout: '', stderr: '' };
    const code = await runCommandLine(words, this.env(clock, written));
    return { code, ...written };
  }

  private env({ today, zone, onTouch }: MachineClock, written: { stdout: string; stderr: string }): ProgramEnv {
    const { folder } = this;
    const system = realSystem();
    const touch = (): void => onTouch?.(written.stdout !== '');
    // Noon in the user's zone, and some seconds later with each look at the clock.
    const noon = Date.parse(`${today}T12:00:00Z`) - zone * 60_000;
    const instant = (after = ''): string => {
      touch();
      this.seconds += 1;
      const now = new Date(noon + (this.seconds % 30_000) * 1000 + this.number).toISOString();
      return now > after ? now : new Date(Date.parse(after) + 1 + this.number).toISOString();
    };
    const out = (to: 'stdout' | 'stderr'): OutputTarget => ({
      write: (text) => {
        written[to] += typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
        touch();
      },
      isTTY: false,
      columns: Number.POSITIVE_INFINITY,
      rows: Number.POSITIVE_INFINITY,
      colorLevel: 0,
    });
    const sub = (name: string) => async () => {
      touch();
      return join(folder, name);
    };
    return {
      vars: { CONNECTS_DB: this.db },
      today: () => today as Day,
      now: instant,
      startedAt: new Date(noon).toISOString(),
      localTime: (at) => new Date(Date.parse(at) + zone * 60_000).toISOString().slice(0, 16),
      instantOf: (time, earlier) => system.instantOf(/Z$|[+-]\d\d:\d\d$/.test(time) ? time : `${time}Z`, earlier),
      lockPatience: 500,
      userName: () => 'ada',
      startTries: () => system.startTries(),
      uid: () => {
        touch();
        this.uids += 1;
        return v7({ msecs: noon, seq: this.uids, random: new Uint8Array(16).fill(this.number) });
      },
      stdin: { isTTY: false, bytes: async () => ({ bytes: new Uint8Array(), isWhole: true }) },
      clipboard: async () => {
        throw new Error('no clipboard');
      },
      stdout: out('stdout'),
      stderr: out('stderr'),
      dataFolder: sub('data'),
      stateFolder: sub('state'),
      configFolder: sub('config'),
      readIfThere: (path) => system.readIfThere(path),
      machine: () => ({
        program: ['/usr/bin/node', '/usr/bin/connects'],
        ...{ node: 'v24.0.0', os: 'Linux 6.1.0 x64', home: folder, zone: 'Europe/Prague', posix: true },
      }),
      fullPath: (path) => resolve(folder, path),
      readBytes: async (path, most) => ({
        ...(await system.readBytes(resolve(folder, path), most)),
        utcDay: today as Day,
      }),
      writeText: (path, text) => system.writeText(resolve(folder, path), text),
      browse: async () => {},
      page: () => false,
      bar: async () => ({ show: () => {}, end: () => {} }),
      ask: async () => {
        throw new Error('Nobody can be asked');
      },
    };
  }
}
