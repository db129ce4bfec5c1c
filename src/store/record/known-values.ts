/** What a ledger knows, for a shell that offers it: proposals, tags, clients. It opens the file only to read it. */
import fs from 'node:fs';
import { Refused } from '../../rules/answers/refusal.ts';
import { OUTCOME_FACTS, PROPOSAL_STATUSES } from '../../rules/vocabulary/outcomes.ts';
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

/** Opens a ledger's file only to read it: nothing is made, migrated, rolled back or waited for. What cannot be read so is refused. */
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

export interface KnownProposal {
  readonly id: number;
  readonly title: string | null;
  readonly client: string | null;
  readonly status: string;
}

/** Nobody chooses among more. */
const MOST = 200;

const ENDINGS = PROPOSAL_STATUSES.filter((status) => OUTCOME_FACTS[status].ends);

const IS_OPEN = `status NOT IN (${ENDINGS.map((status) => `'${status}'`).join(', ')})`;

/** The newest proposals whose number begins so, newest first. */
export const knownProposals = (db: Db, start: string, onlyOpen: boolean): readonly KnownProposal[] =>
  db
    .prepare(
      `SELECT id, title, client, status FROM proposals
       WHERE substr(id, 1, length(@start)) = @start
       ${onlyOpen ? `AND ${IS_OPEN}` : ''}
       ORDER BY "on" DESC, id DESC LIMIT ${MOST}`,
    )
    .all({ start }) as KnownProposal[];

/** The newest proposals with a word in their title that begins so, newest first. */
export const knownTitles = (db: Db, start: string, onlyOpen: boolean): readonly KnownProposal[] =>
  db
    .prepare(
      `SELECT id, title, client, status FROM proposals
       WHERE ' ' || title LIKE '% ' || @pattern || '%' ESCAPE '\\'
       ${onlyOpen ? `AND ${IS_OPEN}` : ''}
       ORDER BY "on" DESC, id DESC LIMIT ${MOST}`,
    )
    .all({ pattern: start.replace(/[\\%_]/g, '\\$&') }) as KnownProposal[];

/** The proposal that is named `last`. */
export const knownLast = (db: Db, onlyOpen: boolean): KnownProposal | undefined =>
  db
    .prepare(
      `SELECT id, title, client, status FROM proposals
       WHERE id = (SELECT max(id) FROM proposals) ${onlyOpen ? `AND ${IS_OPEN}` : ''}`,
    )
    .get() as KnownProposal | undefined;

/** Every client's name, the one of the newest proposal first. */
export const knownClients = (db: Db): readonly string[] =>
  db
    .prepare(
      `SELECT client FROM proposals WHERE client IS NOT NULL GROUP BY client ORDER BY max(id) DESC LIMIT ${MOST}`,
    )
    .pluck()
    .all() as string[];

/** Every tag, the most used first. */
export const knownTags = (db: Db): readonly string[] =>
  db
    .prepare(
      `SELECT value FROM proposals, json_each(tags) WHERE tags <> '[]'
       GROUP BY value ORDER BY count(*) DESC, value LIMIT ${MOST}`,
    )
    .pluck()
    .all() as string[];
