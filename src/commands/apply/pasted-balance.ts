/** Compares Upwork's balance before a proposal, as its page showed it, with the ledger's, like a reconcile. */
import type { ProgramCall } from '../../call.ts';
import type { RecordedCommand, RecordOptions } from '../../record.ts';
import { adjustHint, causeFields, driftLines } from '../../render/cause.ts';
import { connects } from '../../render/text/words.ts';
import { foldedTitle } from '../../rules/import/match/title-likeness.ts';
import { balanceOn, EMPTY_STATE, type Proposal } from '../../rules/state/state.ts';
import type { Day } from '../../rules/values/calendar.ts';
import type { Ledger } from '../../store/ledger.ts';
import { explainBalance } from '../answers/explain-balance.ts';
import { lookAt } from '../line/look.ts';

/** What is to be recorded of the page. */
export interface PastedCharge {
  readonly title: string | null;
  readonly cost: number;
  readonly boost: number;
  readonly dryRun: boolean;
}

/** What the answer to the proposal says of it. To be asked before the proposal is recorded. */
export function comparePasted(
  call: ProgramCall,
  on: Day,
  observed: number | null,
  charge: PastedCharge,
): Promise<Pick<RecordOptions, 'extra' | 'repeats'>> {
  return lookAt(call, async ({ ledger }) => {
    if (observed === null) return { extra: () => ({ fields: { reconcile: null } }) };
    const balance = balanceOn((await ledger.stateOn(on)) ?? EMPTY_STATE, on);
    const drift = observed - balance;
    const past = on === call.today ? null : on;
    const asked = { drift, on, today: call.today, own: new Set<number>() };
    const found = drift === 0 ? [] : await explainBalance(ledger, asked);
    const twin = charge.cost + charge.boost === drift ? await sameProposal(ledger, on, charge) : null;
    const causes = twin
      ? [{ code: 'duplicate', message: twinWords(twin, charge.dryRun), connects: drift }]
      : found.map((each) => causeFields(each, past));
    const fields = { reconcile: { observed, ledger: balance, drift, causes } };
    if (drift === 0)
      return {
        extra: () => ({ fields, lines: [`Before it, Upwork showed ${connects(observed)}, as the ledger did.`] }),
      };
    const lines = driftLines({ observed, ledger: balance, adjust: false, isBefore: true }, causes).map(call.addressed);
    const extra: RecordOptions['extra'] = ({ rows }) => ({
      fields,
      lines,
      // A trial has not changed what Upwork's number would be compared with, and a second record is to be undone.
      hints: charge.dryRun || twin ? [] : [adjustHint(observed + movedBy(rows), past)],
      warnings: call.json ? [{ code: 'drift', drift }] : [],
    });
    return { extra, repeats: twin ? `${sameWords(twin)}, and the page shows the balance before it.` : null };
  });
}

/** The newest proposal of that day with this title and amount: the page may have been pasted before. */
async function sameProposal(ledger: Ledger, on: Day, { title, cost, boost }: PastedCharge): Promise<Proposal | null> {
  if (title === null) return null;
  const [name, known] = [foldedTitle(title), await ledger.proposals({ status: null, tag: null })];
  return (
    known.find(
      (each) =>
        each.on === on &&
        each.title !== null &&
        foldedTitle(each.title) === name &&
        each.cost === cost &&
        each.boost === boost,
    ) ?? null
  );
}

const sameWords = ({ id }: Proposal): string => `Proposal ${id} has the same title, cost and day`;

const twinWords = (twin: Proposal, dryRun: boolean): string =>
  `${sameWords(twin)}: is this the same one? ${dryRun ? 'Then it is already recorded' : 'Then take this one back: connects undo'}`;

/** What the proposal itself took; other rows may give way to it. */
const movedBy = (rows: RecordedCommand['rows']): number =>
  rows.reduce((sum, { kind, connects }) => (kind === 'proposal' || kind === 'boost' ? sum + connects : sum), 0);
