/** Why the user's own `config.json` cannot be used, and what to do. Its values are not repeated: they may be private. */
import { nearest } from '../../parse/nearest.ts';
import { CONFIG_KEYS, type ConfigKey, type ConfigProblem } from '../../rules/answers/usage-fault.ts';
import { SETTING_KEYS } from '../../rules/command/settings.ts';
import type { UserSentence } from '../text/sentence.ts';
import { visible } from '../text/visible.ts';

const WANTED: Readonly<Record<ConfigKey, string>> = {
  db: 'the full path of a file in quotes, such as "/home/ann/connects.db" or "~/connects.db", or a postgres:// URL',
  account: 'the name of an account in quotes, such as "agency"',
  color: '"auto", "always" or "never"',
  pager: 'a program in quotes, such as "less -R", or "" for none',
  accessible: 'true or false, without quotes',
  input: 'true or false, without quotes',
};

/** The parts of a database's URL, as sentences call them. */
export const URL_PART_NAMES = {
  form: 'a form',
  host: 'a host',
  port: 'a port',
  sslmode: 'an sslmode',
  account: 'an account name',
  option: 'an option',
} as const;

const LEAVE_OUT = 'To run a command without this file: --no-config';

export function configSentence(file: string, problem: ConfigProblem): UserSentence {
  const say = (about: string, hint: string): UserSentence => [visible(`${file}${about}`), hint];
  switch (problem.why) {
    case 'unreadable':
      return say(` cannot be read: ${problem.detail.replace(/, \w+ '.*'$/s, '')}.`, LEAVE_OUT);
    case 'not-json': {
      const [line, column] = problem.at ?? [];
      const place = line === undefined ? '' : `, line ${line}, column ${column},`;
      return say(`${place} is not valid JSON.`, `Write it as {"account": "agency", "color": "never"}. ${LEAVE_OUT}`);
    }
    case 'not-object':
      return say(' must be one JSON object.', `Write it as {"account": "agency", "color": "never"}. ${LEAVE_OUT}`);
    case 'two-ledgers':
      return say(' has both db and account, and each names a ledger.', `Delete one of them. ${LEAVE_OUT}`);
    case 'unknown-key':
      return say(
        ` has the key '${problem.key}', which connects does not know.`,
        `${otherKey(problem.key)} ${LEAVE_OUT}`,
      );
    case 'bad-url': {
      // The name of an option holds nothing private.
      const named = problem.part === 'option' ? `: '${problem.given}'` : '';
      return say(
        `: db is the URL of a database, with ${URL_PART_NAMES[problem.part]} that cannot be used${named}.`,
        LEAVE_OUT,
      );
    }
    case 'wrong-value':
      return say(`: ${problem.key} has a wrong value.`, `It must be ${WANTED[problem.key]}. ${LEAVE_OUT}`);
  }
}

function otherKey(key: string): string {
  if ((SETTING_KEYS as readonly string[]).includes(key)) {
    return `It is a setting of the ledger: delete the key, and type: connects config set ${key} VALUE.`;
  }
  const near = nearest(key, CONFIG_KEYS);
  return `${near ? `Did you mean ${near}? ` : ''}Known are ${CONFIG_KEYS.join(', ')}.`;
}
