/** What came in and what went out of a ledger, by what it was for. */
import type { Day } from '../rules/calendar.ts';
import { replay } from '../rules/evolve.ts';
import { balanceOn, NOTHING } from '../rules/state.ts';
import type { Entry, Transaction } from '../rules/transaction.ts';

/** Connects, signed as they are named; `paidCents` in US cents. */
export interface Past {
  /** With the memberships' own. */
  readonly renewals: number;
  readonly rewards: number;
  readonly bought: number;
  readonly paidCents: number;
  /** Opening balance, promotions and the like; adjustments both ways. */
  readonly others: number;
  /** On proposals and boosts, less refunds. */
  readonly proposals: number;
  /** On badges and the like. */
  readonly otherwise: number;
  /** Lapsed, or over a carry-over limit. */
  readonly lost: number;
  readonly left: number;
  /** The first day more was spent than there was, and how much was missing in all; null: never. */
  readonly short: { readonly on: Day; readonly missing: number } | null;
}

type Part = 'renewals' | 'rewards' | 'bought' | 'others' | 'proposals' | 'otherwise' | 'lost';

function partOf({ kind, connects }: Transaction): Part {
  switch (kind) {
    case 'renewal':
    case 'membership':
      return 'renewals';
    case 'signup':
    case 'readiness-test':
    case 'interview':
    case 'certification':
    case 'badge':
    case 'survey':
      return 'rewards';
    case 'purchase':
      return 'bought';
    case 'proposal':
    case 'boost':
    case 'refund':
    case 'boost-refund':
      return 'proposals';
    case 'availability-badge':
    case 'profile-boost':
      return 'otherwise';
    case 'carry-over-cut':
    case 'expiry':
      return 'lost';
    case 'other':
      return connects < 0 ? 'otherwise' : 'others';
    case 'opening':
    case 'promotion':
    case 'task':
    case 'adjustment':
    case 'reversal':
      return 'others';
    default:
      return kind satisfies never;
  }
}

const GOING: ReadonlySet<Part> = new Set(['proposals', 'otherwise', 'lost']);

/** Entries must be live and in order; lapses up to `until` count. */
export function pastOf(entries: readonly Entry[], until: Day): Past {
  const sums = { renewals: 0, rewards: 0, bought: 0, others: 0, proposals: 0, otherwise: 0, lost: 0 };
  let paidCents = 0;
  const running = replay(NOTHING, {
    lapsed: ({ left }) => {
      sums.lost += left;
    },
  });
  for (const entry of entries) {
    running.step(entry);
    if (entry.type !== 'transaction') continue;
    const part = partOf(entry);
    sums[part] += GOING.has(part) ? -entry.connects : entry.connects;
    if (entry.kind === 'purchase') paidCents += entry.cents ?? 0;
  }
  running.pass(until);
  return { ...sums, paidCents, left: balanceOn(running.state, until), short: running.state.overdrawn };
}
