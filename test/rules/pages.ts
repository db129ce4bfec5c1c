/** Builds rows of Upwork's history, as a page or a CSV has them, and the command that imports them. */
import { expect } from 'vitest';
import type { CommandOf } from '../../src/rules/command.ts';
import type { ImportRow } from '../../src/rules/upwork-row.ts';
import { attempt, type Book, day, EMPTY } from './given.ts';

export type Row = Partial<Omit<ImportRow, 'on'>> & { on: string; label: string | null; connects: number };

/** Rows in the order of a page, newest first. */
export const rows = (...list: readonly Row[]): readonly ImportRow[] =>
  list.map((row, i) => ({
    title: null,
    upworkId: null,
    jobKey: null,
    url: null,
    runningTotal: null,
    ...row,
    at: i + 1,
    on: day(row.on),
  }));

export const importing = (
  list: readonly ImportRow[],
  more: Partial<CommandOf<'import'>> = {},
): CommandOf<'import'> => ({
  name: 'import',
  on: day('2026-02-01'),
  file: 'page.html',
  rows: list,
  own: false,
  upwork: null,
  opens: { joined: null, edition: null },
  opening: null,
  ...more,
});

export const upwork = (amount: number, on: string) => ({ upwork: { balance: amount, on: day(on) } });

export const applied = (
  on: string,
  connects: number,
  title: string,
  more: Partial<Omit<ImportRow, 'on'>> = {},
): Row => ({
  on,
  label: 'Applied to job',
  connects: -connects,
  title,
  ...more,
});

/** The ledger after these imports in order. Each must be accepted. */
export function imported(...commands: readonly CommandOf<'import'>[]): Book {
  return commands.reduce<Book>((book, command) => {
    const { decision, book: after } = attempt(book, command);
    expect(decision.refusal).toBeNull();
    return after;
  }, EMPTY);
}
