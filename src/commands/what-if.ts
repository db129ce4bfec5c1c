/** `connects what-if`: the ledger under another edition, plan, pace or price, beside the one that is. Writes nothing. */
import { accountPosition } from '../insight/account-position.ts';
import { compareWhatIf as compared, type WhatIfChange } from '../insight/what-if.ts';
import { parseConnectsOrNone } from '../parse/amount.ts';
import { parsePerWeek } from '../parse/pace.ts';
import { parsePastFirstDay } from '../parse/period.ts';
import { parsePlan } from '../parse/plan.ts';
import { caveatSentence } from '../render/caveat.ts';
import { tooFew } from '../render/forecast.ts';
import { whatIfColumns, whatIfFields, whatIfParts } from '../render/what-if.ts';
import { hang } from '../render/wrap.ts';
import { daysBetween } from '../rules/calendar.ts';
import { Refused } from '../rules/refusal.ts';
import type { Rulebook } from '../rules/rulebook.ts';
import { ahead, comingDay, USUAL_DAYS } from './forecast.ts';
import { showList } from './list.ts';
import { look } from './look.ts';
import type { Subcommand } from './subcommand.ts';
import { shows } from './usage.ts';

interface Options {
  readonly rules?: string;
  readonly plan?: string;
  readonly perWeek?: number;
  readonly cost?: number;
  readonly withoutBoost?: boolean;
  readonly days?: number;
  readonly since?: string;
  readonly until?: string;
}

export const whatIf: Subcommand = (program, run) => {
  shows(
    program.command('what-if'),
    'connects what-if --rules 2026',
    'connects what-if --plan plus --per-week 5 --cost 12',
    'connects what-if --without-boost',
  )
    .description(
      'Compares your ledger with what it would be under another edition or plan, or without boosts, up to today and in the future. Records nothing.',
    )
    .option('--rules <edition>', 'use this edition of the rulebook')
    .option('--plan <plan>', 'use this membership: basic or plus')
    .option('--per-week <proposals>', 'proposals a week, from today', parsePerWeek('--per-week'))
    .option('--cost <connects>', 'Connects for each proposal, from today', parseConnectsOrNone('--cost'))
    .option('--without-boost', 'as if you had boosted nothing')
    .option('--since <day>', 'measure your recorded pace from this day')
    .option('--until <day>', 'look ahead to this day')
    .option('--days <days>', `how many days to look ahead (default: ${USUAL_DAYS})`, ahead)
    .action(
      run(async (call, options: Options) => {
        const { rules: named, perWeek: pace, cost = null, withoutBoost = false } = options;
        if ([named, options.plan, pace, options.cost].every((each) => each === undefined) && !withoutBoost) {
          const hint = 'Give one or more of --rules, --plan, --per-week, --cost and --without-boost.';
          throw new Refused({ code: 'usage', problem: 'what-if needs at least one change to compare.', hint });
        }
        const plan = options.plan === undefined ? null : parsePlan(options.plan).plan;
        const { today } = call;
        const since = options.since === undefined ? null : await parsePastFirstDay('--since', options.since, today);
        const until = options.until === undefined ? null : await comingDay(options.until, today);
        const days = options.days ?? (until ? daysBetween(today, until) : USUAL_DAYS);
        return look(call, async (ledger) => {
          const rulebooks = await ledger.rulebooks();
          const edition = named === undefined ? null : pick(rulebooks, named);
          const change: WhatIfChange = { edition, plan, perWeek: pace ?? null, cost, withoutBoost };
          const result = compared(accountPosition(await ledger.entries(), today, rulebooks), change, days, since);
          const { enough } = result.future.today.pace;
          const few = enough ? [] : [{ code: 'too-few', message: `As it is: ${tooFew(result.future.today.pace)}` }];
          const warnings = [
            ...result.caveats.map((each) => ({ code: each.code, message: caveatSentence(each) })),
            ...few,
          ];
          if (call.json) {
            call.emit('what-if', whatIfFields(result), warnings);
            return 0;
          }
          const { columns, isTTY } = call.env.stdout;
          const parts = whatIfParts(result);
          const one = { head: '', rows: parts.flatMap(({ rows }) => rows) };
          for (const { head, rows } of isTTY ? parts : [one]) await showList(call, {}, whatIfColumns(head), rows, '');
          for (const { message } of warnings) {
            for (const line of hang('- ', message, Math.min(columns, call.env.stderr.columns))) call.aside(line);
          }
          return 0;
        });
      }),
    );
};

function pick(rulebooks: ReadonlyMap<string, Rulebook>, id: string): Rulebook {
  const found = rulebooks.get(id);
  if (!found) throw new Refused({ code: 'unknown-edition', given: id, known: [...rulebooks.keys()] });
  return found;
}
