/** What is at a path: a file or a folder, the same file as at another path, a ledger. */
import fs from 'node:fs';
import { APPLICATION_ID } from './migrations.ts';
import { storageFault } from './storage-errors.ts';

/** The file at a ledger's path, if there is one. A folder is refused. */
export function ledgerFile(path: string): fs.Stats | undefined {
  const found = fs.statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw storageFault('storage-unavailable', path, 'folder');
  return found;
}

export function sameFile(a: string, b: string): boolean {
  const [one, other] = [a, b].map((path) => fs.statSync(path, { throwIfNoEntry: false, bigint: true }));
  return one !== undefined && other !== undefined && one.ino === other.ino && one.dev === other.dev;
}

/** The offset at which SQLite keeps the mark of the program that a file belongs to. */
const MARK_OFFSET = 68;

/** Whether a file is a ledger or a copy of one, of any account. */
export function isLedger(path: string): boolean {
  if (!fs.statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  const head = Buffer.alloc(MARK_OFFSET + 4);
  const file = fs.openSync(path, 'r');
  try {
    return (
      fs.readSync(file, head, 0, head.length, 0) === head.length &&
      head.readUInt32BE(MARK_OFFSET) === APPLICATION_ID &&
      head.toString('latin1', 0, 15) === 'SQLite format 3'
    );
  } finally {
    fs.closeSync(file);
  }
}
