/** The parts of the ledger that a command needs, so that a store can fetch them before the command is decided. */

import type { Command } from '../command/command.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { dueCycles } from '../state/cycles.ts';
import type { State } from '../state/state.ts';
import { addDays, type Day } from '../values/calendar.ts';
import type { LedgerPlace } from './timeline.ts';

export interface CommandScope {
  /** It can open the account if there is none. */
  readonly canOpenAccount: boolean;
  /** The proposals that the decision looks up, by number and by the key of their job. */
  readonly proposals: readonly number[];
  readonly key: string | null;
  /** Where in the ledger the command takes effect, given the state at its end. */
  placeIn(state: State, rulebooks: ReadonlyMap<string, Rulebook>, days?: RecordedDays): LedgerPlace;
}

/** The days of recorded proposals and transactions, by number; null: there is none. */
export interface RecordedDays {
  proposal(id: number): Day | null;
  transaction(id: number): Day | null;
}

const NOTHING_RECORDED: RecordedDays = { proposal: () => null, transaction: () => null };

export const scopeOf = (command: Command): CommandScope => ({
  canOpenAccount: command.name === 'init' || command.name === 'import',
  proposals: command.name === 'mark' ? [command.proposal, ...(command.others ?? [])] : [],
  key: command.name === 'apply' ? command.details.key : command.name === 'edit' ? (command.changes.key ?? null) : null,
  placeIn(state, rulebooks, days = NOTHING_RECORDED) {
    // An import may reach back to any day.
    if (isImport(command)) return { on: '' as Day, rank: 0 };
    // Another fee holds from the start of its day, and so for the cycle of that day.
    if (command.name === 'plan' && command.fee) return { on: addDays(command.on, -1), rank: 1 };
    const corrected = correctedDays(command, days).sort()[0];
    // A correction is judged as if the corrected entries were not recorded yet.
    if (corrected) return { on: addDays(corrected, -1), rank: 1 };
    const first = command.name === 'renew' ? dueCycles(state, command.on, rulebooks)[0] : undefined;
    return first ? { on: first, rank: 0 } : { on: command.on, rank: 1 };
  },
});

/** Whether a command takes in a page of Upwork's. */
export const isImport = ({ name }: Command): boolean => name === 'import' || name === 'import proposals';

/** Whether a command corrects recorded entries, of any day. */
export const isCorrection = ({ name }: Command): boolean => name === 'edit' || name === 'void' || name === 'join';

/** The days that a correction changes. */
function correctedDays(command: Command, days: RecordedDays): Day[] {
  switch (command.name) {
    case 'edit':
      return [
        ...command.proposals.map(days.proposal),
        command.transaction === null ? null : days.transaction(command.transaction),
        command.changes.day ?? null,
      ].filter((day) => day !== null);
    case 'join':
      return [command.proposal, command.other].flatMap((id) => days.proposal(id) ?? []);
    case 'void':
      return command.transactions.flatMap((id) => days.transaction(id) ?? []);
    default:
      return [];
  }
}
