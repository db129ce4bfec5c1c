/** What a ledger knows, for a shell that offers it: proposals, tags, clients. It opens the file only to read it. */

import { Refused } from '../../rules/answers/refusal.ts';
import type { Proposal } from '../../rules/state/state.ts';
import { OUTCOME_FACTS, PROPOSAL_STATUSES } from '../../rules/vocabulary/outcomes.ts';
import type { Db } from '../file/connection.ts';
import { ageOf, openConnection } from '../file/open-file.ts';
import { journalKind, readableFile } from '../file/same-file.ts';
import { refuseUnknownParts } from '../file/schema.ts';
import { storageFault } from '../file/storage-errors.ts';

/** Somebody who presses Tab does not wait for a writer. In milliseconds. */
const PATIENCE = 50;

/** A file of this kind has a second one for new entries: to read it would make files beside it. */
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

export type KnownProposal = Pick<Proposal, 'id' | 'title' | 'client' | 'status'>;

/** Nobody chooses among more. */
const MOST = 200;

const ENDINGS = PROPOSAL_STATUSES.filter((status) => OUTCOME_FACTS[status].ends);

const IS_OPEN = `status NOT IN (${ENDINGS.map((status) => `'${status}'`).join(', ')})`;

/** What the ledger in this file knows. */
export function knownValues(db: Db) {
  const select = (where: string, onlyOpen: boolean, values: object): readonly KnownProposal[] =>
    db
      .prepare(
        `SELECT id, title, client, status FROM proposals
         WHERE ${where} ${onlyOpen ? `AND ${IS_OPEN}` : ''} ORDER BY "on" DESC, id DESC LIMIT ${MOST}`,
      )
      .all(values) as KnownProposal[];
  const words = (sql: string) => db.prepare(`${sql} LIMIT ${MOST}`).pluck().all() as readonly string[];
  return {
    /** The newest proposals whose number begins so, newest first. */
    proposals: (start: string, onlyOpen: boolean) =>
      select('substr(id, 1, length(@start)) = @start', onlyOpen, { start }),
    /** The newest proposals with a word in their title that begins so, newest first. */
    titled: (start: string, onlyOpen: boolean) =>
      select(`' ' || title LIKE '% ' || @pattern || '%' ESCAPE '\\'`, onlyOpen, {
        pattern: start.replace(/[\\%_]/g, '\\$&'),
      }),
    /** The proposal that is named `last`. */
    last: (onlyOpen: boolean): KnownProposal | undefined =>
      select('id = (SELECT id FROM proposals ORDER BY "on" DESC, id DESC LIMIT 1)', onlyOpen, {})[0],
    /** Every client's name, the one of the newest proposal first. */
    clients: () => words('SELECT client FROM proposals WHERE client IS NOT NULL GROUP BY client ORDER BY max(id) DESC'),
    /** Every tag, the most used first. */
    tags: () =>
      words(
        "SELECT value FROM proposals, json_each(tags) WHERE tags <> '[]' GROUP BY value ORDER BY count(*) DESC, value",
      ),
  };
}
