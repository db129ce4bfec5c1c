/** What Upwork's labels mean. A label that is not known here is kept as it is, under the kind `other`. */
import type { Kind, Outcome } from '../transaction.ts';

export interface Meaning {
  readonly kind: Kind;
  /** What the row says became of its proposal. */
  readonly outcome: Outcome | null;
  /** The name of what was earned, where the label holds it. */
  readonly title: string | null;
  /** Whether the label is one we know. */
  readonly known: boolean;
}

const mean = (kind: Kind, outcome: Outcome | null = null, title: string | null = null): Meaning => ({
  kind,
  outcome,
  title,
  known: true,
});

/** Labels seen on Upwork's page, and this program's own where Upwork's is not known. */
const SPENT: Readonly<Record<string, Meaning>> = {
  'applied to job': mean('proposal'),
  'connects bid for boosted proposal.': mean('boost'),
  'we accepted your bid to boost a proposal. this is the final bid charge.': mean('boost'),
  'availability badge': mean('availability-badge'),
  'available now badge': mean('availability-badge'),
  'boosted profile': mean('profile-boost'),
  'over the carry-over limit': mean('carry-over-cut'),
  'adjusted to what upwork shows': mean('adjustment'),
  expired: mean('expiry'),
};

const ADDED: Readonly<Record<string, Meaning>> = {
  'job cancelled': mean('refund', 'cancelled'),
  'job removed': mean('refund', 'removed'),
  'you bid to boost a proposal, but the job was closed': mean('boost-refund'),
  "you've been outbid to boost your proposal": mean('boost-refund', 'outbid'),
  'we accepted your bid to boost a proposal. this is a refund for your total bid.': mean('boost-refund'),
  'refunded connects for connects award': mean('interview'),
  'interview won': mean('interview'),
  'membership upgraded to plus': mean('membership'),
  'earned connects by completing task': mean('task'),
  'added extra connects': mean('purchase'),
  'sign-up grant': mean('signup'),
  'opening balance': mean('opening'),
  'upwork readiness test passed': mean('readiness-test'),
  'skill certification': mean('certification'),
  'survey completed': mean('survey'),
  promotion: mean('promotion'),
  'promo code': mean('promotion'),
  'adjusted to what upwork shows': mean('adjustment'),
};

const UNKNOWN: Meaning = { kind: 'other', outcome: null, title: null, known: false };
const ACHIEVEMENT = / achievement$/i;
const RENEWAL = 'monthly connects renewal';

export function meaning(label: string | null, connects: number): Meaning {
  if (label === null) return UNKNOWN;
  const words = label.trim().toLowerCase().replaceAll('’', "'");
  if (connects < 0) return own(SPENT, words);
  if (words.startsWith(RENEWAL)) return mean('renewal');
  if (ACHIEVEMENT.test(label)) return mean('badge', null, label.replace(ACHIEVEMENT, '').trim());
  return own(ADDED, words);
}

const own = (meanings: Readonly<Record<string, Meaning>>, words: string): Meaning =>
  (Object.hasOwn(meanings, words) ? meanings[words] : undefined) ?? UNKNOWN;

/** Rewards whose label on Upwork is not known: a row with an unknown label may be one of these. */
export const UNLABELLED: readonly Kind[] = [
  'signup',
  'readiness-test',
  'interview',
  'certification',
  'survey',
  'promotion',
  'other',
];
