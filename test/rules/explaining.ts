/** What explains a difference between a ledger and Upwork, gathered as the command gathers it. */
import type { Command } from '../../src/rules/command/command.ts';
import type { DriftCause } from '../../src/rules/drift/drift-cause.ts';
import { explainDrift } from '../../src/rules/drift/explain-drift.ts';
import { leastOpeningDay } from '../../src/rules/import/suppose/origin.ts';
import type { StatementLine } from '../../src/rules/past/statement.ts';
import { attempt, balance, day, type Given, linesOf, renew, rulebooksOf, stateOn, transactionsOf } from './given.ts';

/** Everything told of a drift on a day, as the command gathers it. */
export function explain(
  { book }: Pick<Given, 'book'>,
  drift: number,
  on: string,
  told?: readonly StatementLine[],
): readonly DriftCause[] {
  const { decision, book: renewed } = attempt(book, renew(on));
  return explainDrift({
    drift,
    on: day(on),
    state: stateOn(book, on),
    confirmed: new Set(
      book.entries.flatMap((entry) =>
        entry.type === 'fact' && entry.body.kind === 'confirmed' ? entry.body.transaction : [],
      ),
    ),
    lines: (told ?? linesOf(book, on)).toReversed(),
    renewal: {
      posted: decision.refusal ? [] : transactionsOf(decision.entries),
      connects: balance(renewed, on) - balance(book, on),
    },
    rulebooks: rulebooksOf(book),
    leastOpening: leastOpeningDay(book.entries, day(on)),
  });
}

/** The same by their codes, with the Connects. */
export const codes = (ledger: Given, drift: number, on: string): readonly string[] =>
  explain(ledger, drift, on).map(({ code, connects }) => `${code} ${connects}`);

export const first = (ledger: Given, drift: number, on: string) => explain(ledger, drift, on)[0];

/** A page with these rows, newest first. */
export const historyPage = (
  on: string,
  rows: readonly (readonly [on: string, connects: number, label: string, title?: string])[],
): Command => ({
  name: 'import',
  on: day(on),
  file: 'page.html',
  rows: rows.map(([at, connects, label, title = null]) => ({
    at: 1,
    on: day(at),
    label,
    title,
    connects,
    upworkId: null,
    jobKey: null,
    url: null,
    runningTotal: null,
  })),
  own: false,
  upwork: null,
  opens: { joined: null, edition: null },
  opening: null,
});
