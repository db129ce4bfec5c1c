/** `connects renew` posts every billing cycle that is due. Made for cron: silent when there is none. */
import { record } from '../record.ts';
import { connects } from '../render/words.ts';
import { nextCycle, nextGrant } from '../rules/cycles.ts';
import { onDay, type Subcommand, type WriteOptions, writes } from './subcommand.ts';
import { shows } from './usage.ts';

interface Options extends WriteOptions {
  readonly verbose?: boolean;
}

export const renew: Subcommand = (program, run) => {
  shows(writes(program.command('renew')), 'connects renew', 'connects renew --verbose')
    .description(
      'Records the monthly Connects of every billing cycle that is due, each on its own day. Safe to run every hour.',
    )
    .option('-v, --verbose', 'also show when the next cycle begins')
    .action(
      run(async (call, { verbose = false, dryRun = false, on: typed }: Options) => {
        const on = await onDay(call, typed);
        return record(
          call,
          { name: 'renew', on },
          {
            dryRun,
            extra: async ({ ledger, state }) => {
              const rulebooks = await ledger.rulebooks();
              const next = nextGrant(state, on, rulebooks);
              const lines = next
                ? [`Next renewal: ${next.on}, ${connects(next.connects)}.`]
                : ['No renewal is to come: this account gets no monthly Connects.'];
              return { fields: { nextOn: nextCycle(state, on, rulebooks) }, lines: verbose ? lines : [] };
            },
          },
        );
      }),
    );
};
