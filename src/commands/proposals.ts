/** `connects proposals`: what was sent, newest first, and what became of it. */
import { parseChoice } from '../parse/choice.ts';
import { PROPOSAL_COLUMNS } from '../render/columns.ts';
import { proposalFields } from '../render/fields.ts';
import { PROPOSAL_STATUSES } from '../rules/vocabulary/outcomes.ts';
import { answerList, withCsvOption } from './answers/answer.ts';
import { asOfDay, withAsOfDay } from './line/as-of.ts';
import { lookAt } from './line/look.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const proposalsCommand: AddSubcommand = (program, run) => {
  withExamples(
    withAsOfDay(withCsvOption(program.command('proposals'))),
    'connects proposals',
    'connects proposals --status replied --tag design',
  )
    .description('Lists proposals, newest first.')
    .option('--status <status>', 'only proposals with this status', parseChoice('status', PROPOSAL_STATUSES))
    .option('--tag <text>', 'only proposals with this tag')
    .action(
      run(async (call, { status = null, tag = null, csv, ...day }) => {
        const asOf = await asOfDay(call, day);
        const items = await lookAt(asOf, ({ ledger }) =>
          ledger.proposals({ status, tag, on: asOf === call ? null : asOf.today }),
        );
        const json = { command: 'proposals', fields: { proposals: items.map(proposalFields) } };
        const empty = status || tag ? 'No such proposals.' : 'No proposals. Record one with: connects apply --cost N';
        await answerList(call, { json, columns: PROPOSAL_COLUMNS, items, csv, empty });
      }),
    );
};
