/** `connects apply --paste`: fills a proposal from Upwork's apply page, and compares the balance of that page. */
import type { ProgramCall } from '../../call.ts';
import type { RecordOptions } from '../../record.ts';
import type { CommandOf } from '../../rules/command/command.ts';
import type { Day } from '../../rules/values/calendar.ts';
import { fillFromPage, type TypedProposal } from './fill-from-page.ts';
import { comparePasted, type PastedCharge } from './pasted-balance.ts';
import { readPastedPage } from './pasted-page.ts';

interface PastedProposal {
  readonly filled: TypedProposal;
  /** Upwork's balance before it, where what is left of it is the ledger's to compute. */
  readonly observed: Pick<CommandOf<'apply'>, 'observed'>;
  /** What the answer says of the page. To be asked just before the proposal is recorded, with what is to be recorded. */
  answer(charge: PastedCharge): Promise<Omit<RecordOptions, 'dryRun'>>;
}

export async function takePasted(
  call: ProgramCall,
  on: Day,
  typed: TypedProposal & { readonly invited: boolean },
): Promise<PastedProposal> {
  const page = await readPastedPage(call);
  const { warnings, isAsShown, ...filled } = fillFromPage(typed, page);
  const isCharged = isAsShown && !(typed.invited && filled.cost !== 0);
  return {
    filled,
    observed: page.before !== null && isCharged ? { observed: page.before } : {},
    answer: async (charge) => ({
      warnings: charge.title === null ? [...warnings, { code: 'paste-untitled' }] : warnings,
      ...(await comparePasted(call, on, page.before, charge)),
    }),
  };
}
