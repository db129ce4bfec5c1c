/** Two courses of one ledger side by side, and what the comparison cannot know. */
import type { Forecast } from '../insight/forecast.ts';
import type { Past } from '../insight/past.ts';
import type { Caveat, WhatIf } from '../insight/what-if.ts';
import { forecastFields } from './forecast.ts';
import type { Column } from './listing.ts';
import { connects, dollars, number } from './words.ts';

export interface Row {
  readonly name: string;
  readonly what: string;
  readonly today: string;
  readonly otherwise: string;
}

/** As wide for what was as for what is to come, so that the two stand in line. */
const [WHAT, VALUE] = [30, 12];

export const whatIfColumns = (head: string): readonly Column<Row>[] => [
  { name: 'name', value: ({ name }) => name, only: 'script' },
  { name: 'what', head, value: () => null, shown: ({ what }) => what.padEnd(WHAT), only: 'screen' },
  {
    name: 'today',
    head: 'as it is',
    value: ({ today }) => today,
    shown: ({ today }) => today.padStart(VALUE),
    right: true,
  },
  {
    name: 'otherwise',
    head: 'what if',
    value: ({ otherwise }) => otherwise,
    shown: ({ today, otherwise }, paint) => {
      const text = otherwise.padStart(VALUE);
      return today === otherwise ? text : paint.accent(text);
    },
    right: true,
  },
];

export interface Part {
  readonly head: string;
  readonly rows: readonly Row[];
}

/** What was until today, where the change bears on it, and what is to come. */
export const whatIfParts = ({ past, future }: WhatIf): readonly Part[] => [
  ...(past ? [{ head: 'Until today', rows: pastRows(past.recorded, past.otherwise) }] : []),
  { head: 'From today on', rows: futureRows(future.today, future.otherwise) },
];

function pastRows(a: Past, b: Past): readonly Row[] {
  const row = (name: string, what: string, of: (past: Past) => number, shown: (value: number) => string = number) =>
    of(a) === 0 && of(b) === 0 ? [] : [{ name, what, today: shown(of(a)), otherwise: shown(of(b)) }];
  return [
    ...row('renewals', 'Came with renewals', (past) => past.renewals),
    ...row('rewards', 'Came as rewards', (past) => past.rewards),
    ...row('bought', 'Bought', (past) => past.bought),
    ...row('paidCents', 'Paid for them', (past) => past.paidCents, dollars),
    ...row('others', 'Came otherwise', (past) => past.others),
    ...row('proposals', 'Spent on proposals, net', (past) => past.proposals),
    ...row('otherwise', 'Spent otherwise', (past) => past.otherwise),
    ...row('lost', 'Expired or over the limit', (past) => past.lost),
    { name: 'left', what: 'Left today', today: number(a.left), otherwise: number(b.left) },
  ];
}

const UNKNOWN = 'too few';

function futureRows(a: Forecast, b: Forecast): readonly Row[] {
  const row = (name: string, what: string, of: (told: Forecast) => string): Row => ({
    name,
    what,
    today: of(a),
    otherwise: of(b),
  });
  return [
    row('perWeek', 'Proposals a week', ({ pace }) => decimal(pace.perWeek)),
    row('connectsEach', 'Connects each, net', ({ pace }) => decimal(average(pace.costs))),
    row('cyclesBring', `Renewals bring in ${number(a.days)} days`, ({ cycles }) => number(cycles.connects)),
    row('balance', 'Balance to begin with', ({ balance }) => number(balance)),
    row('runsOut', 'Runs out about', ({ drawn, days }) =>
      drawn ? (drawn.runsOut.likely ?? `> ${number(days)} days`) : UNKNOWN,
    ),
    row('affordable', 'Proposals paid for until then', ({ drawn }) =>
      drawn ? number(drawn.affordable.likely) : UNKNOWN,
    ),
    row('expiring', 'Expires unspent', ({ drawn }) => (drawn ? number(drawn.lapsed.likely) : UNKNOWN)),
    ...(cut(a) + cut(b) === 0 ? [] : [row('cut', 'Lost over the carry-over limit', (told) => number(cut(told)))]),
  ];
}

const cut = ({ drawn }: Forecast): number => drawn?.cut.likely ?? 0;

const average = (costs: readonly number[]): number =>
  costs.reduce((sum, cost) => sum + cost, 0) / Math.max(costs.length, 1);
const decimal = (value: number): string => String(Math.round(value * 10) / 10);

const REWARD: Readonly<Record<Extract<Caveat, { code: 'unpublished' }>['kind'], string>> = {
  signup: 'the sign-up grant',
  'readiness-test': 'the Readiness Test',
  interview: 'interviews',
  badge: 'badges',
  certification: 'certifications',
  survey: 'surveys',
};

export function caveat(told: Caveat): string {
  switch (told.code) {
    case 'unpublished':
      return `No amount is published there for ${REWARD[told.kind]}: the ${connects(told.connects)} that ${told.count === 1 ? 'one' : number(told.count)} brought are not counted. It may have given some.`;
    case 'short':
      return `From ${told.on} on, ${connects(told.missing)} would have been missing: some of the proposals could not have been sent.`;
    case 'out-of-range':
      return `${told.count === 1 ? 'One proposal' : `${number(told.count)} proposals`} cost what that edition does not allow (${told.min} to ${told.max ?? 'any number'}).`;
    case 'not-on-sale':
      return `${told.count === 1 ? 'One purchase is' : `${number(told.count)} purchases are`} of a size that was not on sale there.`;
    case 'cycles-by-the-rulebook':
      return `Every billing cycle is counted as the rulebook has it, ${number(told.counted)} in all; ${number(told.recorded)} are as recorded.`;
    case 'costs-as-recorded':
      return 'Costs, boosts and refunds stay as recorded: what the same jobs would have asked for is not known.';
    case 'fee-unknown':
      return 'The fee of the membership is not in the rulebook, and not counted.';
    case 'upgrade':
      return `An upgrade today brings ${connects(told.connects)} at once, and new billing cycles.`;
    case 'replies-unknown':
      if (told.boosts === 0) return 'Nothing was boosted: nothing is different.';
      return `Which replies would not have come without the ${number(told.boosts)} boosts is not known.`;
    default:
      return told satisfies never;
  }
}

/** The comparison as JSON has it. */
export const whatIfFields = ({ past, future }: WhatIf) => ({
  past: past && { today: past.recorded, otherwise: past.otherwise },
  future: { today: forecastFields(future.today), otherwise: forecastFields(future.otherwise) },
});
