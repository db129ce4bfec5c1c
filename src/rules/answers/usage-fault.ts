/** What is wrong with a command line, as data without a word of text. `render/refusals/refusal-usage.ts` has the sentences. */
import type { Day } from '../values/calendar.ts';
import type { NamedKind } from '../vocabulary/kinds.ts';
import type { Outcome } from '../vocabulary/outcomes.ts';

/** The command that was misused, such as `connects rules use`, and an example of it, if there is one. */
export interface MisusedCommand {
  readonly command: string;
  readonly example: string | null;
}

/** Where a pasted text comes from. */
export type PasteSource = 'clipboard' | 'input';

/** What the user's own `config.json` may set. */
export const CONFIG_KEYS = ['db', 'account', 'color', 'pager', 'accessible', 'input'] as const;
export type ConfigKey = (typeof CONFIG_KEYS)[number];

/** Why that file cannot be used. What it says is private. */
export type ConfigProblem =
  | { readonly why: 'unreadable'; readonly detail: string }
  /** Line and column, where they are known. */
  | { readonly why: 'not-json'; readonly at: readonly [line: number, column: number] | null }
  | { readonly why: 'not-object' | 'two-ledgers' }
  | { readonly why: 'unknown-key'; readonly key: string }
  | { readonly why: 'wrong-value'; readonly key: ConfigKey }
  /** Its db is the URL of a database, of which this part cannot be used. */
  | ({ readonly why: 'bad-url' } & UsageFaults['bad-pool-url']);

