/** Lets Node keep compiled code for the next start, in a folder of the user's own. Without it everything works, a little slower. */
import { lstatSync, realpathSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { dirname } from 'node:path';
import { makeFolders } from '../make-folders.ts';
import { platformFolders } from './platform-folders.ts';

/**
 * Never Node's own default, which is a folder in /tmp that another user of the machine can make first: code is run from
 * it. For the same reason a folder that somebody else could replace or write to is not used. `make`: if it is missing.
 */
export function useCompileCache(vars: NodeJS.ProcessEnv, { make }: { readonly make: boolean }): void {
  try {
    const { cache } = platformFolders(vars);
    if (make) makeFolders(cache);
    const folder = realpathSync.native(cache);
    if (isOurs(cache) && isSafe(dirname(folder))) enableCompileCache(folder);
  } catch {
    // A home that is not there or cannot be written is no reason to fail.
  }
}

/** On Windows files have no mode; there the folder is in the user's own profile. */
const hasModes = process.platform !== 'win32';

function isOurs(folder: string): boolean {
  const there = lstatSync(folder);
  return there.isDirectory() && (!hasModes || (there.uid === process.geteuid?.() && (there.mode & 0o077) === 0));
}

/** Whether nobody but this user and root can put another folder in the place of this one, or of one on the way. */
function isSafe(folder: string): boolean {
  if (!hasModes) return true;
  const { uid, mode } = lstatSync(folder);
  const isOfOthers = uid !== 0 && uid !== process.geteuid?.();
  // In a sticky folder, such as /tmp, nobody can replace what is another's.
  const isOpen = (mode & 0o022) !== 0 && (mode & 0o1000) === 0;
  if (isOfOthers || isOpen) return false;
  return folder === dirname(folder) || isSafe(dirname(folder));
}
