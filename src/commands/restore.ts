/** `connects restore`: a backup put in the ledger's place, once what that changes has been seen and agreed to. */
import type { ProgramCall } from '../call.ts';
import { type CountedMove, changeLines, type RestoreChange, replacedHint } from '../render/upkeep/backup.ts';
import { Refused, usageRefused } from '../rules/answers/refusal.ts';
import { openVault } from '../store/open-store.ts';
import type { PendingRestore } from '../store/vault.ts';
import { answerLines } from './answers/answer.ts';
import { refuseDash, refuseEmpty, refuseUrl } from './line/file.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const restoreCommand: AddSubcommand = (program, run) => {
  withExamples(program.command('restore'), 'connects restore latest', 'connects restore ~/connects-copy.db --dry-run')
    .description(
      'Replaces the ledger with a backup, after showing what will change. The present ledger is backed up first. On a server, everybody has the restored ledger from then on, and the tables keep the one before.',
    )
    .argument('<file>', 'a backup, or: latest')
    .option('-n, --dry-run', 'show what would change, but change nothing')
    .option('-y, --yes', 'restore without asking')
    .option('--force', 'restore it even if it belongs to another account or is damaged')
    .action(
      run(async (call, file, { dryRun = false, yes = false, force = false }) => {
        refuseEmpty(file, 'latest');
        refuseDash(file, 'latest');
        refuseUrl(file, 'restore');
        if (!dryRun && !yes && !call.mayAsk) throw usageRefused({ fault: 'yes-missing', command: 'restore' });
        const restoration = await prepared(call, file, force);
        try {
          await perform(call, restoration, dryRun, yes);
        } finally {
          restoration.abandon();
        }
      }),
    );
};

/** `latest` is the newest backup that is sound. */
async function prepared(call: ProgramCall, file: string, force: boolean): Promise<PendingRestore> {
  const vault = await openVault(call);
  const how = { force, today: call.today };
  if (file !== 'latest') return await vault.prepareRestore(call.env.fullPath(file), how);
  const { folder, backups } = await vault.restorable();
  for (const { path } of backups) {
    try {
      return await vault.prepareRestore(path, how);
    } catch (error) {
      const refusal = error instanceof Refused ? error.refusal : null;
      // What is wrong with the ledger itself, an older backup does not mend.
      if (!(refusal && 'detail' in refusal && 'db' in refusal && refusal.db === path)) throw error;
      await call.note({ code: 'backup-skipped', path, why: refusal });
    }
  }
  const problem = backups.length === 0 ? 'no-backup' : 'no-sound-backup';
  throw new Refused({ code: 'no-such-file', path: folder, problem });
}

async function perform(call: ProgramCall, restoration: PendingRestore, dryRun: boolean, yes: boolean): Promise<void> {
  const change = changeOf(restoration);
  const lines = changeLines(change, call.today);
  const asks = !dryRun && !yes;
  if (asks) {
    for (const line of lines) call.aside(line);
    const { confirm } = await call.ask();
    if (!(await confirm({ message: 'Restore it?', default: false }))) return call.leave('changed');
  }
  const kept = dryRun ? null : await restoration.apply();
  const { path, recordedAt, ...moved } = change;
  const fields = { restored: { path, recordedAt }, ...moved, kept, dryRun };
  answerLines(call, { command: 'restore', fields }, ({ paint }) =>
    call.quiet
      ? []
      : [paint.bold(dryRun ? 'Would restore:' : 'Restored.'), ...(asks ? [] : lines.map((line) => `  ${line}`))],
  );
  if (call.json) return;
  if (dryRun) call.hint('Nothing was changed (--dry-run).');
  else if (kept) call.hint(replacedHint(change, kept));
}

function changeOf({ source, now, then, present, sameAccount }: PendingRestore): RestoreChange {
  const before = now ?? (present === 'missing' ? NOTHING : null);
  return {
    path: source,
    recordedAt: then.recordedAt,
    present,
    sameAccount,
    balance: { before: now?.balance ?? null, after: then.balance },
    transactions: move(before?.transactions, then.transactions),
    proposals: move(before?.proposals, then.proposals),
  };
}

const NOTHING = { transactions: new Set<string>(), proposals: new Set<string>() };

function move(before: ReadonlySet<string> | undefined, after: ReadonlySet<string>): CountedMove {
  if (!before) return { lost: null, gained: null };
  const missing = (from: ReadonlySet<string>, other: ReadonlySet<string>) =>
    [...from].reduce((count, uid) => (other.has(uid) ? count : count + 1), 0);
  return { lost: missing(before, after), gained: missing(after, before) };
}
