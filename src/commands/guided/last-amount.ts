/** How many Connects the last transaction of a kind moved: most likely it is as many again. */
import type { ProgramCall } from '../../call.ts';
import type { Kind } from '../../rules/vocabulary/kinds.ts';
import { lookAt } from '../line/look.ts';

export const lastAmount = (call: ProgramCall, kind: Kind): Promise<string | undefined> =>
  lookAt(call, async ({ ledger }) => {
    const [last] = await ledger.history({ since: null, until: call.today, kind, limit: 1 });
    return last ? String(Math.abs(last.connects)) : undefined;
  });
