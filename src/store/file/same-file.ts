/** What is at a path: a file or a folder, the same file as at another path, a ledger. */
import fs from 'node:fs';
import { realPath, SIDE_FILES, withFile } from './atomic-file.ts';
import { APPLICATION_ID } from './migrations.ts';
import { storageFault } from './storage-errors.ts';

/** The file at a ledger's path, if there is one. A folder is refused. */
export function ledgerFile(path: string): fs.Stats | undefined {
  const found = fs.statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw storageFault('storage-unavailable', path, 'folder');
  return found;
}

/** The same, and a file with a damaged header is refused. SQLite must not have it locked: reading it here would release the lock. */
export function readableFile(path: string): fs.Stats | undefined {
  const found = ledgerFile(path);
  if (found?.isFile()) refuseBadHeader(headOf(path), path);
  return found;
}

/** SQLite reads some files whose header is wrong, and then fails later with errors that do not say so. */
export function refuseBadHeader(head: Buffer, path: string): void {
  if (!isSqlite(head)) return;
  const isSound = head.readUInt32BE(FORMAT_OFFSET) <= 4 && head.readUInt32BE(ENCODING_OFFSET) <= 3;
  if (!isSound) throw storageFault('storage-corrupt', path, 'header');
}

/** Where SQLite keeps the format of the schema, and the encoding of texts. */
const FORMAT_OFFSET = 44;
const ENCODING_OFFSET = 56;
/** Where it notes which journal the file has. */
const JOURNAL_OFFSET = 18;
/** Where it keeps the mark of the program that a file belongs to. */
const MARK_OFFSET = 68;

/** What a file begins with, up to the mark. */
function headOf(path: string): Buffer {
  const head = Buffer.alloc(MARK_OFFSET + 4);
  return withFile(path, 'r', (file) => head.subarray(0, fs.readSync(file, head, 0, head.length, 0)));
}

/** Which journal SQLite is to read the file with, before SQLite opens it: reading it afterwards would release SQLite's lock. */
export const journalKind = (path: string): number => headOf(path)[JOURNAL_OFFSET] ?? 0;

const isSqlite = (head: Buffer): boolean =>
  head.length >= MARK_OFFSET + 4 && head.toString('latin1', 0, 15) === 'SQLite format 3';

export function sameFile(a: string, b: string): boolean {
  const [one, other] = [a, b].map((path) => fs.statSync(path, { throwIfNoEntry: false, bigint: true }));
  return one !== undefined && other !== undefined && one.ino === other.ino && one.dev === other.dev;
}

/** Whether a path leads to a ledger's file, or to one that SQLite keeps beside it, there or not: SQLite removes those. */
export const isPartOfLedger = (path: string, ledger: string): boolean =>
  sameFile(path, ledger) ||
  SIDE_FILES.some((side) => sameFile(path, ledger + side) || realPath(path) === ledger + side);

/** Whether a file is a ledger or a copy of one, of any account. */
export function isLedger(path: string): boolean {
  if (!fs.statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  const head = headOf(path);
  return isSqlite(head) && head.readUInt32BE(MARK_OFFSET) === APPLICATION_ID;
}
