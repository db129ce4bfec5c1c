/** `connects show`: one proposal with its whole story. */
import { parseProposalNames } from '../parse/proposal-name.ts';
import { pageTitleOf, storyLines } from '../render/imports/proposal-story.ts';
import { proposalFields, rowFields } from '../render/text/fields.ts';
import { Refused } from '../rules/answers/refusal.ts';
import { answerLines } from './answers/answer.ts';
import { PROPOSAL_NAME, proposalsIn } from './line/named-proposals.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { excessArgument, withExamples } from './line/usage.ts';

export const showCommand: AddSubcommand = (program, _, look) => {
  withExamples(program.command('show'), 'connects show 7', 'connects show last', 'connects show landing page')
    .description('Shows one proposal in detail: what it cost, its results, and what came back.')
    .argument('<proposal...>', PROPOSAL_NAME)
    .action(
      look(async ({ call, ledger }, words: readonly string[], _, cli) => {
        const names = parseProposalNames(words);
        if (names.length > 1) throw excessArgument(cli, words.at(-1) ?? '');
        const [id = 0] = await proposalsIn(ledger, names);
        const proposal = await ledger.proposal(id);
        if (!proposal) {
          const all = await ledger.proposals({ status: null, tag: null });
          const last = all.reduce((highest, each) => Math.max(highest, each.id), 0);
          throw new Refused({ code: 'unknown-proposal', given: id, last });
        }
        const story = await ledger.story(id);
        const { postedAt, sentAt } = proposal;
        const fields = {
          proposal: {
            ...proposalFields(proposal),
            postedAt,
            sentAt,
            pageTitle: pageTitleOf(proposal, story.pageTitles),
          },
          outcomes: story.outcomes,
          transactions: story.rows.map(rowFields),
        };
        answerLines(call, { command: 'show', fields }, (page) => storyLines(proposal, story, page, call.env.localTime));
      }),
    );
};
