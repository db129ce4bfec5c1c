/** Proposals that a page without costs brought, and the rows of the history that charge them at last. */

import type { EntryBuilder } from '../../past/timeline.ts';
import type { Proposal, ProposalWithSlices, State } from '../../state/state.ts';
import type { Day } from '../../values/calendar.ts';
import { jobKeyOf } from '../../values/job-key.ts';
import type { Entry } from '../../vocabulary/transaction.ts';
import type { ImportRow } from '../../vocabulary/upwork-row.ts';
import { indexJobs } from '../match/job-index.ts';
import { meetJobs } from '../match/meet-jobs.ts';
import { meaningOf } from '../row-labels.ts';
import { sheetWords } from './confirm-rows.ts';

/**
 * `rows`: oldest first; `entries`: all that is live in the ledger. Of proposals that nothing tells apart, the first is
 * charged: a charge is never a further proposal while one of them has no cost.
 */
export function waitingProposals(
  rows: readonly ImportRow[],
  { proposals }: State,
  entries: readonly Entry[],
): ReadonlyMap<ImportRow, ProposalWithSlices> {
  const waiting = [...proposals.values()].filter(({ costUnknown }) => costUnknown);
  if (waiting.length === 0) return new Map();
  const jobs = indexJobs(waiting, entries);
  const sent = rows.filter((row) => meaningOf(row.label, row.connects).kind === 'proposal');
  const { met } = meetJobs(
    sent.map((row) => ({
      row,
      on: row.on,
      isExact: true,
      isTyped: false,
      upworkId: null,
      key: row.jobKey,
      titles: row.title === null ? [] : [row.title],
    })),
    waiting.map((proposal) => ({
      proposal,
      on: proposal.on,
      isExact: proposal.sentAt !== null,
      isTyped: false,
      upworkId: proposal.upworkId,
      key: jobKeyOf(proposal),
      titles: jobs.titlesOf(proposal.id),
    })),
    { takesFirst: true },
  );
  return new Map([...met].map(([{ row }, { known }]) => [row, known.proposal]));
}

/** What the row tells of the proposal that it charges, from a day on. */
export function describeWaiting(proposal: Proposal, row: ImportRow, on: Day, builder: EntryBuilder): void {
  const details = {
    title: proposal.title === null ? row.title : null,
    url: proposal.url === null ? row.url : null,
    key: proposal.key === null ? row.jobKey : null,
    ...sheetWords(proposal, row),
  };
  if (Object.values(details).every((news) => news === null)) return;
  builder.addFact(on, { kind: 'described', proposal: proposal.id, details });
}
