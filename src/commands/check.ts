/** `connects check`: everything replayed from zero and compared with what is stored. Silent when all is well. */
import type { ProgramCall } from '../call.ts';
import { answerCode } from '../exit.ts';
import { warningFields } from '../render/refusals/warning-sentences.ts';
import { NO_PROBLEMS, problemLines, problemText, repairedSentence, waysOut } from '../render/upkeep/check.ts';
import { type CheckProblem, isMendable } from '../rules/answers/check-problem.ts';
import { openVault, withLedger } from '../store/open-store.ts';
import { answerLines } from './answers/answer.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const checkCommand: AddSubcommand = (program, run) => {
  withExamples(program.command('check'), 'connects check', 'connects check --repair')
    .description(
      'Recalculates everything from the entries and compares it with what is stored. Prints nothing and exits 0 if all is well.',
    )
    .option('--repair', 'rebuild what is calculated from the entries; the entries themselves never change')
    .action(
      run(async (call, { repair = false }) => {
        const { problems, repaired } = await examine(call, repair);
        const isSound = problems.length === 0;
        const warnings = isSound ? [] : [warningFields({ code: 'check-failed', problems: problems.length })];
        const mended = repaired && { ...repaired, problems: repaired.problems.map(worded) };
        const fields = { ok: isSound, problems: problems.map(worded), repaired: mended };
        answerLines(call, { command: 'check', fields, warnings }, () => problemLines(problems));
        // A person would wonder whether it ran at all.
        if (isSound && !call.json && call.env.stdout.isTTY) call.aside(NO_PROBLEMS);
        if (!call.json && repaired) call.aside(repairedSentence(repaired.problems.length, repaired.backup));
        if (!call.json) for (const way of waysOut(problems, call.db)) call.hint(way);
        return answerCode(isSound);
      }),
    );
};

interface Examined {
  readonly problems: readonly CheckProblem[];
  /** What was mended, and the copy of the ledger from before. */
  readonly repaired: { readonly problems: readonly CheckProblem[]; readonly backup: string | null } | null;
}

const examine = (call: ProgramCall, repair: boolean): Promise<Examined> =>
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

const worded = (found: CheckProblem) => ({ ...found, message: problemText(found) });
