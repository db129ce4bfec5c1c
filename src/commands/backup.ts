/** `connects backup`: a copy of the ledger, in the state folder or in a file that the user names. */
import { backedUp } from '../render/backup.ts';
import { Refused } from '../rules/refusal.ts';
import { refuseDash, refuseEmpty } from './file.ts';
import type { Subcommand } from './subcommand.ts';
import { shows } from './usage.ts';

/** A whole copy too, and one that any program can carry. */
const AS_TEXT = 'Name a file. For a copy on standard output: connects export --format jsonl';

export const backup: Subcommand = (program, run) => {
  shows(program.command('backup'), 'connects backup', 'connects backup ~/connects-copy.db')
    .description(
      'Copies the ledger, even while another process writes to it. Without a file: beside the daily copies. The newest ten days are kept there, the newest ten other copies, and the last three ledgers that a restore or a repair replaced.',
    )
    .argument('[file]', 'where to (default: the folder of the daily copies)')
    .option('--force', 'replace the file if it is there already')
    .action(
      run(async (call, file: string | undefined, { force = false }: { force?: boolean }) => {
        refuseEmpty(file, 'Name a file, or leave it out.');
        refuseDash(file, 'A backup is a file, not a stream.', AS_TEXT);
        const { backUp, backUpTo } = await import('../store/backup.ts');
        const made =
          file === undefined ? await backUp(call, 'manual') : await backUpTo(call.db, call.env.fullPath(file), force);
        if (!made) throw new Refused({ code: 'no-account', db: call.db });
        if (call.json) call.emit('backup', { backup: made });
        else if (!call.quiet) call.print(backedUp(made));
        return 0;
      }),
    );
};
