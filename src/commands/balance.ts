/** `connects balance`: what is left. In a pipe, one integer. */
import type { ProgramCall } from '../call.ts';
import { answerCode, EXIT_CODES } from '../exit.ts';
import { parseConnectsOrNone } from '../parse/amount.ts';
import { balanceLines } from '../render/balance.ts';
import { creditBalance } from '../rules/ad-credits.ts';
import type { BudgetUse } from '../rules/budget-use.ts';
import { dueConnects, dueGrants } from '../rules/cycles.ts';
import { nextExpiry } from '../rules/grants.ts';
import { Refused } from '../rules/refusal.ts';
import { connectPrice } from '../rules/rulebook.ts';
import { balanceOn, editionOn, type StateCore } from '../rules/state.ts';
import { budgetInForce, spendingNow } from './answers/recent.ts';
import { asOfDay, withAsOfDay } from './line/as-of.ts';
import { lookAt } from './line/look.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const balanceCommand: AddSubcommand = (program, run) => {
  withExamples(
    withAsOfDay(program.command('balance')),
    'connects balance',
    'connects balance --at-least 16',
    "connects balance --on '2 weeks ago'",
    'connects balance --all-accounts',
  )
    .description('Shows how many Connects are left. In a pipe it prints only the number.')
    .option(
      '--at-least <connects>',
      'exit 0 if the balance is at least this, else 6',
      parseConnectsOrNone('--at-least'),
    )
    .option('--all-accounts', 'of every account')
    .action(
      run(async (now, { atLeast, allAccounts, ...day }) => {
        const then = await asOfDay(now, day);
        if (allAccounts) return allBalances(then, atLeast);
        return lookAt(then, async ({ call, ledger, state }) => {
          const { today } = call;
          const left = balanceOn(state, today);
          const expiring = nextExpiry(state.grants, today);
          const { reconciled } = state;
          const adCredits = creditBalance(state.adCredits, today);
          const isShort = atLeast !== undefined && left < atLeast;
          const asked = call.json || isShort ? dueConnects(state, today, await ledger.rulebooks()) : null;
          if (asked && (call.json || !call.env.stdout.isTTY)) await call.note({ code: 'cycles-due', ...asked });
          if (call.json) {
            if (isShort) await call.note({ code: 'below', balance: left, atLeast });
            const budget = await readableBudget(call, state);
            call.emit('balance', { balance: left, asOf: today, expiring, reconciled, budget, adCredits });
          } else if (!call.env.stdout.isTTY || call.quiet) {
            call.print(String(left));
          } else {
            const rulebooks = await ledger.rulebooks();
            const priceCents = connectPrice(rulebooks.get(editionOn(state, today)));
            const due = dueGrants(state, today, rulebooks).map(({ on }) => on);
            const spending = await spendingNow(call, ledger, state);
            const budget = await readableBudget(call, state);
            const view = { left, priceCents, expiring, reconciled, today, due, spending, budget, adCredits };
            for (const line of balanceLines(view, call.paint)) call.print(call.addressed(line));
          }
          return answerCode(!isShort);
        });
      }),
    );
};

/** Loaded late: most people have one account. */
async function allBalances(call: ProgramCall, atLeast = 0): Promise<number> {
  const { answerAllBalances } = await import('./answers/all-balances.ts');
  const balances = await answerAllBalances(call);
  const known = balances.filter((balance) => balance !== null);
  if (known.length < balances.length) return EXIT_CODES.storage;
  return answerCode(known.every((balance) => balance >= atLeast));
}

/** A budget that cannot be read is no reason to hide the balance. */
async function readableBudget(call: ProgramCall, state: StateCore): Promise<BudgetUse | null> {
  try {
    return budgetInForce(call, state);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await call.note({ code: 'budget-unread', why: error.refusal });
    return null;
  }
}
