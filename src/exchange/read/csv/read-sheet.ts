/**
 * A sheet of one's own proposals: each line is a proposal with its cost, its boost and what became of it. What stands in
 * it was spent, whatever sign it has; nothing in it is ever a gain.
 */
import type { Day } from '../../../rules/values/calendar.ts';
import { unescapeFormula } from '../../../rules/values/formula.ts';
import { jobKeyIn } from '../../../rules/values/job-key.ts';
import { KIND_FACTS } from '../../../rules/vocabulary/kinds.ts';
import type { ImportRow } from '../../../rules/vocabulary/upwork-row.ts';
import type { ColumnMap, HistoryPage, UnreadProblem, UnreadRow } from '../../history-page.ts';
import { bareText, plainSpace } from '../fold-space.ts';
import { isFutureDay, type ReadContext } from '../read-context.ts';
import type { ReadProblem } from '../read-problem.ts';
import type { HeaderPlace } from './csv-header.ts';
import { csvPage } from './csv-page.ts';
import { readRecords } from './csv-records.ts';
import { orderNewestFirst } from './csv-row-order.ts';
import { findSheetColumns, isInCents, type SheetCell } from './sheet-columns.ts';
import { sheetCost } from './sheet-cost.ts';
import { outcomesIn } from './sheet-outcomes.ts';
import { sheetValue } from './sheet-value.ts';
import type { DayReading } from './written-day.ts';

interface SheetLine {
  readonly applied: ImportRow;
  readonly boost: number;
  /** Cells that were left out. */
  readonly unread: readonly UnreadRow[];
}

export async function readSheet(
  text: string,
  header: HeaderPlace,
  context: ReadContext,
  map: ColumnMap | null,
  onProgress: (done: number) => void,
): Promise<HistoryPage | ReadProblem> {
  const page = csvPage(context);
  const boosts = new Map<ImportRow, number>();
  const rows: ImportRow[] = [];
  const unread: UnreadRow[] = [];
  const dayOf = (given: string): DayReading => page.dayOf(bareText(given));
  const { stopped } = await readRecords(
    text,
    header,
    (names) => {
      const places = findSheetColumns(names, map);
      // Where a semicolon separates the cells, the comma is the decimal mark.
      const hasComma = header.delimiter === ';' || context.order === 'day-first';
      const form = { inCents: isInCents(names, places), hasComma };
      return (record, at) => {
        const cell = (column: SheetCell): string =>
          plainSpace(unescapeFormula(record[places[column] ?? record.length] ?? ''));
        const line = record.every((each) => each.trim() === '') ? null : readLine(cell, at, dayOf, context.today);
        if (line && 'problem' in line) unread.push(line);
        else if (line) {
          unread.push(...line.unread);
          const value = sheetValue(cell('value'), form);
          if (value === 'unreadable') unread.push({ at, problem: 'bad-value', given: cell('value') });
          const { applied: row } = line;
          const isValue = typeof value === 'number' && (value > 0 || isHire(row));
          const applied = isValue ? withValue(row, value) : row;
          rows.push(applied);
          boosts.set(applied, line.boost);
        }
      };
    },
    onProgress,
  );
  return page.end({ rows, unread, stopped, own: false }, (all) =>
    // The boost of a proposal follows it.
    orderNewestFirst(all).flatMap((row) => [...boostRow(row, boosts.get(row) ?? 0), row]),
  );
}

function readLine(
  cell: (column: SheetCell) => string,
  at: number,
  dayOf: (text: string) => DayReading,
  today: Day,
): SheetLine | UnreadRow {
  const unread = (problem: UnreadProblem, given: string | null): UnreadRow => ({ at, problem, given });
  const given = cell('date');
  if (given === '') return unread('no-day', null);
  const on = dayOf(given);
  if (typeof on === 'object') return unread(on.problem, given);
  if (isFutureDay(on, today)) return unread('future-day', given);
  const spent = sheetCost(cell);
  if ('problem' in spent) return unread(spent.problem, spent.given);
  const link = cell('url');
  const url = /^https?:\/\/\S+$/i.test(link) ? link : null;
  const { outcomes, isSilent, unread: strange } = outcomesIn(cell, dayOf);
  const sheet = {
    ...{ client: cell('client') || null, note: cell('note') || null, outcomes },
    ...(isSilent ? { isSilent } : {}),
  };
  const applied: ImportRow = {
    at,
    on,
    label: KIND_FACTS.proposal.label,
    title: cell('title') || null,
    connects: -spent.cost,
    upworkId: null,
    jobKey: url && jobKeyIn(url),
    url,
    runningTotal: null,
    sheet,
  };
  const left = strange.map(
    ({ column, given }): UnreadRow => ({ ...unread(column === 'status' ? 'bad-status' : 'bad-answer', given), column }),
  );
  return { applied, boost: spent.boost, unread: left };
}

/** Only a hire can have earned nothing; beside any other proposal a 0 is an empty cell. */
const isHire = ({ sheet }: ImportRow): boolean => sheet?.outcomes.some(({ outcome }) => outcome === 'hired') ?? false;

const withValue = (row: ImportRow, valueCents: number): ImportRow =>
  row.sheet ? { ...row, sheet: { ...row.sheet, valueCents } } : row;

const boostRow = ({ sheet: _, ...row }: ImportRow, boost: number): readonly ImportRow[] =>
  boost === 0 ? [] : [{ ...row, label: KIND_FACTS.boost.label, connects: -boost }];
