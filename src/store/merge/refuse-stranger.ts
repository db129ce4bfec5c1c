/** What puts a whole record beside or in place of a ledger's own is left to the owners of the account, where it has any. */
import { type OwnersAct, Refused } from '../../rules/answers/refusal.ts';
import { refuseAct } from '../../rules/decide/owners.ts';
import { LEDGER_END } from '../derived/positions.ts';
import { stateAt } from '../derived/state-at.ts';
import { type Db, hasSchema } from '../file/connection.ts';

export function refuseStranger(db: Db, act: OwnersAct, member: string | null): void {
  const refusal = hasSchema(db) ? refuseAct(act, stateAt(db, LEDGER_END).settings, member) : null;
  if (refusal) throw new Refused(refusal);
}
