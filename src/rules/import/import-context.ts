/** What an import is planned from, and the rulebook for each of its days. */

import type { CommandOf } from '../command/command.ts';
import type { Timeline } from '../past/timeline.ts';
import { DEFAULT_EDITION } from '../rulebook/editions.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { editionOn, type State } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';
import type { Entry } from '../vocabulary/transaction.ts';
import type { ImportRow } from '../vocabulary/upwork-row.ts';
import type { UpworkBalance } from './suppose/upwork-balance.ts';

export interface ImportContext {
  readonly command: CommandOf<'import'>;
  /** Newest first. */
  readonly rows: readonly ImportRow[];
  readonly timeline: Timeline;
  /** The ledger before the import. */
  readonly ledger: State;
  /** The edition to follow, if the import opens the account. */
  readonly edition: string;
  /** What the import records before its rows: `timeline` and `ledger` have it already. */
  readonly before: readonly Entry[];
  /** The balance that Upwork shows last. */
  readonly upwork: UpworkBalance;
}

export function importRulebookOn({ timeline, ledger, edition }: ImportContext, day: Day): Rulebook {
  const id = ledger.opened === null ? edition : editionOn(ledger, day);
  const found = timeline.rulebooks.get(id) ?? timeline.rulebooks.get(DEFAULT_EDITION);
  if (!found) throw new Error(`no rulebook ${id}`);
  return found;
}
