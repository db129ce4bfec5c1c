/** Two courses of one ledger side by side. */

import type { FlowSummary } from '../insight/flow-summary.ts';
import type { ConnectsForecast, DrawnForecast } from '../insight/forecast.ts';
import type { WhatIf } from '../insight/what-if.ts';
import { mean } from './forecast.ts';
import { forecastFields } from './forecast-fields.ts';
import type { ListColumn } from './listing.ts';
import { dollars, number } from './words.ts';

/** A value as a script reads it, and as a person does. */
interface Cell {
  readonly value: number | string | null;
  readonly shown: string;
}

export interface ComparisonRow {
  readonly name: string;
  readonly what: string;
  readonly today: Cell;
  readonly otherwise: Cell;
}

/** As wide for what was as for what is to come, so that the two stand in line. */
const [WHAT, VALUE] = [30, 12];

export const whatIfColumns = (head: string): readonly ListColumn<ComparisonRow>[] => [
  { name: 'name', value: ({ name }) => name, only: 'script' },
  { name: 'what', head, value: () => null, shown: ({ what }) => what.padEnd(WHAT), only: 'screen' },
  {
    name: 'today',
    head: 'as it is',
    value: ({ today }) => today.value,
    shown: ({ today }) => today.shown.padStart(VALUE),
    right: true,
  },
  {
    name: 'otherwise',
    head: 'what if',
    value: ({ otherwise }) => otherwise.value,
    shown: ({ today, otherwise }, paint) => {
      const text = otherwise.shown.padStart(VALUE);
      return today.shown === otherwise.shown ? text : paint.accent(text);
    },
    right: true,
  },
];

export interface WhatIfPart {
  readonly head: string;
  readonly rows: readonly ComparisonRow[];
}

/** What was until today, where the change bears on it, and what is to come. */
export const whatIfParts = ({ past, future }: WhatIf): readonly WhatIfPart[] => [
  ...(past ? [{ head: 'Until today', rows: pastRows(past.recorded, past.otherwise) }] : []),
  { head: 'From today on', rows: futureRows(future.today, future.otherwise) },
];

function pastRows(a: FlowSummary, b: FlowSummary): readonly ComparisonRow[] {
  const row = (
    name: string,
    what: string,
    of: (past: FlowSummary) => number,
    shown: (value: number) => string = number,
  ): ComparisonRow => ({
    name,
    what,
    today: { value: of(a), shown: shown(of(a)) },
    otherwise: { value: of(b), shown: shown(of(b)) },
  });
  const rows = [
    row('renewals', 'From renewals', (past) => past.renewals),
    row('rewards', 'From rewards', (past) => past.rewards),
    row('bought', 'Bought', (past) => past.bought),
    row('paidCents', 'Money paid for these', (past) => past.paidCents, dollars),
    row('others', 'From other sources', (past) => past.others),
    row('proposals', 'Spent on proposals', (past) => past.proposals),
    row('spent', 'Spent on other things', (past) => past.otherwise),
    row('lost', 'Expired or over the limit', (past) => past.lost),
    row('left', 'Left today', (past) => past.left),
  ];
  return rows.filter(({ name, today, otherwise }) => name === 'left' || today.value !== 0 || otherwise.value !== 0);
}

const UNKNOWN: Cell = { value: null, shown: 'too few' };
const counted = (value: number): Cell => ({ value, shown: number(value) });
const decimal = (value: number): Cell => ({
  value: Math.round(value * 100) / 100,
  shown: String(Math.round(value * 10) / 10),
});

function futureRows(a: ConnectsForecast, b: ConnectsForecast): readonly ComparisonRow[] {
  const row = (name: string, what: string, of: (forecast: ConnectsForecast) => Cell): ComparisonRow => ({
    name,
    what,
    today: of(a),
    otherwise: of(b),
  });
  const judged =
    (of: (drawn: DrawnForecast) => Cell) =>
    (forecast: ConnectsForecast): Cell =>
      forecast.drawn ? of(forecast.drawn) : UNKNOWN;
  const late = `> ${number(a.days)} days`;
  const rows = [
    row('perWeek', 'Proposals a week', ({ pace }) => decimal(pace.perWeek)),
    row('connectsEach', 'Connects per proposal', ({ pace }) => decimal(mean(pace.costs))),
    row('cyclesBring', `From renewals in ${number(a.days)} days`, ({ cycles }) => counted(cycles.connects)),
    row('balance', 'Balance at the start', ({ balance }) => counted(balance)),
    row(
      'runsOut',
      'Runs out about',
      judged(({ runsOut: { likely } }) => ({ value: likely, shown: likely ?? late })),
    ),
    row(
      'affordable',
      'Proposals you can pay for',
      judged(({ affordable }) => counted(affordable.likely)),
    ),
    row(
      'expiring',
      'Expires unspent',
      judged(({ lapsed }) => counted(lapsed.likely)),
    ),
    row(
      'cut',
      'Lost over the carry-over limit',
      judged(({ cut }) => counted(cut.likely)),
    ),
  ];
  return rows.filter(
    ({ name, today, otherwise }) => name !== 'cut' || (today.value ?? 0) !== 0 || (otherwise.value ?? 0) !== 0,
  );
}

/** The comparison as JSON has it. */
export const whatIfFields = ({ past, future }: WhatIf) => ({
  past: past && { today: past.recorded, otherwise: past.otherwise },
  future: { today: forecastFields(future.today), otherwise: forecastFields(future.otherwise) },
});
