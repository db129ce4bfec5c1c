/** `connects check`: everything replayed from zero and compared with what is stored. Silent when all is well. */

import type { Call } from '../call.ts';
import { answerCode } from '../exit.ts';
import { problem, ways } from '../render/check.ts';
import { warningFields } from '../render/warning.ts';
import { counted } from '../render/words.ts';
import { type IntegrityProblem, isMendable } from '../rules/integrity-problem.ts';
import type { Warning } from '../rules/warning.ts';
import { openVault, withLedger } from '../store/open-store.ts';
import type { Subcommand } from './subcommand.ts';
import { shows } from './usage.ts';

interface Found {
  readonly problems: readonly IntegrityProblem[];
  /** Of these, some were mended, and this copy of how it was before was kept. */
  readonly repaired: { readonly problems: readonly IntegrityProblem[]; readonly backup: string | null } | null;
}

export const check: Subcommand = (program, run) => {
  shows(program.command('check'), 'connects check', 'connects check --repair')
    .description(
      'Recalculates everything from the entries and compares it with what is stored. Prints nothing and exits 0 if all is well.',
    )
    .option('--repair', 'rebuild what is calculated from the entries; the entries themselves never change')
    .action(
      run(async (call, { repair = false }: { repair?: boolean }) => {
        const found = await examine(call, repair);
        return tell(call, found);
      }),
    );
};

const examine = (call: Call, repair: boolean): Promise<Found> =>
  withLedger(call, { orChanged: true }, async (ledger) => {
    const problems = await ledger.check();
    const wrong = problems.filter(isMendable);
    if (!repair || wrong.length === 0) return { problems, repaired: null };
    const vault = await openVault(call);
    return await vault.withBackup('repair', async (made) => {
      await ledger.repair();
      return { problems: await ledger.check(), repaired: { problems: wrong, backup: made?.path ?? null } };
    });
  });

/** The rest of a long list says nothing new to a person. */
const SHOWN = 50;

function tell(call: Call, { problems, repaired }: Found): number {
  const ok = problems.length === 0;
  const failed: readonly Warning[] = ok ? [] : [{ code: 'check-failed', problems: problems.length }];
  if (call.json) {
    const mended = repaired ? { problems: repaired.problems.map(worded), backup: repaired.backup } : null;
    call.emit('check', { ok, problems: problems.map(worded), repaired: mended }, failed.map(warningFields));
    return answerCode(ok);
  }
  for (const each of problems.slice(0, SHOWN)) call.print(problem(each));
  if (problems.length > SHOWN) call.print(`And ${problems.length - SHOWN} more.`);
  if (repaired)
    call.aside(
      `Repaired ${counted(repaired.problems.length, 'problem')}. Copy from before the repair: ${repaired.backup}`,
    );
  for (const way of ways(problems, call.db)) call.hint(way);
  return answerCode(ok);
}

const worded = (found: IntegrityProblem) => ({ ...found, message: problem(found) });
