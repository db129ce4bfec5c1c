/** `import`: rows of Upwork's own history become entries. They are facts: nothing here refuses one, it only warns. Just over 200 lines: one import from its rows to its warnings. */

import type { Warning } from '../answers/warning.ts';
import type { CommandOf } from '../command/command.ts';
import { type ImportContext, importRulebookOn } from '../import/import-context.ts';
import type { ImportPlan } from '../import/import-plan.ts';
import { pageNewestFirst } from '../import/page-newest-first.ts';
import { planImport } from '../import/plan-import.ts';
import { postSheetOutcomes } from '../import/post/sheet-outcomes.ts';
import { warnOfRows } from '../import/rulebook-warnings.ts';
import { projectBalance } from '../import/suppose/project-balance.ts';
import { upworkBalance } from '../import/suppose/upwork-balance.ts';
import { lastDetailDays } from '../past/corrections.ts';
import type { EntryBuilder, Timeline } from '../past/timeline.ts';
import { DEFAULT_EDITION } from '../rulebook/editions.ts';
import { foldEntries } from '../state/evolve.ts';
import { EMPTY_STATE, type State } from '../state/state.ts';
import { addDays, type Day } from '../values/calendar.ts';
import { isFinalCharge } from '../vocabulary/settled-bid.ts';
import { factsOf, transactionsOf } from '../vocabulary/transaction.ts';
import { acceptCommand, type Decision, refuseCommand } from './decision.ts';

type Import = CommandOf<'import'>;

/** `timeline` must begin before everything: an import may reach back to any day. */
export function decideImport(command: Import, timeline: Timeline): Decision {
  const ledger = foldEntries(EMPTY_STATE, timeline.later);
  const opens = ledger.opened === null;
  const rows = pageNewestFirst(command.rows);
  const oldest = rows.at(-1);
  if (opens && !oldest) return refuseCommand({ code: 'nothing-to-import', file: command.file });
  const edition = command.opens.edition ?? latestEdition(timeline, oldest?.on ?? command.on);
  if (!timeline.rulebooks.has(edition)) {
    return refuseCommand({ code: 'unknown-edition', given: edition, known: [...timeline.rulebooks.keys()] });
  }
  const late = opens && oldest && command.opens.joined && command.opens.joined > oldest.on;
  if (late) return refuseCommand({ code: 'invalid-day', given: command.opens.joined, before: null, row: oldest.on });
  const context: ImportContext = {
    command,
    rows,
    timeline,
    ledger,
    edition,
    before: [],
    upwork: upworkBalance(command, rows),
  };
  const plan = planImport(context);
  const { builder, matched, unknown, opening, covered, projection, supposed, leaving } = plan;
  if (projection.overdrawn) return refuseCommand({ code: 'overdraws-later', ...projection.overdrawn });
  const { differences, zeros } = postSheetOutcomes(
    command.rows,
    ledger,
    builder,
    command.on,
    lastDetailDays(timeline.later),
    matched,
  );
  if (rows.some(({ sheet }) => sheet)) noteSheet(builder);
  const warnings: Warning[] = covered > 0 && supposed.length > 0 ? [{ code: 'import-covered', connects: covered }] : [];
  warnings.push(...costDifferences(matched.differing));
  warnings.push(...contradictedCredits(plan, ledger, timeline));
  warnings.push(...differences.map((each) => ({ code: 'value-differs', ...each }) as const));
  if (zeros.length > 0) warnings.push({ code: 'value-zero', proposals: zeros });
  const { joined: said, edition: followed } = command.opens;
  if (!opens && (said ?? followed ?? command.opening) !== null) warnings.push({ code: 'opening-unused' });
  warnings.push(
    ...warnOfRows(matched.fresh, {
      state: ledger,
      entries: timeline.later,
      rulebookOn: (day) => importRulebookOn(context, day),
    }),
  );
  warnings.push(...noteAgreement(context, plan), ...warnOfForeignPage(context, plan));
  const { on, balance: upwork } = context.upwork;
  const adjustments = supposed.filter(({ kind }) => kind === 'adjustment');
  const ledgerThen = plan.fit === 'agreed-then' && upwork !== null ? upwork : projection.after;
  const preview = {
    matched,
    unknown,
    opening,
    adjustments,
    leaving,
    upwork,
    ledger: ledgerThen,
    whole: projection.after,
    on,
    agreedOn: agreedThen(context, plan),
    opens,
    edition,
  };
  return acceptCommand([...plan.before, ...builder.entries], { warnings, detail: { of: 'import', preview } });
}

/** Notes that what is recorded here is of a sheet: otherwise it would be taken for what a page of Upwork's shows. */
function noteSheet(builder: EntryBuilder): void {
  const shown = [...builder.transactions, ...factsOf(builder.entries, 'confirmed')];
  const [first] = shown.map(({ on }) => on).sort();
  if (first) builder.addFact(first, { kind: 'sheet' });
}

/** What a sheet says that a proposal cost is no fact of Upwork's: what is recorded stays, and its user decides. */
const costDifferences = (differing: ImportPlan['matched']['differing']): readonly Warning[] =>
  differing.flatMap(({ row, transaction: { kind, connects, proposal } }): Warning | readonly [] =>
    proposal === null
      ? []
      : {
          ...{ code: 'cost-differs', proposal, what: kind === 'boost' ? 'boost' : 'cost' },
          ...{ recorded: -connects, sheet: -row.connects },
        },
  );

