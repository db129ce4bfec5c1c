/** `import`: rows of Upwork's own history become entries. They are facts: nothing here refuses one, it only warns. */
import { addDays, type Day } from '../calendar.ts';
import type { CommandOf } from '../command.ts';
import { DEFAULT_EDITION } from '../editions.ts';
import { foldEntries } from '../evolve.ts';
import { type ImportContext, importRulebookOn } from '../import/import-context.ts';
import { matchRows, type RowMatches } from '../import/match-rows.ts';
import { planImport } from '../import/plan-import.ts';
import { agreedWhenSaved, upworkBalance } from '../import/project-balance.ts';
import { warnOfRows } from '../import/rulebook-warnings.ts';
import { postSheetOutcomes } from '../import/sheet-outcomes.ts';
import { EMPTY_STATE, type State } from '../state.ts';
import type { EntryBuilder, Timeline } from '../timeline.ts';
import type { Warning } from '../warning.ts';
import { acceptCommand, type Decision, refuseCommand } from './decision.ts';

type Import = CommandOf<'import'>;

/** `timeline` must begin before everything: an import may reach back to any day. */
export function decideImport(command: Import, timeline: Timeline): Decision {
  const ledger = foldEntries(EMPTY_STATE, timeline.later);
  const matched = matching(command, timeline, ledger);
  const opens = ledger.opened === null;
  const [oldest] = matched.fresh;
  if (opens && !oldest) return refuseCommand({ code: 'nothing-to-import', file: command.file });
  const edition = command.opens.edition ?? latestEdition(timeline, oldest?.on ?? command.on);
  if (!timeline.rulebooks.has(edition)) {
    return refuseCommand({ code: 'unknown-edition', given: edition, known: [...timeline.rulebooks.keys()] });
  }
  const late = opens && oldest && command.opens.joined && command.opens.joined > oldest.on;
  if (late) return refuseCommand({ code: 'invalid-day', given: command.opens.joined, before: null, row: oldest.on });
  const end = upworkBalance(command);
  const context: ImportContext = { command, timeline, ledger, matched, edition, upwork: end };
  const { builder, unknown, opening, covered, projection, rows } = planImport(context);
  if (projection.overdrawn) return refuseCommand({ code: 'overdraws-later', ...projection.overdrawn });
  postSheetOutcomes(command.rows, ledger, builder, command.on);
  const warnings: Warning[] = covered > 0 ? [{ code: 'import-covered', connects: covered }] : [];
  const { joined: said, edition: followed } = command.opens;
  if (!opens && (said ?? followed ?? command.opening) !== null) warnings.push({ code: 'opening-unused' });
  warnings.push(
    ...warnOfRows(matched.fresh, {
      state: ledger,
      entries: timeline.later,
      rulebookOn: (day) => importRulebookOn(context, day),
    }),
  );
  const { on, balance: upwork } = end;
  const agrees = projection.after === upwork;
  const agreedThen = !agrees && agreedWhenSaved(end, command.rows, projection);
  if (agrees) noteAgreement(ledger, on, upwork, builder);
  // What has happened on that day since is not in it.
  else if (agreedThen) noteAgreement(ledger, addDays(on, -1), projection.before, builder);
  // A page that brings nothing, of a time that the ledger has agreed on since, is one that was read before.
  else if (upwork !== null && !(isOld(matched) && ledger.reconciled && ledger.reconciled.on >= on)) {
    warnings.push({ code: 'import-differs', upwork, ledger: projection.after, on });
  }
  const balance = agreedThen && upwork !== null ? upwork : projection.after;
  const adjustments = builder.transactions.filter(
    ({ kind }, i) => kind === 'adjustment' && (i < rows.from || i >= rows.to),
  );
  const preview = { matched, unknown, opening, adjustments, upwork, ledger: balance, on, opens, edition };
  return acceptCommand(builder.entries, { warnings, detail: { of: 'import', preview } });
}

const isOld = ({ fresh, confirmed }: RowMatches): boolean => fresh.length === 0 && confirmed.length === 0;

/** What this program wrote itself shows nothing on Upwork: it is known, and confirms nothing. */
function matching({ rows, own }: Import, { later }: Timeline, { proposals }: State): RowMatches {
  const matched = matchRows(rows, later, proposals);
  const { known, confirmed } = matched;
  return own ? { ...matched, known: [...known, ...confirmed.map(({ row }) => row)], confirmed: [] } : matched;
}

/** The edition that held when the history begins: the latest that had begun by then. */
const latestEdition = ({ rulebooks }: Timeline, day: Day): string =>
  [...rulebooks.values()].reduce(
    (latest, { id, since }) => (since <= day && since >= latest.since ? { id, since } : latest),
    { id: DEFAULT_EDITION as string, since: '' },
  ).id;

/** Remembered unless the ledger has agreed on that day or a later one already. */
function noteAgreement(ledger: State, on: Day, connects: number, builder: EntryBuilder): void {
  const last = ledger.reconciled;
  if (!last || last.on < on || (last.on === on && last.connects !== connects)) {
    builder.addFact(on, { kind: 'reconciled', connects });
  }
}
