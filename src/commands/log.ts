/** `connects log`: what each command recorded, newest first, with the number that `connects undo` takes. */
import { parseWhole } from '../parse/amount.ts';
import { LOG_COLUMNS, loggedFields } from '../render/log.ts';
import { answerList, listFormat, withListOptions } from './answers/answer.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

/** Commands shown unless --limit says otherwise. */
const USUAL = 20;

export const logCommand: AddSubcommand = (program, _, look) => {
  withExamples(withListOptions(program.command('log')), 'connects log', 'connects log --all --csv')
    .description('Lists what each command recorded, newest first. To undo one of them: connects undo NUMBER.')
    .option('--limit <count>', `how many commands (default: ${USUAL})`, parseWhole('--limit', 1, 'count'))
    .option('--all', 'show all')
    .action(
      look(async ({ call, ledger }, { limit, all = false, ...options }) => {
        const items = (await ledger.commands(all ? null : (limit ?? USUAL))).map((each) =>
          loggedFields(each, call.env.localTime),
        );
        // Commands are numbered from 1, without a gap.
        const total = limit === undefined ? items[0]?.id : undefined;
        const json = { command: 'log', fields: { commands: items } };
        await answerList(call, {
          json,
          columns: LOG_COLUMNS,
          items,
          format: listFormat(options),
          ...(total ? { total } : {}),
        });
      }),
    );
};
