/** The ways in which a row of the page can be an entry that was typed, the most certain first, each with its reason. */
import { daysBetween } from '../../values/calendar.ts';
import { sameKey } from '../../values/job-key.ts';
import { comesOfProposal, KIND_FACTS } from '../../vocabulary/kinds.ts';
import { isFinalCharge } from '../../vocabulary/settled-bid.ts';
import type { Transaction } from '../../vocabulary/transaction.ts';
import type { ImportRow } from '../../vocabulary/upwork-row.ts';
import { meaningOf } from '../row-labels.ts';
import { titleLikeness } from './title-likeness.ts';

/** What of a row is compared with typed entries. */
export type ComparableRow = Pick<ImportRow, 'on' | 'label' | 'title' | 'connects' | 'jobKey'>;

/** A typed entry with all that its job is known by: the title that was typed and those that pages showed. */
export interface TypedEntry {
  readonly transaction: Transaction;
  readonly key: string | null;
  readonly titles: readonly string[];
}

/** How a row and an entry compare. */
interface RowPair {
  readonly row: ComparableRow;
  readonly days: number;
  /** Connects between the two amounts. */
  readonly gap: number;
  /** Whether the row has no more Connects than the entry. */
  readonly isLess: boolean;
  readonly sameKey: boolean;
  /** The row names the very proposal that the entry came of. */
  readonly sameProposal: boolean;
  /** How alike the titles are: a grade, or one of the two below. */
  readonly likeness: number;
  readonly kind: Transaction['kind'];
  /** Whether the entry is of a later day than the row. */
  readonly isLater: boolean;
  /** Whether the entry has the Connects of the row and of its boost together. */
  readonly isTotal: boolean;
}

/** The grade of a title that is a part of the other. */
export const LIKE_PART = 2;
/** One of the two has no title, so nothing speaks against it. It comes after titles that are alike. */
export const UNTITLED_JOB = 10;
/** The grade of a title that shares most of its words with the other. */
const LIKE_WORDS = 3;
const UNLIKE = 20;
/** A key is certain, yet a withdrawn proposal may be sent again for the same job. */
const DAYS_BY_KEY = 7;
/** An outcome may be marked long before Upwork gives the Connects back. */
const DAYS_BY_PROPOSAL = 60;
/** A proposal may be typed so many days after it was sent. */
export const DAYS_LATE = 7;

const WAYS = {
  /** The job is the same. Its price may have changed while it was live. */
  key: ({ sameKey: same, days }) => same && days <= DAYS_BY_KEY,
  /** What came of a proposal comes once, whatever its day; less of it may come back than was assumed. */
  proposal: ({ sameProposal, kind, days, gap, isLess, row }) =>
    sameProposal &&
    (kind === 'boost' ? days <= 1 && !(gap > 0 && isFinalCharge(row.label ?? '')) : days <= DAYS_BY_PROPOSAL && isLess),
  title: ({ days, gap, likeness }) => days === 0 && gap === 0 && likeness <= LIKE_PART,
  /** Typed a day late, or after midnight UTC. */
  'next-day': ({ days, gap, likeness }) => days === 1 && gap === 0 && likeness <= LIKE_PART,
  /** Typed with the price that the job had before, or wrongly. */
  amount: ({ days, likeness, kind }) => days === 0 && likeness <= LIKE_PART && KIND_FACTS[kind].books.part !== null,
  /** Some words in common are less than the title with another amount: jobs of one kind share their words. */
  words: ({ days, gap, likeness }) => days === 0 && gap === 0 && likeness <= UNTITLED_JOB,
  'next-day-words': ({ days, gap, likeness }) => days === 1 && gap === 0 && likeness <= UNTITLED_JOB,
  /** In words of one's own. It counts only where rows and entries of the day are as many as each other. */
  day: ({ days, gap }) => days === 0 && gap === 0,
  /** Typed as one cost with its boost. */
  total: ({ days, isTotal, kind }) => days <= 1 && isTotal && kind === 'proposal',
  /** Typed some days late. */
  late: ({ days, gap, isLater, likeness, kind }) =>
    kind === 'proposal' && isLater && days <= DAYS_LATE && gap === 0 && likeness <= LIKE_WORDS,
  /** The last resort, for a balance that nothing else explains. */
  near: ({ days, gap, likeness }) => days <= 1 && (gap === 0 || likeness <= LIKE_PART),
} as const satisfies Readonly<Record<string, (pair: RowPair) => boolean>>;

export type MatchWay = keyof typeof WAYS;
export const MATCH_WAYS = Object.keys(WAYS) as readonly MatchWay[];
/** Ways that hold only where Upwork's balance says so too. */
export const LIKELY_WAYS: ReadonlySet<MatchWay> = new Set(['total', 'late']);

/** The most certain way in which the row can be the entry, and how far from it they are; null if they cannot be. */
export function wayBetween(
  row: ComparableRow,
  entry: TypedEntry,
  proposalsOf: (row: ComparableRow) => ReadonlySet<number>,
  boostOf: (row: ComparableRow) => number = () => 0,
): { readonly way: MatchWay; readonly distance: number } | null {
  const { transaction, key } = entry;
  const what = meaningOf(row.label, row.connects);
  const kindred = what.known ? what.kind === transaction.kind : KIND_FACTS[transaction.kind].origin.unlabelled;
  if (!kindred) return null;
  const keyed = key !== null && row.jobKey !== null ? sameKey(key, row.jobKey) : null;
  if (keyed === false) return null;
  const follows = comesOfProposal(transaction) && transaction.proposal !== null;
  const pair: RowPair = {
    row,
    kind: transaction.kind,
    days: Math.abs(daysBetween(row.on, transaction.on)),
    gap: Math.abs(row.connects - transaction.connects),
    isLess: Math.abs(row.connects) <= Math.abs(transaction.connects),
    sameKey: keyed === true && transaction.kind === 'proposal',
    sameProposal: follows && proposalsOf(row).has(transaction.proposal ?? 0),
    isLater: transaction.on > row.on,
    isTotal: boostOf(row) < 0 && transaction.connects === row.connects + boostOf(row),
    likeness: likenessToTitles(what.title ?? row.title, entry.titles),
  };
  const way = MATCH_WAYS.find((each) => WAYS[each](pair));
  return way ? { way, distance: pair.gap * 1000 + pair.likeness * 50 + pair.days } : null;
}

/** The nearest grade between a title and those that a job is known under. */
export function likenessToTitles(title: string | null, titles: readonly string[]): number {
  if (title === null || titles.length === 0) return UNTITLED_JOB;
  return Math.min(...titles.map((each) => titleLikeness(each, title) ?? UNLIKE));
}
