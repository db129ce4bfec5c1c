/**
 * Moves an account: its whole record, with all numbers, uids and instants, goes to another place in one transaction. That
 * place has none of it yet, or its beginning. The source is only read. Both are compared before and after the commit.
 */
import { statSync } from 'node:fs';
import type { PoolAddress } from '../../../parse/pool-url.ts';
import { Refused } from '../../../rules/answers/refusal.ts';
import type { Day } from '../../../rules/values/calendar.ts';
import { migrateOlder } from '../../derived/rebuild.ts';
import type { Db } from '../../file/connection.ts';
import { IN_MEMORY, openConnection, openTrusted } from '../../file/open-file.ts';
import { storageFault, withRefusals } from '../../file/storage-errors.ts';
import { refuseStranger } from '../../merge/refuse-stranger.ts';
import { checkLedger } from '../../safety/check-ledger.ts';
import { summaryOf } from '../../safety/ledger-summary.ts';
import type { StoreSession } from '../../session.ts';
import { appendNews } from '../mirror/mirror.ts';
import { withPool } from '../mirror/open-pool.ts';
import { readWhole } from '../mirror/pool-ledger.ts';
import { onServer, type ServerUse } from '../mirror/server-use.ts';
import { type RecordRows, rowsAfter } from '../server/pool-record.ts';
import {
  lastCommandOf,
  type RecordRelation,
  recordAfter,
  recordDigest,
  recordUpTo,
  relationOf,
} from '../server/record-copy.ts';
import { appendToFile } from './move-to-file.ts';
import { appendToServer } from './move-to-server.ts';

/** Where a ledger is, and what people know it by. */
export interface AccountPlace {
  readonly db: string;
  readonly pool: PoolAddress | null;
}

export interface MoveRequest {
  readonly to: AccountPlace;
  readonly today: Day;
  readonly dryRun: boolean;
}

export interface RecordCount {
  readonly commands: number;
  readonly transactions: number;
}

/** What is in both places now. */
export interface MovedAccount extends RecordCount {
  readonly balance: number;
  /** What was appended; with a dry run, what would be. */
  readonly added: RecordCount;
}

export async function moveAccount(
  session: Omit<StoreSession, 'pool'> & AccountPlace,
  { to, today, dryRun }: MoveRequest,
): Promise<MovedAccount> {
  const source = await imageOf(session, session);
  if (!source) throw new Refused({ code: 'no-account', db: session.db });
  try {
    const [problem] = checkLedger(source);
    if (problem) throw unsound(session, problem.code);
    const rows = rowsAfter(source, 0);
    const { balance } = summaryOf(source, today);
    const there = await readThere(to, session);
    const relation = there ? relationOf(there, rows) : 'none';
    refuseUnrelated(relation, session.db, to.db);
    if (there && relation !== 'same') refuseAppending(there, session.member ?? null);
    const missing = countOfRows(recordAfter(rows, relation === 'none' ? 0 : lastCommandOf(there ?? rows)));
    const result = { ...countOfRows(rows), balance, added: missing };
    if (dryRun) return result;
    const refuse = (found: RecordRelation): void => refuseUnrelated(found, session.db, to.db);
    if (missing.commands > 0) {
      if (to.pool) await appendToServer(to.pool, session, rows, refuse);
      else await appendToFile(to.db, session, rows, refuse);
    }
    await compareEnds(to, session, { rows, balance, today });
    return result;
  } finally {
    source.close();
  }
}

/** What is appended to an account that has owners comes from one of them. */
function refuseAppending(there: RecordRows, member: string | null): void {
  const image = openConnection(IN_MEMORY);
  try {
    appendNews(image, 0, there);
    refuseStranger(image, 'merge', member);
  } finally {
    image.close();
  }
}

const countOfRows = ({ commands, transactions }: RecordRows): RecordCount => ({
  commands: commands.length,
  transactions: transactions.length,
});

/** A place that has something else, or more, is left as it is. */
function refuseUnrelated(relation: RecordRelation, from: string, to: string): void {
  if (relation === 'other-account') throw new Refused({ code: 'other-account', file: to, to: 'move' });
  if (relation === 'ahead' || relation === 'differs')
    throw new Refused({ code: 'target-differs', from, target: to, why: relation });
}

const unsound = ({ db, pool }: AccountPlace, detail: string): Refused =>
  pool
    ? new Refused({ code: 'storage-corrupt', db, detail: 'unsound', of: 'server' })
    : storageFault('storage-corrupt', db, detail);

/** A copy in memory of what is there at one instant, in the present format; null: there is no account. */
async function imageOf(place: AccountPlace, session: ServerUse): Promise<Db | null> {
  if (!place.pool) return await withRefusals(place.db, () => fileImage(place.db));
  const rows = await readServer(place.pool, session);
  if (!rows || rows.commands.length === 0) return null;
  const image = openConnection(IN_MEMORY);
  try {
    appendNews(image, 0, rows);
    return image;
  } catch {
    image.close();
    throw unsound(place, '');
  }
}

function fileImage(file: string): Db | null {
  if (!statSync(file, { throwIfNoEntry: false })?.size) return null;
  const { db, age } = openTrusted(file, file);
  try {
    if (age === 'blank') return null;
    const image = openConnection(db.serialize());
    if (age === 'older') migrateOlder(image, file);
    return image;
  } finally {
    db.close();
  }
}

const readServer = (address: PoolAddress, use: ServerUse): Promise<RecordRows | null> =>
  onServer(address, use, readWhole);

async function readThere(to: AccountPlace, session: StoreSession): Promise<RecordRows | null> {
  if (to.pool) return await readServer(to.pool, session);
  const image = await imageOf(to, session);
  try {
    return image && rowsAfter(image, 0);
  } finally {
    image?.close();
  }
}

interface SourceEnd {
  readonly rows: RecordRows;
  readonly balance: number;
  readonly today: Day;
}

/** Opens the target as every command does, and holds it to the source. Others may have written to it since. */
async function compareEnds(
  to: AccountPlace,
  session: StoreSession,
  { rows, balance, today }: SourceEnd,
): Promise<void> {
  const differences = (target: Db): readonly string[] => {
    const there = rowsAfter(target, 0);
    const isSame = recordDigest(recordUpTo(there, lastCommandOf(rows))) === recordDigest(rows);
    const isLonger = lastCommandOf(there) > lastCommandOf(rows);
    return [
      ...checkLedger(target).map(({ code }) => code),
      ...(isSame ? [] : ['record']),
      ...(isLonger || summaryOf(target, today).balance === balance ? [] : ['balance']),
    ];
  };
  const found = to.pool
    ? await withPool(to.pool, session, {}, async ({ mirror }) => differences(mirror))
    : await withRefusals(to.db, () => {
        const { db } = openTrusted(to.db, to.db);
        try {
          return differences(db);
        } finally {
          db.close();
        }
      });
  if (found.length > 0) throw new Error(`The moved account differs: ${found.join(', ')}`);
}
