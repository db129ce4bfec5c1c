/** `import`: rows of Upwork's own history become entries. They are facts: nothing here refuses one, it only warns. */
import { addDays, type Day } from '../calendar.ts';
import type { CommandOf } from '../command.ts';
import { DEFAULT_EDITION } from '../editions.ts';
import { fold } from '../evolve.ts';
import { drafted, type Ground, rulebookOn } from '../import/draft.ts';
import { judge } from '../import/judge.ts';
import { type Matched, match } from '../import/match.ts';
import { agreed, upworkSays } from '../import/outlook.ts';
import { NOTHING, type State } from '../state.ts';
import type { Journal, Timeline } from '../timeline.ts';
import type { Warning } from '../warning.ts';
import { type Decision, record, refuse } from './decision.ts';

type Import = CommandOf<'import'>;

/** `timeline` must begin before everything: an import may reach back to any day. */
export function decideImport(command: Import, timeline: Timeline): Decision {
  const ledger = fold(NOTHING, timeline.later);
  const matched = matching(command, timeline, ledger);
  const opens = ledger.opened === null;
  const [oldest] = matched.fresh;
  if (opens && !oldest) return refuse({ code: 'nothing-to-import', file: command.file });
  const edition = command.opens.edition ?? latestEdition(timeline, oldest?.on ?? command.on);
  if (!timeline.rulebooks.has(edition)) {
    return refuse({ code: 'unknown-edition', given: edition, known: [...timeline.rulebooks.keys()] });
  }
  const late = opens && oldest && command.opens.joined && command.opens.joined > oldest.on;
  if (late) return refuse({ code: 'invalid-day', given: command.opens.joined, before: null, row: oldest.on });
  const end = upworkSays(command);
  const ground: Ground = { command, timeline, ledger, matched, edition, end };
  const { book, unknown, opening, covered, outlook, rows } = drafted(ground);
  if (outlook.overdrawn) return refuse({ code: 'overdraws-later', ...outlook.overdrawn });
  const warnings: Warning[] = covered > 0 ? [{ code: 'import-covered', connects: covered }] : [];
  const { joined: said, edition: followed } = command.opens;
  if (!opens && (said ?? followed ?? command.opening) !== null) warnings.push({ code: 'opening-unused' });
  warnings.push(
    ...judge(matched.fresh, { state: ledger, entries: timeline.later, rulebookOn: (day) => rulebookOn(ground, day) }),
  );
  const { on, balance: upwork } = end;
  const agrees = outlook.after === upwork;
  const agreedThen = !agrees && agreed(end, command.rows, outlook);
  if (agrees) noteAgreement(ledger, on, upwork, book);
  // What has happened on that day since is not in it.
  else if (agreedThen) noteAgreement(ledger, addDays(on, -1), outlook.eve, book);
  // A page that brings nothing, of a time that the ledger has agreed on since, is one that was read before.
  else if (upwork !== null && !(isOld(matched) && ledger.reconciled && ledger.reconciled.on >= on)) {
    warnings.push({ code: 'import-differs', upwork, ledger: outlook.after, on });
  }
  const balance = agreedThen && upwork !== null ? upwork : outlook.after;
  const adjustments = book.transactions.filter(
    ({ kind }, i) => kind === 'adjustment' && (i < rows.from || i >= rows.to),
  );
  const preview = { matched, unknown, opening, adjustments, upwork, ledger: balance, on, opens, edition };
  return record(book.entries, { warnings, detail: { of: 'import', preview } });
}

const isOld = ({ fresh, confirmed }: Matched): boolean => fresh.length === 0 && confirmed.length === 0;

/** What this program wrote itself shows nothing on Upwork: it is known, and confirms nothing. */
function matching({ rows, own }: Import, { later }: Timeline, { proposals }: State): Matched {
  const matched = match(rows, later, proposals);
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
function noteAgreement(ledger: State, on: Day, connects: number, book: Journal): void {
  const last = ledger.reconciled;
  if (!last || last.on < on || (last.on === on && last.connects !== connects)) {
    book.note(on, { kind: 'reconciled', connects });
  }
}
