/** `connects reconcile` compares the ledger with what Upwork shows, and names what may explain a difference. */
import { answerCode } from '../exit.ts';
import { parseConnectsOrNone } from '../parse/amount.ts';
import { recordCommand } from '../record.ts';
import { adjustHint, causeFields, driftLines, leastOpeningLine, settledLine } from '../render/cause.ts';
import { settledCycles } from '../rules/state/cycles.ts';
import { explainBalance } from './answers/explain-balance.ts';
import { type AddSubcommand, onDay, withWriteOptions } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const reconcileCommand: AddSubcommand = (program, run) => {
  withExamples(
    withWriteOptions(program.command('reconcile')),
    'connects reconcile 36',
    'connects reconcile 36 --adjust',
  )
    .description('Compares the balance with what Upwork shows, and lists what may explain a difference.')
    .argument('<connects>', 'what Upwork shows today', parseConnectsOrNone('CONNECTS'))
    .option('--adjust', 'record the difference as an adjustment')
    .action(
      run(async (call, observed, { adjust = false, dryRun = false, on: typed }) => {
        const on = await onDay(call, typed);
        const past = on === call.today ? null : on;
        return recordCommand(
          call,
          { name: 'reconcile', on, observed, adjust },
          {
            dryRun,
            extra: async ({ ledger: kept, rows, decision: { detail } }) => {
              const ledger = detail.of === 'drift' ? detail.ledger : observed;
              const drift = observed - ledger;
              const isOpen = drift !== 0 && !adjust;
              // The adjustment itself explains nothing.
              const asked = { drift, on, today: call.today, own: new Set(rows.map(({ id }) => id)) };
              const found = drift === 0 ? [] : await explainBalance(kept, asked);
              const causes = found.map((each) => causeFields(each, past));
              const isLeast = found.some(({ code }) => code === 'opening-least');
              const advice = isLeast ? [leastOpeningLine(adjust)] : [];
              const lines = [...driftLines({ observed, ledger, adjust }, causes), ...advice];
              const state = isOpen || dryRun ? null : await kept.stateOn(on, []);
              const settled = state ? settledCycles(state, on, await kept.rulebooks()) : [];
              return {
                fields: { observed, ledger, drift, causes },
                lines: drift === 0 ? [] : lines.map(call.addressed),
                hints: [
                  ...(isOpen ? [adjustHint(observed, past)] : []),
                  ...(settled.length > 0 ? [settledLine(settled, drift !== 0)] : []),
                ],
                code: answerCode(!isOpen),
                warnings: isOpen && call.json ? [{ code: 'drift', drift }] : [],
              };
            },
          },
        );
      }),
    );
};
