/** `connects join` says that two proposals are one: typed once, and imported once. */
import { recordCommand } from '../record.ts';
import { eachProposal } from './line/named-proposals.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const joinCommand: AddSubcommand = (program, run) => {
  withExamples(program.command('join'), 'connects join 3 7', 'connects join 3 7 --dry-run')
    .description(
      "Makes two proposals one: one that you typed, and one that an import brought. Upwork's day and amounts stay, and so do your tags, client and note. Connects that were counted twice come back.",
    )
    .argument('<a>', 'one proposal: its number, last, a link, or a part of its title or client')
    .argument('<b>', 'the other one')
    .option('-n, --dry-run', 'show what would be recorded, but record nothing')
    .action(
      run(async (call, a, b, { dryRun = false }) => {
        const [proposal = 0, other = 0] = await eachProposal(call, [a, b]);
        return recordCommand(call, { name: 'join', on: call.today, proposal, other }, { dryRun });
      }),
    );
};
