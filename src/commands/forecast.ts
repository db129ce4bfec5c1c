/** `connects forecast`: when the balance runs out, what expires unspent, and what to buy. */

import { demoLedger } from '../insight/demo-ledger.ts';
import {
  type AccountPosition,
  accountPosition,
  positionAfter,
  positionWith,
  type WholePosition,
} from '../insight/future/account-position.ts';
import { forecastConnects } from '../insight/future/forecast.ts';
import { moveReplay } from '../insight/future/move-replay.ts';
import { paceOf, paceSince } from '../insight/future/pace.ts';
import { parseConnectsOrNone, parseWhole } from '../parse/amount.ts';
import { parsePerWeek } from '../parse/pace.ts';
import { parseLastDay } from '../parse/period.ts';
import { DEMO_FORECAST, forecastLines, tooFew } from '../render/forecast.ts';
import { forecastFields } from '../render/forecast-fields.ts';
import { type Refused, usageRefused } from '../rules/answers/refusal.ts';
import { cyclesUpTo } from '../rules/decide/renew.ts';
import { EDITIONS } from '../rules/rulebook/editions.ts';
import { dueCycles } from '../rules/state/cycles.ts';
import { refundedProposals } from '../rules/state/evolve.ts';
import { EMPTY_STATE } from '../rules/state/state.ts';
import { addDays, type Day, daysBetween } from '../rules/values/calendar.ts';
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
        const invention = demo ? invented() : null;
        const { today } = invention ?? call;
        const until = options.until === undefined ? null : await comingDay(options.until, today);
        const since = await pastFirstDay({ ...call, today }, '--since', options.since);
        const at = invention ?? (await lookAt(call, (looked) => presentPosition(looked, today, since)));
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

/** Reads only what a forecast needs: the state today, the proposals of the pace, and what follows the first due cycle. */
export async function presentPosition(
  { ledger, state }: Pick<OpenLedger, 'ledger' | 'state'>,
  today: Day,
  since: Day | null,
): Promise<AccountPosition> {
  const rulebooks = await ledger.rulebooks();
  const judged = { status: null, tag: null, on: today, since: paceSince(today, since) };
  const proposals = new Map((await ledger.proposals(judged)).map((each) => [each.id, each]));
  const whole = { ...state, proposals };
  const [first] = dueCycles(state, today, rulebooks);
  const place = { next: AFTER_ALL, rulebooks };
  if (!first) return positionWith(whole, { ...place, past: state, later: [] }, today);
  const due = cyclesUpTo(today, whole, place);
  const replay = await ledger.moves({ since: first, until: today }, (past, refunded) =>
    moveReplay(past, refunded, due),
  );
  const quick = positionAfter(whole, replay, rulebooks, today);
  if (quick) return quick;
  const later = (await ledger.entries(first)).filter(({ on }) => on <= today);
  const past = (await ledger.stateOn(addDays(first, -1), [...refundedProposals(later)])) ?? EMPTY_STATE;
  return positionWith(whole, { ...place, past, later }, today);
}

/** Numbers and an instant after those of any entry, for entries that are never recorded. */
const AFTER_ALL = { transaction: 2 ** 50, proposal: 2 ** 50, seq: 2 ** 50, recordedAt: '9999-12-31T23:59:59.999Z' };

function invented(): AccountPosition {
  const { entries, today } = demoLedger();
  return accountPosition(entries, today, new Map(EDITIONS.map((each) => [each.id, each])));
}

export const ownPosition = async ({ call, ledger }: OpenLedger): Promise<WholePosition> =>
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
