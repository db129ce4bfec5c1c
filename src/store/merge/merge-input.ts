/** The commands of two copies that are in one file now, and in which copy each of them is live. */
import type { CopiedCommand } from '../../rules/command/copied-command.ts';
import type { MergedCommand } from '../../rules/merge/merged-history.ts';
import type { Entry } from '../../rules/vocabulary/transaction.ts';
import { liveSql } from '../derived/live-sql.ts';
import type { Db } from '../file/connection.ts';
import { type SqlRow, toFact, toTransaction } from '../file/entry-rows.ts';

/** The uids of the live commands. */
export const liveCommands = (db: Db): ReadonlySet<string> =>
  new Set(
    db
      .prepare(`SELECT uid FROM commands WHERE reverses IS NULL AND ${liveSql('commands.id')}`)
      .pluck()
      .all() as string[],
  );

/** The live commands of a copy: each undo and each redo turns its command over. */
function liveIn(copy: readonly CopiedCommand[]): ReadonlySet<string> {
  const live = new Set<string>();
  for (const { uid, reverses } of copy) {
    const turned = reverses ?? uid;
    if (!live.delete(turned)) live.add(turned);
  }
  return live;
}

/** A command that recorded something, with all its entries. */
export type CommandEntries = Pick<MergedCommand, 'command' | 'uid' | 'at' | 'entries'>;

/** All of them. `mine`: those that were live here before; `known`: all that were here. */
export function mergeInput(
  db: Db,
  mine: ReadonlySet<string>,
  known: ReadonlySet<string>,
  copy: readonly CopiedCommand[],
): readonly MergedCommand[] {
  const theirs = liveIn(copy);
  const there = new Set(copy.map(({ uid }) => uid));
  const here = liveCommands(db);
  return recordedCommands(db).map((each) => ({
    ...each,
    isShared: known.has(each.uid) && there.has(each.uid),
    inMine: mine.has(each.uid),
    inTheirs: theirs.has(each.uid),
    inMerged: here.has(each.uid),
  }));
}

export function recordedCommands(db: Db): readonly CommandEntries[] {
  const entries = new Map<number, Entry[]>();
  for (const [table, read] of [
    // The reversals of undo and redo follow from their commands.
    [
      "transactions WHERE kind <> 'reversal' OR command IN (SELECT id FROM commands WHERE reverses IS NULL)",
      toTransaction,
    ],
    ['facts', toFact],
  ] as const) {
    for (const row of db.prepare(`SELECT * FROM ${table}`).iterate() as Iterable<SqlRow>) {
      const command = row['command'] as number;
      const own = entries.get(command);
      if (own) own.push(read(row));
      else entries.set(command, [read(row)]);
    }
  }
  return (db.prepare(COMMANDS).all() as Omit<CommandEntries, 'entries'>[]).map((each) => ({
    ...each,
    entries: (entries.get(each.command) ?? []).sort((a, b) => a.seq - b.seq),
  }));
}

const COMMANDS = `
  SELECT c.id AS command, c.uid, max(coalesce(max(t.recorded_at), ''), c.recorded_at) AS at
  FROM commands c LEFT JOIN commands t ON t.reverses = c.id
  WHERE c.reverses IS NULL GROUP BY c.id`;