/** Each fault, and what its sentence needs to know. */
interface UsageFaults {
  // One option or argument.
  'unknown-word': {
    /** What the word had to name, such as `plan`. */
    readonly what: string;
    readonly given: string;
    readonly known: readonly string[];
    /** The known word that was most likely meant. */
    readonly near: string | null;
  };
  'unknown-color': { readonly given: string };
  'empty-text': { readonly flag: string };
  'long-text': { readonly flag: string; readonly most: number };
  'not-a-pace': { readonly flag: string; readonly given: string; readonly most: number };
  'not-a-year': { readonly given: string };
  'not-coming': { readonly until: Day; readonly today: Day };
  'too-far': { readonly flag: string; readonly given: string | number; readonly most: number };
  'empty-path': { readonly name: string; readonly instead: 'nothing' | 'latest' | null };
  'not-a-file': { readonly name: string; readonly instead: 'export' | 'latest' | null };
  /** The URL of a database where a file is needed. It may have a password. */
  'url-as-file': { readonly wanted: 'input' | 'output' | 'backup' | 'restore' };
  'bad-account': { readonly given: string };
  'bad-member': { readonly flag: string };
  /** `given`: that part; never the whole URL, which has a password. */
  'bad-pool-url': {
    readonly part: 'form' | 'host' | 'port' | 'sslmode' | 'account' | 'option';
    readonly given: string;
  };
  /** A path with a line break or another control character, which no scheduler's file can hold. */
  unschedulable: { readonly given: string };
  /** From one file to another: that is a copy. */
  'file-to-file': { readonly target: string };
  'two-orders': object;
  'given-twice': { readonly flag: string; readonly values: readonly string[] };
  'bad-map': { readonly given: string };
  'mapped-twice': { readonly column: string };
  'bad-rulebook': {
    readonly file: string;
    readonly problems: readonly { readonly line: number; readonly column: number; readonly problem: string }[];
  };
  // Options that are missing, or do not go together.
  'bad-config': { readonly file: string; readonly problem: ConfigProblem };
  'two-ledgers': object;
  'scheduler-missing': { readonly known: readonly string[] };
  'cost-missing': { readonly command: 'apply' | 'can-apply' };
  /** By position: neither a cost nor a link to a job. `isAmount`: only a cost has a place there. */
  'apply-word': { readonly given: string; readonly isAmount?: true };
  /** Twice by position, or by position and with its option. */
  'apply-twice': { readonly what: 'cost' | 'boost' | 'url' | 'key'; readonly values: readonly string[] };
  /** When the job was posted. */
  'posted-time': { readonly given: string; readonly why: 'unreadable' | 'no-hour' | 'future' | 'counted' | 'skipped' };
  // A text that was to be Upwork's apply page.
  'clipboard-unreadable': object;
  'paste-empty': { readonly from: PasteSource };
  /** `is`: the page of Upwork that it is instead, where that is known. */
  'paste-other-page': { readonly from: PasteSource; readonly is: 'history' | 'proposals' | 'job' | null };
  /** Words of the page whose numbers do not fit together. */
  'paste-contradiction': { readonly quotes: readonly string[] };
  /** More ad credits than the boost that they are part of. */
  'credits-over-boost': { readonly credits: number; readonly boost: number };
  /** Ad credits without their number, or without the day they expire. */
  'credits-need': { readonly missing: '--amount' | '--expires' };
  /** Ad credits that would be gone on the day they came, or before. */
  'credits-gone': { readonly expiresOn: Day; readonly on: Day };
  /** An option of `earn` that the source does not take. */
  'earn-option': { readonly flag: '--expires' | '--name' | '--note'; readonly only: 'ad-credits' | null };
  'name-missing': { readonly source: NamedKind };
  'yes-missing': { readonly command: 'import' | 'restore' | 'remove' };
  /** A removal that is confirmed with another name. */
  'not-that-name': { readonly account: string; readonly given: string };
  /** An account named by an argument, and another one by an option. */
  'two-accounts': object;
  'output-missing': object;
  'nothing-to-open': object;
  'one-offer': object;
  'nothing-to-compare': object;
  'granted-without-upgrade': object;
  'fee-under-basic': { readonly flag: '--fee' | '--tax' };
  'map-without-csv': object;
  'opens-nothing': { readonly flag: '--joined' | '--rules' | '--from-opening' };
  'days-swapped': { readonly since: Day; readonly until: Day };
  'days-twice': object;
  'json-only': { readonly format: string };
  'purchases-format': { readonly format: string };
  'bom-without-csv': { readonly format: string };
  'copy-of-some-days': object;
  'calendar-of-some-days': object;
  'bytes-to-terminal': { readonly format: string };
  'output-is-ledger': { readonly own: boolean };
  /** An edit without anything to edit, without a change, or of a purchase without its price. */
  'nothing-to-edit': { readonly missing: 'target' | 'change' | 'price' };
  'edit-mixed': { readonly why: 'both-targets' | 'price-of-proposal' | 'details-of-purchase' | 'several-proposals' };
  'mark-amount': { readonly flag: '--reward' | '--returned' | '--value'; readonly outcome: Outcome };
  'amount-of-several': object;
  'older-and-proposals': object;
  'proposal-missing': { readonly outcome: Outcome };
  'outcome-missing': { readonly known: readonly Outcome[] };
  'days-both': object;
  /** Two formats of a listing. */
  'formats-both': { readonly formats: readonly [string, string] };
  /** A proposal that cost nothing, or nobody knows what, has no transaction to void. */
  'void-uncharged': { readonly proposal: number };
  // The line as a whole.
  'value-missing': MisusedCommand & { readonly flag: string };
  'option-missing': MisusedCommand & { readonly flag: string };
  'argument-missing': MisusedCommand & { readonly name: string };
  'argument-unexpected': MisusedCommand & { readonly given: string };
  'value-unexpected': { readonly flag: string };
  'word-unexpected': MisusedCommand & { readonly given: string };
  'option-as-value': { readonly flag: string; readonly next: string };
  'unknown-option': { readonly command: string; readonly flag: string; readonly near: string | null };
  'unknown-command': { readonly command: string; readonly given: string; readonly near: string | null };
  'subcommand-missing': { readonly command: string; readonly known: readonly string[] };
  /** Anything else that the command-line parser complains about, in its words. */
  other: MisusedCommand & { readonly message: string };
}

export type UsageFault = {
  [Name in keyof UsageFaults]: { readonly fault: Name } & UsageFaults[Name];
}[keyof UsageFaults];

/** The fault of that name. */
export type UsageFaultOf<Name extends UsageFault['fault']> = Extract<UsageFault, { readonly fault: Name }>;
