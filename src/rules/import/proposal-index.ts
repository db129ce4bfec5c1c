/** Finds the proposal that a row belongs to, by its job's key or its title. */

import type { Proposal, ProposalWithSlices } from '../state.ts';
import type { ImportRow } from '../upwork-row.ts';
import { isRefund } from '../vocabulary/kinds.ts';
import { OUTCOME_FACTS } from '../vocabulary/outcomes.ts';
import { jobKeyOf, sameKey } from './job-key.ts';
import type { RowMeaning } from './row-labels.ts';

/** The fields of a row that identify its proposal. */
export type ProposalHint = Pick<ImportRow, 'on' | 'title' | 'jobKey' | 'connects'>;

/** A proposal as an imported row creates it. */
type NewProposal = Pick<Proposal, 'id' | 'on' | 'key' | 'title' | 'cost'>;

/** A proposal, with what decides which rows may still be linked to it. */
export interface IndexedProposal extends NewProposal {
  boost: number;
  refunded: boolean;
  boostRefunded: number;
  /** Whether it has had an interview; whether it has ended. */
  interviewed: boolean;
  ended: boolean;
  /** The previous proposal with the same key, and with the same title. */
  readonly earlierSameKey: IndexedProposal | undefined;
  readonly earlierSameTitle: IndexedProposal | undefined;
}

const NO_OUTCOME = { boost: 0, refunded: false, boostRefunded: 0, interviewed: false, ended: false };

/** `proposals`: oldest first. `rows`: those that may belong to one; proposals that no row names are left out. */
export function indexProposals(proposals: Iterable<ProposalWithSlices>, rows: Iterable<ProposalHint>) {
  const byKey = new Map<string, IndexedProposal | undefined>();
  const byTitle = new Map<string, IndexedProposal | undefined>();
  for (const { jobKey, title } of rows) {
    if (jobKey !== null) byKey.set(normalize(jobKey), undefined);
    if (title !== null) byTitle.set(normalize(title), undefined);
  }

  function put({ id, on, key, title, cost }: NewProposal, more: typeof NO_OUTCOME): void {
    const keyed = key === null ? null : wantedOrNull(byKey, normalize(key));
    const titled = title === null ? null : wantedOrNull(byTitle, normalize(title));
    if (keyed === null && titled === null) return;
    const tied: IndexedProposal = {
      id,
      on,
      key,
      title,
      cost,
      ...more,
      earlierSameKey: keyed === null ? undefined : byKey.get(keyed),
      earlierSameTitle: titled === null ? undefined : byTitle.get(titled),
    };
    if (keyed !== null) byKey.set(keyed, tied);
    if (titled !== null) byTitle.set(titled, tied);
  }
  for (const proposal of proposals) {
    const { boost, back, status } = proposal;
    const ended = OUTCOME_FACTS[status].ends;
    const interviewed = ended || status === 'interview';
    const more = { boost, refunded: back.cost > 0, boostRefunded: back.boost, interviewed, ended };
    put({ ...proposal, key: jobKeyOf(proposal) }, more);
  }

  return {
    add: (sent: NewProposal): void => put(sent, NO_OUTCOME),

    /**
     * The latest proposal of the same job up to the row's day that the row can belong to; of several, the latest that
     * it gives back to the last Connect.
     */
    find(row: ProposalHint, what: Pick<RowMeaning, 'kind'>): IndexedProposal | null {
      const keyed = row.jobKey === null ? undefined : byKey.get(normalize(row.jobKey));
      const titled = keyed || row.title === null ? undefined : byTitle.get(normalize(row.title));
      let latest: IndexedProposal | null = null;
      for (let tied = keyed ?? titled; tied; tied = keyed ? tied.earlierSameKey : tied.earlierSameTitle) {
        if (tied.on > row.on || !(row.connects <= refundable(tied, what)) || (titled && isOtherJob(tied, row)))
          continue;
        if (!isRefund(what.kind) || row.connects === refundable(tied, what)) return tied;
        latest ??= tied;
      }
      return latest;
    },
  };
}

const wantedOrNull = (wanted: ReadonlyMap<string, unknown>, text: string): string | null =>
  wanted.has(text) ? text : null;

const NEEDS_NORMALIZING = /^~|\s\s|[^\S ]/;

/** Ignores case and spacing. Most texts need only lower case, which is faster. */
const normalize = (text: string): string => {
  const trimmed = text.trim();
  return (NEEDS_NORMALIZING.test(trimmed) ? trimmed.replace(/^~/, '').replace(/\s+/g, ' ') : trimmed).toLowerCase();
};

/** Another job with the same title. */
const isOtherJob = (tied: IndexedProposal, row: ProposalHint): boolean =>
  tied.key !== null && row.jobKey !== null && !sameKey(tied.key, row.jobKey);

/** The most that a row of this kind can refund, in Connects. */
function refundable(tied: IndexedProposal, { kind }: Pick<RowMeaning, 'kind'>): number {
  if (kind === 'refund') return tied.refunded ? 0 : tied.cost;
  return kind === 'boost-refund' ? tied.boost - tied.boostRefunded : Number.POSITIVE_INFINITY;
}
