/** `connects balance --all-accounts`: what is left in each account of the data folder, or of the server's database. */
import type { ProgramCall } from '../../call.ts';
import { ACCOUNT_BALANCE_COLUMNS, type AccountBalance } from '../../render/accounts.ts';
import { Refused } from '../../rules/answers/refusal.ts';
import { nextExpiry } from '../../rules/state/grants.ts';
import { balanceOn } from '../../rules/state/state.ts';
import { openAccounts } from '../../store/open-store.ts';
import { lookAt } from '../line/look.ts';
import { answerList } from './answer.ts';

/** Returns the balances, for who wants at least so many. One that cannot be read is said, and is null. */
export async function answerAllBalances(call: ProgramCall): Promise<readonly (number | null)[]> {
  const { accounts } = await openAccounts(call);
  if (accounts.length === 0) throw new Refused({ code: 'no-account', db: call.db });
  const items: AccountBalance[] = [];
  for (const { account, ...place } of accounts) {
    try {
      items.push(
        await lookAt({ ...call, ...place }, async ({ state }) => {
          return { account, balance: balanceOn(state, call.today), expiring: nextExpiry(state.grants, call.today) };
        }),
      );
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await call.note({ code: 'account-unread', account, why: error.refusal });
      items.push({ account, balance: null, expiring: null });
    }
  }
  const json = { command: 'balance', fields: { asOf: call.today, accounts: items } };
  await answerList(call, { json, columns: ACCOUNT_BALANCE_COLUMNS, items });
  return items.map(({ balance }) => balance);
}
