/** What became of a proposal, as a sheet of one's own says it: yes or no in a column for each stage, and a status in words. */
import type { Day } from '../../../rules/values/calendar.ts';
import { OUTCOME_FACTS, type Outcome, stageOf } from '../../../rules/vocabulary/outcomes.ts';
import type { SheetNotes } from '../../../rules/vocabulary/upwork-row.ts';
import type { SheetCell } from './sheet-columns.ts';
import type { DayReading } from './written-day.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(','));

const YES = words('yes,y,true,1,x,✓,✔,✔️,☑,✅,done,ja,oui,si,sí,sì,sim,tak,так,да');
const NO = words('no,n,false,0,✗,✘,☐,❌,nein,non,não,nao,nie,ні,нет,not yet');
/** Says neither, as an empty cell does. */
const UNSAID = /^(?:[-\u2010-\u2015\u2212?]|n\/?a|unknown|tbd)?$/;

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

/** Words for a status that say that nothing came back. */
const SILENT = words(
  'no response,no reply,no answer,no reply yet,no response yet,not viewed,not replied,unread,ghosted,ignored,sent and nothing came',
);
/** Words for a status that only say that it was sent. */
const SENT = words('sent,applied,submitted,pending,open,waiting,proposal sent,in review,new,boosted,not boosted');

const STAGES = ['viewed', 'replied', 'interview', 'hired'] as const;

interface SheetOutcomes {
  /** The furthest stage, then how it ended. */
  readonly outcomes: SheetNotes['outcomes'];
  /** Whether a "no" says that nothing came back. */
  readonly isSilent: boolean;
  /** Cells that say something else than yes, no, a day or a known status. */
  readonly unread: readonly { readonly column: SheetCell; readonly given: string }[];
}

/** A day in the place of a yes is the day on which it happened. */
export function outcomesIn(cell: (column: SheetCell) => string, dayOf: (text: string) => DayReading): SheetOutcomes {
  const found: { outcome: Outcome; on: Day | null }[] = [];
  const unread: { column: SheetCell; given: string }[] = [];
  let isSilent = false;
  for (const outcome of STAGES) {
    const said = answerIn(cell(outcome));
    const day = said === 'other' && /\d/.test(cell(outcome)) ? dayOf(cell(outcome)) : null;
    if (typeof day === 'string') found.push({ outcome, on: day });
    else if (said === 'yes') found.push({ outcome, on: null });
    else if (said === 'other') unread.push({ column: outcome, given: cell(outcome) });
    isSilent ||= said === 'no';
  }
  const status = cell('status').toLowerCase();
  const said = STATUSES.find(([, known]) => known.has(status))?.[0];
  if (said) found.push({ outcome: said, on: null });
  else if (SILENT.has(status)) isSilent = true;
  else if (!UNSAID.test(status) && !SENT.has(status)) unread.push({ column: 'status', given: cell('status') });
  const closed = answerIn(cell('closed'));
  if (closed === 'other') unread.push({ column: 'closed', given: cell('closed') });
  return { outcomes: inOrder(found, closed === 'yes'), isSilent, unread };
}

function answerIn(text: string): 'yes' | 'no' | 'unsaid' | 'other' {
  const word = text.toLowerCase();
  if (YES.has(word)) return 'yes';
  if (NO.has(word)) return 'no';
  return UNSAID.test(word) ? 'unsaid' : 'other';
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
