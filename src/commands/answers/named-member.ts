/** The member that `--member` names, as the ledger spells the name. */
import type { ProgramCall } from '../../call.ts';
import { foldText } from '../../rules/values/folded-text.ts';
import type { Ledger } from '../../store/ledger.ts';

/** Every spelling of the name; where there is none, the user reads who is known. */
export async function spellingsOf(
  call: ProgramCall,
  ledger: Pick<Ledger, 'members'>,
  given: string,
): Promise<ReadonlySet<string | null>> {
  const known = await ledger.members();
  const found = known.filter((each) => foldText(each) === foldText(given));
  if (found.length === 0) await call.note({ code: 'unknown-member', given, known });
  return new Set(found);
}
