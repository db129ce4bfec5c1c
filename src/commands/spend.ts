/** `connects spend` records Connects spent on anything that is no proposal. */
import { parseConnects } from '../parse/amount.ts';
import { parseChoice } from '../parse/choice.ts';
import { parseText } from '../parse/text.ts';
import { recordCommand } from '../record.ts';
import { SPEND_SOURCES } from '../rules/vocabulary/kinds.ts';
import { type AddSubcommand, onDay, withWriteOptions } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const spendCommand: AddSubcommand = (program, run) => {
  withExamples(withWriteOptions(program.command('spend')), 'connects spend availability-badge --amount 8')
    .description(`Records Connects spent on anything other than proposals: ${SPEND_SOURCES.join(', ')}.`)
    .argument('<source>', 'what you spent them on', parseChoice('source', SPEND_SOURCES))
    .requiredOption('--amount <connects>', 'how many', parseConnects('--amount'))
    .option('--note <text>', 'a note', parseText('--note'))
    .option('--force', 'record it even if it goes below your reserve')
    .action(
      run(async (call, source, { on, amount, note = null, force = false, dryRun = false }) =>
        recordCommand(call, { name: 'spend', on: await onDay(call, on), source, amount, note, force }, { dryRun }),
      ),
    );
};
