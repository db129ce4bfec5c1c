/** `connects renew` posts every billing cycle that is due. Made for cron: silent when there is none. */
import { recordCommand } from '../record.ts';
import { nextRenewal } from '../render/answers.ts';
import { nextCycle, nextGrant } from '../rules/state/cycles.ts';
import { openVault } from '../store/open-store.ts';
import { type AddSubcommand, onDay, withWriteOptions } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const renewCommand: AddSubcommand = (program, run) => {
  withExamples(withWriteOptions(program.command('renew')), 'connects renew', 'connects renew --verbose')
    .description(
      'Records the monthly Connects of every billing cycle that is due, each on its own day. Safe to run every hour.',
    )
    .option('-v, --verbose', 'also show when the next cycle begins')
    .action(
      run(async (call, { on: typed, verbose = false, dryRun = false }) => {
        const on = await onDay(call, typed);
        const code = await recordCommand(
          call,
          { name: 'renew', on },
          {
            dryRun,
            extra: async ({ ledger, state }) => {
              const rulebooks = await ledger.rulebooks();
              const lines = verbose ? [nextRenewal(nextGrant(state, on, rulebooks))] : [];
              return { fields: { nextOn: nextCycle(state, on, rulebooks) }, lines };
            },
          },
        );
        if (!dryRun) await (await openVault(call)).noteRenewal(call.env.startedAt);
        return code;
      }),
    );
};
