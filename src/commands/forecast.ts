/** `connects forecast`: when the balance runs out, what expires unspent, and what to buy. */
import type { Call } from '../call.ts';
import { type AccountPosition, accountPosition } from '../insight/account-position.ts';
import { demoLedger } from '../insight/demo-ledger.ts';
import { forecastConnects as drawn } from '../insight/forecast.ts';
import { paceOf } from '../insight/pace.ts';
import { parseConnectsOrNone, parseWhole } from '../parse/amount.ts';
import { parsePerWeek } from '../parse/pace.ts';
import { parseLastDay, parsePastFirstDay } from '../parse/period.ts';
import { forecastLines, tooFew } from '../render/forecast.ts';
import { forecastFields } from '../render/forecast-fields.ts';
import { type Day, daysBetween } from '../rules/calendar.ts';
import { EDITIONS } from '../rules/editions.ts';
import { Refused } from '../rules/refusal.ts';
import { look } from './look.ts';
import type { Subcommand } from './subcommand.ts';
import { shows } from './usage.ts';

interface Options {
  readonly cost?: number;
  readonly perWeek?: number;
  readonly days?: number;
  readonly until?: string;
  readonly since?: string;
  readonly demo?: boolean;
}

/** Days looked ahead unless --days or --until says otherwise, and at most. */
export const USUAL_DAYS = 365;
const MOST_DAYS = 3650;

export const forecast: Subcommand = (program, run) => {
  shows(
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
    .option('--days <days>', `how many days to look ahead (default: ${USUAL_DAYS})`, ahead)
    .option('--until <day>', 'find the cheapest purchase that lasts until this day')
    .option('--demo', 'use an invented year instead of your ledger')
    .action(
      run(async (call, options: Options) => {
        const at = options.demo ? invented() : await stand(call);
        const until = options.until === undefined ? null : await comingDay(options.until, at.today);
        const since = options.since === undefined ? null : await parsePastFirstDay('--since', options.since, at.today);
        const pace = paceOf(at.state, at.today, { ...options, since });
        const days = options.days ?? Math.max(USUAL_DAYS, until ? daysBetween(at.today, until) : 0);
        const forecast = drawn(at, pace, { days, until });
        if (call.json) {
          const few = pace.enough ? [] : [{ code: 'too-few', message: `Runs out: ${tooFew(pace)}` }];
          call.emit(
            'forecast',
            forecastFields(forecast),
            options.demo ? [...few, { code: 'demo', message: DEMO }] : few,
          );
          return 0;
        }
        const page = { columns: call.env.stdout.columns, paint: call.paint };
        for (const line of forecastLines(forecast, page)) call.print(line);
        if (options.demo) call.aside(call.paintErr.dim(DEMO));
        return 0;
      }),
    );
};

const DEMO = 'This is an invented year. For your own: connects forecast';

function invented(): AccountPosition {
  const { entries, today } = demoLedger();
  return accountPosition(entries, today, new Map(EDITIONS.map((each) => [each.id, each])));
}

const stand = (call: Call): Promise<AccountPosition> =>
  look(call, async (ledger) => accountPosition(await ledger.entries(), call.today, await ledger.rulebooks()));

/** Days to look ahead. */
export function ahead(text: string): number {
  const days = parseWhole('--days', 1, 'count')(text);
  if (days <= MOST_DAYS) return days;
  throw far(`--days ${days}`);
}

/** A day to look ahead to. */
export async function comingDay(text: string, today: Day): Promise<Day> {
  const day = await parseLastDay('--until', text, today);
  if (day <= today) {
    const problem = `--until ${day} is not in the future: today is ${today}.`;
    throw new Refused({ code: 'usage', problem, hint: 'Give a later day.' });
  }
  if (daysBetween(today, day) > MOST_DAYS) throw far(`--until ${day}`);
  return day;
}

const far = (given: string): Refused =>
  new Refused({ code: 'usage', problem: `${given} is too far ahead.`, hint: 'The maximum is ten years (3650 days).' });
