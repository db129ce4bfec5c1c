/** Two courses of one ledger side by side. */

import type { FlowSummary } from '../insight/flow/flow-summary.ts';
import type { ConnectsForecast, DrawnForecast } from '../insight/future/forecast.ts';
import type { WhatIf } from '../insight/what-if.ts';
import { forecastFields } from './forecast-fields.ts';
import type { ListColumn } from './text/listing.ts';
import { dollars, number } from './text/words.ts';

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
      return today.shown === otherwise.shown ? text : paint.bold(text);
    },
    right: true,
  },
];

export interface WhatIfPart {
  readonly head: string;
  readonly rows: readonly ComparisonRow[];
}

/** What was until today, where the change bears on it, and what is to come. */
export function whatIfParts({ past, future: { today, otherwise } }: WhatIf): readonly WhatIfPart[] {
  const was = past ? compared(past.recorded, past.otherwise, PAST) : [];
  const comes = compared(today, otherwise, future(today.days));
  return [
    ...(past ? [{ head: 'Until today', rows: was.filter((row) => row.name === 'left' || isAnything(row)) }] : []),
    { head: 'From today on', rows: comes.filter((row) => row.name !== 'cut' || isAnything(row)) },
  ];
}

/** A row for each of these values, of the ledger as it is and as it would be. */
type RowOf<T> = readonly [name: string, what: string, of: (course: T) => Cell];

const compared = <T>(today: T, otherwise: T, rows: readonly RowOf<T>[]): readonly ComparisonRow[] =>
  rows.map(([name, what, of]) => ({ name, what, today: of(today), otherwise: of(otherwise) }));

const isAnything = ({ today, otherwise }: ComparisonRow): boolean =>
  (today.value ?? 0) !== 0 || (otherwise.value ?? 0) !== 0;

const UNKNOWN: Cell = { value: null, shown: 'not known' };
const counted = (value: number): Cell => ({ value, shown: number(value) });
const NOT_KNOWN: Cell = { value: null, shown: 'not known' };
const paid = (cents: number | null): Cell => (cents === null ? NOT_KNOWN : { value: cents, shown: dollars(cents) });
const decimal = (value: number | null): Cell =>
  value === null ? NOT_KNOWN : { value: Math.round(value * 100) / 100, shown: String(Math.round(value * 10) / 10) };

const PAST: readonly RowOf<FlowSummary>[] = [
  ['renewals', 'From renewals', ({ renewals }) => counted(renewals)],
  ['rewards', 'From rewards', ({ rewards }) => counted(rewards)],
  ['bought', 'Bought', ({ bought }) => counted(bought)],
  ['paidCents', 'Money paid for these', ({ paidCents }) => paid(paidCents)],
  ['feeCents', 'Fees of the membership', ({ feeCents }) => paid(feeCents)],
  ['others', 'From other sources', ({ others }) => counted(others)],
  ['proposals', 'Spent on proposals', ({ proposals }) => counted(proposals)],
  ['spent', 'Spent on other things', ({ otherwise }) => counted(otherwise)],
  ['lost', 'Expired or over the limit', ({ lost }) => counted(lost)],
  ['left', 'Left if it always was so', ({ left }) => counted(left)],
];

const judged =
  (of: (drawn: DrawnForecast) => Cell) =>
  ({ drawn }: ConnectsForecast): Cell =>
    drawn ? of(drawn) : UNKNOWN;

const future = (days: number): readonly RowOf<ConnectsForecast>[] => [
  ['perWeek', 'Proposals a week', ({ pace }) => decimal(pace.known.perWeek)],
  ['connectsEach', 'Connects per proposal', ({ pace }) => decimal(pace.known.cost)],
  ['cyclesBring', `From renewals in ${number(days)} days`, ({ cycles }) => counted(cycles.connects)],
  ['balance', 'Left if it changes today', ({ balance }) => counted(balance)],
  [
    'runsOut',
    'Runs out about',
    judged(({ runsOut: { likely } }) => ({ value: likely, shown: likely ?? `> ${number(days)} days` })),
  ],
  ['affordable', 'Proposals you can pay for', judged(({ affordable }) => counted(affordable.likely))],
  ['expiring', 'Expires unspent', judged(({ lapsed }) => counted(lapsed.likely))],
  ['cut', 'Lost over the carry-over limit', judged(({ cut }) => counted(cut.likely))],
];

/** The comparison as JSON has it. */
export const whatIfFields = ({ past, future }: WhatIf) => ({
  past: past && { today: past.recorded, otherwise: past.otherwise },
  future: { today: forecastFields(future.today), otherwise: forecastFields(future.otherwise) },
});
