/** What errors of the server, and of the way to it, mean: what may be tried again, and what the user reads. */
import type { PoolAddress } from '../../../parse/pool-url.ts';
import { Refused } from '../../../rules/answers/refusal.ts';

/** Whether the server gave up a transaction that may succeed if it is tried again. */
export const isRetryable = (error: unknown): boolean => /^(40001|40P01|55P03)$/.test(errorCode(error));

/** Whether the connection ended, so that nobody knows what became of a commit that was on its way. */
export const isConnectionLost = (error: unknown): boolean => {
  if (error instanceof Refused) return false;
  const code = errorCode(error);
  // 57P01 to 57P03: the server shuts down or starts up. 25P03: it has waited too long. 25006: it takes no writes any
  // more. 53300: it has too many connections now.
  return (
    /^(E[A-Z]+|EAI_\w+|08\w{3}|57P0\d|25P03|25006|40003|53300)$/.test(code) ||
    (code === '' && LOST.test((error as Error).message))
  );
};

const LOST = /connection (terminated|ended|error)|timeout|not queryable|socket/i;

/** Whether the same may succeed in a moment. A name that no server has stays wrong; a host that is down may come back. */
export const mayPass = (error: unknown): boolean =>
  isRetryable(error) || isTaken(error) || (isConnectionLost(error) && !isLasting(error));

const isLasting = (error: unknown): boolean =>
  /^(ENOTFOUND|ENOTPG|EAI_FAIL|EACCES|EPERM|57P04)$/.test(errorCode(error)) ||
  (error as Error).message === READ_ONLY_SET;

/** Another process has made the same row, table, schema or index in the meantime. */
const isTaken = (error: unknown): boolean =>
  /^(23505|42P0[67]|42710)$/.test(errorCode(error)) || /tuple concurrently/.test((error as Error).message);

/** A server, a database or a user that begins every transaction so, although it is no standby. */
export const READ_ONLY_SET = 'default_transaction_read_only';

export const errorCode = (error: unknown): string => String((error as { readonly code?: unknown }).code ?? '');

/** The server has no TLS. */
export const WITHOUT_TLS = /does not support SSL/i;

/** What an error of the server or of the way to it means. */
export function serverRefusal(error: unknown, { shown }: Pick<PoolAddress, 'shown'>): unknown {
  if (error instanceof Refused) return error;
  const { message, severity } = error as Error & { readonly severity?: string };
  const code = errorCode(error);
  const said = `${severity ?? '-'} ${code || '-'} ${message}`;
  const why = WHY.find(([pattern]) => pattern.test(said))?.[1];
  if (why === undefined && !isConnectionLost(error) && !/^[0-9A-Z]{5}$/.test(code)) return error;
  if (why === 'full') return new Refused({ code: 'storage-full', db: shown, detail: message, of: 'server' });
  if (why === 'busy') return new Refused({ code: 'storage-busy', db: shown, detail: message, of: 'server' });
  return new Refused({ code: 'storage-unavailable', db: shown, detail: why ?? message, of: 'server' });
}

/** What a greeting that the driver cannot read becomes: whatever listens there, it is not PostgreSQL. */
export function greetingError(error: unknown, address: Pick<PoolAddress, 'shown'>): unknown {
  const isKnown = serverRefusal(error, address) instanceof Refused && !/^E(PROTO|RR_SSL)/.test(errorCode(error));
  return isKnown ? error : Object.assign(new Error((error as Error).message), { code: 'ENOTPG' });
}

/** Its severity, its code and its words, of which the first pattern that fits counts. */
const WHY: readonly (readonly [said: RegExp, why: string])[] = [
  // Since version 14 it says "no encryption".
  [/no pg_hba.conf entry.*(no encryption|SSL off)/i, 'tls-only'],
  [/no pg_hba.conf entry/i, 'place'],
  [/ 28\w{3} role ".*" does not exist/i, 'no-role'],
  [/ 28\w{3} .*is not permitted to log in/i, 'no-login'],
  [/ 28\w{3} /, 'login'],
  [/ (3D000|57P04) /, 'no-database'],
  // The login is not let in at all.
  [/^FATAL 42501 /, 'entry'],
  [/ 42501 /, 'rights'],
  [/ (ENOTFOUND|EAI_\w+) /, 'host'],
  [/ ENOTPG /, 'not-postgres'],
  [/ (ECONNREFUSED|ENOENT) /, 'down'],
  [/ (ETIMEDOUT|EHOSTUNREACH|ENETUNREACH) /, 'silent'],
  [new RegExp(` 25006 ${READ_ONLY_SET}$`), 'read-only-set'],
  [/ 25006 /, 'read-only'],
  [/ 57014 /, 'cancelled'],
  [/ 57P0[123] /, 'stopping'],
  [/ 53300 /, 'crowded'],
  [/ (53100|53200) /, 'full'],
  [/ (40001|40P01|55P03) /, 'busy'],
  [/ ERR_TLS_CERT_ALTNAME/, 'host-name'],
  [/password must be|no password/i, 'login'],
  [/timeout/i, 'silent'],
  [WITHOUT_TLS, 'no-tls'],
  [/self.signed|certificate|unable to verify/i, 'certificate'],
  [/connection terminated/i, 'lost'],
];
