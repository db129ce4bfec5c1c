/** The accounts in the data folder: each is one file, named after it. */
import path from 'node:path';
import { ACCOUNT_ENDING, isAccountName } from '../../rules/values/account-name.ts';
import { listedNames } from '../file/atomic-file.ts';
import { isLedger } from '../file/same-file.ts';
import type { ProgramFolders } from './backup-folder.ts';

export interface AccountFile {
  readonly account: string;
  readonly db: string;
}

/** In the order of their names. A file that is no ledger is no account, whatever its name. */
export async function accountFiles(env: ProgramFolders): Promise<readonly AccountFile[]> {
  const folder = await env.dataFolder();
  return listedNames(folder)
    .filter((file) => file.endsWith(ACCOUNT_ENDING) && isAccountName(file.slice(0, -ACCOUNT_ENDING.length)))
    .map((file) => ({ account: file.slice(0, -ACCOUNT_ENDING.length), db: path.join(folder, file) }))
    .filter(({ db }) => mayBeLedger(db));
}

/** The file of an account, there or not. */
export const accountFile = async (env: ProgramFolders, account: string): Promise<string> =>
  path.join(await env.dataFolder(), `${account}${ACCOUNT_ENDING}`);

/** One that cannot be looked into is listed: whoever opens it reads why. */
function mayBeLedger(file: string): boolean {
  try {
    return isLedger(file);
  } catch {
    return true;
  }
}
