/** What Upwork's apply page says before a proposal is sent, and why a text is no such page. */

/** An amount with the words of the page that say it. */
export interface ApplyFigure {
  /** NaN where it has a sign that no such amount has. */
  readonly connects: number;
  readonly quote: string;
}

/** Null is what the page does not show. */
export interface ApplyPage {
  readonly title: string | null;
  /** What the proposal costs without its boost, and the bid to boost it; 0: no bid. */
  readonly cost: number | null;
  readonly boost: number | null;
  /** Both together. */
  readonly total: number | null;
  /** Upwork's balance before it is sent. */
  readonly before: number | null;
  readonly url: string | null;
  readonly key: string | null;
}

/** Another page of Upwork that was copied by mistake. */
export type MistakenPage = 'history' | 'proposals' | 'job';

export type ApplyProblem =
  | { readonly code: 'empty' }
  | { readonly code: 'other-page'; readonly is: MistakenPage | null }
  /** These words of the page do not fit together, or one amount of them cannot be. */
  | { readonly code: 'contradiction'; readonly quotes: readonly string[] };
