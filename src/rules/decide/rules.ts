/** `rules use` and `rules add`: which edition judges from a day on, and the user's own editions. */
import type { CommandOf } from '../command/command.ts';
import { entryBuilder, type Timeline } from '../past/timeline.ts';
import { editionOn } from '../state/state.ts';
import { acceptCommand, type Decision, refuseCommand } from './decision.ts';

export function decideRulesUse({ on, edition }: CommandOf<'rules use'>, timeline: Timeline): Decision {
  const known = [...timeline.rulebooks.keys()];
  if (!known.includes(edition)) return refuseCommand({ code: 'unknown-edition', given: edition, known });
  if (editionOn(timeline.past, on) === edition) return acceptCommand([]);
  const builder = entryBuilder(timeline.next);
  builder.addFact(on, { kind: 'edition', edition });
  return acceptCommand(builder.entries);
}

export function decideRulesAdd({ on, rulebook }: CommandOf<'rules add'>, timeline: Timeline): Decision {
  if (timeline.rulebooks.has(rulebook.id)) {
    return refuseCommand({ code: 'already-claimed', what: 'edition', title: rulebook.id, on: null });
  }
  const builder = entryBuilder(timeline.next);
  builder.addFact(on, { kind: 'rulebook', rulebook });
  return acceptCommand(builder.entries);
}
