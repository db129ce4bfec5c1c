/** `connects reconcile` compares the ledger with what Upwork shows, and names what may explain a difference. */
import { connectsOrNone } from '../parse/amount.ts';
import { record } from '../record.ts';
import { cause } from '../render/cause.ts';
import { connects, number, signed } from '../render/words.ts';
import { addDays } from '../rules/calendar.ts';
import { causes } from '../rules/causes.ts';
import { onDay, type Subcommand, type WriteOptions, writes } from './subcommand.ts';
import { shows } from './usage.ts';

interface Options extends WriteOptions {
  readonly adjust?: boolean;
}

export const reconcile: Subcommand = (program, run) => {
  shows(writes(program.command('reconcile')), 'connects reconcile 36', 'connects reconcile 36 --adjust')
    .helpGroup('Record:')
    .summary('compare with what Upwork shows')
    .description('Compares the balance with what Upwork shows, and names what may explain a difference.')
    .argument('<connects>', 'what Upwork shows today', connectsOrNone('CONNECTS'))
    .option('--adjust', 'post the difference as an adjustment')
    .action(
      run(async (call, observed: number, { adjust = false, dryRun = false, on: typed }: Options) => {
        const on = await onDay(call, typed);
        return record(
          call,
          { name: 'reconcile', on, observed, adjust },
          {
            dryRun,
            extra: async ({ ledger, decision, state }) => {
              const ledgerSays = decision.detail.of === 'drift' ? decision.detail.ledger : observed;
              const drift = observed - ledgerSays;
              const recent = await ledger.history({ since: addDays(on, -31), until: on, kind: null, limit: null });
              const proposals = await ledger.proposals({ status: null, tag: null });
              const rulebooks = await ledger.rulebooks();
              const found = drift === 0 ? [] : causes({ drift, on, state, recent, proposals, rulebooks });
              const worded = found.map((each) => ({ code: each.code, message: cause(each), connects: each.connects }));
              const open = drift !== 0 && !adjust;
              const lines = [
                `Upwork shows ${connects(observed)}, the ledger ${number(ledgerSays)}: a difference of ${signed(drift)}.`,
                worded.length > 0 ? 'What may explain it:' : 'Nothing recorded here explains it.',
                ...worded.map((each) => `  ${signed(each.connects).padStart(4)}  ${each.message}`),
              ];
              return {
                fields: { observed, ledger: ledgerSays, drift, causes: worded },
                lines: open ? lines : [],
                hints: open ? [`To correct the ledger: connects reconcile ${observed} --adjust`] : [],
                code: open ? 6 : 0,
                warnings: open && call.json ? [{ code: 'drift', drift }] : [],
              };
            },
          },
        );
      }),
    );
};
