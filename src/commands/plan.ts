/** `connects plan` records a change of membership. */
import { parseConnectsOrNone } from '../parse/amount.ts';
import { parsePlan } from '../parse/plan.ts';
import { record } from '../record.ts';
import { usageRefused } from '../rules/refusal.ts';
import { onDay, type Subcommand, type WriteOptions, writes } from './subcommand.ts';
import { shows } from './usage.ts';

interface Options extends WriteOptions {
  readonly granted?: number;
}

export const plan: Subcommand = (program, run) => {
  shows(writes(program.command('plan')), 'connects plan plus', 'connects plan plus --granted 75', 'connects plan basic')
    .description('Records a change of membership from a day on: basic or plus.')
    .argument('<plan>', 'basic or plus')
    .option(
      '--granted <connects>',
      'what Upwork gave you at the upgrade, if not the usual amount',
      parseConnectsOrNone('--granted'),
    )
    .action(
      run(async (call, given: string, options: Options) => {
        const { plan: named, aliased } = parsePlan(given);
        const { dryRun = false, granted = null } = options;
        if (named === 'basic' && granted !== null) throw usageRefused({ fault: 'granted-without-upgrade' });
        const on = await onDay(call, options.on);
        return record(
          call,
          { name: 'plan', on, plan: named, granted },
          {
            dryRun,
            warnings: aliased ? [{ code: 'plan-alias', given: aliased }] : [],
          },
        );
      }),
    );
};
