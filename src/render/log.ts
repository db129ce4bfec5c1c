/** The commands of a ledger as JSON has them, and as a list. */
import type { Command } from '../rules/command/command.ts';
import type { LoggedCommand } from '../rules/command/logged-command.ts';
import { memberColumn } from './columns.ts';
import { describeCommand } from './command-words.ts';
import { type ListColumn, scriptColumns } from './text/listing.ts';
import { visible } from './text/visible.ts';

export function loggedFields({ id, name, body, recordedAt, undone, turned, member, transactions }: LoggedCommand) {
  const summary = turned
    ? `${describeCommand(turned.body as Command)} (command ${turned.id})`
    : describeCommand(body as Command);
  // The day it happened; an undo or a redo has none.
  const { on = null } = body as { readonly on?: string };
  return { id, name, summary, recordedAt, on, undone, member, transactions };
}

type ListedCommand = ReturnType<typeof loggedFields>;

export const LOG_COLUMNS: readonly ListColumn<ListedCommand>[] = [
  { name: 'id', value: ({ id }) => id, right: true },
  { name: 'on', head: 'day', value: ({ on }) => on, from: 60 },
  { name: 'name', head: 'command', value: ({ name }) => name },
  {
    name: 'summary',
    head: 'what it recorded',
    value: ({ summary }) => summary,
    shown: ({ summary }) => visible(summary),
    stretches: true,
  },
  { name: 'undone', head: '', value: ({ undone }) => (undone ? 'undone' : null) },
  memberColumn(),
  ...scriptColumns(
    (each: ListedCommand) => ({ ...each, transactions: each.transactions.join(' ') }),
    ['recordedAt', 'transactions', 'member'],
  ),
];
