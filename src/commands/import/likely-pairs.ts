/** What an import may have left twice: a typed entry beside the row of the page that is the same, where Upwork's balance is not met. */
import type { ProgramCall } from '../../call.ts';
import { causeFields, causeLine } from '../../render/cause.ts';
import type { CommandOf } from '../../rules/command/command.ts';
import { withoutVoided } from '../../rules/vocabulary/voided.ts';
import { withEntries } from '../../store/entries-ledger.ts';
import type { AcceptedDecision, Ledger } from '../../store/ledger.ts';
import { explainBalance } from '../answers/explain-balance.ts';

/** The lines that `reconcile` would print of the pairs, unless they were told apart; `dryRun`: the ledger has not taken the import in. */
export async function likelyPairs(
  call: ProgramCall,
  ledger: Ledger,
  { separate = [] }: CommandOf<'import'>,
  { entries, warnings }: Pick<AcceptedDecision, 'entries' | 'warnings'>,
  dryRun: boolean,
): Promise<readonly string[]> {
  const differs = warnings.find((warning) => warning.code === 'import-differs');
  if (!differs) return [];
  const { on, upwork, ledger: had } = differs;
  const explain = (after: Ledger) =>
    explainBalance(after, { drift: upwork - had, on, today: call.today, own: new Set() });
  const causes = dryRun
    ? await withEntries(withoutVoided([...(await ledger.entries()), ...entries]), explain)
    : await explain(ledger);
  return causes
    .filter((each) => each.code === 'duplicate' && !separate.includes(each.line.id ?? 0))
    .map((each) => causeLine(causeFields(each, null)));
}
