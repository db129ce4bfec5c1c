/** Finds the header of a CSV and the separator of its columns. */
import type { ColumnMap } from '../../history-page.ts';
import { findColumns, lastNeeded, missingColumn } from './csv-columns.ts';

export interface HeaderPlace {
  /** Counted from 1. */
  readonly line: number;
  /** Where that line begins. */
  readonly at: number;
  readonly delimiter: string;
}

interface Line extends Omit<HeaderPlace, 'delimiter'> {
  readonly text: string;
}

const DELIMITERS = [',', ';', '\t'];
/** A spreadsheet's export may have some lines above its header. */
const MOST_LINES = 20;
const MOST_CHARACTERS = 65_536;
const LINES_OF_A_TABLE = 6;
/** A line with two known names is a header that lacks a column; with one, it is a sentence. */
const ENOUGH = 2;

/** Null when no line names a day and an amount, and the first line does not come near. */
export function findHeader(text: string, map: ColumnMap | null): HeaderPlace | null {
  const lines = firstLines(text);
  for (const [i, line] of lines.entries()) {
    for (const delimiter of DELIMITERS) {
      const header = cells(line.text, delimiter);
      const found = findColumns(header, map);
      if (missingColumn(found, map)) continue;
      const reach = lastNeeded(found);
      if (delimiter !== '\t' || fits(lines[i + 1], reach)) return { line: line.line, at: line.at, delimiter };
    }
  }
  const [first] = lines;
  const head = first && nearest(first);
  const found = head ? findColumns(cells(first.text, head.delimiter), map) : {};
  return head && missingColumn(found, map) && Object.keys(found).length >= ENOUGH ? head : null;
}

/** The first line that is such a header, whatever separates its columns. */
export function headerWhere(text: string, passes: (header: readonly string[]) => boolean): HeaderPlace | null {
  for (const { line, at, text: here } of firstLines(text)) {
    const delimiter = DELIMITERS.find((each) => passes(cells(here, each)));
    if (delimiter !== undefined) return { line, at, delimiter };
  }
  return null;
}

/** The columns of a text that looks like a table: in its first lines, each has as many cells. Null for prose and pages. */
export function tableColumns(text: string): readonly string[] | null {
  const [first, ...below] = firstLines(text).slice(0, LINES_OF_A_TABLE);
  if (!first || below.length === 0) return null;
  const { delimiter } = nearest(first);
  const columns = cells(first.text, delimiter);
  const isLike = ({ text: line }: Line): boolean => {
    const count = cells(line, delimiter).length;
    // A comma may also stand inside a cell in quotation marks.
    return /\d/.test(line) && (count === columns.length || (line.includes('"') && count > columns.length));
  };
  return columns.length > 1 && below.every(isLike) ? columns : null;
}

/** The header of a text that the user says is a CSV: its first line. */
export function likeliestHeader(text: string): HeaderPlace {
  const first = firstLines(text)[0];
  return first ? nearest(first) : { line: 1, at: 0, delimiter: ',' };
}

function nearest({ line, at, text }: Line): HeaderPlace {
  const counts = DELIMITERS.map((delimiter) => cells(text, delimiter).length);
  return { line, at, delimiter: DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',' };
}

/** In a text copied from the page, tabs separate the table's head too, but not the rows below it. */
const fits = (below: Line | undefined, reach: number): boolean => !below || cells(below.text, '\t').length > reach;

const cells = (line: string, delimiter: string): string[] =>
  line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

/** The first lines that are not empty. */
function firstLines(text: string): readonly Line[] {
  let at = 0;
  const lines = text
    .slice(0, MOST_CHARACTERS)
    .split(/(?<=\n|\r(?!\n))/)
    .map((here, i): Line => {
      at += here.length;
      return { line: i + 1, at: at - here.length, text: here };
    });
  return lines.filter(({ text: here }) => here.trim() !== '').slice(0, MOST_LINES);
}
