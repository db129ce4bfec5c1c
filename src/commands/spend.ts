/** `connects spend` records Connects spent on anything that is no proposal. */
import { parseConnects } from '../parse/amount.ts';
import { parseChoice } from '../parse/choice.ts';
import { parseText } from '../parse/text.ts';
import { record } from '../record.ts';
import { SPEND_SOURCES } from '../rules/vocabulary/kinds.ts';
import { onDay, type Subcommand, type WriteOptions, writes } from './subcommand.ts';
import { shows } from './usage.ts';

interface Options extends WriteOptions {
  readonly amount: number;
  readonly note?: string;
  readonly force?: boolean;
}

export const spend: Subcommand = (program, run) => {
  shows(writes(program.command('spend')), 'connects spend availability-badge --amount 8')
    .description(`Records Connects spent on anything other than proposals: ${SPEND_SOURCES.join(', ')}.`)
    .argument('<source>', 'what you spent them on', parseChoice('source', SPEND_SOURCES))
    .requiredOption('--amount <connects>', 'how many', parseConnects('--amount'))
    .option('--note <text>', 'a note', parseText('--note'))
    .option('--force', 'record it even if it goes below your reserve')
    .action(
      run(async (call, source: (typeof SPEND_SOURCES)[number], options: Options) => {
        const { dryRun = false, amount, note = null, force = false } = options;
        const on = await onDay(call, options.on);
        return record(call, { name: 'spend', on, source, amount, note, force }, { dryRun });
      }),
    );
};
