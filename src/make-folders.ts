/** Makes a folder that only its owner can open, with the folders on the way. Throws Node's error. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * One at a time: Node's own way never ends in a place like /proc, and says "no such file" of a file system that is
 * read-only.
 */
export function makeFolders(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })) return;
  makeFolders(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have been quicker.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
