/** Holds the mirror to the server's record, and makes it anew from there. */
import type { CheckProblem } from '../../../rules/answers/check-problem.ts';
import { Refused } from '../../../rules/answers/refusal.ts';
import type { Db } from '../../file/connection.ts';
import { endStatement, headFault, RECORD_TABLES, type RecordRows, rowsAfter } from '../server/pool-record.ts';
import type { PoolSession } from '../server/pool-session.ts';
import { lastCommandOf, recordUpTo, tableDigest } from '../server/record-copy.ts';
import { appendNews } from './mirror.ts';
import { readWhole } from './pool-ledger.ts';

const NO_ROWS: RecordRows = { commands: [], transactions: [], facts: [] };

/** Tables of the mirror whose rows are not those of the server. What the server has since is none of its business. */
export async function compareMirror(session: PoolSession, mirror: Db): Promise<readonly CheckProblem[]> {
  const { account, shown } = session.address;
  const [[end] = []] = await session.persist((connection) => connection.run([endStatement(account)]));
  const fault = headFault(end, shown);
  if (fault) throw new Refused(fault);
  const here = mirror.transaction(() => rowsAfter(mirror, 0))();
  const there = recordUpTo((await readWhole(session)) ?? NO_ROWS, lastCommandOf(here));
  return RECORD_TABLES.filter((table) => tableDigest(table, here) !== tableDigest(table, there)).map((table) => ({
    code: 'mirror',
    table,
    stored: here[table].length,
    expected: there[table].length,
  }));
}

/** Empties the mirror and fills it again. The caller holds its write lock. */
export async function remakeMirror(session: PoolSession, mirror: Db): Promise<void> {
  const rows = (await readWhole(session)) ?? NO_ROWS;
  mirror.pragma('defer_foreign_keys = ON');
  const parts = mirror
    .prepare(
      "SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'table') AND name NOT LIKE 'sqlite%' ORDER BY type DESC",
    )
    .all() as readonly { readonly type: string; readonly name: string }[];
  for (const { type, name } of parts) mirror.exec(`DROP ${type} "${name.replaceAll('"', '""')}"`);
  mirror.pragma('user_version = 0');
  mirror.pragma('application_id = 0');
  appendNews(mirror, 0, rows);
}
