/** `init` opens the account: with the sign-up grant, or with the balance that is already there. */

import type { Warning } from '../answers/warning.ts';
import type { CommandOf } from '../command/command.ts';
import { entryBuilder, type Timeline } from '../past/timeline.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { addDays, type Day, monthsLater } from '../values/calendar.ts';
import { factsOf } from '../vocabulary/transaction.ts';
import { acceptCommand, type Decision, refuseCommand } from './decision.ts';

export function decideInit(command: CommandOf<'init'>, timeline: Timeline): Decision {
  const joinedBefore = opening(timeline);
  if (joinedBefore) return refuseCommand({ code: 'already-open', joined: joinedBefore });
  const rulebook = timeline.rulebooks.get(command.edition);
  if (!rulebook) {
    return refuseCommand({ code: 'unknown-edition', given: command.edition, known: [...timeline.rulebooks.keys()] });
  }
  const { plan, joined, balance, edition } = command;
  const on = balance === null ? joined : command.on;
  if (balance !== null && command.expiresOn && command.expiresOn <= on) {
    return refuseCommand({ code: 'invalid-day', given: command.expiresOn, before: 'opening', first: addDays(on, 1) });
  }
  const builder = entryBuilder(timeline.next);
  const warnings: Warning[] = [];
  builder.addFact(on, { kind: 'opened', joined, plan, edition });
  // Whoever follows rules that are still to come means it.
  if (on < rulebook.since && rulebook.since <= command.on) {
    warnings.push({
      code: 'before-edition',
      edition,
      since: rulebook.since,
      editions: editionsFrom(on, rulebook, timeline),
    });
  }
  const expiresOn = monthsLater(on, rulebook.expiry.months);
  if (balance === null) {
    const { connects } = rulebook.signup;
    if (connects) builder.addTransaction({ on, kind: 'signup', connects, expiresOn, edition });
    if (connects === null) warnings.push({ code: 'reward-unpublished', edition, what: 'signup' });
  } else if (balance > 0) {
    const typed = command.expiresOn ?? expiresOn;
    builder.addTransaction({ on, kind: 'opening', connects: balance, expiresOn: typed, edition });
  }
  return acceptCommand(builder.entries, { warnings });
}

/** The editions of a day and after it, up to this one, each with the first of these days on which it held. */
function editionsFrom(day: Day, until: Rulebook, { rulebooks }: Timeline): readonly { edition: string; on: Day }[] {
  const editions = [...rulebooks.values()]
    .filter(({ since }) => since <= until.since)
    .sort((a, b) => (a.since < b.since ? -1 : 1));
  const first = editions.findLastIndex(({ since }) => since <= day);
  return editions.slice(Math.max(0, first)).map(({ id, since }, i) => ({ edition: id, on: i === 0 ? day : since }));
}

/** The day the account joined, if it is open: before this place or after it. */
const opening = ({ past, later }: Timeline): Day | null =>
  past.joined ?? factsOf(later, 'opened')[0]?.body.joined ?? null;
