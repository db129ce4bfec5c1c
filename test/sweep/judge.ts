/** What is in a world, in words that do not change from run to run, and what is wrong after a call has failed. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import Database from 'better-sqlite3';

/** Each file, and what it says. */
export type WorldState = ReadonlyMap<string, string>;

const SIDES = /-(journal|wal|shm)$/;

export function stateOf(home: string): WorldState {
  const state = new Map<string, string>();
  const walk = (folder: string): void => {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name);
      if (SIDES.test(name)) continue;
      if (statSync(path).isDirectory() && !name.includes('.part-')) walk(path);
      // An empty file is no ledger, and the next write begins in it.
      else if (name.endsWith('.db') && isBlankFile(path)) continue;
      else state.set(steady(relative(home, path)), statSync(path).isDirectory() ? 'folder' : contentsOf(path));
    }
  };
  walk(home);
  return state;
}

function isBlankFile(path: string): boolean {
  if (statSync(path).isDirectory()) return false;
  if (statSync(path).size === 0) return true;
  if (readFileSync(path).toString('latin1', 0, 15) !== 'SQLite format 3') return false;
  const db = new Database(path);
  try {
    // A write that was cut off is rolled back first, as the program does.
    return db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  } catch {
    return false;
  } finally {
    db.close();
  }
}

const steady = (text: string): string =>
  text
    .replace(/\d{4}-\d\d-\d\dT\d\d[:-]\d\d[:-]\d\d(\.\d+)?Z/g, 'TIME')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UID');

function contentsOf(path: string): string {
  const bytes = readFileSync(path);
  const text = bytes.toString('latin1', 0, 15) === 'SQLite format 3' ? recordOf(path) : bytes.toString('latin1');
  return `${text.length} ${createHash('sha256').update(steady(text)).digest('hex').slice(0, 12)}`;
}

/** What is recorded in a ledger's file. */
function recordOf(path: string): string {
  const db = new Database(path);
  try {
    const rows = ['commands', 'transactions', 'facts'].map((table) => db.prepare(`SELECT * FROM ${table}`).raw().all());
    return JSON.stringify([db.pragma('user_version'), db.pragma('integrity_check'), rows]);
  } catch (error) {
    return `unreadable: ${(error as Error).message}`;
  } finally {
    db.close();
  }
}

/** Names of files that differ. */
export function differing(a: WorldState, b: WorldState): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name)).sort();
}

/** What is only there while a file is written. */
export const isLeftover = (name: string): boolean => /\.part-|\.probe$|\.(csv|jsonl|html|json)\.\d+$/.test(name);
