/** Opens a ledger's file only to read it: nothing is made, migrated, rolled back or waited for. What cannot be read so is refused. */
import fs from 'node:fs';
import { Refused } from '../../rules/refusal.ts';
import type { Db } from '../file/connection.ts';
import { ageOf, openConnection } from '../file/open-file.ts';
import { readableFile } from '../file/same-file.ts';
import { refuseUnknownParts } from '../file/schema.ts';
import { storageFault } from '../file/storage-errors.ts';

/** Somebody who presses Tab does not wait for a writer. In milliseconds. */
const PATIENCE = 50;

/** Where SQLite notes that a file has a second one for new entries: to read it would make files beside it. */
const JOURNAL_OFFSET = 18;
const WITH_SECOND_FILE = 2;

export function openReadOnly(file: string): Db {
  if (!readableFile(file)?.size) throw new Refused({ code: 'no-account', db: file });
  if (journalKind(file) === WITH_SECOND_FILE) throw storageFault('storage-unavailable', file, 'journal');
  const db = openConnection(file, { patience: PATIENCE, readonly: true });
  try {
    if (ageOf(db, file) !== 'current') throw new Refused({ code: 'no-account', db: file });
    refuseUnknownParts(db, file);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Before SQLite opens the file: reading it afterwards would release SQLite's lock. */
function journalKind(path: string): number {
  const byte = Buffer.alloc(1);
  const file = fs.openSync(path, 'r');
  try {
    fs.readSync(file, byte, 0, 1, JOURNAL_OFFSET);
    return byte.readUInt8();
  } finally {
    fs.closeSync(file);
  }
}
