/** The parts of the ledger that a command needs, so that a store can fetch them before the command is decided. */
import type { Day } from './calendar.ts';
import type { Command } from './command.ts';
import { dueCycles } from './cycles.ts';
import type { Rulebook } from './rulebook.ts';
import type { State } from './state.ts';
import type { LedgerPlace } from './timeline.ts';

export interface CommandScope {
  /** It can open the account if there is none. */
  readonly canOpenAccount: boolean;
  /** The proposals that the decision looks up, by number and by the key of their job. */
  readonly proposal: number | null;
  readonly key: string | null;
  /** Where in the ledger the command takes effect, given the state at its end. */
  placeIn(state: State, rulebooks: ReadonlyMap<string, Rulebook>): LedgerPlace;
}

export const scopeOf = (command: Command): CommandScope => ({
  canOpenAccount: command.name === 'init' || command.name === 'import',
  proposal: command.name === 'mark' ? command.proposal : null,
  key: command.name === 'apply' ? command.details.key : null,
  placeIn(state, rulebooks) {
    // An import may reach back to any day.
    if (command.name === 'import') return { on: '' as Day, rank: 0 };
    const first = command.name === 'renew' ? dueCycles(state, command.on, rulebooks)[0] : undefined;
    return first ? { on: first, rank: 0 } : { on: command.on, rank: 1 };
  },
});
