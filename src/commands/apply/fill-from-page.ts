/** What of a pasted apply page a proposal takes: only what was not typed. */
import type { ApplyPage } from '../../exchange/read/apply/apply-page.ts';
import type { Warning } from '../../rules/answers/warning.ts';
import { titleLikeness } from '../../rules/import/match/title-likeness.ts';
import { jobKeyOf, sameKey } from '../../rules/values/job-key.ts';

/** What was typed of a proposal. */
export interface TypedProposal {
  readonly cost: number | null;
  readonly boost: number | null;
  readonly title: string | null;
  readonly url: string | null;
  readonly key: string | null;
}

interface FilledProposal extends TypedProposal {
  /** What was typed against the page. */
  readonly warnings: readonly Warning[];
  /** The page's spending is what is recorded, so that the balance it computes from it is the ledger's. */
  readonly isAsShown: boolean;
}

export function fillFromPage(typed: TypedProposal, page: ApplyPage): FilledProposal {
  const rest = (part: number | null): number | null =>
    page.total === null || part === null || part > page.total ? null : page.total - part;
  const cost = typed.cost ?? page.cost ?? rest(typed.boost);
  const boost = typed.boost ?? page.boost ?? (page.cost === null ? rest(typed.cost) : null);
  const key = jobKeyOf(typed);
  const amounts = [
    ...differing('cost', typed.cost, page.cost, Object.is),
    ...differing('boost', typed.boost, page.boost, Object.is),
  ];
  const isAlike = (one: string, other: string): boolean => titleLikeness(one, other) !== null;
  return {
    cost,
    boost,
    title: typed.title ?? page.title,
    url: typed.url ?? page.url,
    key: key ?? page.key,
    warnings: [
      ...amounts,
      ...differing('title', typed.title, page.title, isAlike),
      ...differing('job', key, page.key, sameKey),
    ],
    isAsShown: page.total === null ? amounts.length === 0 : page.total === (cost ?? 0) + (boost ?? 0),
  };
}

function differing<Value extends string | number>(
  what: Extract<Warning, { readonly code: 'paste-differs' }>['what'],
  typed: Value | null,
  page: Value | null,
  isSame: (typed: Value, page: Value) => boolean,
): readonly Warning[] {
  if (typed === null || page === null || isSame(typed, page)) return [];
  return [{ code: 'paste-differs', what, typed: String(typed), page: String(page) }];
}
