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

/** Made of named fields, as a long listing makes one a row: an object of fields that are only known at run time takes ten times as much memory. */
export const rowFields = (row: StatementLine) => ({
  id: row.id,
  uid: row.uid,
  on: row.on,
  kind: row.kind,
  label: row.label,
  connects: row.connects,
  balance: row.balance,
  expiresOn: row.expiresOn,
  proposal: row.proposal,
  title: row.title,
  cents: row.cents,
  edition: row.edition === '' ? null : row.edition,
  source: row.source,
  forced: row.forced,
  reverses: row.reverses,
  note: row.note,
  recordedAt: row.recordedAt,
  command: row.command,
  member: row.member,
});

export const proposalFields = (proposal: Proposal) => ({
  id: proposal.id,
  on: proposal.on,
  title: proposal.title,
  client: proposal.client,
  url: proposal.url,
  tags: proposal.tags,
  cost: knownCost(proposal),
  boost: knownBoost(proposal),
  invited: proposal.invited,
  status: proposal.status,
  statusOn: proposal.statusOn,
  earned: proposal.earned,
  refunded: refundedConnects(proposal),
  net: netConnects(proposal),
  key: proposal.key,
  note: proposal.note,
  valueCents: proposal.valueCents,
  statusSource: shownSource(proposal),
  credits: proposal.credits,
});

/** The history is one of Upwork's pages. */
const shownSource = ({ statusSource }: Proposal) => (statusSource === 'history' ? ('page' as const) : statusSource);

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
