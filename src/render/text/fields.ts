/** Rows as the contract's JSON has them: flat, complete, `null` where there is nothing. */

import type { MonthSummary } from '../../insight/flow/monthly-summary.ts';
import type { MoneyPaid } from '../../insight/money/money-paid.ts';
import type { StatementLine } from '../../rules/past/statement.ts';
import { isMostlyUnknown, isSpendingUnknown } from '../../rules/state/proposal-sums.ts';
import {
  type KnownCoupon,
  knownBoost,
  knownCost,
  netConnects,
  type Proposal,
  refundedConnects,
} from '../../rules/state/state.ts';

/** The fields of a transaction that the ledger holds, in the contract's order. */
const HELD_FIELDS = [
  ...(['id', 'uid', 'on', 'kind', 'label', 'connects', 'balance', 'expiresOn', 'proposal', 'title'] as const),
  ...(['cents', 'edition', 'source', 'forced', 'reverses', 'note', 'recordedAt', 'command', 'member'] as const),
] as const;

export const rowFields = (row: StatementLine): Pick<StatementLine, Exclude<RowField, 'edition'>> & NamedEdition => ({
  ...pickFields(row, HELD_FIELDS),
  edition: row.edition === '' ? null : row.edition,
});

type RowField = (typeof HELD_FIELDS)[number];

type NamedEdition = { readonly edition: string | null };

const PROPOSAL_FIELDS = [
  ...(['id', 'on', 'title', 'client', 'url', 'tags', 'cost', 'boost', 'invited', 'status', 'statusOn'] as const),
  'earned',
] as const;

export const proposalFields = (proposal: Proposal) => ({
  ...pickFields(proposal, PROPOSAL_FIELDS),
  refunded: refundedConnects(proposal),
  cost: knownCost(proposal),
  boost: knownBoost(proposal),
  net: netConnects(proposal),
  ...pickFields(proposal, ['key', 'note', 'valueCents']),
  // The history is one of Upwork's pages.
  statusSource: proposal.statusSource === 'history' ? ('page' as const) : proposal.statusSource,
  credits: proposal.credits,
});

/** These fields and no others, in this order. */
const pickFields = <T, Name extends keyof T>(item: T, names: readonly Name[]): Pick<T, Name> =>
  Object.fromEntries(names.map((name) => [name, item[name]])) as Pick<T, Name>;

/** Without a figure for what was spent where most of it is unknown. */
export const monthFields = ({ charged, unknown, ...month }: MonthSummary) => ({
  ...month,
  spent: isSpendingUnknown({ charged, unknown }) ? null : month.spent,
  spentUnknown: unknown,
  ...paidFields(month),
});

/** Money without a figure where most prices, or all fees, are unknown. */
export const paidFields = ({ bought, paidCents, unpriced, paidUnknown, feeCents, withoutFee }: MoneyPaid) => ({
  bought,
  paidCents: isMostlyUnknown(paidUnknown, bought) ? null : paidCents,
  unpriced,
  paidUnknown,
  feeCents: withoutFee > 0 && feeCents === 0 ? null : feeCents,
  withoutFee,
});

export const couponFields = ({ code, offer, expiresOn, usedOn }: KnownCoupon) => ({
  code,
  kind: offer.kind,
  percent: offer.kind === 'percent' ? offer.percent : null,
  cents: offer.kind === 'off' ? offer.cents : null,
  connects: offer.kind === 'connects' ? offer.connects : null,
  expiresOn,
  usedOn,
});
