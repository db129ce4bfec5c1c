/** `connects buy` records a purchase. Nothing is ever bought by this program. */
import { parseConnects, parseTax } from '../parse/amount.ts';
import { parseText } from '../parse/text.ts';
import { recordCommand } from '../record.ts';
import { type AddSubcommand, onDay, withWriteOptions } from './subcommand.ts';
import { withExamples } from './usage.ts';

export const buyCommand: AddSubcommand = (program, run) => {
  withExamples(
    withWriteOptions(program.command('buy')),
    'connects buy 40',
    'connects buy 40 --coupon SAVE20 --tax 6.35',
  )
    .description('Records a purchase you made on Upwork: list price, discount, tax, total.')
    .argument('<bundle>', 'how many Connects', parseConnects('BUNDLE'))
    .option('--coupon <code>', 'a coupon you added before', parseText('--coupon'))
    .option('--tax <percent>', 'sales tax, such as 6.35', parseTax('--tax'))
    .option('--note <text>', 'a note', parseText('--note'))
    .option('--force', 'record it even if the rulebook does not allow it')
    .action(
      run(async (call, bundle, { on, coupon = null, tax = 0, note = null, force = false, dryRun = false }) => {
        const command = { name: 'buy', on: await onDay(call, on), bundle, coupon, taxMilli: tax, note, force } as const;
        return recordCommand(call, command, { dryRun });
      }),
    );
};
