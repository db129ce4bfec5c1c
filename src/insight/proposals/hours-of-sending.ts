/** Proposals grouped by the hour of the day at which they were sent. */
import type { StatsCell } from '../../rules/state/proposal-sums.ts';

/** The cells by quarter of an hour in UTC as cells by hour on the user's clock, which `localTime` reads. */
export const cellsByHour = (
  cells: readonly StatsCell[],
  localTime: (instant: string) => string,
): readonly StatsCell[] =>
  cells.map((cell) => ({ ...cell, group: cell.group === null ? null : `${localTime(cell.group).slice(11, 13)}:00` }));
