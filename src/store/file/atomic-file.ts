/** Puts a file in its place: it is on the disk before it has its name, and never half written under it. */
import fs from 'node:fs';
import path from 'node:path';
import { partName } from '../../part-files.ts';
import { Refused } from '../../rules/answers/refusal.ts';

/** The file that a link leads to, or the path as it is if nothing is there yet. */
export function realPath(file: string): string {
  const full = path.resolve(file.trim());
  try {
    return fs.realpathSync.native(full);
  } catch {
    try {
      return path.join(fs.realpathSync.native(path.dirname(full)), path.basename(full));
    } catch {
      return full;
    }
  }
}

/** The state of the file at a path; null if nothing is there. */
export function statIfThere(file: string): fs.Stats | null {
  try {
    return fs.statSync(file);
  } catch (error) {
    if (/^ENO(ENT|TDIR)$/.test((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

/** What is in a folder, by name; nothing where it cannot be looked into. */
export function listedNames(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** What SQLite keeps beside a file, for that file alone. */
export const SIDE_FILES = ['-journal', '-wal', '-shm'];

/** Copies what SQLite keeps beside a file to the place beside another. */
export function copySides(from: string, to: string): void {
  for (const side of SIDE_FILES) if (fs.existsSync(`${from}${side}`)) fs.copyFileSync(`${from}${side}`, `${to}${side}`);
}

/** Removes a file if it is there. Node's own way has no code for what the disk says. */
export function removeFile(file: string): void {
  if (!fs.lstatSync(file, { throwIfNoEntry: false })) return;
  try {
    fs.unlinkSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Removes a file of SQLite's with all that is beside it. */
export function removeWithSides(file: string): void {
  for (const side of ['', ...SIDE_FILES]) removeFile(`${file}${side}`);
}

/**
 * Makes an empty file beside `target`, in a folder of its own, so that SQLite's side files are there too.
 * If the target's folder is not there yet, this folder is beside the nearest one that is.
 */
export function makePart(target: string): string {
  let parent = path.dirname(target);
  while (!fs.existsSync(parent) && path.dirname(parent) !== parent) parent = path.dirname(parent);
  const folder = fs.mkdtempSync(path.join(parent, path.basename(partName(target))));
  const part = path.join(folder, 'copy.db');
  try {
    fs.closeSync(fs.openSync(part, 'wx', 0o600));
    return part;
  } catch (error) {
    removePart(part);
    throw error;
  }
}

/** Removes what `makePart` made, and the copy with it unless it has its place. `sweepParts` removes what stays. */
export function removePart(part: string): void {
  try {
    fs.rmSync(path.dirname(part), { recursive: true, force: true });
  } catch {}
}

/** Writes a file beside `target` and gives it that name. If the work fails, nothing is left of it. */
export async function writeInPlace<T>(
  target: string,
  how: { readonly over: boolean },
  write: (part: string) => T | Promise<T>,
): Promise<T> {
  const part = makePart(target);
  try {
    const result = await write(part);
    putInPlace(part, target, how);
    return result;
  } finally {
    removePart(part);
  }
}

/**
 * Gives the finished file its name; `over`: it may replace a file of that name. If the disk then fails to note the name,
 * a new file is removed again. For one that replaced another, the error says that it is in place.
 */
export function putInPlace(part: string, target: string, { over }: { readonly over: boolean }): void {
  sync(part, 'r+');
  const replaces = over && fs.existsSync(target);
  if (over) fs.renameSync(part, target);
  else nameOnce(part, target);
  try {
    syncFolder(path.dirname(target));
  } catch (error) {
    if (replaces) throw Object.assign(error as Error, { isInPlace: true });
    removeFile(target);
    throw error;
  }
}

/** Whether what was to be written is in its place, although the disk could not say that it stays there. */
export const isInPlace = (error: unknown): boolean => (error as { readonly isInPlace?: boolean }).isInPlace === true;

/** Making a link fails if the name is taken. A rename would replace the file. */
function nameOnce(part: string, target: string): void {
  try {
    fs.linkSync(part, target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || fs.existsSync(target)) throw new Refused({ code: 'file-exists', path: target });
    // Not every file system has links.
    fs.renameSync(part, target);
  }
}

/** Does work with an open file, and closes it whatever happens. */
export function withFile<T>(file: string, flags: string, work: (opened: number) => T): T {
  const opened = fs.openSync(file, flags);
  try {
    return work(opened);
  } finally {
    fs.closeSync(opened);
  }
}

function sync(file: string, flags: string): void {
  withFile(file, flags, fs.fsyncSync);
}

/** Without this a crash could bring the old name back. Not every system can sync a folder, but a disk that fails says so. */
function syncFolder(folder: string): void {
  try {
    sync(folder, 'r');
  } catch (error) {
    if (/^(EIO|ENOSPC|EDQUOT)$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
