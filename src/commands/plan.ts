/** `connects plan` records a change of membership. */
import { parseConnectsOrNone, parseMoneyOrNone, parseTax } from '../parse/amount.ts';
import { parsePlan, planWord } from '../parse/plan.ts';
import { recordCommand } from '../record.ts';
import { Refused, usageRefused } from '../rules/answers/refusal.ts';
import { type AddSubcommand, onDay, withWriteOptions } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const planCommand: AddSubcommand = (program, run) => {
  withExamples(
    withWriteOptions(program.command('plan')),
    'connects plan plus',
    'connects plan plus --granted 75',
    'connects plan plus --fee 19.99 --tax 5.75',
    'connects plan basic',
  )
    .description('Records a change of membership from a day on: basic or plus. On Plus, it records another fee.')
    .argument('<plan>', 'basic or plus', planWord)
    .option(
      '--granted <connects>',
      'what Upwork gave you at the upgrade, if not the usual amount',
      parseConnectsOrNone('--granted'),
    )
    .option('--fee <amount>', 'what Plus costs a month in US dollars, before tax', parseMoneyOrNone('--fee'))
    .option('--tax <percent>', 'the sales tax on top of the fee; it stays until you give another', parseTax('--tax'))
    .action(
      run(async (call, given, { on, granted = null, fee: cents = null, tax, dryRun = false }) => {
        const { plan: named, warnings } = parsePlan(given);
        if (named === 'basic' && granted !== null) throw usageRefused({ fault: 'granted-without-upgrade' });
        if (named === 'basic' && cents !== null) throw usageRefused({ fault: 'fee-under-basic', flag: '--fee' });
        if (named === 'basic' && tax !== undefined) throw usageRefused({ fault: 'fee-under-basic', flag: '--tax' });
        const fee = cents === null && tax === undefined ? null : { cents, taxMilli: tax ?? null };
        const command = {
          name: 'plan',
          on: await onDay(call, on),
          plan: named,
          granted,
          ...(fee ? { fee } : {}),
        } as const;
        try {
          return await recordCommand(call, command, { dryRun, warnings });
        } catch (error) {
          if (warnings.length > 0 && error instanceof Refused && 'plan' in error.refusal)
            throw new Refused({ ...error.refusal, given });
          throw error;
        }
      }),
    );
};
