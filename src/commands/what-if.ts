/** `connects what-if`: the ledger under another edition, plan, pace or price, beside the one that is. Writes nothing. */
import { changesPast, comparePaces, compareWhatIf } from '../insight/what-if.ts';
import { parseConnectsOrNone } from '../parse/amount.ts';
import { parsePerWeek } from '../parse/pace.ts';
import { parsePlan } from '../parse/plan.ts';
import { caveatSentence } from '../render/caveat.ts';
import { tooFew } from '../render/forecast.ts';
import { hangText } from '../render/text/wrap.ts';
import { whatIfColumns, whatIfFields, whatIfParts } from '../render/what-if.ts';
import { usageRefused } from '../rules/answers/refusal.ts';
import { daysBetween } from '../rules/values/calendar.ts';
import { isTable, listFormat, printRows, withListOptions } from './answers/answer.ts';
import { comingDay, ownPosition, parseDaysAhead, presentPosition, USUAL_DAYS } from './forecast.ts';
import { pickEdition } from './line/edition.ts';
import { lookAt } from './line/look.ts';
import { type AddSubcommand, pastFirstDay } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const whatIf: AddSubcommand = (program, run) => {
  withExamples(
    withListOptions(program.command('what-if')),
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
    .option('--days <days>', `how many days to look ahead (default: ${USUAL_DAYS})`, parseDaysAhead)
    .action(
      run(async (call, { rules: named, perWeek, cost, withoutBoost = false, ...options }) => {
        if ([named, options.plan, perWeek, cost].every((each) => each === undefined) && !withoutBoost)
          throw usageRefused({ fault: 'nothing-to-compare' });
        const plan = options.plan === undefined ? null : parsePlan(options.plan).plan;
        const since = await pastFirstDay(call, '--since', options.since);
        const until = options.until === undefined ? null : await comingDay(options.until, call.today);
        const days = options.days ?? (until ? daysBetween(call.today, until) : USUAL_DAYS);
        const result = await lookAt(call, async (looked) => {
          const edition = named === undefined ? null : pickEdition(await looked.ledger.rulebooks(), named);
          const change = { edition, plan, perWeek: perWeek ?? null, cost: cost ?? null, withoutBoost };
          if (!changesPast(change))
            return comparePaces(await presentPosition(looked, call.today, since), change, days, since);
          return compareWhatIf(await ownPosition(looked), change, days, since);
        });
        const { pace } = result.future.today;
        const warnings = [
          ...result.caveats.map((each) => ({ code: each.code, message: caveatSentence(each) })),
          ...(pace.enough ? [] : [{ code: 'too-few', message: `As it is: ${tooFew(pace)}` }]),
        ];
        if (call.json) return call.emit('what-if', whatIfFields(result), warnings);
        const parts = whatIfParts(result);
        const one = { head: '', rows: parts.flatMap(({ rows }) => rows) };
        const { columns } = call.env.stdout;
        const format = listFormat(options);
        for (const { head, rows } of isTable(call, format) ? parts : [one])
          await printRows(call, { columns: whatIfColumns(head), items: rows, format });
        for (const { message } of warnings) {
          for (const line of hangText('- ', message, Math.min(columns, call.env.stderr.columns))) call.aside(line);
        }
      }),
    );
};
