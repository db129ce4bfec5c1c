/** Turns new rows into entries, in the page's order, linked to the proposal that they belong to. */

import { feeConnects, feePrice, typedFeeOn } from '../../amounts/membership-fee.ts';
import { lastDetailDays, voidTransaction } from '../../past/corrections.ts';
import type { EntryBuilder } from '../../past/timeline.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { planOn, type State } from '../../state/state.ts';
import { byDay, type Day, monthsLater } from '../../values/calendar.ts';
import { comesOfProposal, isOfCycle, isRefund } from '../../vocabulary/kinds.ts';
import { OUTCOME_FACTS, type Outcome } from '../../vocabulary/outcomes.ts';
import { type Entry, type ProposalDetails, seenRowOf, type Transaction } from '../../vocabulary/transaction.ts';
import { countsOn, type ImportRow } from '../../vocabulary/upwork-row.ts';
import type { RowMatches } from '../match/match-rows.ts';
import { pageTitles } from '../match/page-titles.ts';
import { meaningOf, type RowMeaning, UNLABELLED_ROW } from '../row-labels.ts';
import { CORRECTED_BY_IMPORT, noteConfirmations } from './confirm-rows.ts';
import { dayOrder } from './day-order.ts';
import { type IndexedProposal, indexProposals, type ProposalHint } from './proposal-index.ts';
import { proposalsToCome } from './proposals-to-come.ts';
import { describeWaiting, waitingProposals } from './waiting-proposals.ts';

export interface PostingContext {
  /** The ledger before the import, with all proposals and all live entries. */
  readonly state: State;
  readonly entries: readonly Entry[];
  readonly matched: RowMatches;
  /** The file was exported by this program, so its rows add nothing to known entries. */
  readonly own: boolean;
  readonly rulebookOn: (day: Day) => Rulebook;
  readonly nextProposal: number;
  readonly today: Day;
}

/** Posts the rows, oldest first, and their confirmations. Returns the rows with an unknown label. */
export function postRows(
  { state, entries, matched, own, rulebookOn, nextProposal, today }: PostingContext,
  builder: EntryBuilder,
) {
  const dayOf = lastDetailDays(entries);
  const described = noteConfirmations(matched, own, state, dayOf, builder);
  const orphans = orphansAmong(entries);
  const becoming = own ? new Map<ImportRow, Transaction>() : rowsThatTellMore(matched);
  const posting = matched.ordered.filter((row) => matched.isFresh(row) || becoming.has(row));
  const speaking = [...orphans, ...posting.filter((row) => comesOfProposal(meaningOf(row.label, row.connects)))];
  const known = indexProposals(described.values(), speaking, pageTitles(matched, entries));
  const waiting = waitingProposals(posting, state, entries);
  const coming = proposalsToCome(posting, nextProposal, waiting);
  const unknown: ImportRow[] = [];
  const ruled = byDay((day) => {
    const rulebook = rulebookOn(day);
    const { id, expiry } = rulebook;
    return { edition: id, expiresOn: monthsLater(day, expiry.months), rulebook };
  });
  let plan = state.plans;
  const order = dayOrder(matched, entries, builder);
  for (const row of matched.ordered) {
    const instead = becoming.get(row) ?? null;
    if (!matched.isFresh(row) && !instead) {
      order.keep(row);
      continue;
    }
    while (orphans[0] && orphans[0].on < row.on) linkOrphan(orphans.shift(), known.find, builder);
    const what = meaningOf(row.label, row.connects);
    if (!what.known) unknown.push(row);
    const on = countsOn(row, today);
    const found = comesOfProposal(what) ? known.find(row, what) : null;
    const target = what.kind === 'boost' ? (coming.boosted(row, found) ?? found) : found;
    let proposal = target?.id ?? null;
    if (what.kind === 'proposal') {
      const id = coming.numberOf(row);
      proposal = id;
      // A proposal's transaction alone has no key and no link.
      const { jobKey: key, title, connects } = row;
      const before = waiting.get(row);
      if (before) {
        describeWaiting(before, row, dayOf(before), builder);
        known.charge(id, -connects);
      } else {
        if (key !== null || row.url !== null || row.sheet)
          builder.addFact(on, { kind: 'proposal', proposal: id, details: detailsOf(row) });
        known.add({ id, on: row.on, key, title, cost: -connects }, coming.boostOf(row));
      }
    }
    const { edition, expiresOn, rulebook } = ruled(on);
    if (what.kind === 'membership' && planOn({ ...state, plans: plan }, on) !== 'plus') {
      builder.addFact(on, { kind: 'plan', plan: 'plus' });
      plan = [...plan, { on, plan: 'plus' }];
    }
    if (instead) voidTransaction(builder, instead, CORRECTED_BY_IMPORT);
    const givesBack = target !== null && isRefund(what.kind);
    const posted = builder.addTransaction({
      on,
      rank: isOfCycle(what.kind) ? 0 : 1,
      kind: what.kind,
      label: row.label ?? UNLABELLED_ROW,
      connects: row.connects,
      expiresOn: row.connects > 0 && !givesBack ? expiresOn : null,
      proposal,
      title: what.title ?? row.title,
      edition,
      cents: typedPrice(
        { kind: what.kind, on, connects: row.connects, edition, cents: null },
        { ...state, plans: plan },
        rulebook,
      ),
      source: 'import',
      upworkId: row.upworkId ?? instead?.upworkId ?? null,
      ...(instead ? { recordedAt: instead.recordedAt, reverses: instead.id } : {}),
    });
    order.follow(posted);
    if (on !== row.on) builder.addFact(on, { kind: 'confirmed', transaction: posted.id, row: seenRowOf(row) });
    if (found && target === found) postOutcome(found, on, row.connects, what, builder);
  }
  const newest = matched.ordered.at(-1);
  if (newest) order.close(newest.on);
  for (const orphan of orphans) linkOrphan(orphan, known.find, builder);
  return { unknown };
}

