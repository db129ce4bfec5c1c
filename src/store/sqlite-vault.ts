/** The vault of a ledger in one SQLite file. Each part is loaded when it is called. */
import { realPath } from './file/atomic-file.ts';
import { isLedger, isPartOfLedger } from './file/same-file.ts';
import type { BackupSource } from './safety/backup.ts';
import type { Vault } from './vault.ts';

export function sqliteVault(source: BackupSource): Vault {
  const backups = () => import('./safety/backup.ts');
  const moves = () => import('./safety/remove-ledger.ts');
  const restores = () => import('./safety/restore.ts');
  return {
    backUp: async () => (await backups()).withBackup(source, 'manual', (made) => made),
    backUpTo: async (file, over) => (await backups()).backUpTo(source.db, file, over),
    withBackup: async (reason, work, hasChanged) => (await backups()).withBackup(source, reason, work, hasChanged),
    restorable: async () => (await restores()).restorableBackups(source),
    prepareRestore: async (backup, how) => (await restores()).prepareRestore(source, backup, how),
    remove: async () => (await moves()).removeLedger(source),
    rename: async ({ db, isTrial }) => (await moves()).renameLedger(source, db, isTrial),
    noteRenewal: async (at) => (await import('./folders/renewal-note.ts')).noteRenewal(source.db, source.env, at),
    diagnose: async () => (await import('./safety/diagnose.ts')).diagnoseStore(source.db, source.env),
    readCopy: async (file, bytes) => (await import('./merge/read-copy.ts')).commandsIn(file, bytes),
    kindOf: (path) =>
      isPartOfLedger(path, realPath(source.db)) ? 'this-ledger' : isLedger(path) ? 'any-ledger' : 'no-ledger',
  };
}
