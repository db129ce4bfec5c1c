/** Upwork's codes of transactions and their labels. It lists only codes that were seen beside their label, and guesses no other. */
import { KIND_FACTS } from '../../../rules/vocabulary/kinds.ts';
import { OUTCOME_FACTS } from '../../../rules/vocabulary/outcomes.ts';

/** The label that a day's charges are summed under on the page. */
export const BADGE_LABEL = KIND_FACTS['availability-badge'].label;

/** By reason and type; type 2 takes Connects and type 3 gives some (a saved page of January 2026). */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['3/2', KIND_FACTS.proposal.label],
  ['28/2', BADGE_LABEL],
  ['30/2', KIND_FACTS.boost.label],
  ['7/3', OUTCOME_FACTS.cancelled.label ?? ''],
  ['35/3', KIND_FACTS['boost-refund'].label],
  ['29/3', 'Refunded Connects for Connects Award'],
]);

const CODED: ReadonlySet<string> = new Set(LABELS.values());

export const labelOfCode = (reason: string, type: string): string | null => LABELS.get(`${reason}/${type}`) ?? null;

/** Whether the label has a known code: then a row with an unknown code cannot have that label. */
export const hasKnownCode = (label: string | null): boolean => label !== null && CODED.has(label);
