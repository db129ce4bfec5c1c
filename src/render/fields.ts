/** Rows as the contract's JSON has them: flat, complete, `null` where there is nothing. */
import { type KnownCoupon, netConnects, type Proposal, refundedConnects } from '../rules/state.ts';
import type { StatementLine } from '../rules/statement.ts';

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
});

export const proposalFields = (proposal: Proposal) => ({
  id: proposal.id,
  on: proposal.on,
  title: proposal.title,
  client: proposal.client,
  url: proposal.url,
  tags: proposal.tags,
  cost: proposal.cost,
  boost: proposal.boost,
  invited: proposal.invited,
  status: proposal.status,
  statusOn: proposal.statusOn,
  earned: proposal.earned,
  refunded: refundedConnects(proposal),
  net: netConnects(proposal),
  key: proposal.key,
  note: proposal.note,
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
