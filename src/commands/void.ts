/** `connects void` takes back transactions that were recorded by mistake, wherever they are in the ledger. */
import { parseWhole } from '../parse/amount.ts';
import { recordCommand } from '../record.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';
import { turnCommands } from './turn.ts';

export const voidCommand: AddSubcommand = (program, run) => {
  withExamples(program.command('void'), 'connects void 12', 'connects void 12 13', 'connects void --command 5')
    .description(
      'Takes back transactions that were recorded by mistake, by their numbers in the history. A proposal is taken back with its cost. The history keeps both lines; connects redo brings them back.',
    )
    .argument('<ids...>', 'their numbers', (text: string, before: readonly number[] = []) => [
      ...before,
      parseWhole('ID', 1, 'transaction')(text),
    ])
    .option('--command', 'the number is of a command, as connects log lists it')
    .option('-n, --dry-run', 'show what would be recorded, but record nothing')
    .action(
      run(async (call, ids: readonly number[], { command = false, dryRun = false }) => {
        if (!command)
          return recordCommand(call, { name: 'void', on: call.today, transactions: [...new Set(ids)] }, { dryRun });
        for (const id of ids.toSorted((a, b) => b - a)) await turnCommands(call, 'undo', dryRun, id);
        return 0;
      }),
    );
};
