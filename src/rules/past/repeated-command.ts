/** A command that says again what was recorded a moment ago: perhaps a slip of the finger, perhaps a second fact. */
import type { Command } from '../command/command.ts';
import type { LoggedCommand } from '../command/logged-command.ts';
import { sortedJson } from '../values/json.ts';
import { rewardClaim } from '../vocabulary/rewards.ts';

/** Whether it says what the last command said. `since`: the instant, ISO 8601 in UTC, from which on that is suspicious. */
export const repeatsLast = (command: Command, last: LoggedCommand | undefined, since: string): boolean =>
  last !== undefined &&
  !last.undone &&
  last.turned === null &&
  last.recordedAt >= since &&
  countsTwice(command) &&
  spokenText(last.body as Command) === spokenText(command);

/** Whether it would be counted a second time. Everything else is refused when it is repeated, or changes nothing. */
export function countsTwice(command: Command): boolean {
  switch (command.name) {
    case 'apply':
      // A job that has a key is refused the second time, unless --force says that it was charged again.
      return command.details.key === null || command.force;
    case 'earn':
      return rewardClaim({ kind: command.source, title: command.title }) === null;
    case 'buy':
    case 'earn ad-credits':
    case 'spend':
      return true;
    default:
      return false;
  }
}

/** What was said, without the instants, which are other ones each time. */
function spokenText(command: Command): string {
  if (command.name !== 'apply') return sortedJson(command);
  const { sentAt: _sent, postedAt: _posted, ...details } = command.details;
  return sortedJson({ ...command, details });
}
