/** What an import is planned from, the rulebook for each of its days, and the adjustments that it posts. */
import { type Day, monthsLater } from '../calendar.ts';
import type { CommandOf } from '../command.ts';
import { DEFAULT_EDITION } from '../editions.ts';
import type { Rulebook } from '../rulebook.ts';
import { editionOn, type State } from '../state.ts';
import type { EntryBuilder, Timeline } from '../timeline.ts';
import type { DayRank } from '../transaction.ts';
import type { RowMatches } from './match-rows.ts';
import type { UpworkBalance } from './project-balance.ts';

export interface ImportContext {
  readonly command: CommandOf<'import'>;
  readonly timeline: Timeline;
  /** The ledger before the import. */
  readonly ledger: State;
  readonly matched: RowMatches;
  /** The edition to follow, if the import opens the account. */
  readonly edition: string;
  /** The balance that Upwork shows last. */
  readonly upwork: UpworkBalance;
}

interface Adjustment {
  readonly on: Day;
  readonly connects: number;
  readonly label: string;
  readonly rank?: DayRank;
}

/** Adds Connects, or takes them off, so that the ledger comes to what Upwork shows. */
export function postAdjustment(
  context: ImportContext,
  builder: EntryBuilder,
  { on, connects, label, rank = 1 }: Adjustment,
): void {
  if (connects === 0) return;
  const { id: edition, expiry } = importRulebookOn(context, on);
  const expiresOn = connects > 0 ? monthsLater(on, expiry.months) : null;
  builder.addTransaction({ on, rank, kind: 'adjustment', label, connects, expiresOn, edition, source: 'import' });
}

export function importRulebookOn({ timeline, ledger, edition }: ImportContext, day: Day): Rulebook {
  const id = ledger.opened === null ? edition : editionOn(ledger, day);
  const found = timeline.rulebooks.get(id) ?? timeline.rulebooks.get(DEFAULT_EDITION);
  if (!found) throw new Error(`no rulebook ${id}`);
  return found;
}
