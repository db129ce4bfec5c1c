/**
 * The ledger as double-entry bookings: Connects are a commodity, and every one of them carries what it cost.
 * Only what counts is booked: a command that was undone moved nothing, and neither did its reversal.
 */
import type { ConnectCosts } from '../../insight/money/connect-costs.ts';
import { type Day, earlierFirst } from '../../rules/values/calendar.ts';
import { isRefund, KIND_FACTS, type Kind } from '../../rules/vocabulary/kinds.ts';
import type { Entry, Transaction } from '../../rules/vocabulary/transaction.ts';

/** `['assets', 'connects']`; each format joins and capitalises in its own way. */
export type BookAccount = readonly string[];

/** Connects with their cost in all, or money. The cost is never negative. */
export type BookPosting = { readonly account: BookAccount } & (
  | { readonly connects: number; readonly costCents: number }
  | { readonly cents: number }
);

export interface Booking {
  readonly on: Day;
  /** The transaction's id; null for a derived booking, such as an expiry. */
  readonly id: number | null;
  readonly label: string;
  readonly title: string | null;
  readonly note: string | null;
  readonly proposal: number | null;
  readonly postings: readonly BookPosting[];
  /** Connects left after it. */
  readonly left: number;
}

export interface Books {
  readonly bookings: readonly Booking[];
  /** In alphabetical order. */
  readonly accounts: readonly BookAccount[];
  readonly since: Day;
  readonly until: Day;
  /** Connects left at the end of `until`. */
  readonly left: number;
}

export const ASSETS_ACCOUNT: BookAccount = ['assets', 'connects'];
const CASH: BookAccount = ['assets', 'cash'];

/** `entries` are those in force, in order, from the first day on; those before `since` become its opening balance. */
export function buildBooks(entries: readonly Entry[], costs: ConnectCosts, since: Day | null, until: Day): Books {
  const all = [
    ...lapses(costs),
    ...entries.flatMap((entry) => (entry.type === 'transaction' ? booked(entry, costs) : [])),
  ];
  // Sorting is stable, so Connects that expire on a day come before all other bookings of that day.
  const inOrder = all.sort(earlierFirst);
  const first = inOrder[0]?.on ?? until;
  const before = since ? inOrder.filter(({ on }) => on < since) : [];
  const opening = since ? carried(before, since) : [];
  let left = 0;
  const bookings = [...opening, ...inOrder.slice(before.length)].map((booking): Booking => {
    left += moved(booking);
    return { ...booking, left };
  });
  const accounts = new Map(
    bookings.flatMap(({ postings }) => postings.map(({ account }) => [account.join(':'), account])),
  );
  return {
    bookings,
    accounts: [...accounts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, account]) => account),
    since: since ?? first,
    until,
    left,
  };
}

type Unsettled = Omit<Booking, 'left'>;

const BARE = { id: null, title: null, note: null, proposal: null } as const;

const held = ({ postings }: Unsettled) =>
  postings.flatMap((posting) => (posting.account === ASSETS_ACCOUNT && 'connects' in posting ? posting : []));

const moved = (booking: Unsettled): number => held(booking).reduce((sum, { connects }) => sum + connects, 0);

function carried(before: readonly Unsettled[], since: Day): readonly Unsettled[] {
  const connects = before.reduce((sum, booking) => sum + moved(booking), 0);
  const costCents = before.flatMap(held).reduce((sum, each) => sum + Math.sign(each.connects) * each.costCents, 0);
  if (connects === 0) return [];
  return [
    {
      ...BARE,
      on: since,
      label: 'Carried forward',
      postings: pair(connects, costCents, counterpart('opening', connects)),
    },
  ];
}

const lapses = ({ lapsed }: ConnectCosts): Unsettled[] =>
  lapsed.map(({ on, connects, cents }) => ({
    ...BARE,
    on,
    label: KIND_FACTS.expiry.label,
    postings: pair(-connects, cents, counterpart('expiry', -connects)),
  }));

function booked(transaction: Transaction, { of }: ConnectCosts): Unsettled {
  const { on, id, kind, label, title, note, proposal, connects, cents } = transaction;
  const shared = { on, id, label, title, note, proposal };
  const costCents = of.get(id) ?? 0;
  // An opening balance was paid before these books began.
  if (connects > 0 && cents !== null && KIND_FACTS[kind].books.equity !== 'opening') {
    const postings = [
      { account: ASSETS_ACCOUNT, connects, costCents },
      { account: CASH, cents: -costCents },
    ];
    return { ...shared, postings };
  }
  return { ...shared, postings: pair(connects, costCents, counterpart(kind, connects)) };
}

/** Connects move between the ledger and one other account. */
const pair = (connects: number, costCents: number, other: BookAccount): readonly BookPosting[] => [
  { account: ASSETS_ACCOUNT, connects, costCents },
  { account: other, connects: -connects, costCents },
];

function counterpart(kind: Kind, connects: number): BookAccount {
  const { equity, part } = KIND_FACTS[kind].books;
  if (equity) return ['equity', equity];
  // A refund takes back the expense of what it refunds.
  if (isRefund(kind)) return ['expenses', 'connects', part === 'cost' ? 'proposal' : 'boost'];
  return [connects > 0 ? 'income' : 'expenses', 'connects', kind];
}
