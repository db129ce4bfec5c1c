/** Proposals by their job's key and by their title, for the rows that speak of one. */

import type { Charged, Proposal } from '../state.ts';
import type { ImportRow } from '../upwork-row.ts';
import { isRefund } from '../vocabulary/kinds.ts';
import { OUTCOME_FACTS } from '../vocabulary/outcomes.ts';
import { keyOf, sameKey } from './job.ts';
import type { Meaning } from './labels.ts';

/** What a row says of the proposal that it is of. */
export type Speaking = Pick<ImportRow, 'on' | 'title' | 'jobKey' | 'connects'>;

/** A proposal as a row of an import brings it. */
type Sent = Pick<Proposal, 'id' | 'on' | 'key' | 'title' | 'cost'>;

/** A proposal with what rows may still be tied to it. */
export interface Tied extends Sent {
  boost: number;
  refunded: boolean;
  boostBack: number;
  /** Whether it came to an interview, or to its end. */
  interviewed: boolean;
  ended: boolean;
  /** The one put there before it, of the same key and of the same title. */
  readonly sameKey: Tied | undefined;
  readonly sameTitle: Tied | undefined;
}

const FRESH = { boost: 0, refunded: false, boostBack: 0, interviewed: false, ended: false };

/** `proposals` oldest first; `rows` are those that may speak of one. Only jobs that one of them names are kept. */
export function shelf(proposals: Iterable<Charged>, rows: Iterable<Speaking>) {
  const byKey = new Map<string, Tied | undefined>();
  const byTitle = new Map<string, Tied | undefined>();
  for (const { jobKey, title } of rows) {
    if (jobKey !== null) byKey.set(name(jobKey), undefined);
    if (title !== null) byTitle.set(name(title), undefined);
  }

  function put({ id, on, key, title, cost }: Sent, more: typeof FRESH): void {
    const keyed = key === null ? null : known(byKey, name(key));
    const titled = title === null ? null : known(byTitle, name(title));
    if (keyed === null && titled === null) return;
    const tied: Tied = {
      id,
      on,
      key,
      title,
      cost,
      ...more,
      sameKey: keyed === null ? undefined : byKey.get(keyed),
      sameTitle: titled === null ? undefined : byTitle.get(titled),
    };
    if (keyed !== null) byKey.set(keyed, tied);
    if (titled !== null) byTitle.set(titled, tied);
  }
  for (const proposal of proposals) {
    const { boost, back, status } = proposal;
    const ended = OUTCOME_FACTS[status].ends;
    const interviewed = ended || status === 'interview';
    const more = { boost, refunded: back.cost > 0, boostBack: back.boost, interviewed, ended };
    put({ ...proposal, key: keyOf(proposal) }, more);
  }

  return {
    add: (sent: Sent): void => put(sent, FRESH),

    /**
     * The latest proposal of the same job up to the row's day that the row can belong to; of several, the latest that
     * it gives back to the last Connect.
     */
    find(row: Speaking, what: Pick<Meaning, 'kind'>): Tied | null {
      const keyed = row.jobKey === null ? undefined : byKey.get(name(row.jobKey));
      const titled = keyed || row.title === null ? undefined : byTitle.get(name(row.title));
      let latest: Tied | null = null;
      for (let tied = keyed ?? titled; tied; tied = keyed ? tied.sameKey : tied.sameTitle) {
        if (tied.on > row.on || !(row.connects <= returnable(tied, what)) || (titled && isOther(tied, row))) continue;
        if (!isRefund(what.kind) || row.connects === returnable(tied, what)) return tied;
        latest ??= tied;
      }
      return latest;
    },
  };
}

const known = (wanted: ReadonlyMap<string, unknown>, text: string): string | null => (wanted.has(text) ? text : null);

const ODD = /^~|\s\s|[^\S ]/;

/** However it is spaced and written. Most need no more than their letters made small. */
const name = (text: string): string => {
  const trimmed = text.trim();
  return (ODD.test(trimmed) ? trimmed.replace(/^~/, '').replace(/\s+/g, ' ') : trimmed).toLowerCase();
};

/** Another job under the same title. */
const isOther = (tied: Tied, row: Speaking): boolean =>
  tied.key !== null && row.jobKey !== null && !sameKey(tied.key, row.jobKey);

/** What a row of that kind may give back, in Connects. */
function returnable(tied: Tied, { kind }: Pick<Meaning, 'kind'>): number {
  if (kind === 'refund') return tied.refunded ? 0 : tied.cost;
  return kind === 'boost-refund' ? tied.boost - tied.boostBack : Number.POSITIVE_INFINITY;
}
