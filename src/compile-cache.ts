/** Lets Node keep compiled code for the next start, in a folder of the user's own. Without it everything works, a little slower. */
import { lstatSync, mkdirSync, type Stats } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { dirname } from 'node:path';
import { platformFolders } from './folders.ts';

/**
 * Never Node's own default, which is a folder in /tmp that another user of the machine can make first: code is run from
 * it. For the same reason a folder that is somebody else's, or open to others, is not used.
 */
export async function useCompileCache(): Promise<void> {
  try {
    const { cache } = await platformFolders();
    // One level at a time: to make a whole path in a place like /proc, Node tries for ever.
    for (const folder of [dirname(cache), cache]) {
      if (!lstatSync(folder, { throwIfNoEntry: false })) mkdirSync(folder, { mode: 0o700 });
    }
    if (isOurs(lstatSync(cache))) enableCompileCache(cache);
  } catch {
    // A home that is not there or cannot be written is no reason to fail.
  }
}

function isOurs(folder: Stats): boolean {
  // On Windows files have no mode; the folder is in the user's own profile.
  if (process.platform === 'win32') return folder.isDirectory();
  return folder.isDirectory() && folder.uid === process.geteuid?.() && (folder.mode & 0o077) === 0;
}
