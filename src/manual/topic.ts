/** What a page of the manual is made of, as data. `topic-text.ts` shows it in a terminal, `roff.ts` makes a manual page of it. */

/**
 * A paragraph, a list of terms with their meaning, or lines that are never broken, such as commands. In a text, what
 * is in backticks is not broken either.
 */
export type TopicBlock =
  | string
  | { readonly terms: readonly (readonly [term: string, meaning: string])[] }
  | { readonly lines: readonly string[] };

export interface TopicSection {
  /** Null: the beginning of the page. */
  readonly heading: string | null;
  readonly blocks: readonly TopicBlock[];
}

export interface HelpTopic {
  readonly title: string;
  readonly sections: readonly TopicSection[];
}

/** The terms and their meanings of a table. */
export const termsOf = (table: Readonly<Record<string, string>>): TopicBlock => ({ terms: Object.entries(table) });
