/** The commands of a ledger as JSON has them, and as a list. */
import type { Command } from '../rules/command/command.ts';
import type { LoggedCommand } from '../rules/command/logged-command.ts';
import { memberColumn } from './columns.ts';
import { describeCommand } from './command-words.ts';
import { type ListColumn, scriptColumns } from './text/listing.ts';
import { visible } from './text/visible.ts';

export function loggedFields(
  { id, name, body, recordedAt, undone, turned, member, transactions }: LoggedCommand,
  localTime: (instant: string) => string,
) {
  const summary = turned
    ? `${describeCommand(turned.body as Command)} (command ${turned.id})`
    : describeCommand(body as Command);
  // The day it happened; an undo or a redo is of the day on which it was given.
  const { on = localTime(recordedAt).slice(0, 10) } = body as { readonly on?: string };
  return { id, name, summary, recordedAt, on, undone, member, transactions };
}

type ListedCommand = ReturnType<typeof loggedFields>;

/** A narrower terminal has no room for the name of the command, which most summaries tell as well. */
const NAMED = 70;

/** Without what other columns show: the day, and that it is undone. */
function summaryWords({ name, summary, on }: ListedCommand, width: number): string {
  const short = summary.replace(` on ${on}`, '');
  if (width >= NAMED) return short;
  return name === 'undo' || name === 'redo' ? `${name}: ${summary}` : short.replace(/^the /, '');
}

export const LOG_COLUMNS: readonly ListColumn<ListedCommand>[] = [
  { name: 'id', value: ({ id }) => id, right: true },
  { name: 'on', head: 'day', value: ({ on }) => on },
  { name: 'name', head: 'command', value: ({ name }) => name, from: NAMED },
  {
    name: 'summary',
    head: 'what it recorded',
    value: ({ summary }) => summary,
    shown: (each, _, width) => visible(summaryWords(each, width)),
    stretches: true,
  },
  { name: 'undone', head: '', value: ({ undone }) => (undone ? 'undone' : null), unlessEmpty: true },
  memberColumn(),
  ...scriptColumns(
    (each: ListedCommand) => ({ ...each, transactions: each.transactions.join(' ') }),
    ['recordedAt', 'transactions', 'member'],
  ),
];
