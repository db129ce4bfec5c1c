/** Who recorded what. An index of its own makes these questions free where nobody gave a name. */
import type { StatementLine } from '../../rules/past/statement.ts';
import { type Db, hasSchema } from '../file/connection.ts';
import { PROPOSAL_UIDS } from './live-sql.ts';

/** The lines, each with the name of whoever recorded it. */
export function withMembers(db: Db, lines: readonly StatementLine[]): readonly StatementLine[] {
  if (lines.length === 0 || !hasMembers(db)) return lines;
  const ids = JSON.stringify([...new Set(lines.map(({ command }) => command))]);
  const members = namesBy<number | null>(db, OF_COMMANDS, { ids });
  return lines.map((line) => ({ ...line, member: members.get(line.command) ?? null }));
}

const hasMembers = (db: Db): boolean =>
  db.prepare('SELECT 1 FROM commands WHERE member IS NOT NULL LIMIT 1').get() !== undefined;

const OF_COMMANDS =
  'SELECT id, member FROM commands WHERE member IS NOT NULL AND id IN (SELECT value FROM json_each(@ids))';

const namesBy = <Key>(db: Db, sql: string, values: object = {}): ReadonlyMap<Key, string> =>
  new Map(db.prepare(sql).raw().all(values) as [Key, string][]);

/** Every name, that of the last command first. */
export const knownMembers = (db: Db): readonly string[] =>
  hasSchema(db)
    ? (db
        .prepare('SELECT member FROM commands WHERE member IS NOT NULL GROUP BY member ORDER BY max(id) DESC')
        .pluck()
        .all() as string[])
    : [];

/** Who recorded each proposal first. */
export const proposalMembers = (db: Db): ReadonlyMap<number, string> =>
  hasMembers(db)
    ? namesBy(
        db,
        `SELECT proposal, member FROM (${PROPOSAL_UIDS}) JOIN commands ON commands.id = command WHERE member IS NOT NULL`,
      )
    : new Map();
