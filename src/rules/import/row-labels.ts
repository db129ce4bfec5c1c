/** What Upwork's labels mean. A label that is not known here is kept as it is, under the kind `other`. */

import { isRefund, KIND_FACTS, KINDS, type Kind } from '../vocabulary/kinds.ts';
import { OUTCOME_FACTS, OUTCOMES, type Outcome } from '../vocabulary/outcomes.ts';
import { BID_REFUND, FINAL_CHARGE } from '../vocabulary/settled-bid.ts';

export interface RowMeaning {
  readonly kind: Kind;
  /** What the row says became of its proposal. */
  readonly outcome: Outcome | null;
  /** The name of what was earned, where the label holds it. */
  readonly title: string | null;
  /** Whether the label is one we know. */
  readonly known: boolean;
}

const toMeaning = (kind: Kind, outcome: Outcome | null = null, title: string | null = null): RowMeaning => ({
  kind,
  outcome,
  title,
  known: true,
});

const folded = (label: string): string => label.trim().toLowerCase().replaceAll('’', "'");

/** By their words however written, and by Upwork's own spelling, under which most are found at once. */
function byLabel(meanings: Readonly<Record<string, RowMeaning>>): ReadonlyMap<string, RowMeaning> {
  const entries = Object.entries(meanings);
  return new Map([...entries.map(([label, meant]) => [folded(label), meant] as const), ...entries]);
}

/** The labels that this program writes. The label of `other` does not identify a kind. */
const OWN = KINDS.filter((kind) => kind !== 'other' && kind !== 'reversal' && !isRefund(kind));
const ownLabels = (moves: 'in' | 'out'): Readonly<Record<string, RowMeaning>> =>
  Object.fromEntries(
    OWN.filter((kind) => [moves, 'either'].includes(KIND_FACTS[kind].books.moves)).map((kind) => [
      KIND_FACTS[kind].label,
      toMeaning(kind, kind === 'interview' ? kind : null),
    ]),
  );

const SPENT = byLabel({
  ...ownLabels('out'),
  [FINAL_CHARGE]: toMeaning('boost'),
  'Available now Badge': toMeaning('availability-badge'),
});

/** Refund labels, each with the outcome that it names. */
const returned = OUTCOMES.flatMap((outcome): readonly (readonly [string, RowMeaning])[] => {
  const { label, brings } = OUTCOME_FACTS[outcome];
  return label && brings[0] ? [[label, toMeaning(brings[0], outcome)]] : [];
});

const ADDED = byLabel({
  ...ownLabels('in'),
  ...Object.fromEntries(returned),
  [KIND_FACTS['boost-refund'].label]: toMeaning('boost-refund'),
  [BID_REFUND]: toMeaning('boost-refund'),
  'Refunded Connects for Connects Award': toMeaning('interview', 'interview'),
  'Promo code': toMeaning('promotion'),
});

/** What a row without a label is called in the ledger. */
export const UNLABELLED_ROW = 'Without a label on Upwork';

const UNKNOWN: RowMeaning = { kind: 'other', outcome: null, title: null, known: false };
/** Nobody has seen Upwork's label for Connects that expired: any words that speak of it mean it, in any language of the site. */
const EXPIRY_WORDS =
  /expir|\blapsed?\b|caduc|vencid|verfall|abgelaufen|périm|scadut|wygas|истек|истёк|закінчи|期限|过期/i;
const ACHIEVEMENT = / achievement$/i;
const RENEWAL = folded(KIND_FACTS.renewal.label);

export function meaningOf(label: string | null, connects: number): RowMeaning {
  if (label === null) return UNKNOWN;
  const isSpent = connects < 0;
  const known = isSpent ? SPENT : ADDED;
  const exact = known.get(label);
  if (exact) return exact;
  const words = folded(label);
  if (!isSpent && words.startsWith(RENEWAL)) return toMeaning('renewal');
  if (!isSpent && ACHIEVEMENT.test(label)) return toMeaning('badge', null, label.replace(ACHIEVEMENT, '').trim());
  return known.get(words) ?? (isSpent && EXPIRY_WORDS.test(words) ? toMeaning('expiry') : UNKNOWN);
}

/** Whether a row names its job. */
export const hasJob = ({ kind }: RowMeaning): boolean => KIND_FACTS[kind].books.part !== null;

export const isBadgeRow = (row: { readonly label: string | null; readonly connects: number }): boolean =>
  meaningOf(row.label, row.connects).kind === 'availability-badge';
