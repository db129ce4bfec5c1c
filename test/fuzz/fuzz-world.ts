/** The world that inputs of the fuzzer run in: one ledger with everything in it, put back after each of them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { cpuOf } from '../cpu.ts';
import { everything, TODAY } from '../exchange-out/everything.ts';
import { type Ran, type World, world } from '../world.ts';
import { fitsProcess, runBuilt } from './built-program.ts';
import { type FuzzInput, toBytes } from './fuzz-input.ts';

export interface FuzzWorld {
  readonly home: World;
  /** The ledger's own bytes. */
  readonly ledger: Buffer;
  /** Whole copies of it and of another account. */
  readonly copies: readonly string[];
  /** Each input is a process of the built program; else it runs in this one. */
  readonly isBuilt: boolean;
}

/** The result of one input. */
export interface FuzzOutcome {
  readonly ran: Ran;
  readonly seconds: number;
  /** The most memory that it took, where it was a process of its own. */
  readonly megabytes?: number;
  readonly before: Buffer | null;
  readonly after: Buffer | null;
}

/** Inputs come after all that the ledger holds. */
const FUZZ_TODAY = '2026-11-20';
/** Nobody waits for a server that is not there. */
const PATIENCE = 20;

export async function fuzzWorld(isBuilt = false): Promise<FuzzWorld> {
  const [made, other] = [await everything(), world({ today: TODAY, machine: 7 })];
  await other.run('init --joined 2021-06-01 --rules 2020-12');
  await other.run('apply --cost 4 --title Elsewhere --tag x --on 2021-06-02');
  await other.run('mark 1 replied --on 2021-06-03');
  const ledger = readFileSync(made.db);
  const ofOne = (await made.run('export --format jsonl')).stdout;
  await made.run('apply --cost 4 --title "Only there" --on 2022-01-03');
  await made.run('edit 1 --title "Changed there"');
  const copies = [
    ofOne,
    (await made.run('export --format jsonl')).stdout,
    (await other.run('export --format jsonl')).stdout,
  ];
  return { home: world({ today: FUZZ_TODAY, machine: 3, serverPatience: PATIENCE }), ledger, copies, isBuilt };
}

const bytesOf = (path: string): Buffer | null => (existsSync(path) ? readFileSync(path) : null);

/** No process can be given this input. */
export const isLeftOut = ({ isBuilt }: FuzzWorld, { argv, vars }: FuzzInput): boolean =>
  isBuilt && !fitsProcess(argv, vars);

/** Lays out the world, and runs the input in it. */
export async function runInput({ home, ledger, isBuilt }: FuzzWorld, input: FuzzInput): Promise<FuzzOutcome> {
  for (const name of readdirSync(home.folder)) rmSync(join(home.folder, name), { recursive: true, force: true });
  if (!input.isFirst) writeFileSync(home.db, ledger);
  const isDamage = input.sql !== undefined || input.flips !== undefined || input.cut !== undefined;
  const isCopy = input.argv.includes('damaged.db');
  if (isDamage) {
    const path = isCopy ? join(home.folder, 'damaged.db') : home.db;
    writeFileSync(path, ledger);
    damage(path, input);
  }
  for (const [name, content] of Object.entries(input.files ?? {})) {
    mkdirSync(dirname(join(home.folder, name)), { recursive: true });
    writeFileSync(join(home.folder, name), toBytes(content));
  }
  const before = bytesOf(home.db);
  const options = {
    ...(input.vars ? { vars: input.vars } : {}),
    ...(input.tty && !isBuilt ? { tty: { stdout: true, stderr: true } } : {}),
    ...(input.stdin !== undefined ? { stdin: toBytes(input.files?.[input.stdin] ?? '') } : {}),
  };
  if (isBuilt) {
    const measured = await runBuilt(home, input.argv, { today: FUZZ_TODAY, ...options });
    return { ...measured, before, after: bytesOf(home.db) };
  }
  const { result, seconds } = await cpuOf(() => home.run(input.argv, options));
  return { ran: result, seconds, before, after: bytesOf(home.db) };
}

/** What refuses to be done is left out: an input need not make sense. */
function damage(path: string, { sql, flips = [], cut }: FuzzInput): void {
  if (sql !== undefined) withSql(path, sql.split('; '));
  if (flips.length === 0 && cut === undefined) return;
  const bytes = readFileSync(path);
  for (const [at, byte] of flips) bytes[at] = byte;
  writeFileSync(path, bytes.subarray(0, cut));
}

function withSql(path: string, statements: readonly string[]): void {
  const db = new Database(path);
  db.unsafeMode(true);
  const tried = (sql: string) => {
    try {
      db.exec(sql);
    } catch {
      // The next one may work.
    }
  };
  const guards = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as {
    name: string;
    sql: string;
  }[];
  for (const { name } of guards) tried(`DROP TRIGGER ${name}`);
  tried('PRAGMA foreign_keys = OFF');
  statements.forEach(tried);
  tried('PRAGMA writable_schema = 0');
  for (const { sql } of guards) tried(sql);
  db.close();
}
