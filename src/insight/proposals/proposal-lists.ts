/** The proposals that a report lists: hires, those that are still open, those without an outcome, and clients. */

import { STALE_DAYS } from '../../rules/proposals/unanswered.ts';
import { netConnects, type Proposal } from '../../rules/state/state.ts';
import { addDays, type Day, earlierFirst, laterFirst } from '../../rules/values/calendar.ts';
import { isOpen, stageOf } from '../../rules/vocabulary/outcomes.ts';

/** Sums of one client's proposals, invitations included. */
export interface ClientSums {
  /** Null: the proposals that name no client. */
  readonly name: string | null;
  readonly proposals: number;
  readonly replied: number;
  readonly hired: number;
  /** Connects, less refunds, of the proposals whose cost is known. */
  readonly net: number;
  readonly unknownCosts: number;
  /** US cents that hires brought, where it was recorded. */
  readonly valueCents: number;
  /** Hires without a recorded value. */
  readonly unvalued: number;
}

export interface ProposalLists {
  /** Those sent in the days of the report, newest first. */
  readonly hires: readonly Proposal[];
  /** Sent or viewed, as of today, oldest first; the stale ones have waited for long. */
  readonly open: { readonly recent: number; readonly stale: readonly Proposal[] };
  /** The stale ones that nobody and no page has said anything about. */
  readonly silent: readonly Proposal[];
  /** Most Connects first. */
  readonly clients: readonly ClientSums[];
}

interface ListedDays {
  readonly since: Day | null;
  readonly until: Day;
  readonly today: Day;
}

export function listProposals(all: Iterable<Proposal>, { since, until, today }: ListedDays): ProposalLists {
  const proposals = [...all];
  const own = proposals.filter(({ on }) => on <= until && (since === null || on >= since));
  const unanswered = proposals.filter(({ status }) => isOpen(status)).sort(earlierFirst);
  const stale = unanswered.filter(({ on }) => on <= addDays(today, -STALE_DAYS));
  return {
    hires: own.filter(({ status }) => status === 'hired').sort(laterFirst),
    open: { recent: unanswered.length - stale.length, stale },
    silent: stale.filter(({ status, seenOn }) => status === 'sent' && seenOn === null),
    clients: clientSums(own),
  };
}

/** Clients are the same however they are capitalised; the first spelling counts. */
function clientSums(own: readonly Proposal[]): readonly ClientSums[] {
  const groups = Map.groupBy(own, ({ client }) => client?.toLowerCase() ?? null);
  return [...groups.values()]
    .map((each): ClientSums => {
      const hires = each.filter(({ status }) => status === 'hired');
      const total = (amounts: readonly (number | null)[]): number =>
        amounts.reduce<number>((sum, one) => sum + (one ?? 0), 0);
      return {
        name: each[0]?.client ?? null,
        proposals: each.length,
        replied: each.filter(({ reached }) => reached >= stageOf('replied')).length,
        hired: hires.length,
        net: total(each.map(netConnects)),
        unknownCosts: each.filter(({ costUnknown }) => costUnknown).length,
        valueCents: total(each.map(({ valueCents }) => valueCents)),
        unvalued: hires.filter(({ valueCents }) => valueCents === null).length,
      };
    })
    .sort((a, b) => Number(a.name === null) - Number(b.name === null) || b.net - a.net || b.proposals - a.proposals);
}
