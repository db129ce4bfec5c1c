/** What Upwork's labels mean. A label that is not known here is kept as it is, under the kind `other`. */
import { isRefund, KIND_FACTS, KINDS, type Kind } from '../vocabulary/kinds.ts';
import { OUTCOME_FACTS, OUTCOMES, type Outcome } from '../vocabulary/outcomes.ts';

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

/** The labels that this program writes. That of `other` says nothing of what it is. */
const OWN = KINDS.filter((kind) => kind !== 'other' && kind !== 'reversal' && !isRefund(kind));
const own = (sign: 1 | -1): Readonly<Record<string, Meaning>> =>
  Object.fromEntries(
    OWN.filter((kind) => KIND_FACTS[kind].sign !== -sign).map((kind) => [
      KIND_FACTS[kind].label,
      mean(kind, kind === 'interview' ? kind : null),
    ]),
  );

const SPENT = labelled({
  ...own(-1),
  [FINAL_CHARGE]: mean('boost'),
  'Available now Badge': mean('availability-badge'),
});

/** What came back, by the outcome that the label tells. */
const returned = OUTCOMES.flatMap((outcome): readonly (readonly [string | null, Meaning])[] => [
  [OUTCOME_FACTS[outcome].refundLabel, mean('refund', outcome)],
  [OUTCOME_FACTS[outcome].boostLabel, mean('boost-refund', outcome)],
]);

const ADDED = labelled({
  ...own(1),
  ...Object.fromEntries(returned.filter(([label]) => label !== null)),
  [KIND_FACTS['boost-refund'].label]: mean('boost-refund'),
  'We accepted your bid to boost a proposal. This is a refund for your total bid.': mean('boost-refund'),
  'Refunded Connects for Connects Award': mean('interview', 'interview'),
  'Promo code': mean('promotion'),
});

/** What a row without a label is called in the ledger. */
export const UNLABELLED_ROW = 'Without a label on Upwork';

const UNKNOWN: Meaning = { kind: 'other', outcome: null, title: null, known: false };
const ACHIEVEMENT = / achievement$/i;
const RENEWAL = folded(KIND_FACTS.renewal.label);

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

/** Whether a row names its job. */
export const namesJob = ({ kind }: Meaning): boolean => KIND_FACTS[kind].job !== null;

export const isBadge = (row: { readonly label: string | null; readonly connects: number }): boolean =>
  meaning(row.label, row.connects).kind === 'availability-badge';
