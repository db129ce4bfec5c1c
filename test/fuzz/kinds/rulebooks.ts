/** Rulebooks of a user's own, in YAML and JSON, and the user's config.json. */

import { stringify } from 'yaml';
import { EDITIONS } from '../../../src/rules/rulebook/editions.ts';
import { type FuzzInput, fromBytes } from '../fuzz-input.ts';
import { mutateBytes, mutatePieces, mutateValues, oddValue } from '../mutate-bytes.ts';
import { mutateJson } from '../mutate-json.ts';
import type { SeededChoice } from '../seeded-choice.ts';

const SHORT =
  'id: mine\nsince: 2026-01-01\nextends: 2020-12\nproposal:\n  max: 12\nmonthly: { plus: { free: 20 } }\ncycle:\n  lastDay: 28\n';
const BOMBS = [
  'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n',
  '&a [*a]',
  'id: mine\n<<: *x\n',
  '? [a]\n: b\n',
  '!!binary x',
  '%YAML 9.9\n---\nid: x\n---\nid: y\n',
  `${'- '.repeat(5000)}x`,
  `id: ${'"\\u0000'.repeat(3000)}`,
];

function fuzzText(choice: SeededChoice): string {
  const whole = structuredClone({ ...choice.pick(EDITIONS), id: 'mine' }) as object;
  return choice.pick([
    () => JSON.stringify(mutateJson(choice, whole), null, choice.pick([0, 1, '\t'])),
    () => stringify(mutateJson(choice, whole)),
    () => mutateValues(choice, choice.oneIn(2) ? SHORT : stringify(whole)),
    () => mutatePieces(choice, (choice.oneIn(2) ? SHORT : stringify(whole)).split(/(?<=[\n:{,])/)).join(''),
    () => `${SHORT}${choice.pick(BOMBS)}`,
    () => choice.pick(BOMBS),
  ])();
}

export function fuzzRulebook(choice: SeededChoice): FuzzInput {
  const text = Buffer.from(fuzzText(choice), 'utf8');
  const isPiped = choice.oneIn(4);
  return {
    argv: [...(choice.oneIn(2) ? ['--json'] : []), 'rules', 'add', isPiped ? '-' : 'rules.yaml'],
    files: { 'rules.yaml': fromBytes(choice.oneIn(4) ? mutateBytes(choice, text) : text) },
    ...(isPiped ? { stdin: 'rules.yaml' } : {}),
    ...(choice.oneIn(4) ? { tty: true } : {}),
  };
}

const CONFIG = { db: '~/x.db', account: 'default', reserve: 4, budget: 60, color: 'never', pager: '', input: false };

export function fuzzConfig(choice: SeededChoice): FuzzInput {
  const text = Buffer.from(
    JSON.stringify(mutateJson(choice, { ...CONFIG, [choice.oneIn(3) ? oddValue(choice) : 'db']: oddValue(choice) })),
    'utf8',
  );
  return {
    argv: [...(choice.oneIn(2) ? ['--json'] : []), choice.pick(['balance', 'config', 'doctor', 'status', 'account'])],
    files: { 'config/config.json': fromBytes(choice.oneIn(3) ? mutateBytes(choice, text) : text) },
    ...(choice.oneIn(4) ? { tty: true } : {}),
  };
}
