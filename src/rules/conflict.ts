/** Where two copies of one account cannot both be true, as data. `render/merge.ts` has the sentences. */
import type { Day } from './calendar.ts';
import type { Outcome } from './transaction.ts';

/** Commands that cannot stand beside one another. */
interface Clash {
  readonly mine: readonly number[];
  readonly theirs: readonly number[];
}

export type Conflict =
  | (Clash & {
      readonly code: 'marked-differently';
      readonly proposal: number;
      readonly outcomes: { readonly mine: readonly Outcome[]; readonly theirs: readonly Outcome[] };
    })
  | (Clash & { readonly code: 'renewed-twice'; readonly on: Day })
  | (Clash & { readonly code: 'claimed-twice'; readonly key: string })
  | (Clash & { readonly code: 'coupon-twice'; readonly coupon: string })
  | (Clash & { readonly code: 'job-twice'; readonly key: string })
  | (Clash & { readonly code: 'negative-day'; readonly on: Day; readonly missing: number });
