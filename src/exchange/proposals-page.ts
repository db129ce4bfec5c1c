/** The content of one of Upwork's Proposals pages, in one shape for all formats. It holds no names of persons and no letters. */
import type { ProposalSection, UpworkProposal } from '../rules/vocabulary/upwork-proposal.ts';
import type { PageFormat, SavedOn, UnreadRow } from './history-page.ts';

/** A row that is no proposal: an invitation or an offer; or, as `other`, one of which that is not known. */
export interface SkippedRow {
  readonly kind: 'invitation' | 'offer' | 'other';
  readonly title: string;
  readonly shown: string | null;
}

/** Proposals of one section that exist and are not in the file; `of` is null where the page does not say how many there are. */
export interface MissingRows {
  readonly section: ProposalSection;
  readonly read: number;
  readonly of: number | null;
}

export interface ProposalsPage {
  readonly format: PageFormat;
  readonly page: 'active' | 'archived' | 'detail';
  readonly savedOn: SavedOn | null;
  readonly rows: readonly UpworkProposal[];
  /** What the headings say, by their names here. */
  readonly counts: Readonly<Partial<Record<CardName, number>>>;
  readonly missing: readonly MissingRows[];
  readonly skipped: readonly SkippedRow[];
  /** Headings of sections that nobody knows here; their rows are skipped. */
  readonly strange: readonly string[];
  readonly unread: readonly UnreadRow[];
}

/** The cards of the page, by their headings. */
export type CardName = 'offers' | 'invitations' | 'active' | 'submitted' | 'archived' | 'interviews';
