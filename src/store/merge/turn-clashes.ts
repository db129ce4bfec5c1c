/** What was recorded since a command, and does not fit once that command is undone or brought back out of turn. */

import { conflictsBetween } from '../../rules/merge/settle-conflicts.ts';
import type { DependentEntry } from '../../rules/past/dependents.ts';
import { knownRulebooks } from '../derived/known-rulebooks.ts';
import type { Db } from '../file/connection.ts';
import { liveCommands, recordedCommands } from './merge-input.ts';

/**
 * The turn must be recorded already. What came since is compared with it as one copy of a ledger with another, which
 * knew nothing of the turn either.
 */
export function turnClashes(db: Db, command: number): readonly DependentEntry[] {
  const live = liveCommands(db);
  const since = new Set(db.prepare(SINCE).pluck().all({ command }) as number[]);
  const contributions = recordedCommands(db).map((each) => {
    const isInForce = live.has(each.uid);
    const side = each.command === command ? ('mine' as const) : since.has(each.command) ? ('theirs' as const) : null;
    return { ...each, isInForce, side, isShared: true, inMine: isInForce, inTheirs: isInForce, inMerged: isInForce };
  });
  const names = db.prepare('SELECT name FROM commands WHERE id = ?').pluck();
  for (const { theirs } of conflictsBetween(contributions, knownRulebooks(db))) {
    return theirs.map((each) => ({ of: 'command', name: names.get(each.command) as string, command: each.command }));
  }
  return [];
}

/** Commands recorded or turned since this one was recorded or, if this is not its first turn, since the turn before. */
const SINCE = `
  SELECT coalesce(reverses, id) FROM commands WHERE id > (
    SELECT id FROM commands WHERE id = @command OR reverses = @command ORDER BY id DESC LIMIT 1 OFFSET 1)`;
