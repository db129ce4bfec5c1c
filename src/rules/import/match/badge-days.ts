/** The badge is charged bit by bit but shown as a day's sum, which may have grown: only the increase is new. */
import type { Day } from '../../values/calendar.ts';
import type { ImportRow } from '../../vocabulary/upwork-row.ts';

/** `spending`: the Connects that the ledger has spent on the badge, by day. */
export function badgeBalance(spending: ReadonlyMap<string, number>) {
  const left = new Map(spending);
  const cover = (row: ImportRow): number => {
    const part = Math.min(left.get(row.on) ?? 0, -row.connects);
    if (part > 0) left.set(row.on, (left.get(row.on) ?? 0) - part);
    return part;
  };
  return {
    cover,
    leftOn: (day: Day): number => left.get(day) ?? 0,
    /** The part of the row that exceeds the known cost of its day; null if nothing does. */
    beyond(row: ImportRow): ImportRow | null {
      const part = cover(row);
      if (part === -row.connects) return null;
      return part === 0 ? row : { ...row, connects: row.connects + part, upworkId: null };
    },
  };
}
