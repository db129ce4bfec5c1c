/** `connects move`: the whole account copied from a file to a server, back, or to another server, and compared there. */
import type { ProgramCall } from '../call.ts';
import { readPoolUrl } from '../parse/pool-url.ts';
import { afterMove, moveLines } from '../render/upkeep/move.ts';
import { usageRefused } from '../rules/answers/refusal.ts';
import { isServerUrl } from '../rules/values/ledger-place.ts';
import { moveLedger, openAccounts } from '../store/open-store.ts';
import type { AccountPlace } from '../store/pool/accounts/move-account.ts';
import { answerLines } from './answers/answer.ts';
import { refuseDash, refuseEmpty } from './line/file.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const moveCommand: AddSubcommand = (program, run) => {
  withExamples(
    program.command('move'),
    'connects move --to postgres://ann@db.example.com/agency --dry-run',
    'connects move --to postgres://ann@db.example.com/agency',
    'connects move --to ~/connects.db --db postgres://ann@db.example.com/agency',
  )
    .description(
      'Copies the whole account to a PostgreSQL server that several machines share, or from there back to a file: every command and transaction with its number, day and time. Then compares both. The ledger that you move from stays as it is. You can give the command again: it copies only what is missing.',
    )
    .requiredOption('--to <place>', 'postgres://USER@HOST/DATABASE, or a file')
    .option('-n, --dry-run', 'show what would be moved, but change nothing')
    .action(
      run(async (call, { to: named, dryRun = false }) => {
        const to = await placeOf(call, named);
        if (!to.pool && !call.pool) throw usageRefused({ fault: 'file-to-file', target: to.db });
        const moved = await moveLedger(call, { to, today: call.today, dryRun });
        const fields = { from: call.db, to: to.db, ...moved, already: moved.added.commands === 0, dryRun };
        answerLines(call, { command: 'move', fields }, () => (call.quiet ? [] : moveLines(fields)));
        if (call.json) return;
        if (dryRun) call.hint('Nothing was changed (--dry-run).');
        else for (const line of afterMove(fields)) call.hint(line);
      }),
    );
};

/** Where it is to go. On a server it keeps the name of its account, unless the URL has another. */
async function placeOf(call: ProgramCall, to: string): Promise<AccountPlace> {
  refuseEmpty(to, 'nothing');
  refuseDash(to, 'export');
  if (!isServerUrl(to)) return { db: call.env.fullPath(to.trim()), pool: null };
  const own = readPoolUrl(to.trim(), null, call.env.vars);
  const account = /[?&]account=/.test(to) ? null : await accountOf(call);
  const pool = account === null ? own : own.ofAccount(account);
  return { db: pool.shown, pool };
}

async function accountOf(call: ProgramCall): Promise<string | null> {
  if (call.pool) return call.pool.account;
  const { accounts } = await openAccounts(call);
  return accounts.find(({ db }) => db === call.db)?.account ?? null;
}