/** The fee that the user typed, for a cycle that is imported later. A published one is not taken: no page shows it. */
function typedPrice(row: Parameters<typeof feeConnects>[0], state: State, rulebook: Rulebook): number | null {
  const typed = typedFeeOn(state, row.on);
  const rules = { plans: state.plans, rulebooks: new Map([[rulebook.id, rulebook]]) };
  return typed && (feeConnects(row, rules) ?? 0) > 0 ? (feePrice(typed, rulebook)?.totalCents ?? null) : null;
}

/** Rows kept as `other` before, of which this page says what they are. */
const rowsThatTellMore = ({ known }: RowMatches): ReadonlyMap<ImportRow, Transaction> =>
  new Map(
    known.flatMap(({ row, transaction }) =>
      transaction?.kind === 'other' && meaningOf(row.label, row.connects).kind !== 'other'
        ? [[row, transaction] as const]
        : [],
    ),
  );

const detailsOf = ({ title, url, jobKey, sheet }: ImportRow): ProposalDetails => ({
  title,
  client: sheet?.client ?? null,
  url,
  tags: [],
  invited: false,
  key: jobKey,
  note: sheet?.note ?? null,
  ...(sheet?.valueCents === undefined ? {} : { valueCents: sheet.valueCents }),
});

interface Orphan extends ProposalHint {
  readonly transaction: Transaction;
}

/** Transactions of earlier imports whose proposal was not found then: this import may bring it. Oldest first. */
function orphansAmong(entries: readonly Entry[]): Orphan[] {
  const tied = new Set<number>();
  const orphans: Orphan[] = [];
  for (const entry of entries) {
    if (entry.type === 'fact') {
      if (entry.body.kind === 'tied') tied.add(entry.body.transaction);
    } else if (entry.source === 'import' && entry.proposal === null && comesOfProposal(entry)) {
      const { on, title, connects } = entry;
      orphans.push({ on, title, jobKey: null, connects, transaction: entry });
    }
  }
  return orphans.filter(({ title, transaction }) => title !== null && !tied.has(transaction.id));
}

function linkOrphan(
  orphan: Orphan | undefined,
  find: ReturnType<typeof indexProposals>['find'],
  builder: EntryBuilder,
): void {
  const target = orphan && find(orphan, orphan.transaction);
  if (!target) return;
  const { on, connects, transaction } = orphan;
  builder.addFact(on, { kind: 'tied', transaction: transaction.id, proposal: target.id }, 0);
  postOutcome(target, on, connects, meaningOf(transaction.label, connects), builder);
}

/** Posts the outcome that the row implies for the proposal, if it is news. */
function postOutcome(
  tied: IndexedProposal,
  on: Day,
  connects: number,
  { kind, outcome }: RowMeaning,
  builder: EntryBuilder,
): void {
  if (kind === 'boost') tied.boost -= connects;
  if (kind === 'refund') tied.refunded = true;
  if (kind === 'boost-refund') tied.boostRefunded += connects;
  if (outcome === null || !isNews(tied, outcome)) return;
  if (outcome === 'interview') tied.interviewed = true;
  else if (OUTCOME_FACTS[outcome].ends) tied.ended = true;
  builder.addFact(on, { kind: 'outcome', proposal: tied.id, outcome, source: 'history' });
}

const isNews = ({ interviewed, ended }: IndexedProposal, outcome: Outcome): boolean =>
  outcome === 'outbid' || !(outcome === 'interview' ? interviewed : ended);
