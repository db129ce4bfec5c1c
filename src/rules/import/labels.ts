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

const folded = (label: string): string => label.trim().toLowerCase().replaceAll('’', "'");

/** By their words however written, and by Upwork's own spelling, under which most are found at once. */
function labelled(meanings: Readonly<Record<string, Meaning>>): ReadonlyMap<string, Meaning> {
  const entries = Object.entries(meanings);
  return new Map([...entries.map(([label, meant]) => [folded(label), meant] as const), ...entries]);
}

/** Where the second price counts, a bid comes back whole, and what it came to is charged under this label. */
const FINAL_CHARGE = 'We accepted your bid to boost a proposal. This is the final bid charge.';
export const isFinalCharge = (label: string): boolean => folded(label) === folded(FINAL_CHARGE);

/** Labels seen on Upwork's page, and this program's own where Upwork's is not known. */
const SPENT = labelled({
  'Applied to job': mean('proposal'),
  'Connects bid for boosted proposal.': mean('boost'),
  [FINAL_CHARGE]: mean('boost'),
  'Availability Badge': mean('availability-badge'),
  'Available now Badge': mean('availability-badge'),
  'Boosted profile': mean('profile-boost'),
  'Over the carry-over limit': mean('carry-over-cut'),
  'Adjusted to what Upwork shows': mean('adjustment'),
  Expired: mean('expiry'),
});

const ADDED = labelled({
  'Job cancelled': mean('refund', 'cancelled'),
  'Job removed': mean('refund', 'removed'),
  'You bid to boost a proposal, but the job was closed': mean('boost-refund'),
  "You've been outbid to boost your proposal": mean('boost-refund', 'outbid'),
  'We accepted your bid to boost a proposal. This is a refund for your total bid.': mean('boost-refund'),
  'Refunded Connects for Connects Award': mean('interview', 'interview'),
  'Interview won': mean('interview', 'interview'),
  'Monthly Connects renewal': mean('renewal'),
  'Membership upgraded to Plus': mean('membership'),
  'Earned Connects by completing task': mean('task'),
  'Added extra Connects': mean('purchase'),
  'Sign-up grant': mean('signup'),
  'Opening balance': mean('opening'),
  'Upwork Readiness Test passed': mean('readiness-test'),
  'Skill certification': mean('certification'),
  'Survey completed': mean('survey'),
  Promotion: mean('promotion'),
  'Promo code': mean('promotion'),
  'Adjusted to what Upwork shows': mean('adjustment'),
});

/** What a row without a label is called in the ledger. */
export const UNLABELLED_ROW = 'Without a label on Upwork';

const UNKNOWN: Meaning = { kind: 'other', outcome: null, title: null, known: false };
const ACHIEVEMENT = / achievement$/i;
const RENEWAL = 'monthly connects renewal';

export function meaning(label: string | null, connects: number): Meaning {
  if (label === null) return UNKNOWN;
  const isSpent = connects < 0;
  const known = isSpent ? SPENT : ADDED;
  const exact = known.get(label);
  if (exact) return exact;
  const words = folded(label);
  if (!isSpent && words.startsWith(RENEWAL)) return mean('renewal');
  if (!isSpent && ACHIEVEMENT.test(label)) return mean('badge', null, label.replace(ACHIEVEMENT, '').trim());
  return known.get(words) ?? UNKNOWN;
}

/** What comes of a proposal, and so is a row of its job. */
export const comesOfProposal = ({ kind }: Pick<Meaning, 'kind'>): boolean =>
  kind === 'boost' || kind === 'refund' || kind === 'boost-refund' || kind === 'interview';

/** Whether a row names its job. */
export const namesJob = (meaning: Meaning): boolean => meaning.kind === 'proposal' || comesOfProposal(meaning);

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

export const isBadge = (row: { readonly label: string | null; readonly connects: number }): boolean =>
  meaning(row.label, row.connects).kind === 'availability-badge';
