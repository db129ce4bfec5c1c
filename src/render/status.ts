/** The lines of `status` that no other command has: for the screen, and one fact a line for a script. */

import type { BudgetUse } from '../rules/amounts/budget-use.ts';
import { STALE_DAYS } from '../rules/proposals/unanswered.ts';
import type { CreditBalance } from '../rules/state/ad-credits.ts';
import type { Proposal } from '../rules/state/state.ts';
import type { Day } from '../rules/values/calendar.ts';
import { PROPOSAL_STATUSES } from '../rules/vocabulary/outcomes.ts';
import { uncheckedWords } from './due.ts';
import { connects, countOf, number } from './text/words.ts';

interface ExpiringSoon {
  readonly connects: number;
  readonly days: number;
}

/** If more expires soon than the grant that is spent next. */
export const soonLine = ({ connects: amount, days }: ExpiringSoon, next: number): readonly string[] =>
  amount <= next ? [] : [`${connects(amount)} expire in the next ${days} days: connects expiring`];

/** One line, because `balance` above it may already say how to compare. */
export function dueLine({ missing, waiting }: StatusFacts['due']): readonly string[] {
  if (missing > 0)
    return [`${connects(missing)} ${missing === 1 ? 'is' : 'are'} not on Upwork's page yet: connects due`];
  if (waiting > 0) return [`${uncheckedWords(waiting)}. To list them: connects due --all`];
  return [];
}

/** `Open proposals: 5 (2 sent, 3 replied)` */
export function openProposalsLine(open: readonly Pick<Proposal, 'status'>[]): string {
  if (open.length === 0) return 'No open proposals';
  const counts = PROPOSAL_STATUSES.flatMap((status) => {
    const count = open.filter((each) => each.status === status).length;
    return count === 0 ? [] : `${number(count)} ${status}`;
  });
  return `Open proposals: ${number(open.length)} (${counts.join(', ')})`;
}

/** `more`: open proposals beyond those that are listed. */
export const waitingLine = (more: number, stale: number): readonly string[] => [
  ...(more > 0 ? [`${number(more)} more: connects proposals --open`] : []),
  ...(stale > 0
    ? [`${countOf(stale, 'proposal')} without an answer for ${STALE_DAYS} days or more: connects stale`]
    : []),
];

interface StatusFacts {
  readonly balance: number;
  readonly expiring: { readonly connects: number; readonly on: Day } | null;
  readonly expiringSoon: ExpiringSoon;
  readonly adCredits: CreditBalance | null;
  readonly reconciled: { readonly on: Day; readonly connects: number } | null;
  readonly budget: BudgetUse | null;
  readonly due: { readonly missing: number; readonly waiting: number };
  readonly open: number;
  readonly stale: number;
}

/** A name and a value, tab-separated: always the same names in the same order. A value that does not exist is empty. */
export const statusRows = (facts: StatusFacts): readonly string[] => {
  const rows: readonly (readonly [string, string | number | undefined])[] = [
    ['balance', facts.balance],
    ['expiringConnects', facts.expiring?.connects],
    ['expiringOn', facts.expiring?.on],
    ['expiringSoon', facts.expiringSoon.connects],
    ['adCredits', facts.adCredits?.left],
    ['reconciledOn', facts.reconciled?.on],
    ['budgetSpent', facts.budget?.spent],
    ['budgetLimit', facts.budget?.limit],
    ['budgetUnit', facts.budget?.unit],
    ['budgetPer', facts.budget?.per],
    ['dueMissing', facts.due.missing],
    ['dueWaiting', facts.due.waiting],
    ['openProposals', facts.open],
    ['staleProposals', facts.stale],
  ];
  return rows.map(([name, value]) => `${name}\t${value ?? ''}`);
};
