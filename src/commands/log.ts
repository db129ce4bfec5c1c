/** `connects log`: what each command recorded, newest first, with the number that `connects undo` takes. */
import { parseWhole } from '../parse/amount.ts';
import { LOG_COLUMNS, loggedFields } from '../render/log.ts';
import { answerList, withCsvOption } from './answers/answer.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

/** Commands shown unless --limit says otherwise. */
const USUAL = 20;

export const logCommand: AddSubcommand = (program, _, look) => {
  withExamples(withCsvOption(program.command('log')), 'connects log', 'connects log --all --csv')
    .description('Lists what each command recorded, newest first. To undo one of them: connects undo NUMBER.')
    .option('--limit <count>', `how many commands (default: ${USUAL})`, parseWhole('--limit', 1, 'count'))
    .option('--all', 'show all')
    .action(
      look(async ({ call, ledger }, { limit = USUAL, all = false, csv }) => {
        const items = (await ledger.commands(all ? null : limit)).map(loggedFields);
        const json = { command: 'log', fields: { commands: items } };
        await answerList(call, { json, columns: LOG_COLUMNS, items, csv });
      }),
    );
};
