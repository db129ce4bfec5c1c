/** `join`: two proposals are one, typed once and imported once. Upwork's facts and the typed words stay. */
import type { CommandOf } from '../command/command.ts';
import { shownNames } from '../import/match/shown-names.ts';
import { entriesOfProposal, replaceTransaction, voidTransaction } from '../past/corrections.ts';
import { followRefunds, refundsOf } from '../past/following-refunds.ts';
import { entryBuilder, stateAtEnd, type Timeline } from '../past/timeline.ts';
import type { Proposal } from '../state/state.ts';
import { jobKeyOf, sameKey } from '../values/job-key.ts';
import {
  type Entry,
  factsOf,
  type ProposalDetails,
  type Transaction,
  transactionsOf,
} from '../vocabulary/transaction.ts';
import { acceptCommand, type Decision, refuseCommand } from './decision.ts';
import { haveOtherEnds, joinOutcomes } from './joined-outcomes.ts';

const JOINED = 'Joined';
const SPENDING = [
  ['cost', 'proposal'],
  ['boost', 'boost'],
] as const;

export function decideJoin({ proposal: a, other: b }: CommandOf<'join'>, timeline: Timeline): Decision {
  const state = stateAtEnd(timeline, []);
  const found: Proposal[] = [];
  for (const given of [a, b]) {
    const proposal = state.proposals.get(given);
    if (!proposal) return refuseCommand({ code: 'unknown-proposal', given, last: timeline.next.proposal - 1 });
    found.push(proposal);
  }
  if (a === b) return refuseCommand({ code: 'not-together', proposals: [a, b], why: 'same' });
  const entries = new Map(found.map((each) => [each, entriesOfProposal(timeline.later, each.id)]));
  const [typed, shown] = found.toSorted((x, y) => originOf(x, entries.get(x)) - originOf(y, entries.get(y)));
  if (!typed || !shown) throw new Error('a join takes two proposals');
  const isCharged = (each: Proposal): boolean =>
    isImported(entries.get(each)) || isConfirmed(entries.get(each), timeline.later);
  const isShown = (each: Proposal): boolean => isCharged(each) || isOfPage(each);
  // Each has a row of its own: a charge each, or an id or a key each.
  const areOtherJobs = isOtherJob(typed, shown);
  if (
    (isCharged(typed) && isCharged(shown)) ||
    isOtherRow(typed, shown) ||
    (isShown(typed) && isShown(shown) && areOtherJobs)
  ) {
    return refuseCommand({ code: 'not-together', proposals: [a, b], why: 'both-imported' });
  }
  if (areOtherJobs) return refuseCommand({ code: 'not-together', proposals: [a, b], why: 'other-jobs' });
  if (haveOtherEnds(typed, shown)) {
    const statuses = found.map(({ status }) => status);
    return refuseCommand({ code: 'not-together', proposals: [a, b], why: 'other-ends', statuses });
  }
  if (shown.credits > typed.credits) {
    return refuseCommand({
      code: 'credits-stay',
      proposal: shown.id,
      credits: shown.credits,
      why: 'join',
      with: typed.id,
    });
  }
  // What Upwork's page shows holds. Of two typed ones, the first that was named does.
  const [holds, yields] = originOf(shown, entries.get(shown)) === ORIGIN.typed ? [typed, shown] : [shown, typed];
  // A boost is its Connects and its ad credits together: those of one cannot be added to the other's.
  if (typed.credits > 0 && (holds.boost || yields.boost) !== typed.boost) {
    const { id: proposal, credits } = typed;
    return refuseCommand({ code: 'credits-stay', proposal, credits, why: 'other-boost', with: shown.id });
  }
  const builder = entryBuilder(timeline.next);
  const held = transactionsOf(entries.get(holds) ?? []);
  const heldKinds = new Set(held.map(({ kind }) => kind));
  const yielded = transactionsOf(entries.get(yields) ?? []);
  const left = yielded.filter(({ kind }) => !heldKinds.has(kind));
  for (const each of yielded) if (heldKinds.has(each.kind)) voidTransaction(builder, each, JOINED);
  const following = new Set<Transaction>();
  for (const [part, kind] of SPENDING) {
    const taken = [...held, ...left].find((each) => each.kind === kind);
    if (!taken) continue;
    // What Upwork's page shows to have come back is a fact, and stays.
    const refunds = refundsOf(part, left).filter((each) => !isOnPage(each, timeline.later));
    const change = { before: yields[part], after: -taken.connects, on: taken.on, proposal: typed.id };
    followRefunds(builder, refunds, change, JOINED);
    for (const each of refunds) following.add(each);
  }
  for (const each of yields === typed ? [] : left) {
    if (!following.has(each)) replaceTransaction(builder, each, { proposal: typed.id }, JOINED);
  }
  if (holds !== typed) {
    for (const each of held) {
      replaceTransaction(builder, each, { proposal: typed.id }, JOINED);
    }
  }
  // On both days, because what was typed with the proposal stays recorded on its own.
  for (const on of [...new Set([holds.on, typed.on])].sort()) {
    const moved = holds.on === typed.on ? {} : { on: holds.on };
    builder.addFact(on, { kind: 'edited', proposal: typed.id, details: joinedDetails(typed, shown, holds), ...moved });
  }
  // A page that shows nothing else of it must still find it.
  for (const [of, { title: pageTitle }] of shownNames(timeline.later)) {
    if (of !== shown.id || pageTitle === null || pageTitle === joinedTitle(typed, shown, holds)) continue;
    const details = { title: null, url: null, key: null, pageTitle };
    builder.addFact(holds.on > typed.on ? holds.on : typed.on, { kind: 'described', proposal: typed.id, details });
  }
  joinOutcomes(builder, typed.id, entries.get(typed) ?? [], entries.get(shown) ?? []);
  builder.addFact(shown.on, { kind: 'dropped', proposal: shown.id });
  return acceptCommand(builder.entries, { detail: { of: 'proposal', proposal: typed.id } });
}

