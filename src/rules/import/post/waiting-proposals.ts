/** Proposals that a page without costs brought, and the rows of the history that charge them at last. */
import type { Day } from '../../calendar.ts';
import type { Proposal, ProposalWithSlices, State } from '../../state.ts';
import type { EntryBuilder } from '../../timeline.ts';
import type { ImportRow } from '../../upwork-row.ts';
import { jobKeyOf } from '../job-key.ts';
import { meetJobs } from '../match/meet-jobs.ts';
import { meaningOf } from '../row-labels.ts';

/** `rows`: oldest first. */
export function waitingProposals(
  rows: readonly ImportRow[],
  { proposals }: State,
): ReadonlyMap<ImportRow, ProposalWithSlices> {
  const waiting = [...proposals.values()].filter(({ costUnknown }) => costUnknown);
  if (waiting.length === 0) return new Map();
  const sent = rows.filter((row) => meaningOf(row.label, row.connects).kind === 'proposal');
  const { met } = meetJobs(
    sent.map((row) => ({
      row,
      on: row.on,
      isExact: true,
      isTyped: false,
      upworkId: null,
      key: row.jobKey,
      titles: titlesOf(row),
    })),
    waiting.map((proposal) => ({
      proposal,
      on: proposal.on,
      isExact: proposal.sentAt !== null,
      isTyped: false,
      upworkId: proposal.upworkId,
      key: jobKeyOf(proposal),
      titles: titlesOf(proposal),
    })),
  );
  return new Map([...met].map(([{ row }, { known }]) => [row, known.proposal]));
}

const titlesOf = ({ title }: { readonly title: string | null }): readonly string[] => (title === null ? [] : [title]);

/** What the row tells of the proposal that it charges, from a day on. */
export function describeWaiting(proposal: Proposal, row: ImportRow, on: Day, builder: EntryBuilder): void {
  const details = {
    title: proposal.title === null ? row.title : null,
    url: proposal.url === null ? row.url : null,
    key: proposal.key === null ? row.jobKey : null,
  };
  if (Object.values(details).every((news) => news === null)) return;
  builder.addFact(on, { kind: 'described', proposal: proposal.id, details });
}
