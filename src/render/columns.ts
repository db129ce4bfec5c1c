/** The columns of listings: transactions, proposals, grants and coupons. */

import type { OpenGrant, StatementLine } from '../rules/past/statement.ts';
import { type KnownCoupon, knownBoost, knownCost, netConnects, type Proposal } from '../rules/state/state.ts';
import type { Day } from '../rules/values/calendar.ts';
import { BID_REFUND, FINAL_CHARGE } from '../rules/vocabulary/settled-bid.ts';
import { couponFields, proposalFields, rowFields } from './text/fields.ts';
import { type ListColumn, scriptColumns } from './text/listing.ts';
import { cutText, textWidth } from './text/text-width.ts';
import { labelWords, visible } from './text/visible.ts';
import { fromToday, number, offerWords, withSign } from './text/words.ts';

/** A terminal of this width has room for a column of the proposals' numbers. */
const WIDE = 76;

/** A narrower one has hardly any room for a title beside the numbers that other commands take. */
const NARROW = 60;

/** Upwork's longest labels, which would leave no room for the title behind them. */
const SHORT_LABELS = [
  [FINAL_CHARGE, 'Final boost'],
  [BID_REFUND, 'Bid back'],
  ['Connects bid for boosted proposal.', 'Boost'],
  ["You've been outbid to boost your proposal", 'Outbid'],
  ['You bid to boost a proposal, but the job was closed', 'Boost back'],
] as const;

/** What happened, and to which proposal: its title, and its number where it has no column. */
function whatOf({ label, title, proposal, kind, reverses }: StatementLine, width: number): string {
  // Its id is out of order: it has the place of the line that it corrects.
  const instead = reverses !== null && kind !== 'reversal' ? `, instead of ${reverses}` : '';
  const which = `${width < WIDE && proposal !== null ? ` ${proposal}` : ''}${instead}`;
  if (title === null) return visible(label) + which;
  const labels = width < NARROW ? [...SHORT_LABELS, ['Applied to job', 'Job'] as const] : SHORT_LABELS;
  const short = labels.reduce((text, [long, word]) => text.replace(long, word), label);
  // A long label would leave no room for the number behind it.
  const room = which === '' || width >= WIDE ? Number.POSITIVE_INFINITY : width < NARROW ? 11 : 22;
  const words = labelWords(short);
  return `${textWidth(words) > room ? cutText(words, room) : words}${which}: ${visible(title)}`;
}

/** Who recorded it, on a screen and where the ledger knows any member. */
export const memberColumn = <T extends { readonly member: string | null }>(): ListColumn<T> => ({
  name: 'who',
  value: ({ member }) => member,
  shown: ({ member }) => visible(member ?? ''),
  only: 'screen',
  from: 60,
  most: 20,
  unlessEmpty: true,
});

export const HISTORY_COLUMNS: readonly ListColumn<StatementLine>[] = [
  { name: 'id', value: (row) => row.id, right: true, from: 40 },
  { name: 'on', value: (row) => row.on },
  ...scriptColumns(rowFields, ['kind']),
  {
    name: 'connects',
    value: (row) => row.connects,
    shown: (row, paint) => (row.connects < 0 ? paint.bad : paint.good)(withSign(row.connects)),
    right: true,
  },
  { name: 'balance', value: (row) => row.balance, shown: (row) => number(row.balance), right: true, from: 50 },
  {
    name: 'label',
    head: 'what',
    value: (row) => row.label,
    shown: (row, _, width) => `${whatOf(row, width)}${row.forced ? ' (forced)' : ''}`,
    stretches: true,
  },
  ...scriptColumns(rowFields, ['title']),
  { name: 'proposal', value: (row) => row.proposal, right: true, from: WIDE },
  { name: 'expiresOn', head: 'expires', value: (row) => row.expiresOn, from: 90 },
  memberColumn(),
  ...scriptColumns(rowFields, [
    'cents',
    'edition',
    'source',
    'forced',
    'reverses',
    'note',
    'uid',
    'recordedAt',
    'command',
    'member',
  ]),
];

export const PROPOSAL_COLUMNS: readonly ListColumn<Proposal>[] = [
  { name: 'id', value: ({ id }) => id, right: true },
  { name: 'on', value: ({ on }) => on },
  { name: 'status', value: ({ status }) => status },
  { name: 'cost', value: knownCost, shown: (proposal) => String(knownCost(proposal) ?? '?'), right: true, from: 40 },
  { name: 'boost', value: knownBoost, shown: (proposal) => String(knownBoost(proposal) ?? '?'), right: true, from: 72 },
  { name: 'net', value: netConnects, shown: (proposal) => String(netConnects(proposal) ?? '?'), right: true, from: 48 },
  { name: 'title', value: ({ title }) => title, shown: ({ title }) => visible(title ?? '—'), stretches: true },
  { name: 'client', value: ({ client }) => client, from: 90, most: 20 },
  { name: 'tags', value: ({ tags }) => tags.join(', '), from: 110, most: 20 },
  ...scriptColumns(proposalFields, [
    'invited',
    'statusOn',
    'earned',
    'refunded',
    'url',
    'key',
    'note',
    'valueCents',
    'statusSource',
    'credits',
  ]),
];

export const grantColumns = (today: Day): readonly ListColumn<OpenGrant>[] => [
  { name: 'id', value: ({ id }) => id, right: true, from: 60 },
  { name: 'on', head: 'issued', value: ({ on }) => on },
  { name: 'kind', value: ({ kind }) => kind, only: 'script' },
  { name: 'label', head: 'what', value: ({ label }) => label, shown: ({ label }) => visible(label), stretches: true },
  { name: 'granted', value: ({ granted }) => granted, right: true, from: 48 },
  { name: 'left', value: ({ left }) => left, right: true, shown: ({ left }, paint) => paint.bold(String(left)) },
  { name: 'expiresOn', head: 'expires', value: ({ expiresOn }) => expiresOn },
  {
    name: '',
    value: () => null,
    only: 'screen',
    from: 90,
    shown: ({ expiresOn }, paint) => paint.dim(fromToday(expiresOn, today)),
  },
];

export const COUPON_COLUMNS: readonly ListColumn<KnownCoupon>[] = [
  { name: 'code', value: ({ code }) => code },
  ...scriptColumns(couponFields, ['kind', 'percent', 'cents', 'connects', 'expiresOn', 'usedOn']),
  { name: 'gives', value: () => null, only: 'screen', shown: ({ offer }) => offerWords(offer) },
  { name: 'last day', value: () => null, only: 'screen', shown: ({ expiresOn }) => expiresOn ?? 'any day' },
  { name: 'used', value: () => null, only: 'screen', shown: ({ usedOn }) => usedOn ?? 'not yet' },
];
