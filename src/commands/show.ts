/** `connects show`: one proposal with its whole story. */
import { parseWhole } from '../parse/amount.ts';
import { proposalFields, rowFields } from '../render/fields.ts';
import { story } from '../render/story.ts';
import { Refused } from '../rules/refusal.ts';
import { look } from './look.ts';
import type { Subcommand } from './subcommand.ts';
import { shows } from './usage.ts';

export const show: Subcommand = (program, run) => {
  shows(program.command('show'), 'connects show 7')
    .description('Shows one proposal in detail: what it cost, its results, and what came back.')
    .argument('<proposal>', 'its number', parseWhole('PROPOSAL', 1, 'proposal'))
    .action(
      run(async (call, id: number) =>
        look(call, async (ledger) => {
          const proposal = await ledger.proposal(id);
          if (!proposal) {
            const [last] = await ledger.proposals({ status: null, tag: null });
            throw new Refused({ code: 'unknown-proposal', given: id, last: last?.id ?? 0 });
          }
          const { outcomes, rows } = await ledger.story(id);
          if (call.json) {
            call.emit('show', { proposal: proposalFields(proposal), outcomes, transactions: rows.map(rowFields) });
          } else {
            for (const line of story(proposal, outcomes, rows, call.paint)) call.print(line);
          }
          return 0;
        }),
      ),
    );
};
