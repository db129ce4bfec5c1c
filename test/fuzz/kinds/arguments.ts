/** Command lines: every command, its options and arguments, with values that make sense, are odd, or are of another option. */
import type { Command as Cli } from 'commander';
import { examplesOf } from '../../../src/commands/line/usage.ts';
import { commandTree, withSubcommands } from '../../../src/shipped/command-tree.ts';
import type { FuzzInput } from '../fuzz-input.ts';
import { oddValue } from '../mutate-bytes.ts';
import { ODD_DAYS, ODD_NUMBERS, ODD_PATHS } from '../odd-values.ts';
import type { SeededChoice } from '../seeded-choice.ts';

const commands = withSubcommands(await commandTree()).slice(1);
const globals = [
  '--json',
  '--quiet',
  '--no-input',
  '--color=always',
  '--color=x',
  '--account',
  '--db',
  '--as',
  '--no-config',
  '--no-pager',
];
const examples = commands.flatMap((cli) => examplesOf(cli)).map((line) => line.split(' ').slice(1));
const USUAL = [
  '1',
  '2',
  '3',
  'last',
  '4',
  '16',
  'viewed',
  'interview',
  'hired',
  'plus',
  'basic',
  '2026',
  '2020-12',
  'badge',
  'csv',
  'json',
  'jsonl',
  '30d',
  '2w',
  'month',
  'member',
];

function wordsOf(cli: Cli): string[] {
  return cli.parent ? [...wordsOf(cli.parent), cli.name()] : [];
}

function valueFor(choice: SeededChoice): string {
  return choice.pick([
    () => choice.pick(USUAL),
    () => choice.pick(USUAL),
    () => choice.pick(ODD_NUMBERS),
    () => choice.pick(ODD_DAYS),
    () => choice.pick(ODD_PATHS),
    () => oddValue(choice),
  ])();
}

function freshLine(choice: SeededChoice): string[] {
  const cli = choice.pick(commands);
  const options = cli.options.filter(({ long }) => long !== '--help' || choice.oneIn(20));
  const words = wordsOf(cli);
  for (const { required, variadic } of cli.registeredArguments) {
    if (required ? !choice.oneIn(8) : choice.oneIn(2)) words.push(valueFor(choice));
    if (variadic && choice.oneIn(2)) words.push(valueFor(choice));
  }
  for (let left = choice.below(4); left > 0 && options.length > 0; left -= 1) {
    const { long, short, required, optional } = choice.pick(options);
    const name = (choice.oneIn(3) ? short : long) ?? long ?? '-x';
    const takes = required || (optional && choice.oneIn(2));
    if (!takes) words.push(name);
    else if (choice.oneIn(3)) words.push(`${name}=${valueFor(choice)}`);
    else words.push(name, ...(choice.oneIn(15) ? [] : [valueFor(choice)]));
  }
  return words;
}

/** No argument can hold a NUL. */
const typeable = (word: string): string => Buffer.from(word.replaceAll('\0', ''), 'utf8').toString('utf8');

export function fuzzArguments(choice: SeededChoice): FuzzInput {
  const words = choice.oneIn(5) ? [...choice.pick(examples)] : freshLine(choice);
  for (let left = choice.below(3); left > 0; left -= 1) {
    const at = choice.below(words.length + 1);
    switch (choice.below(6)) {
      case 0:
        words.splice(at, 0, valueFor(choice));
        break;
      case 1:
        words.splice(at, 1);
        break;
      case 2:
        if (words[at] !== undefined) words[at] = valueFor(choice);
        break;
      case 3:
        words.splice(at, 0, choice.pick(globals));
        break;
      case 4:
        if (words[at]) words[at] = `${words[at]}${choice.pick(['=', 'x', '-', ' ', '\u200b', '='.repeat(9)])}`;
        break;
      default:
        words.splice(at, 0, words[choice.below(words.length)] ?? '--');
    }
  }
  const isJson = choice.oneIn(2);
  const isTrial = !isJson && choice.oneIn(6) && !words.includes('--');
  return {
    argv: [...(isJson ? ['--json'] : []), ...words, ...(isTrial ? ['--dry-run'] : [])].map(typeable),
    ...(choice.oneIn(4) ? { tty: true } : {}),
    ...(choice.oneIn(12) ? { isFirst: true } : {}),
    ...(isTrial ? { isTrial } : {}),
    ...(choice.oneIn(20) ? { vars: oddVariables(choice) } : {}),
  };
}

const NAMES = [
  'CONNECTS_TODAY',
  'CONNECTS_ACCOUNT',
  'CONNECTS_MEMBER',
  'CONNECTS_RESERVE',
  'CONNECTS_BUDGET',
  'CONNECTS_PAGER',
  'CONNECTS_ACCESSIBLE',
  'CONNECTS_NO_INPUT',
  'NO_COLOR',
  'FORCE_COLOR',
  'TERM',
  'CI',
  'PAGER',
];

function oddVariables(choice: SeededChoice): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: 1 + choice.below(2) }, () => [choice.pick(NAMES), typeable(valueFor(choice))]),
  );
}
