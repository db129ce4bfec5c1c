/** `connects join` says that two proposals are one: typed once, and imported once. */
import { parseWhole } from '../parse/amount.ts';
import { recordCommand } from '../record.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const joinCommand: AddSubcommand = (program, run) => {
  withExamples(program.command('join'), 'connects join 3 7', 'connects join 3 7 --dry-run')
    .description(
      "Makes two proposals one: one that you typed, and one that an import brought. Upwork's day and amounts stay, and so do your tags, client and note. Connects that were counted twice come back.",
    )
    .argument('<a>', 'one proposal, by its number', parseWhole('A', 1, 'proposal'))
    .argument('<b>', 'the other one', parseWhole('B', 1, 'proposal'))
    .option('-n, --dry-run', 'show what would be recorded, but record nothing')
    .action(
      run((call, proposal, other, { dryRun = false }) =>
        recordCommand(call, { name: 'join', on: call.today, proposal, other }, { dryRun }),
      ),
    );
};
