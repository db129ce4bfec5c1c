/** Finds the proposal that a row belongs to, by its job's key or by any title that it is known under. */

import type { Proposal, ProposalWithSlices } from '../../state/state.ts';
import { jobKeyOf, sameKey } from '../../values/job-key.ts';
import { isRefund } from '../../vocabulary/kinds.ts';
import { OUTCOME_FACTS, stageOf } from '../../vocabulary/outcomes.ts';
import type { ImportRow } from '../../vocabulary/upwork-row.ts';
import type { RowMeaning } from '../row-labels.ts';

/** The fields of a row that identify its proposal. */
export type ProposalHint = Pick<ImportRow, 'on' | 'title' | 'jobKey' | 'connects'>;

/** A proposal as an imported row creates it. */
type NewProposal = Pick<Proposal, 'id' | 'on' | 'key' | 'title' | 'cost'>;

/** A proposal, with what decides which rows may still be linked to it. */
export interface IndexedProposal extends Omit<NewProposal, 'cost'> {
  cost: number;
  boost: number;
  refunded: boolean;
  boostRefunded: number;
  /** Whether it has had an interview; whether it has ended. */
  interviewed: boolean;
  ended: boolean;
}

const NO_OUTCOME = { boost: 0, refunded: false, boostRefunded: 0, interviewed: false, ended: false };

/**
 * `proposals`: oldest first. `rows`: those that may belong to one; proposals that no row names are left out.
 * `pageTitles`: titles under which pages have shown a proposal that was typed under another.
 */
export function indexProposals(
  proposals: Iterable<ProposalWithSlices>,
  rows: Iterable<ProposalHint>,
  pageTitles: ReadonlyMap<number, readonly string[]>,
) {
  const byKey = new Map<string, IndexedProposal[]>();
  const byTitle = new Map<string, IndexedProposal[]>();
  const byNumber = new Map<number, IndexedProposal>();
  for (const { jobKey, title } of rows) {
    if (jobKey !== null) byKey.set(normalize(jobKey), []);
    if (title !== null) byTitle.set(normalize(title), []);
  }

  function put({ id, on, key, title, cost }: NewProposal, more: typeof NO_OUTCOME): void {
    const keyed = key === null ? undefined : byKey.get(normalize(key));
    const names = new Set([title ?? [], pageTitles.get(id) ?? []].flat().map(normalize));
    const titled = [...names].flatMap((name) => [byTitle.get(name) ?? []]);
    if (!keyed && titled.length === 0) return;
    const proposal: IndexedProposal = { id, on, key, title, cost, ...more };
    byNumber.set(id, proposal);
    for (const list of [...titled, ...(keyed ? [keyed] : [])]) list.push(proposal);
  }
  for (const proposal of proposals) {
    const { boost, back, status, statusSource, reached } = proposal;
    // An ending that was only assumed may turn out to be another.
    const ended = OUTCOME_FACTS[status].ends && statusSource !== 'assumed';
    const interviewed = ended || reached >= stageOf('interview');
    const more = { boost, refunded: back.cost > 0, boostRefunded: back.boost, interviewed, ended };
    put({ ...proposal, key: jobKeyOf(proposal) }, more);
  }

  return {
    /** `boost`: a bid for it that was listed before it. */
    add: (sent: NewProposal, boost: number): void => put(sent, { ...NO_OUTCOME, boost }),

    /** The cost of a proposal that was known without it. */
    charge(id: number, cost: number): void {
      const proposal = byNumber.get(id);
      if (proposal) proposal.cost = cost;
    },

    /**
     * The latest proposal of the same job up to the row's day that the row can belong to; of several, the latest that
     * it gives back to the last Connect.
     */
    find(row: ProposalHint, what: Pick<RowMeaning, 'kind'>): IndexedProposal | null {
      const keyed = row.jobKey === null ? [] : (byKey.get(normalize(row.jobKey)) ?? []);
      const list = keyed.length > 0 || row.title === null ? keyed : (byTitle.get(normalize(row.title)) ?? []);
      let latest: IndexedProposal | null = null;
      for (let i = list.length - 1; i >= 0; i -= 1) {
        const proposal = list[i] as IndexedProposal;
        if (proposal.on > row.on || !(row.connects <= refundable(proposal, what))) continue;
        if (list !== keyed && isOtherJob(proposal, row)) continue;
        if (!isRefund(what.kind) || row.connects === refundable(proposal, what)) return proposal;
        latest ??= proposal;
      }
      return latest;
    },
  };
}

const NEEDS_NORMALIZING = /^~|\s\s|[^\S ]/;

/** Ignores case and spacing. Most texts need only lower case, which is faster. */
const normalize = (text: string): string => {
  const trimmed = text.trim();
  return (NEEDS_NORMALIZING.test(trimmed) ? trimmed.replace(/^~/, '').replace(/\s+/g, ' ') : trimmed).toLowerCase();
};

/** Another job with the same title. */
const isOtherJob = (proposal: IndexedProposal, row: ProposalHint): boolean =>
  proposal.key !== null && row.jobKey !== null && !sameKey(proposal.key, row.jobKey);

/** The most that a row of this kind can refund, in Connects. */
function refundable(proposal: IndexedProposal, { kind }: Pick<RowMeaning, 'kind'>): number {
  if (kind === 'refund') return proposal.refunded ? 0 : proposal.cost;
  return kind === 'boost-refund' ? proposal.boost - proposal.boostRefunded : Number.POSITIVE_INFINITY;
}
