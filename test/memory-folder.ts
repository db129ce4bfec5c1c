/** Where the folders of tests are made: in memory where there is room, since on a disk a test mostly waits for writes that it does not ask about. */
import { accessSync, constants, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const ENOUGH = 2 ** 30;

function hasRoom(): boolean {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ENOUGH;
  } catch {
    return false;
  }
}

export const memoryFolder = hasRoom() ? MEMORY : tmpdir();

/** The beginning of a world's folder. Lines are folded before that folder is shown as `~`, so that its length must not differ from the one below `/tmp`. */
export const worldPrefix = join(memoryFolder, memoryFolder === MEMORY ? 'connects-w' : 'connects-test-');
