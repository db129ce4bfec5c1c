/** `connects log`: what each command recorded, newest first, with the number that `connects undo` takes. */
import { parseWhole } from '../parse/amount.ts';
import type { ListColumn } from '../render/listing.ts';
import { describe } from '../render/receipt.ts';
import { visible } from '../render/visible.ts';
import type { Command } from '../rules/command.ts';
import type { LoggedCommand } from '../store/ledger.ts';
import { type ListOptions, lists, showList } from './list.ts';
import { look } from './look.ts';
import type { Subcommand } from './subcommand.ts';
import { shows } from './usage.ts';

interface Options extends ListOptions {
  readonly limit: number;
  readonly all?: boolean;
}

export const log: Subcommand = (program, run) => {
  shows(lists(program.command('log')), 'connects log', 'connects log --all --csv')
    .description('Lists what each command recorded, newest first. To undo one of them: connects undo ID.')
    .option('--limit <count>', 'how many commands', parseWhole('--limit', 1, 'count'), 20)
    .option('--all', 'all of them')
    .action(
      run(async (call, options: Options) =>
        look(call, async (ledger) => {
          const commands = (await ledger.commands(options.all ? null : options.limit)).map(listed);
          if (call.json) call.emit('log', { commands });
          else await showList(call, options, COLUMNS, commands, 'Nothing is recorded.');
          return 0;
        }),
      ),
    );
};

interface ListedCommand {
  readonly id: number;
  readonly name: string;
  readonly summary: string;
  readonly recordedAt: string;
  /** The day it happened; null for an undo or a redo. */
  readonly on: string | null;
  readonly undone: boolean;
  readonly member: null;
  readonly transactions: readonly number[];
}

function listed({ id, name, body, recordedAt, undone, turned, transactions }: LoggedCommand): ListedCommand {
  const summary = turned ? `${describe(turned.body as Command)} (command ${turned.id})` : describe(body as Command);
  const { on = null } = body as { readonly on?: string };
  return { id, name, summary, recordedAt, on, undone, member: null, transactions };
}

const COLUMNS: readonly ListColumn<ListedCommand>[] = [
  { name: 'id', value: ({ id }) => id, right: true },
  { name: 'on', head: 'day', value: ({ on }) => on },
  { name: 'name', head: 'command', value: ({ name }) => name },
  {
    name: 'summary',
    head: 'what it recorded',
    value: ({ summary }) => summary,
    shown: ({ summary }) => visible(summary),
    stretches: true,
  },
  { name: 'undone', head: '', value: ({ undone }) => (undone ? 'undone' : null) },
  { name: 'recordedAt', value: ({ recordedAt }) => recordedAt, only: 'script' },
  { name: 'transactions', value: ({ transactions }) => transactions.join(' '), only: 'script' },
];
