/** What a path leads to: the same file as another one, by whatever name or link, or a ledger. */
import fs from 'node:fs';
import { APPLICATION_ID } from './migrations.ts';

export function sameFile(a: string, b: string): boolean {
  const [one, other] = [a, b].map((path) => fs.statSync(path, { throwIfNoEntry: false, bigint: true }));
  return one !== undefined && other !== undefined && one.ino === other.ino && one.dev === other.dev;
}

/** Where SQLite keeps what marks a file as some program's. */
const MARK = 68;

/** Whether it is a ledger or a copy of one, of any account. */
export function isLedger(path: string): boolean {
  if (!fs.statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  const head = Buffer.alloc(MARK + 4);
  const file = fs.openSync(path, 'r');
  try {
    return (
      fs.readSync(file, head, 0, head.length, 0) === head.length &&
      head.readUInt32BE(MARK) === APPLICATION_ID &&
      head.toString('latin1', 0, 15) === 'SQLite format 3'
    );
  } finally {
    fs.closeSync(file);
  }
}
