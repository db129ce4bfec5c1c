/** What an import may assume about rows that an earlier balance had counted already. */
import { countsOn, type ImportRow } from '../upwork-row.ts';
import type { ImportContext } from './import-context.ts';
import { type IsBeforeOpening, untilDayBefore, untilEndOfDay, untilPageEnd } from './opening-balance.ts';

export interface ImportAssumption {
  /** Which rows happened before an opening balance was read. */
  readonly isBeforeOpening: IsBeforeOpening;
  /** Which rows the ledger's last balance from Upwork counted: until now, the opening balance stood in for them. */
  readonly wasCounted: (row: ImportRow) => boolean;
}

/**
 * Three readings of an opening balance times three readings of the last balance, the likeliest first.
 * A page shows days without times, so nothing says which rows of a day a balance had counted.
 */
export function assumptionsFor({ command, matched, ledger }: ImportContext): readonly ImportAssumption[] {
  const last = ledger.reconciled?.on ?? null;
  const untilPage = untilPageEnd(command.rows, matched.fresh);
  const untilEve = untilDayBefore;
  const untilToday = untilEndOfDay(command.on);
  const beforeLast = (row: ImportRow): boolean => last !== null && row.on < last;
  const upToLast = (row: ImportRow): boolean => last !== null && countsOn(row, command.on) <= last;
  const none = (): boolean => false;
  return [
    { isBeforeOpening: untilPage, wasCounted: beforeLast },
    { isBeforeOpening: untilPage, wasCounted: upToLast },
    { isBeforeOpening: untilPage, wasCounted: none },
    { isBeforeOpening: untilEve, wasCounted: beforeLast },
    { isBeforeOpening: untilEve, wasCounted: upToLast },
    { isBeforeOpening: untilEve, wasCounted: none },
    { isBeforeOpening: untilToday, wasCounted: beforeLast },
    { isBeforeOpening: untilToday, wasCounted: upToLast },
    { isBeforeOpening: untilToday, wasCounted: none },
  ];
}
