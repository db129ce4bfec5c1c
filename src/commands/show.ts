/** `connects show`: one proposal with its whole story. */
import { parseWhole } from '../parse/amount.ts';
import { proposalFields, rowFields } from '../render/fields.ts';
import { storyLines } from '../render/story.ts';
import { Refused } from '../rules/refusal.ts';
import { answerLines } from './answers/answer.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const showCommand: AddSubcommand = (program, _, look) => {
  withExamples(program.command('show'), 'connects show 7')
    .description('Shows one proposal in detail: what it cost, its results, and what came back.')
    .argument('<proposal>', 'its number', parseWhole('PROPOSAL', 1, 'proposal'))
    .action(
      look(async ({ call, ledger }, id) => {
        const proposal = await ledger.proposal(id);
        if (!proposal) {
          const [last] = await ledger.proposals({ status: null, tag: null });
          throw new Refused({ code: 'unknown-proposal', given: id, last: last?.id ?? 0 });
        }
        const { outcomes, rows } = await ledger.story(id);
        const { postedAt, sentAt } = proposal;
        const fields = {
          proposal: { ...proposalFields(proposal), postedAt, sentAt },
          outcomes,
          transactions: rows.map(rowFields),
        };
        answerLines(call, { command: 'show', fields }, ({ paint }) =>
          storyLines(proposal, outcomes, rows, paint, call.env.localTime),
        );
      }),
    );
};
