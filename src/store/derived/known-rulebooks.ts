/** The editions that a ledger knows. */
import { EDITIONS } from '../../rules/rulebook/editions.ts';
import type { Rulebook } from '../../rules/rulebook/rulebook.ts';
import { type Db, hasSchema, preparedStatement } from '../file/connection.ts';
import { type SqlRow, toFact } from '../file/entry-rows.ts';
import { liveSql } from './live-sql.ts';

/** The built-in editions, then the user's own, by their id. */
export function knownRulebooks(db: Db): ReadonlyMap<string, Rulebook> {
  const own = hasSchema(db)
    ? preparedStatement<SqlRow>(db, `SELECT * FROM facts WHERE kind = 'rulebook' AND ${liveSql()} ORDER BY seq`).all()
    : [];
  const bodies = own.map(toFact).flatMap(({ body }) => (body.kind === 'rulebook' ? body.rulebook : []));
  return new Map([...EDITIONS, ...bodies].map((rulebook) => [rulebook.id, rulebook]));
}
