/** The words that a ledger already knows, for a shell that offers them: proposals, tags, clients. Writes nothing. */
import { OUTCOME_FACTS, PROPOSAL_STATUSES } from '../../rules/vocabulary/outcomes.ts';
import type { Db } from '../file/connection.ts';

export interface KnownProposal {
  readonly id: number;
  readonly title: string | null;
  readonly client: string | null;
  readonly status: string;
}

/** Nobody chooses among more. */
const MOST = 200;

const ENDINGS = PROPOSAL_STATUSES.filter((status) => OUTCOME_FACTS[status].ends);

/** The newest proposals whose number begins so, newest first. */
export const knownProposals = (db: Db, start: string, onlyOpen: boolean): readonly KnownProposal[] =>
  db
    .prepare(
      `SELECT id, title, client, status FROM proposals
       WHERE substr(id, 1, length(@start)) = @start
       ${onlyOpen ? `AND status NOT IN (${ENDINGS.map((status) => `'${status}'`).join(', ')})` : ''}
       ORDER BY "on" DESC, id DESC LIMIT ${MOST}`,
    )
    .all({ start }) as KnownProposal[];

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
