/** `connects void` takes back transactions that were recorded by mistake, wherever they are in the ledger. */
import { parseWhole } from '../parse/amount.ts';
import { record } from '../record.ts';
import type { Subcommand } from './subcommand.ts';
import { undoCommand } from './turn.ts';
import { shows } from './usage.ts';

interface Options {
  readonly dryRun?: boolean;
  readonly command?: boolean;
}

/** `void` is a word of the language. */
export const voiding: Subcommand = (program, run) => {
  shows(program.command('void'), 'connects void 12', 'connects void 12 13', 'connects void --command 5')
    .description(
      'Takes back transactions that were recorded by mistake, by their numbers in the history. A proposal goes with its cost. The history keeps both lines; connects redo brings them back.',
    )
    .argument('<ids...>', 'their numbers', (text: string, before: readonly number[] = []) => [
      ...before,
      parseWhole('ID', 1, 'transaction')(text),
    ])
    .option('--command', 'the numbers are of commands, as connects log lists them')
    .option('-n, --dry-run', 'show what would be recorded, but record nothing')
    .action(
      run(async (call, ids: readonly number[], { dryRun = false, command = false }: Options) => {
        if (command) return undoCommand(call, ids, dryRun);
        return record(call, { name: 'void', on: call.today, transactions: ids }, { dryRun });
      }),
    );
};
