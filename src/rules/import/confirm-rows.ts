/** Notes which entries the rows of a page confirm, and what they add to proposals that are there already. */
import type { Day } from '../calendar.ts';
import type { ProposalWithSlices, State } from '../state.ts';
import type { EntryBuilder } from '../timeline.ts';
import type { ImportRow, SeenRow } from '../upwork-row.ts';
import { bareKey } from './job-key.ts';
import type { RowMatches } from './match-rows.ts';
import { meaningOf } from './row-labels.ts';

/** Returns the proposals with what the rows add to them. */
export function noteConfirmations(
  { confirmed }: RowMatches,
  known: readonly ImportRow[],
  { proposals }: State,
  builder: EntryBuilder,
): ReadonlyMap<number, ProposalWithSlices> {
  const described = new Map(proposals);
  const describe = (proposal: ProposalWithSlices, on: Day, row: ImportRow): void => {
    const { title, url, key } = proposal;
    const news = {
      title: title === null ? row.title : null,
      url: url === null ? row.url : null,
      key: key === null ? row.jobKey : null,
    };
    if (news.title === null && news.url === null && news.key === null) return;
    builder.addFact(on, { kind: 'described', proposal: proposal.id, details: news });
    described.set(proposal.id, { ...proposal, title: title ?? row.title, url: url ?? row.url, key: key ?? row.jobKey });
  };
  for (const { row, transaction } of confirmed) {
    builder.addFact(transaction.on, { kind: 'confirmed', transaction: transaction.id, row: seenRowOf(row) });
    const proposal = transaction.kind === 'proposal' ? described.get(transaction.proposal ?? 0) : undefined;
    if (proposal) describe(proposal, transaction.on, row);
  }
  for (const [row, proposal] of rowsWithNewLink(known, described)) describe(proposal, proposal.on, row);
  return described;
}

/** Rows that were imported without a link before (copied text has none), with their proposals. */
function* rowsWithNewLink(
  rows: readonly ImportRow[],
  proposals: ReadonlyMap<number, ProposalWithSlices>,
): Generator<readonly [ImportRow, ProposalWithSlices]> {
  const links = rows.filter((row) => row.jobKey !== null && meaningOf(row.label, row.connects).kind === 'proposal');
  if (links.length === 0) return;
  const same = (on: Day, cost: number, title: string | null): string => JSON.stringify([on, cost, title]);
  const taken = new Set<string>();
  const bare = new Map<string, ProposalWithSlices[]>();
  for (const proposal of proposals.values()) {
    const { on, cost, title, url, key } = proposal;
    if (key !== null) taken.add(bareKey(key));
    else if (url === null) bare.set(same(on, cost, title), [...(bare.get(same(on, cost, title)) ?? []), proposal]);
  }
  for (const row of links) {
    if (row.jobKey === null || taken.has(bareKey(row.jobKey))) continue;
    const proposal = bare.get(same(row.on, -row.connects, row.title))?.shift();
    if (proposal) yield [row, proposal];
  }
}

export const seenRowOf = ({ on, label, title, connects, upworkId, jobKey }: ImportRow): SeenRow => ({
  on,
  label,
  title,
  connects,
  upworkId,
  jobKey,
});
