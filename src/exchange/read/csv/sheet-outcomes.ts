/** What became of a proposal, as a sheet of one's own says it: yes or no in a column for each stage, and a status in words. */
import type { Day } from '../../../rules/calendar.ts';
import type { SheetNotes } from '../../../rules/upwork-row.ts';
import { OUTCOME_FACTS, type Outcome, stageOf } from '../../../rules/vocabulary/outcomes.ts';
import type { SheetCell } from './sheet-columns.ts';
import type { DayReading } from './written-day.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(','));

const YES = words('yes,y,true,1,x,✓,✔,✅,done');

/** Words for a status, in lower case; a word that is not here says nothing. */
const STATUSES: readonly (readonly [Outcome, ReadonlySet<string>])[] = [
  ['viewed', words('viewed,seen,opened,viewed by client')],
  ['replied', words('replied,reply,responded,response,messaged,in discussion,active')],
  ['interview', words('interview,interviewed,interviewing')],
  ['hired', words('hired,won,hired me,contract,accepted,offer accepted')],
  ['declined', words('declined,rejected,declined by client')],
  ['withdrawn', words('withdrawn,withdrew,withdrawn by me')],
  ['cancelled', words('cancelled,canceled,job cancelled,job canceled')],
  ['removed', words('removed,job removed')],
  ['expired', words('expired,closed,job closed,job is closed,no hire,nobody hired')],
  [
    'lost',
    words('lost,other hired,another hired,someone else hired,hired other,hired another,hired someone else,filled'),
  ],
];

const STAGES = ['viewed', 'replied', 'interview', 'hired'] as const;

/** The furthest stage, then how it ended. A day in the place of a yes is the day on which it happened. */
export function outcomesIn(cell: (column: SheetCell) => string, dayOf: (text: string) => DayReading) {
  const found: { outcome: Outcome; on: Day | null }[] = [];
  for (const outcome of STAGES) {
    const text = cell(outcome).toLowerCase();
    const day = /\d/.test(text) ? dayOf(cell(outcome)) : null;
    if (typeof day === 'string') found.push({ outcome, on: day });
    else if (YES.has(text)) found.push({ outcome, on: null });
  }
  const status = cell('status').toLowerCase();
  const said = STATUSES.find(([, known]) => known.has(status))?.[0];
  if (said) found.push({ outcome: said, on: null });
  return inOrder(found, YES.has(cell('closed').toLowerCase()));
}

function inOrder(
  found: readonly { readonly outcome: Outcome; readonly on: Day | null }[],
  isClosed: boolean,
): SheetNotes['outcomes'] {
  const furthest = found
    .filter(({ outcome }) => OUTCOME_FACTS[outcome].stage !== null)
    .reduce<(typeof found)[number] | null>(
      (most, each) => (most && stageOf(most.outcome) >= stageOf(each.outcome) ? most : each),
      null,
    );
  const reached = furthest ? [furthest] : [];
  if (furthest?.outcome === 'hired') return reached;
  const end = found.find(({ outcome }) => OUTCOME_FACTS[outcome].closing !== null);
  return end ? [...reached, end] : isClosed ? [...reached, { outcome: 'expired', on: null }] : reached;
}
