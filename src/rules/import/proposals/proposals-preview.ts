/** What an import of a Proposals page found, and what it adds to the ledger. */
import type { Day } from '../../values/calendar.ts';
import type { ProposalStatus } from '../../vocabulary/outcomes.ts';
import type { ProposalSection, UpworkProposal } from '../../vocabulary/upwork-proposal.ts';
import type { JobWay } from '../match/meet-jobs.ts';

/** A row that is a proposal of the ledger. */
export interface MetProposal {
  readonly row: UpworkProposal;
  readonly proposal: number;
  readonly way: JobWay;
  /** The transaction of its cost; null where no charge is known. */
  readonly transaction: number | null;
  /** The title that was typed, where it is another. */
  readonly typedTitle: string | null;
  /** Whether the row adds anything to what the ledger has. */
  readonly isNews: boolean;
}

/** A status that the page brings on. */
export interface BroughtOutcome {
  readonly proposal: number;
  readonly title: string | null;
  readonly from: ProposalStatus;
  readonly to: ProposalStatus;
  readonly isAssumed: boolean;
}

/** The lists of the pages. */
export type ListedSection = Exclude<ProposalSection, 'detail'>;

export interface ProposalsPreview {
  /** Rows that no proposal of the ledger is, with the numbers that they get. */
  readonly fresh: readonly { readonly row: UpworkProposal; readonly proposal: number }[];
  readonly met: readonly MetProposal[];
  /** Rows that may be one of several proposals, and rows without a day that are none that is known. */
  readonly unsure: readonly UpworkProposal[];
  /** Rows whose words for the outcome are not known. */
  readonly unknown: readonly UpworkProposal[];
  readonly outcomes: readonly BroughtOutcome[];
  /** Proposals of the ledger that an earlier page showed and that are in no row, by the section in which a page would list them. */
  readonly elsewhere: Readonly<Record<ListedSection, number>>;
  /** The day of what the page shows. */
  readonly seenOn: Day;
}
