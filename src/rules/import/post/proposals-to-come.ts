/** The proposals that rows are about to record, with their numbers: a page may list a boost before its proposal. */

import { bareKey } from '../../values/job-key.ts';
import type { ImportRow } from '../../vocabulary/upwork-row.ts';
import { meaningOf } from '../row-labels.ts';
import type { IndexedProposal } from './proposal-index.ts';

/** `rows`: oldest first; `next`: the number of the first new proposal; `waiting`: the rows of proposals that are known. */
export function proposalsToCome(
  rows: readonly ImportRow[],
  next: number,
  waiting: ReadonlyMap<ImportRow, { readonly id: number }>,
) {
  const sent = rows.filter((row) => meaningOf(row.label, row.connects).kind === 'proposal');
  let last = next - 1;
  const numbers = new Map(sent.map((row) => [row, waiting.get(row)?.id ?? ++last]));
  const ofJob = ({ on, title, jobKey }: ImportRow): string => JSON.stringify([on, jobKey ? bareKey(jobKey) : title]);
  const jobs = Map.groupBy(sent, ofJob);
  const boosts = new Map<ImportRow, number>();
  return {
    numberOf: (row: ImportRow): number => numbers.get(row) as number,
    /** What was bid for it in a row before it. */
    boostOf: (row: ImportRow): number => boosts.get(row) ?? 0,
    /** The proposal of the boost's day that is still to come; null where the boost is of one that was found. */
    boosted(row: ImportRow, found: IndexedProposal | null): Pick<IndexedProposal, 'id'> | null {
      if (found && found.on === row.on && found.boost === 0) return null;
      const application = jobs.get(ofJob(row))?.find((each) => !boosts.has(each));
      if (!application) return null;
      boosts.set(application, -row.connects);
      return { id: numbers.get(application) as number };
    },
  };
}
