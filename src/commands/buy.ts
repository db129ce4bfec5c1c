/** `connects buy` records a purchase. Nothing is ever bought by this program. */
import { parseConnects, parseMoney, parseTax } from '../parse/amount.ts';
import { parseText } from '../parse/text.ts';
import { recordCommand } from '../record.ts';
import { type AddSubcommand, onDay, withWriteOptions } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const buyCommand: AddSubcommand = (program, run) => {
  withExamples(
    withWriteOptions(program.command('buy')),
    'connects buy 40',
    'connects buy 40 --coupon SAVE20 --tax 6.35',
    'connects buy 80 --total 12.87',
  )
    .description('Records a purchase you made on Upwork: list price, discount, tax, total.')
    .argument('<bundle>', 'how many Connects', parseConnects('BUNDLE'))
    .option('--coupon <code>', 'a coupon you added before', parseText('--coupon'))
    .option('--tax <percent>', 'sales tax, such as 6.35', parseTax('--tax'))
    .option('--total <amount>', 'US dollars you paid in all, if it is another sum', parseMoney('--total'))
    .option('--note <text>', 'a note', parseText('--note'))
    .option('--force', 'record it even if the rulebook does not allow it')
    .action(
      run(async (call, bundle, options) => {
        const { coupon = null, tax = 0, total, note = null, force = false, dryRun = false } = options;
        const on = await onDay(call, options.on);
        const command = { name: 'buy', on, bundle, coupon, taxMilli: tax, note, force } as const;
        const paid = total === undefined ? {} : { totalCents: total };
        return recordCommand(call, { ...command, ...paid }, { dryRun });
      }),
    );
};
