/** Backups, and what a restore changes, in sentences. */
import type { Day } from '../../rules/values/calendar.ts';
import { shellWord } from '../text/shell.ts';
import { visible } from '../text/visible.ts';
import { connects, countOf, fromToday, number, onlyTexts } from '../text/words.ts';

export const backedUp = (made: { readonly path: string; readonly transactions: number }): string =>
  `Backed up ${countOf(made.transactions, 'transaction')} to ${visible(made.path)}`;

/** `4.2 MB` */
export function fileSize(bytes: number): string {
  const [unit, of] = bytes < 1_000_000 ? (['kB', 1000] as const) : (['MB', 1_000_000] as const);
  const tenths = Math.max(Math.round((bytes / of) * 10), bytes > 0 ? 1 : 0);
  return `${number(Math.floor(tenths / 10))}${tenths % 10 === 0 ? '' : `.${tenths % 10}`} ${unit}`;
}

/** What a restore takes away and brings. `before` is null where the present file cannot be read. */
export interface RestoreChange {
  readonly path: string;
  /** When the backup's last entry was recorded, UTC. */
  readonly recordedAt: string | null;
  readonly present: 'sound' | 'missing' | 'damaged' | 'newer' | 'older';
  /** Null: there is nothing to compare with, or it cannot be read. */
  readonly sameAccount: boolean | null;
  readonly balance: { readonly before: number | null; readonly after: number };
  readonly transactions: CountedMove;
  readonly proposals: CountedMove;
}

/** Null: the present file cannot be read, and so nobody can tell. */
export interface CountedMove {
  readonly lost: number | null;
  readonly gained: number | null;
}

export function changeLines({ path, recordedAt, present, sameAccount, balance, ...moves }: RestoreChange, today: Day) {
  const { before, after } = balance;
  const { transactions, proposals } = moves;
  const since = recordedAt === null ? null : (recordedAt.slice(0, 10) as Day);
  return onlyTexts(
    `${visible(path)}${since ? `: last entry recorded on ${since}, ${fromToday(since, today)}` : ': no entries'}`,
    present !== 'sound' && PRESENT[present],
    present !== 'missing' && sameAccount === null && 'It may belong to another account: that cannot be checked.',
    before === null
      ? `Balance: ${connects(after)}`
      : before === after
        ? `Balance: ${connects(after)}, unchanged`
        : `Balance: ${number(before)} → ${connects(after)}`,
    moved('Transactions', transactions),
    moved('Proposals', proposals),
  );
}

/** Where that went which was in the ledger's place. */
export const replacedHint = ({ present }: RestoreChange, kept: string): string =>
  present === 'sound'
    ? `To go back: connects restore ${shellWord(kept)}`
    : `The replaced file is kept: ${visible(kept)}`;

const PRESENT = {
  missing: 'There is no ledger at present.',
  damaged: 'The present ledger is damaged; it will be kept with the backups.',
  newer: 'The present ledger was written by a newer version of connects; it will be kept with the backups.',
  older: 'The present ledger was written by an older version of connects; it will be kept with the backups.',
} as const;

const moved = (what: string, { lost, gained }: CountedMove): string =>
  lost === null || gained === null
    ? `${what}: unknown how many are lost or gained`
    : lost + gained === 0
      ? `${what}: none lost, none gained`
      : `${what}: ${number(lost)} lost, ${number(gained)} gained`;
