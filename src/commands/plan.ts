/** `connects plan` records a change of membership. */
import { parseConnectsOrNone } from '../parse/amount.ts';
import { parsePlan } from '../parse/plan.ts';
import { recordCommand } from '../record.ts';
import { usageRefused } from '../rules/refusal.ts';
import { type AddSubcommand, onDay, withWriteOptions } from './subcommand.ts';
import { withExamples } from './usage.ts';

export const planCommand: AddSubcommand = (program, run) => {
  withExamples(
    withWriteOptions(program.command('plan')),
    'connects plan plus',
    'connects plan plus --granted 75',
    'connects plan basic',
  )
    .description('Records a change of membership from a day on: basic or plus.')
    .argument('<plan>', 'basic or plus')
    .option(
      '--granted <connects>',
      'what Upwork gave you at the upgrade, if not the usual amount',
      parseConnectsOrNone('--granted'),
    )
    .action(
      run(async (call, given, { on, granted = null, dryRun = false }) => {
        const { plan: named, warnings } = parsePlan(given);
        if (named === 'basic' && granted !== null) throw usageRefused({ fault: 'granted-without-upgrade' });
        const command = { name: 'plan', on: await onDay(call, on), plan: named, granted } as const;
        return recordCommand(call, command, { dryRun, warnings });
      }),
    );
};
