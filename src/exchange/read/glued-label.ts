/** A label and a title in one text, as other copying tools and people's sheets have them, taken apart again. */
import { hasJob, meaningOf } from '../../rules/import/row-labels.ts';
import type { ImportRow } from '../../rules/vocabulary/upwork-row.ts';

type NamedRow = Pick<ImportRow, 'label' | 'title' | 'connects'>;

/** What people put between the two: `Applied to job: Logo`, `Applied to job - Logo`. */
const BETWEEN = /^(?:\s*[:|]\s*|\s+[-\u2013\u2014]\s+|\s+)/u;

/**
 * The row with its title where its text is a known label and more. After a label of a job the rest may follow a space,
 * as Upwork has no such label that goes on; after any other only where nothing is between them, and `isWhole` is false.
 */
export function splitLabel<Row extends NamedRow>(row: Row, isWhole: boolean): Row {
  const { label, title, connects } = row;
  if (label === null || title !== null || meaningOf(label, connects).known) return row;
  for (let length = Math.min(label.length - 1, LONGEST); length > 0; length--) {
    const [begin, rest] = [label.slice(0, length), label.slice(length)];
    if (begin.endsWith(' ')) continue;
    const between = BETWEEN.exec(rest)?.[0] ?? '';
    if (rest.length === between.length || (isWhole && between === '')) continue;
    const meant = meaningOf(begin, connects);
    if (meant.known && (between === '' || hasJob(meant)))
      return { ...row, label: begin, title: rest.slice(between.length) };
  }
  return row;
}

/** Characters of the longest label, and some more. */
const LONGEST = 120;
