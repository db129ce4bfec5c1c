/** What else was recorded, and does not fit once a command is undone or brought back out of turn. */

import type { FoundConflict } from '../../rules/merge/merged-history.ts';
import { conflictsBetween, isLasting } from '../../rules/merge/settle-conflicts.ts';
import type { DependentEntry } from '../../rules/past/dependents.ts';
import { knownRulebooks } from '../derived/known-rulebooks.ts';
import { liveSql } from '../derived/live-sql.ts';
import type { Db } from '../file/connection.ts';
import { type CommandEntries, liveCommands, recordedCommands } from './merge-input.ts';

/**
 * The turn must be recorded already. What came since is compared with it as one copy of a ledger with another, which
 * knew nothing of the turn either. A command that is brought back must also have all that it refers to and, if a merge
 * took it back, must not contradict what it gave way to.
 */
export function turnClashes(db: Db, command: number): readonly DependentEntry[] {
  const live = liveCommands(db);
  const rulebooks = knownRulebooks(db);
  const recorded = recordedCommands(db);
  const since = new Set(db.prepare(SINCE).pluck().all({ command }) as number[]);
  const against = gaveWayTo(db, command);
  const beside = (isOther: (each: CommandEntries) => boolean) =>
    recorded.map((each) => {
      const isInForce = live.has(each.uid);
      const side = each.command === command ? ('mine' as const) : isOther(each) ? ('theirs' as const) : null;
      return { ...each, isInForce, side, isShared: true, inMine: isInForce, inTheirs: isInForce, inMerged: isInForce };
    });
  const isBack = recorded.some((each) => each.command === command && live.has(each.uid));
  const names = db.prepare('SELECT name FROM commands WHERE id = ?').pluck();
  const lastTurn = db.prepare('SELECT max(id) FROM commands WHERE reverses = ?').pluck();
  const asDependents = ({ theirs }: FoundConflict): readonly DependentEntry[] =>
    theirs.map(({ command: other, isInForce }) => ({
      of: 'command',
      name: names.get(other) as string,
      command: other,
      ...(isInForce ? {} : { undone: lastTurn.get(other) as number }),
    }));
  for (const found of conflictsBetween(
    beside(({ command: other }) => since.has(other)),
    rulebooks,
  )) {
    return asDependents(found);
  }
  if (!isBack) return [];
  for (const found of conflictsBetween(
    beside(() => true),
    rulebooks,
  )) {
    if (isLasting(found) || found.theirs.some(({ uid }) => against(uid))) return asDependents(found);
  }
  return [];
}

/**
 * The same for the command that was undone last. Only a merge can have brought what it clashes with, and the whole record
 * is read only if it takes back what something else does too, or names what is not there.
 */
export const redoClashes = (db: Db, command: number): readonly DependentEntry[] =>
  db.prepare(NAMES_UNDONE).pluck().get({ command }) === 1 ? turnClashes(db, command) : [];

const NAMES_UNDONE = `
  SELECT EXISTS (
    SELECT 1 FROM transactions AS own JOIN transactions AS other ON other.id = own.reverses
    WHERE own.command = @command AND (NOT ${liveSql('other.command')} OR EXISTS (
      SELECT 1 FROM transactions AS twice JOIN commands AS correction ON correction.id = twice.command
      WHERE twice.reverses = other.id AND twice.kind = 'reversal' AND correction.id <> @command
        AND correction.reverses IS NULL AND ${liveSql('correction.id')})))
  OR EXISTS (
    SELECT 1 FROM (SELECT command, proposal FROM transactions UNION ALL SELECT command, proposal FROM facts)
    WHERE command = @command AND proposal IS NOT NULL AND proposal NOT IN (SELECT id FROM proposals))`;

/** Whether a command is one of those that a merge preferred to this one. Older versions did not note which: any may be. */
function gaveWayTo(db: Db, command: number): (uid: string) => boolean {
  const body = db.prepare(BEFORE.replace('id', 'body')).pluck().get({ command }) as string;
  const { settles = false, against } = JSON.parse(body) as { settles?: boolean; against?: readonly string[] };
  const uids = new Set(against);
  return (uid) => settles && (against === undefined || uids.has(uid));
}

/** The turn before the last one or, if that is its first, the command itself. */
const BEFORE = 'SELECT id FROM commands WHERE id = @command OR reverses = @command ORDER BY id DESC LIMIT 1 OFFSET 1';

/** Commands recorded or turned since. */
const SINCE = `SELECT coalesce(reverses, id) FROM commands WHERE id > (${BEFORE})`;
