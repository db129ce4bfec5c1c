/** Which proposals of the ledger the rows of a Proposals page are. */
import type { Proposal, State } from '../../state/state.ts';
import { jobKeyOf } from '../../values/job-key.ts';
import { type Entry, factsOf, type Transaction, transactionsOf } from '../../vocabulary/transaction.ts';
import type { UpworkProposal } from '../../vocabulary/upwork-proposal.ts';
import { indexJobs } from '../match/job-index.ts';
import { type JobWay, type KnownJob, meetJobs } from '../match/meet-jobs.ts';
import { foldedTitle } from '../match/title-likeness.ts';

export interface LedgerJob extends KnownJob {
  readonly proposal: Proposal;
  /** The transaction of its cost. */
  readonly charge: Transaction | null;
}

export interface MetRow {
  readonly row: UpworkProposal;
  readonly job: LedgerJob;
  readonly way: JobWay;
}

export interface RowMeetings {
  readonly met: readonly MetRow[];
  readonly fresh: readonly UpworkProposal[];
  readonly unsure: readonly UpworkProposal[];
}

/** `separate`: transactions of the user whose proposals are none of the rows. */
export function meetProposals(
  rows: readonly UpworkProposal[],
  { proposals }: State,
  entries: readonly Entry[],
  separate: ReadonlySet<number>,
): RowMeetings {
  const ledger = ledgerJobs(proposals, entries).filter(({ charge }) => !separate.has(charge?.id ?? 0));
  const dated = rows.flatMap((row) => (row.sentOn === null ? [] : pageJob(row, row.sentOn)));
  const { met, unsure } = meetJobs(dated, ledger);
  const taken = new Set([...met.values()].map(({ known }) => known));
  const named = rows
    .filter(({ sentOn }) => sentOn === null)
    .map((row) => ({ row, job: onlyNamed(row, ledger, taken) }));
  return {
    met: [
      ...[...met].map(([{ row }, { known, way }]) => ({ row, job: known, way })),
      ...named.flatMap(({ row, job }) =>
        job ? ({ row, job, way: row.jobKey === null ? 'title' : 'key' } as const) : [],
      ),
    ],
    fresh: dated.flatMap((job) => (met.has(job) || unsure.has(job) ? [] : job.row)),
    unsure: [...[...unsure].map(({ row }) => row), ...named.flatMap(({ row, job }) => (job ? [] : row))],
  };
}

const pageJob = (row: UpworkProposal, on: NonNullable<UpworkProposal['sentOn']>) => ({
  row,
  on,
  isExact: row.sentAt !== null,
  isTyped: false,
  upworkId: row.upworkId,
  key: row.jobKey,
  titles: [row.title],
});

function ledgerJobs(proposals: State['proposals'], entries: readonly Entry[]): readonly LedgerJob[] {
  const confirmed = new Set(factsOf(entries, 'confirmed').map(({ body }) => body.transaction));
  const charges = new Map<number, Transaction>();
  for (const charge of transactionsOf(entries, 'proposal'))
    if (charge.proposal !== null) charges.set(charge.proposal, charge);
  const jobs = indexJobs(proposals.values(), entries);
  return [...proposals.values()].map((proposal) => {
    const charge = charges.get(proposal.id) ?? null;
    const isShown = charge !== null && (charge.source === 'import' || isConfirmed(charge, confirmed));
    const isOwn = !isShown && isTyped(proposal, charge);
    return {
      proposal,
      charge,
      on: proposal.on,
      // The instant of a typed one is that of its recording, on the user's day and not on Upwork's.
      isExact: isShown || (!isOwn && proposal.sentAt !== null),
      isTyped: isOwn,
      upworkId: proposal.upworkId,
      key: jobKeyOf(proposal) ?? jobs.keyOf(proposal.id),
      titles: jobs.titlesOf(proposal.id),
    };
  });
}

/** Typed by the user, and not brought by an earlier page. A copied page brings no id, so a title of one's own stays all. */
const isTyped = ({ upworkId, costUnknown, seenOn }: Proposal, charge: Transaction | null): boolean =>
  upworkId === null && !costUnknown && (charge !== null || seenOn === null);

const isConfirmed = ({ id, reverses }: Transaction, confirmed: ReadonlySet<number>): boolean =>
  confirmed.has(id) || (reverses !== null && confirmed.has(reverses));

/** A row without a day is a proposal by its key or its whole title, where it is the only one so called. */
function onlyNamed(row: UpworkProposal, ledger: readonly LedgerJob[], taken: ReadonlySet<LedgerJob>): LedgerJob | null {
  const name = foldedTitle(row.title);
  const found = ledger.filter(({ titles }) => titles.some((title) => foldedTitle(title) === name));
  const [only, ...others] = found;
  return only && others.length === 0 && !taken.has(only) ? only : null;
}
