/** What stands beside a file only while that is written: its name, and who removes it if the writer could not. */
import fs from 'node:fs';
import path from 'node:path';

/** Names of such files and folders contain this. */
const PART_NAME = '.part-';

/** How the names of all parts of a file begin. */
export const partPrefix = (target: string): string => `.${path.basename(target)}${PART_NAME}`;

/** The path of a part, which says which process made it. `end`: how its name ends. */
export const partName = (target: string, end = ''): string =>
  path.join(path.dirname(target), `${partPrefix(target)}${ownProcess()}${end}`);

/** The number under which the system lists this process, where it does. */
function ownProcess(): string {
  try {
    return `${fs.readlinkSync('/proc/self')}-`;
  } catch {
    return '';
  }
}

/** Whether the process that made a part has ended, as far as the system says so. */
function isAbandoned(name: string): boolean {
  const [, maker] = /\.part-(\d+)-/.exec(name) ?? [];
  return maker !== undefined && ownProcess() !== '' && !fs.existsSync(`/proc/${maker}`);
}

/** Removes what interrupted writes left in a folder: those of ended processes, and old ones. `begin`: how their names begin; `now`: empty if age does not count. */
export function sweepParts(folder: string, begin: string, now: string): void {
  try {
    for (const name of fs.readdirSync(folder)) {
      if (!name.startsWith(begin) || !name.includes(PART_NAME)) continue;
      const left = path.join(folder, name);
      const age = Date.parse(now) - (fs.statSync(left, { throwIfNoEntry: false })?.mtimeMs ?? Number.NaN);
      if (isAbandoned(name) || age > DAY_MS) fs.rmSync(left, { recursive: true, force: true });
    }
  } catch {
    // They do no harm.
  }
}

/** Removes what interrupted writes of one file left beside it. */
export const sweepPartsOf = (target: string, now = ''): void =>
  sweepParts(path.dirname(target), partPrefix(target), now);

const DAY_MS = 86_400_000;
