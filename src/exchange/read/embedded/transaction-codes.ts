/** Upwork's codes of transactions and their labels. It lists only codes that were seen beside their label, and guesses no other. */

/** By reason and type; type 2 takes Connects and type 3 gives some (a saved page of January 2026). */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['3/2', 'Applied to job'],
  ['28/2', 'Availability Badge'],
  ['30/2', 'Connects bid for boosted proposal.'],
  ['7/3', 'Job cancelled'],
  ['35/3', 'You bid to boost a proposal, but the job was closed'],
  ['29/3', 'Refunded Connects for Connects Award'],
]);

/** The label that a day's charges are summed under on the page. */
export const BADGE_LABEL = 'Availability Badge';

const CODED: ReadonlySet<string> = new Set(LABELS.values());

export const labelOfCode = (reason: string, type: string): string | null => LABELS.get(`${reason}/${type}`) ?? null;

/** Whether the label has a known code: then a row with an unknown code cannot have that label. */
export const hasKnownCode = (label: string | null): boolean => label !== null && CODED.has(label);
