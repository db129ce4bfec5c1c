/** What Upwork's balance speaks against, where an import does not meet it: a typed entry beside the same row of the page, or one that no page has. */
import type { ProgramCall } from '../../call.ts';
import { causeFields, causeLine } from '../../render/cause.ts';
import type { CommandOf } from '../../rules/command/command.ts';
import type { Day } from '../../rules/values/calendar.ts';
import { withoutVoided } from '../../rules/vocabulary/voided.ts';
import { withEntries } from '../../store/entries-ledger.ts';
import type { AcceptedDecision, Ledger } from '../../store/ledger.ts';
import { explainBalance } from '../answers/explain-balance.ts';

/** The lines that `reconcile` would print of these, unless they were told apart; `dryRun`: the ledger has not taken the import in. */
export async function likelyPairs(
  call: ProgramCall,
  ledger: Ledger,
  { separate = [] }: CommandOf<'import'>,
  { entries, warnings, detail }: Pick<AcceptedDecision, 'entries' | 'warnings' | 'detail'>,
  dryRun: boolean,
): Promise<readonly string[]> {
  const differs = warnings.find((warning) => warning.code === 'import-differs') ?? oldPage(detail);
  if (!differs) return [];
  const { on, upwork, ledger: had } = differs;
  const explain = (after: Ledger) =>
    explainBalance(after, { drift: upwork - had, on, today: call.today, own: new Set() });
  const causes = dryRun
    ? await withEntries(withoutVoided([...(await ledger.entries()), ...entries]), explain)
    : await explain(ledger);
  return causes
    .filter(
      (each) =>
        (each.code === 'duplicate' && !separate.includes(each.line.id ?? 0)) ||
        (each.code === 'not-on-upwork' && each.why === 'unlisted'),
    )
    .map((each) => causeLine(causeFields(each, null)));
}

/** A page that was read before warns of nothing, but its balance is shown beside the ledger's. */
function oldPage(detail: AcceptedDecision['detail']): Differing | null {
  if (detail.of !== 'import') return null;
  const { upwork, ledger, whole, on } = detail.preview;
  return upwork === null || upwork === whole || upwork === ledger ? null : { on, upwork, ledger: whole };
}

interface Differing {
  readonly on: Day;
  readonly upwork: number;
  readonly ledger: number;
}
