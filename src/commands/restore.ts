/** `connects restore`: a backup put in the ledger's place, once what that changes has been seen and agreed to. */
import type { Call } from '../call.ts';
import { type Change, changeLines, type Move, replaced } from '../render/backup.ts';
import { Refused } from '../rules/refusal.ts';
import { openVault } from '../store/open-store.ts';
import type { PendingRestore } from '../store/vault.ts';
import { refuseDash, refuseEmpty } from './file.ts';
import type { Subcommand } from './subcommand.ts';
import { shows } from './usage.ts';

interface Options {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly force?: boolean;
}

const NEWEST = 'Name a file, or the newest backup: connects restore latest';

export const restore: Subcommand = (program, run) => {
  shows(program.command('restore'), 'connects restore latest', 'connects restore ~/connects-copy.db --dry-run')
    .description(
      'Replaces the ledger with a backup, after showing what will change. The present ledger is backed up first.',
    )
    .argument('<file>', 'a backup, or: latest')
    .option('-n, --dry-run', 'show what would change, but change nothing')
    .option('-y, --yes', 'restore without asking')
    .option('--force', 'restore it even if it belongs to another account or is damaged')
    .action(
      run(async (call, file: string, { dryRun = false, yes = false, force = false }: Options) => {
        refuseEmpty(file, NEWEST);
        refuseDash(file, 'A backup is a file, not a stream.', NEWEST);
        if (!dryRun && !yes && !call.mayAsk) {
          const problem = 'The option --yes is missing: a backup is restored only if you confirm it.';
          throw new Refused({
            code: 'usage',
            problem,
            hint: 'First see what would change with --dry-run, then pass --yes.',
          });
        }
        const restoration = await prepared(call, file, force);
        try {
          return await perform(call, restoration, dryRun, yes);
        } finally {
          restoration.abandon();
        }
      }),
    );
};

/** `latest` is the newest backup that is sound. */
async function prepared(call: Call, file: string, force: boolean): Promise<PendingRestore> {
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

async function perform(call: Call, restoration: PendingRestore, dryRun: boolean, yes: boolean): Promise<number> {
  const change = changeOf(restoration);
  const lines = changeLines(change, call.today);
  const asked = !dryRun && !yes;
  if (asked) {
    for (const line of lines) call.aside(line);
    const { confirm } = await call.ask();
    if (!(await confirm({ message: 'Restore it?', default: false }))) {
      call.aside('Nothing was changed.');
      return 0;
    }
  }
  const kept = dryRun ? null : await restoration.apply();
  if (call.json) {
    const { path, recordedAt, ...moved } = change;
    call.emit('restore', { restored: { path, recordedAt }, ...moved, kept, dryRun });
    return 0;
  }
  if (!call.quiet) {
    call.print(call.paint.bold(dryRun ? 'Would restore:' : 'Restored.'));
    if (!asked) for (const line of lines) call.print(`  ${line}`);
  }
  if (dryRun) call.hint('Nothing was changed (--dry-run).');
  else if (kept) call.hint(replaced(change, kept));
  return 0;
}

function changeOf({ source, now, then, present, sameAccount }: PendingRestore): Change {
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

function move(before: ReadonlySet<string> | undefined, after: ReadonlySet<string>): Move {
  if (!before) return { lost: null, gained: null };
  const missing = (from: ReadonlySet<string>, other: ReadonlySet<string>) =>
    [...from].reduce((count, uid) => (other.has(uid) ? count : count + 1), 0);
  return { lost: missing(before, after), gained: missing(after, before) };
}
