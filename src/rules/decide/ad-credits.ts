/** `earn ad-credits`: a batch for boosts. Upwork publishes no fixed lifetime, so its last day is always typed. */
import type { CommandOf } from '../command/command.ts';
import { entryBuilder, rulebookOn, type Timeline } from '../past/timeline.ts';
import { acceptCommand, type Decision, refuseCommand } from './decision.ts';

export function decideAdCredits(command: CommandOf<'earn ad-credits'>, timeline: Timeline): Decision {
  const { on, credits, expiresOn, force } = command;
  const rulebook = rulebookOn(timeline, timeline.past, on);
  const edition = rulebook.id;
  const isAllowed = rulebook.adCredits?.available ?? false;
  if (!isAllowed && !force) return refuseCommand({ code: 'no-ad-credits', edition, by: 'earn' });
  const builder = entryBuilder(timeline.next);
  builder.addFact(on, { kind: 'ad-credits', credits, expiresOn });
  return acceptCommand(builder.entries, {
    warnings: isAllowed ? [] : [{ code: 'forced', rule: 'no-ad-credits', edition }],
  });
}
