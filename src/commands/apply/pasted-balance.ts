/** Compares Upwork's balance before a proposal, as its page showed it, with the ledger's, like a reconcile. */
import type { ProgramCall } from '../../call.ts';
import type { ReceiptExtra, RecordedCommand } from '../../record.ts';
import { adjustHint, causeFields, driftLines } from '../../render/cause.ts';
import { connects } from '../../render/words.ts';
import type { Day } from '../../rules/calendar.ts';
import { balanceOn, EMPTY_STATE } from '../../rules/state.ts';
import { explainBalance } from '../answers/explain-balance.ts';
import { lookAt } from '../line/look.ts';

/** What the answer to the proposal says of it. To be asked before the proposal is recorded. */
export function comparePasted(
  call: ProgramCall,
  on: Day,
  observed: number | null,
): Promise<(recorded: RecordedCommand) => ReceiptExtra> {
  return lookAt(call, async ({ ledger }) => {
    if (observed === null) return () => ({ fields: { reconcile: null } });
    const balance = balanceOn((await ledger.stateOn(on)) ?? EMPTY_STATE, on);
    const drift = observed - balance;
    const past = on === call.today ? null : on;
    const asked = { drift, on, today: call.today, own: new Set<number>() };
    const found = drift === 0 ? [] : await explainBalance(ledger, asked);
    const causes = found.map((each) => causeFields(each, past));
    const fields = { reconcile: { observed, ledger: balance, drift, causes } };
    if (drift === 0)
      return () => ({ fields, lines: [`Before it, Upwork showed ${connects(observed)}, as the ledger did.`] });
    const lines = driftLines({ observed, ledger: balance, adjust: false, isBefore: true }, causes).map(call.addressed);
    return ({ rows }) => ({
      fields,
      lines,
      hints: [adjustHint(observed + movedBy(rows), past)],
      warnings: call.json ? [{ code: 'drift', drift }] : [],
    });
  });
}

/** What the proposal itself took; other rows may give way to it. */
const movedBy = (rows: RecordedCommand['rows']): number =>
  rows.reduce((sum, { kind, connects }) => (kind === 'proposal' || kind === 'boost' ? sum + connects : sum), 0);