const joinedTitle = (typed: Proposal, shown: Proposal, holds: Proposal): string | null =>
  holds.title ?? typed.title ?? shown.title;

/** The words of the one whose facts hold, and whatever only the other has. */
const joinedDetails = (typed: Proposal, shown: Proposal, holds: Proposal): ProposalDetails => ({
  title: joinedTitle(typed, shown, holds),
  url: holds.url ?? typed.url ?? shown.url,
  key: holds.key ?? typed.key ?? shown.key,
  client: typed.client ?? shown.client,
  note: typed.note ?? shown.note,
  tags: [...new Set([...typed.tags, ...shown.tags])],
  invited: typed.invited || shown.invited,
  valueCents: typed.valueCents ?? shown.valueCents,
  postedAt: typed.postedAt ?? shown.postedAt,
  sentAt: holds.sentAt ?? typed.sentAt ?? shown.sentAt,
  upworkId: holds.upworkId ?? typed.upworkId ?? shown.upworkId,
  bid: holds.bid ?? typed.bid ?? shown.bid,
  seenOn: holds.seenOn ?? typed.seenOn ?? shown.seenOn,
  costUnknown: typed.costUnknown && shown.costUnknown,
  credits: typed.credits,
});

/** Who the proposal is known from, the surest last. A copied page brings no id. */
const ORIGIN = { typed: 0, copied: 1, page: 2, history: 3 } as const;

function originOf({ upworkId }: Proposal, entries: readonly Entry[] = []): (typeof ORIGIN)[keyof typeof ORIGIN] {
  if (isImported(entries)) return ORIGIN.history;
  if (factsOf(entries, 'proposal').every(({ body }) => body.details.costUnknown === undefined)) return ORIGIN.typed;
  return upworkId === null ? ORIGIN.copied : ORIGIN.page;
}

/** Two rows of the Proposals page: each has an id of its own. */
const isOtherRow = (a: Proposal, b: Proposal): boolean =>
  a.upworkId !== null && b.upworkId !== null && a.upworkId !== b.upworkId;

const isOtherJob = (a: Proposal, b: Proposal): boolean => {
  const [one, other] = [jobKeyOf(a), jobKeyOf(b)];
  return one !== null && other !== null && !sameKey(one, other);
};

/** Brought by a Proposals page, or met by one of its rows. */
const isOfPage = ({ upworkId, seenOn, costUnknown }: Proposal): boolean =>
  upworkId !== null || seenOn !== null || costUnknown;

/** A typed charge that the history showed, or what replaced it. */
const isConfirmed = (entries: readonly Entry[] = [], all: readonly Entry[]): boolean =>
  transactionsOf(entries, 'proposal').some((each) => isOnPage(each, all));

const isOnPage = ({ id, source, reverses }: Transaction, all: readonly Entry[]): boolean =>
  source === 'import' ||
  factsOf(all, 'confirmed').some(({ body }) => body.transaction === id || body.transaction === reverses);

const isImported = (entries: readonly Entry[] = []): boolean =>
  transactionsOf(entries, 'proposal').some(({ source }) => source === 'import');
