/** `config set` and `config unset`: a setting applies from its day on. Without a change, nothing is recorded. */
import type { CommandOf } from '../command/command.ts';
import { entryBuilder, type Timeline } from '../past/timeline.ts';
import { acceptCommand, type Decision } from './decision.ts';

export function decideSetting(command: CommandOf<'config set' | 'config unset'>, timeline: Timeline): Decision {
  const { on, key } = command;
  const value = command.name === 'config set' ? command.value : null;
  if ((timeline.past.settings[key] ?? null) === value) return acceptCommand([]);
  const builder = entryBuilder(timeline.next);
  builder.addFact(on, { kind: 'setting', key, value });
  return acceptCommand(builder.entries);
}
