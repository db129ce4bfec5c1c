/** Where the ledger of a call is, and who records in it. */
import type { ProgramEnv } from './env.ts';
import type { GlobalOptions } from './parse/global-options.ts';
import type { PoolAddress } from './parse/pool-url.ts';
import { usageRefused } from './rules/answers/refusal.ts';
import { cleanMember } from './rules/command/member-name.ts';
import { ACCOUNT_ENDING, DEFAULT_ACCOUNT, isAccountName } from './rules/values/account-name.ts';
import { isServerUrl } from './rules/values/ledger-place.ts';

/** Where the ledger is: a file of this machine, or an account on a server. */
export async function ledgerAddress(
  env: ProgramEnv,
  globals: GlobalOptions,
): Promise<{ readonly db: string; readonly pool: PoolAddress | null }> {
  const { db, account } = globals;
  const named = db ?? env.vars['CONNECTS_DB'];
  if (named && isServerUrl(named)) {
    const { readPoolUrl } = await import('./parse/pool-url.ts');
    const pool = readPoolUrl(named.trim(), account ?? (env.vars['CONNECTS_ACCOUNT'] || null), env.vars);
    return { db: pool.shown, pool };
  }
  return { db: await fileLocation(env, globals), pool: null };
}

/** The options as a hint repeats them: never with a password. */
export async function shownGlobals({ db, ...others }: GlobalOptions): Promise<GlobalOptions> {
  if (db === undefined) return others;
  if (!isServerUrl(db)) return { ...others, db };
  const { readPoolUrl } = await import('./parse/pool-url.ts');
  try {
    return { ...others, db: readPoolUrl(db.trim(), others.account ?? null).shown };
  } catch {
    return others;
  }
}

async function fileLocation(env: ProgramEnv, { db, account }: GlobalOptions): Promise<string> {
  if (db !== undefined && account !== undefined) throw usageRefused({ fault: 'two-ledgers' });
  // An unset variable in a script must not lead to another ledger unseen.
  if (db === '') throw usageRefused({ fault: 'empty-path', name: '--db', instead: 'nothing' });
  const file = db ?? (account === undefined ? env.vars['CONNECTS_DB'] : undefined);
  if (file === '-') throw usageRefused({ fault: 'not-a-file', name: db ? '--db' : 'CONNECTS_DB', instead: null });
  // Trimmed, as SQLite would open another file than the one that was looked at.
  if (file) return env.fullPath(file.trim());
  const name = account ?? (env.vars['CONNECTS_ACCOUNT'] || DEFAULT_ACCOUNT);
  if (!isAccountName(name)) throw usageRefused({ fault: 'bad-account', given: name });
  return `${await env.dataFolder()}/${name}${ACCOUNT_ENDING}`;
}

/** Who records: on a server, where nobody says so, the user whom the system knows. */
export function recordingMember(
  { vars, userName }: ProgramEnv,
  { as }: GlobalOptions,
  pool: PoolAddress | null,
): string | null {
  const given = as ?? (vars['CONNECTS_MEMBER'] || null);
  if (given === null) return pool ? cleanMember(userName() ?? '') : null;
  // A URL may hold a password, and what is recorded stays for ever.
  const name = isServerUrl(given) ? null : cleanMember(given);
  if (name === null) throw usageRefused({ fault: 'bad-member', flag: as === undefined ? 'CONNECTS_MEMBER' : '--as' });
  return name;
}
