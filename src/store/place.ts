/** Putting a file in its place: on the disk before it has its name, and never half written under it. */
import fs from 'node:fs';
import path from 'node:path';
import { Refused } from '../rules/refusal.ts';

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

/** What an interrupted copy leaves behind has this in its name. */
export const PART = '.part-';

/** A new file beside `target`, in a folder that only this process knows, so that what SQLite keeps beside it is there too. */
export function beside(target: string): string {
  const folder = fs.mkdtempSync(path.join(path.dirname(target), `.${path.basename(target)}${PART}`));
  const part = path.join(folder, 'copy.db');
  fs.closeSync(fs.openSync(part, 'wx', 0o600));
  return part;
}

/** Takes away what `beside` made, the copy with it unless it was put in its place. */
export const clear = (part: string): void => fs.rmSync(path.dirname(part), { recursive: true, force: true });

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
