/** `connects backup`: a copy of the ledger, in the state folder or in a file that the user names. */
import { backedUp } from '../render/upkeep/backup.ts';
import { Refused } from '../rules/answers/refusal.ts';
import { openVault } from '../store/open-store.ts';
import { answerLines } from './answers/answer.ts';
import { refuseDash, refuseEmpty, refuseUrl } from './line/file.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const backupCommand: AddSubcommand = (program, run) => {
  withExamples(program.command('backup'), 'connects backup', 'connects backup ~/connects-copy.db')
    .description(
      'Copies the ledger, even while another process writes to it; a shared one, to a file on this computer. Without a file name, the copy goes to the backup folder. That folder keeps the daily copies of the last ten days, your own last ten copies, the last ten made before an import, a merge or a new file format, and the last three ledgers that a restore or a repair replaced.',
    )
    .argument('[file]', 'where to save it (default: the backup folder)')
    .option('--force', 'replace the file if it exists')
    .action(
      run(async (call, file, { force = false }) => {
        refuseEmpty(file, 'nothing');
        refuseDash(file, 'export');
        refuseUrl(file, 'backup');
        const vault = await openVault(call);
        const made = await (file === undefined ? vault.backUp() : vault.backUpTo(call.env.fullPath(file), force));
        if (!made) throw new Refused({ code: 'no-account', db: call.db });
        answerLines(call, { command: 'backup', fields: { backup: made } }, () => (call.quiet ? [] : [backedUp(made)]));
      }),
    );
};
