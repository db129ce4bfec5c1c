/** Putting a file in its place: on the disk before it has its name, and never half written under it. */
import fs from 'node:fs';
import path from 'node:path';
import { Refused } from '../../rules/refusal.ts';

/** The file itself where a path is a link to it; the path as it is where nothing is there yet. */
export function real(file: string): string {
  const full = path.resolve(file.trim());
  try {
    return fs.realpathSync(full);
  } catch {
    try {
      return path.join(fs.realpathSync(path.dirname(full)), path.basename(full));
    } catch {
      return full;
    }
  }
}

/** What stands at a path, if anything does. */
export function found(file: string): fs.Stats | null {
  try {
    return fs.statSync(file);
  } catch (error) {
    if (/^ENO(ENT|TDIR)$/.test((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

/** What an interrupted copy leaves behind has this in its name. */
export const PART = '.part-';

/**
 * A new file beside `target`, in a folder that only this process knows, so that what SQLite keeps beside it is there too.
 * Where the target's own folder is not there yet, it is beside that.
 */
export function beside(target: string): string {
  let there = path.dirname(target);
  while (!fs.existsSync(there) && path.dirname(there) !== there) there = path.dirname(there);
  const folder = fs.mkdtempSync(path.join(there, `.${path.basename(target)}${PART}`));
  const part = path.join(folder, 'copy.db');
  fs.closeSync(fs.openSync(part, 'wx', 0o600));
  return part;
}

/** Takes away what `beside` made, the copy with it unless it was put in its place. What stays is swept away later. */
export function clear(part: string): void {
  try {
    fs.rmSync(path.dirname(part), { recursive: true, force: true });
  } catch {}
}

/** Takes away what copies that were cut off a day ago or longer left in a folder. `begin`: how their names begin. */
export function sweep(folder: string, begin: string, now: string): void {
  try {
    for (const name of fs.readdirSync(folder)) {
      if (!name.startsWith(begin) || !name.includes(PART)) continue;
      const left = path.join(folder, name);
      const age = Date.parse(now) - (fs.statSync(left, { throwIfNoEntry: false })?.mtimeMs ?? Number.NaN);
      if (age > DAY) fs.rmSync(left, { recursive: true, force: true });
    }
  } catch {
    // They are in nobody's way.
  }
}

const DAY = 86_400_000;

/** Gives the finished file its name; `over`: in place of one that has it. */
export function put(part: string, target: string, { over }: { readonly over: boolean }): void {
  sync(part, 'r+');
  if (over) fs.renameSync(part, target);
  else name(part, target);
  syncFolder(path.dirname(target));
}

/** A link refuses to take a name that is taken, which a rename does not. */
function name(part: string, target: string): void {
  try {
    fs.linkSync(part, target);
    fs.unlinkSync(part);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || fs.existsSync(target)) throw new Refused({ code: 'file-exists', path: target });
    // Not every file system has links.
    fs.renameSync(part, target);
  }
}

function sync(file: string, flags: string): void {
  const opened = fs.openSync(file, flags);
  try {
    fs.fsyncSync(opened);
  } finally {
    fs.closeSync(opened);
  }
}

/** Without it a crash could bring the old name back. Not every system lets a folder be synced. */
function syncFolder(folder: string): void {
  try {
    sync(folder, 'r');
  } catch {}
}
