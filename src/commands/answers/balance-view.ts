/** What `balance` and `status` show of the balance: as JSON fields, and for the screen. */
import type { ProgramCall } from '../../call.ts';
import type { BalanceView } from '../../render/balance.ts';
import type { BudgetUse } from '../../rules/amounts/budget-use.ts';
import { Refused } from '../../rules/answers/refusal.ts';
import { reserveOf } from '../../rules/command/settings.ts';
import { connectPrice } from '../../rules/rulebook/rulebook.ts';
import { creditBalance } from '../../rules/state/ad-credits.ts';
import { dueGrants } from '../../rules/state/cycles.ts';
import { usableGrants } from '../../rules/state/grants.ts';
import { balanceOn, editionOn, type State, type StateCore } from '../../rules/state/state.ts';
import type { Ledger } from '../../store/ledger.ts';
import { budgetInForce, settingsInForce, spendingNow } from './recent.ts';

export async function balanceFields(call: ProgramCall, state: StateCore) {
  const { today } = call;
  const [first] = usableGrants(state.grants, today);
  const together = state.grants.filter((grant) => grant.expiresOn === first?.expiresOn);
  return {
    balance: balanceOn(state, today),
    asOf: today,
    expiring: first ? { connects: together.reduce((sum, grant) => sum + grant.left, 0), on: first.expiresOn } : null,
    reconciled: state.reconciled,
    budget: await readableBudget(call, state),
    adCredits: creditBalance(state.adCredits, today),
  };
}

/** Reads more than the fields need: the prices, and what was spent this month and last. */
export async function balanceView(
  call: ProgramCall,
  ledger: Pick<Ledger, 'rulebooks' | 'flows'>,
  state: State,
): Promise<BalanceView> {
  const { today } = call;
  const rulebooks = await ledger.rulebooks();
  const spending = await spendingNow(call, ledger, state);
  const { balance: left, asOf: _, ...fields } = await balanceFields(call, state);
  return {
    ...fields,
    left,
    reserve: reserveInForce(call, state),
    today,
    spending,
    priceCents: connectPrice(rulebooks.get(editionOn(state, today))),
    due: dueGrants(state, today, rulebooks).map(({ on }) => on),
  };
}

/** 0 where it cannot be read: the note about the budget says so, and `apply` refuses. */
function reserveInForce(call: ProgramCall, state: StateCore): number {
  try {
    return reserveOf(settingsInForce(call, state));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return 0;
  }
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
