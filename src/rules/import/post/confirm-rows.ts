/** Notes which entries the rows of a page confirm, puts their amounts right, and adds what the rows tell of proposals. */
import { type lastDetailDays, replaceTransaction } from '../../past/corrections.ts';
import { followRefunds, refundsOf } from '../../past/following-refunds.ts';
import type { EntryBuilder } from '../../past/timeline.ts';
import type { Proposal, ProposalWithSlices, State } from '../../state/state.ts';
import { bareKey } from '../../values/job-key.ts';
import { type FoundDetails, seenRowOf, type Transaction } from '../../vocabulary/transaction.ts';
import type { ImportRow } from '../../vocabulary/upwork-row.ts';
import type { RowMatches } from '../match/match-rows.ts';
import { meaningOf } from '../row-labels.ts';

/** What a replacement of an import says of what it replaces. */
export const CORRECTED_BY_IMPORT = 'Corrected by an import';

/** Returns the proposals with what the rows add to them. `dayOf`: from when details that are added to one last. */
export function noteConfirmations(
  { confirmed, known, unmet }: RowMatches,
  own: boolean,
  { proposals }: State,
  dayOf: ReturnType<typeof lastDetailDays>,
  builder: EntryBuilder,
): ReadonlyMap<number, ProposalWithSlices> {
  const described: Described = new Map(proposals);
  const describe = (proposal: ProposalWithSlices, row: ImportRow): void => {
    const { title, url, key } = proposal;
    const news = {
      title: title === null ? row.title : null,
      url: url === null ? row.url : null,
      key: key === null ? row.jobKey : null,
    };
    const words = sheetWords(proposal, row);
    const isNews = Object.values({ ...news, ...words }).some((value) => value !== null);
    if (!isNews) return;
    builder.addFact(dayOf(proposal), { kind: 'described', proposal: proposal.id, details: { ...news, ...words } });
    const names = { title: title ?? row.title, url: url ?? row.url, key: key ?? row.jobKey };
    described.set(proposal.id, { ...proposal, ...names, ...words });
  };
  for (const { row, transaction } of confirmed) {
    confirm(row, transaction, builder);
    followAmount(row, transaction, unmet, builder);
    noteAmount(row, transaction, described);
    const proposal = transaction.kind === 'proposal' ? described.get(transaction.proposal ?? 0) : undefined;
    if (!proposal) continue;
    describe(proposal, row);
    // Typed a day late, it is of the page's day for what comes of it on that day.
    const noted = described.get(proposal.id) ?? proposal;
    if (row.on < noted.on) described.set(proposal.id, { ...noted, on: row.on });
  }
  if (own) return described;
  for (const [row, proposal] of rowsWithNewLink(known, described)) describe(proposal, row);
  for (const { row, transaction } of known) {
    const proposal =
      row.sheet && transaction?.kind === 'proposal' ? described.get(transaction.proposal ?? 0) : undefined;
    // What names the job is another matter: it may be known of another proposal.
    if (proposal) describe(proposal, { ...row, title: null, url: null, jobKey: null });
  }
  return described;
}

/** The client and the note of a sheet, where the proposal has none of its own. */
export const sheetWords = (
  { client, note }: Proposal,
  { sheet }: ImportRow,
): Pick<FoundDetails, 'client' | 'note'> => ({
  ...(client === null && sheet?.client ? { client: sheet.client } : {}),
  ...(note === null && sheet?.note ? { note: sheet.note } : {}),
});

/** What came back of a corrected amount, where no row of the page shows it. */
function followAmount(
  row: ImportRow,
  { kind, connects, proposal, on }: Transaction,
  unmet: RowMatches['unmet'],
  builder: EntryBuilder,
): void {
  const part = kind === 'proposal' ? 'cost' : kind === 'boost' ? 'boost' : null;
  if (part === null || proposal === null || connects === row.connects) return;
  const refunds = refundsOf(
    part,
    unmet.filter((each) => each.proposal === proposal),
  );
  followRefunds(builder, refunds, { before: -connects, after: -row.connects, on, proposal }, CORRECTED_BY_IMPORT);
}

/** The corrected amount is the proposal's for the rows after it, such as the refund of the whole. */
function noteAmount(row: ImportRow, { kind, connects, proposal: of }: Transaction, described: Described): void {
  const proposal = described.get(of ?? 0);
  const more = connects - row.connects;
  if (!proposal || more === 0) return;
  if (kind === 'proposal') described.set(proposal.id, { ...proposal, cost: proposal.cost + more });
  if (kind === 'boost') described.set(proposal.id, { ...proposal, boost: proposal.boost + more });
}

type Described = Map<number, ProposalWithSlices>;

/** The page's amount holds: the price may have changed, or less may have come back than was assumed. */
function confirm(row: ImportRow, transaction: Transaction, builder: EntryBuilder): void {
  let shown = transaction;
  if (row.connects !== transaction.connects) {
    replaceTransaction(builder, transaction, { connects: row.connects }, CORRECTED_BY_IMPORT);
    shown = builder.transactions.at(-1) as Transaction;
  }
  builder.addFact(transaction.on, { kind: 'confirmed', transaction: shown.id, row: seenRowOf(row) });
}

/** Rows that were imported without a link before (copied text has none), with their proposals. */
function* rowsWithNewLink(
  known: RowMatches['known'],
  proposals: ReadonlyMap<number, ProposalWithSlices>,
): Generator<readonly [ImportRow, ProposalWithSlices]> {
  const links = known.filter(
    ({ row }) => row.jobKey !== null && meaningOf(row.label, row.connects).kind === 'proposal',
  );
  if (links.length === 0) return;
  const taken = new Set<string>();
  for (const { key } of proposals.values()) if (key !== null) taken.add(bareKey(key));
  for (const { row, transaction } of links) {
    if (row.jobKey === null || taken.has(bareKey(row.jobKey))) continue;
    const proposal = proposals.get(transaction?.proposal ?? 0);
    if (proposal?.key !== null || proposal.url !== null) continue;
    taken.add(bareKey(row.jobKey));
    yield [row, proposal];
  }
}
