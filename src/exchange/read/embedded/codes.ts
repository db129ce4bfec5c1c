/** Upwork's codes for what a transaction is, with its label. Only those seen beside their label; no other is guessed. */
import { KIND_FACTS } from '../../../rules/vocabulary/kinds.ts';
import { OUTCOME_FACTS } from '../../../rules/vocabulary/outcomes.ts';

/** The label that a day's charges are summed under on the page. */
export const BADGE = KIND_FACTS['availability-badge'].label;

/** By reason and type; type 2 takes Connects and type 3 gives some (a saved page of January 2026). */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['3/2', KIND_FACTS.proposal.label],
  ['28/2', BADGE],
  ['30/2', KIND_FACTS.boost.label],
  ['7/3', OUTCOME_FACTS.cancelled.refundLabel ?? ''],
  ['35/3', KIND_FACTS['boost-refund'].label],
  ['29/3', 'Refunded Connects for Connects Award'],
]);

const CODED: ReadonlySet<string> = new Set(LABELS.values());

export const labelOf = (reason: string, type: string): string | null => LABELS.get(`${reason}/${type}`) ?? null;

/** Whether the label has a known code, so that a row with an unknown code is not of that label. */
export const isCoded = (label: string | null): boolean => label !== null && CODED.has(label);
