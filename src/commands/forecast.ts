/** `connects forecast`: when the balance runs out, what expires unspent, and what to buy. */

import { demoLedger } from '../insight/demo-ledger.ts';
import { type AccountPosition, accountPosition } from '../insight/future/account-position.ts';
import { forecastConnects } from '../insight/future/forecast.ts';
import { paceOf } from '../insight/future/pace.ts';
import { parseConnectsOrNone, parseWhole } from '../parse/amount.ts';
import { parsePerWeek } from '../parse/pace.ts';
import { parseLastDay } from '../parse/period.ts';
import { DEMO_FORECAST, forecastLines, tooFew } from '../render/forecast.ts';
import { forecastFields } from '../render/forecast-fields.ts';
import { type Refused, usageRefused } from '../rules/answers/refusal.ts';
import { EDITIONS } from '../rules/rulebook/editions.ts';
import { type Day, daysBetween } from '../rules/values/calendar.ts';
import { answerLines } from './answers/answer.ts';
import { lookAt, type OpenLedger } from './line/look.ts';
import { type AddSubcommand, pastFirstDay } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

/** Days looked ahead unless --days or --until says otherwise, and at most. */
export const USUAL_DAYS = 365;
const MOST_DAYS = 3650;

export const forecastCommand: AddSubcommand = (program, run) => {
  withExamples(
    program.command('forecast'),
    'connects forecast',
    'connects forecast --per-week 5 --cost 12',
    'connects forecast --until 2021-06-30',
  )
    .description(
      'Estimates when your balance runs out if you continue as in the last 8 weeks, how many proposals it pays for, and what expires unspent. With --until it also finds the cheapest purchase that lasts until that day.',
    )
    .option('--per-week <proposals>', 'proposals a week, instead of your recorded pace', parsePerWeek('--per-week'))
    .option(
      '--cost <connects>',
      'Connects for each proposal, instead of your recorded cost',
      parseConnectsOrNone('--cost'),
    )
    .option('--since <day>', 'measure your pace from this day')
    .option('--days <days>', `how many days to look ahead (default: ${USUAL_DAYS})`, parseDaysAhead)
    .option('--until <day>', 'find the cheapest purchase that lasts until this day')
    .option('--demo', 'use an invented year instead of your ledger')
    .action(
      run(async (call, { demo = false, ...options }) => {
        const at = demo ? invented() : await lookAt(call, ownPosition);
        const until = options.until === undefined ? null : await comingDay(options.until, at.today);
        const since = await pastFirstDay({ ...call, today: at.today }, '--since', options.since);
        const pace = paceOf(at.state, at.today, {
          perWeek: options.perWeek ?? null,
          cost: options.cost ?? null,
          since,
        });
        const days = options.days ?? Math.max(USUAL_DAYS, until ? daysBetween(at.today, until) : 0);
        const forecast = forecastConnects(at, pace, { days, until });
        const warnings = [
          ...(pace.enough ? [] : [{ code: 'too-few', message: `Runs out: ${tooFew(pace)}` }]),
          ...(demo ? [{ code: 'demo', message: DEMO_FORECAST }] : []),
        ];
        const json = { command: 'forecast', fields: forecastFields(forecast), warnings };
        answerLines(call, json, (page) => forecastLines(forecast, page));
        if (demo && !call.json) call.aside(call.paintErr.dim(DEMO_FORECAST));
      }),
    );
};

function invented(): AccountPosition {
  const { entries, today } = demoLedger();
  return accountPosition(entries, today, new Map(EDITIONS.map((each) => [each.id, each])));
}

export const ownPosition = async ({ call, ledger }: OpenLedger): Promise<AccountPosition> =>
  accountPosition(await ledger.entries(), call.today, await ledger.rulebooks());

/** Days to look ahead. */
export function parseDaysAhead(text: string): number {
  const days = parseWhole('--days', 1, 'count')(text);
  if (days <= MOST_DAYS) return days;
  throw far('--days', days);
}

/** A day to look ahead to. */
export async function comingDay(text: string, today: Day): Promise<Day> {
  const day = await parseLastDay('--until', text, today);
  if (day <= today) throw usageRefused({ fault: 'not-coming', until: day, today });
  if (daysBetween(today, day) > MOST_DAYS) throw far('--until', day);
  return day;
}

const far = (flag: string, given: string | number): Refused =>
  usageRefused({ fault: 'too-far', flag, given, most: MOST_DAYS });
