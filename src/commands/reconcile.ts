/** `connects reconcile` compares the ledger with what Upwork shows, and names what may explain a difference. */
import { answerCode } from '../exit.ts';
import { parseConnectsOrNone } from '../parse/amount.ts';
import { recordCommand } from '../record.ts';
import { adjustHint, causeFields, driftLines, settledLine } from '../render/cause.ts';
import { openingIn } from '../rules/import/suppose/origin.ts';
import { isGuess } from '../rules/import/suppose/supposed-entries.ts';
import { settledCycles } from '../rules/state/cycles.ts';
import type { Ledger } from '../store/ledger.ts';
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
              const lines = driftLines({ observed, ledger, adjust }, causes);
              const state = isOpen || dryRun ? null : await kept.stateOn(on, []);
              const settled = state ? settledCycles(state, on, await kept.rulebooks()) : [];
              return {
                fields: { observed, ledger, drift, causes },
                lines: drift === 0 ? [] : [...lines.map(call.addressed), ...(await leastOpening(kept, drift))],
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

/** An opening that an import took as low as its rows allow explains any difference upwards; a page's balance raises it. */
async function leastOpening(ledger: Ledger, drift: number): Promise<readonly string[]> {
  const opening = drift > 0 ? openingIn(await ledger.entries()) : null;
  if (!opening || !isGuess(opening)) return [];
  return [
    `Your file showed no balance, so the opening balance of ${opening.on} is only the least that its rows need. It rises by itself when you import Upwork's history page, which shows one: do that first if you can. An adjustment counts the difference as new Connects of today.`,
  ];
}
