/**
 * Posts what a sheet of one's own says became of its proposals. An outcome only ever leads on from the one before, and
 * what a proposal earned is added only where nothing is recorded.
 */

import type { lastDetailDays } from '../../past/corrections.ts';
import type { EntryBuilder } from '../../past/timeline.ts';
import type { Proposal, State } from '../../state/state.ts';
import type { Day } from '../../values/calendar.ts';
import { bareKey, jobKeyOf } from '../../values/job-key.ts';
import { OUTCOME_FACTS, stageOf } from '../../vocabulary/outcomes.ts';
import { factsOf } from '../../vocabulary/transaction.ts';
import type { ImportRow } from '../../vocabulary/upwork-row.ts';
import type { RowMatches } from '../match/match-rows.ts';

/** `valueCents`: undefined for one that this import brings, which has its value already. */
type Course = Pick<Proposal, 'id' | 'on' | 'status' | 'reached'> & Partial<Pick<Proposal, 'valueCents' | 'seenOn'>>;

export interface SheetValues {
  /** Proposals that are recorded with another value than the sheet has. */
  readonly differences: readonly ValueDifference[];
  /** Hires that get a value of nothing. */
  readonly zeros: readonly number[];
}

interface ValueDifference {
  readonly proposal: number;
  readonly recorded: number;
  readonly sheet: number;
}

const saysMore = ({ sheet }: ImportRow): boolean =>
  sheet !== undefined && (sheet.outcomes.length > 0 || sheet.valueCents !== undefined || sheet.isSilent === true);

/**
 * `today`: the day of what the sheet gives no day for, as nothing happened later. `dayOf`: from when details last.
 */
export function postSheetOutcomes(
  rows: readonly ImportRow[],
  { proposals }: State,
  builder: EntryBuilder,
  today: Day,
  dayOf: ReturnType<typeof lastDetailDays>,
  { confirmed, known }: Pick<RowMatches, 'confirmed' | 'known'>,
): SheetValues {
  const differences: ValueDifference[] = [];
  const zeros: number[] = [];
  if (!rows.some(saysMore)) return { differences, zeros };
  const places = new Map<string, Course[]>();
  const note = (course: Course, names: readonly string[]): void => {
    for (const name of names) places.set(name, [...(places.get(name) ?? []), course]);
  };
  for (const proposal of proposals.values())
    note(proposal, namesOf(proposal.on, -proposal.cost, proposal.title, jobKeyOf(proposal)));
  const keys = new Map(factsOf(builder.entries, 'proposal').map(({ body }) => [body.proposal, body.details.key]));
  for (const { kind, proposal: id, on, connects, title } of builder.transactions) {
    if (kind !== 'proposal' || id === null) continue;
    // What it charges may be a proposal of a Proposals page.
    note(
      proposals.get(id) ?? { id, on, status: 'sent', reached: 0 },
      namesOf(on, connects, title, keys.get(id) ?? null),
    );
  }
  const done = new Set<number>();
  // A row may have met a proposal that was typed with another title or cost.
  const typed = new Map(
    [...known, ...confirmed].map(({ row, transaction }) => [row, transaction?.proposal ?? undefined]),
  );
  for (const row of rows.toReversed()) {
    const { on, connects, title, jobKey, sheet } = row;
    const met = typed.get(row);
    const course =
      (met === undefined || done.has(met) ? undefined : proposals.get(met)) ??
      namesOf(on, connects, title, jobKey)
        .flatMap((name) => places.get(name) ?? [])
        .find(({ id }) => !done.has(id));
    if (!course || !sheet) continue;
    done.add(course.id);
    const { id: proposal, valueCents: recorded } = course;
    const { valueCents } = sheet;
    if (recorded === null && valueCents !== undefined)
      builder.addFact(dayOf(course), { kind: 'edited', proposal, details: { valueCents } });
    else if (typeof recorded === 'number' && valueCents !== undefined && recorded !== valueCents)
      differences.push({ proposal, recorded, sheet: valueCents });
    if (valueCents === 0 && typeof recorded !== 'number') zeros.push(proposal);
    let { reached, status } = course;
    for (const { outcome, on: day } of sheet.outcomes) {
      const isNews = !OUTCOME_FACTS[status].ends && (OUTCOME_FACTS[outcome].ends || stageOf(outcome) > reached);
      if (!isNews) continue;
      const happened = day !== null && day >= course.on && day <= today ? day : today;
      const source = happened === day ? {} : ({ source: 'page' } as const);
      builder.addFact(happened, { kind: 'outcome', proposal: course.id, outcome, ...source });
      reached = Math.max(reached, stageOf(outcome));
      if (outcome !== 'outbid') status = outcome;
    }
    // Sent, and nothing came: known since today.
    if (sheet.isSilent && status === 'sent' && !course.seenOn)
      builder.addFact(dayOf(course), {
        ...{ kind: 'described', proposal },
        details: { title: null, url: null, key: null, seenOn: course.on > today ? course.on : today },
      });
  }
  return { differences, zeros };
}

/** The surest first: the job's key on that day, the day with the cost and the title, the key alone. */
function namesOf(on: Day, connects: number, title: string | null, key: string | null): readonly string[] {
  const alike = JSON.stringify([on, connects, title?.trim().toLowerCase() ?? null]);
  return key === null ? [alike] : [`${on} ${bareKey(key)}`, alike, bareKey(key)];
}
