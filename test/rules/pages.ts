/** Builds rows of Upwork's history and of its Proposals pages, and the commands that import them. */
import { expect } from 'vitest';
import type { CommandOf } from '../../src/rules/command/command.ts';
import type { UpworkProposal } from '../../src/rules/vocabulary/upwork-proposal.ts';
import type { ImportRow } from '../../src/rules/vocabulary/upwork-row.ts';
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

/** A row of a Proposals page. */
export const shown = (title: string, on: string | null, more: Partial<UpworkProposal> = {}): UpworkProposal => ({
  at: 1,
  section: 'submitted',
  upworkId: null,
  title,
  jobKey: null,
  url: null,
  sentOn: on === null ? null : day(on),
  sentAt: null,
  postedAt: null,
  shown: null,
  outcome: 'sent',
  sure: true,
  bid: null,
  boosted: false,
  invited: false,
  ...more,
});

export const page = (
  list: readonly UpworkProposal[],
  more: Partial<CommandOf<'import proposals'>> = {},
): CommandOf<'import proposals'> => ({
  name: 'import proposals',
  on: day('2026-02-01'),
  file: 'page.html',
  rows: list,
  seenOn: day('2026-02-01'),
  isDayKnown: true,
  ...more,
});