/** A history shows the Connects of a boost, and no ad credits: another sum than was recorded may mean that none were spent. */
function contradictedCredits(
  { matched, builder }: ImportPlan,
  { proposals }: State,
  { later }: Timeline,
): readonly Warning[] {
  const more = new Map<number, number>();
  const add = (proposal: number | null, connects: number): void => {
    if (proposal !== null) more.set(proposal, (more.get(proposal) ?? 0) + connects);
  };
  for (const { row, transaction } of matched.confirmed)
    if (transaction.kind === 'boost') add(transaction.proposal, transaction.connects - row.connects);
  // The final charge of an auction takes the place of the bid.
  for (const { kind, label, source, proposal, connects, reverses } of builder.transactions)
    if (kind === 'boost' && source === 'import' && reverses === null && !isFinalCharge(label)) add(proposal, -connects);
  return [...more].flatMap(([id, connects]): Warning | readonly [] => {
    const proposal = proposals.get(id);
    const cost = transactionsOf([...later, ...builder.entries], 'proposal').findLast((each) => each.proposal === id);
    if (connects === 0 || !proposal?.credits || !cost) return [];
    const { title, boost: recorded, credits } = proposal;
    const shown = recorded + connects;
    return { code: 'credits-contradicted', proposal: id, title, transaction: cost.id, recorded, shown, credits };
  });
}

/** The edition that held when the history begins: the latest that had begun by then. */
const latestEdition = ({ rulebooks }: Timeline, day: Day): string =>
  [...rulebooks.values()].reduce(
    (latest, { id, since }) => (since <= day && since >= latest.since ? { id, since } : latest),
    { id: DEFAULT_EDITION as string, since: '' },
  ).id;

/** Remembers that the ledger agrees with Upwork; or warns that it does not. */
function noteAgreement(
  { command, rows, upwork, ledger }: ImportContext,
  { fit, projection, matched, builder }: ImportPlan,
): readonly Warning[] {
  const { on, balance } = upwork;
  const remember = (day: Day, connects: number): readonly Warning[] => {
    const time = shownBy(rows, day);
    const isKnown =
      !time || ledger.pages.some(({ from, to, hasAgreed }) => hasAgreed && from <= time.since && day <= to);
    if (isNews(ledger, day, connects) || !isKnown)
      builder.addFact(day, { kind: 'reconciled', connects, ...(isKnown ? {} : time) });
    return [];
  };
  // Rows that could not be read may be what makes the difference, or what hides one.
  if (balance === null || (command.unread ?? 0) > 0) return [];
  if (projection.after === balance) return remember(on, balance);
  // What has happened on that day since is not in it.
  if (fit === 'agreed-then') return remember(addDays(on, -1), projection.before);
  // A page that brings nothing, of a time that the ledger has agreed on since, is one that was read before.
  const isOld = matched.fresh.length === 0 && matched.confirmed.length === 0;
  if (isOld && ledger.settled && ledger.settled.on >= on) return [];
  return [{ code: 'import-differs', upwork: balance, ledger: projection.after, on }];
}

/** What was recorded since on the day of a page leaves the day before as the last one that agrees, if none later does. */
function agreedThen({ command, upwork, ledger }: ImportContext, { fit }: ImportPlan): Day | null {
  if (fit !== 'agreed-then' || (command.unread ?? 0) > 0) return null;
  const before = addDays(upwork.on, -1);
  const { reconciled } = ledger;
  return reconciled && reconciled.on > before ? reconciled.on : before;
}

/** The days that the rows show whole: the oldest may be cut off. */
function shownBy(rows: ImportContext['rows'], until: Day): { readonly since: Day } | null {
  const oldest = rows.at(-1)?.on;
  return oldest && oldest < until ? { since: addDays(oldest, 1) } : null;
}

/** Unless the ledger has agreed on that day or a later one already. */
const isNews = ({ settled }: State, on: Day, connects: number): boolean =>
  !settled || settled.on < on || (settled.on === on && settled.connects !== connects);

/** Connects by which the balance of another account differs, at the least. */
const FAR_OFF = 50;

/** A page of another account: it is of a time that the ledger has entries of, and has none of them. */
function warnOfForeignPage(
  { rows, upwork, timeline }: ImportContext,
  { matched, projection }: ImportPlan,
): readonly Warning[] {
  const { balance, on } = upwork;
  const [first, known] = [rows.at(-1)?.on, matched.known.some(({ transaction }) => transaction !== null)];
  if (first === undefined || balance === null || known || matched.confirmed.length > 0) return [];
  const moved = timeline.later.filter((entry) => entry.type === 'transaction' && entry.kind !== 'opening');
  const beside = moved.filter((entry) => entry.on >= first && entry.on <= on);
  const { after } = projectBalance(timeline.later, on);
  if (beside.length === 0 || projection.after === balance || Math.abs(after - balance) < FAR_OFF) return [];
  return [{ code: 'import-foreign', upwork: balance, ledger: after, on }];
}
