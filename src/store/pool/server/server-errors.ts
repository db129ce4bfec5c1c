/** What errors of the server, and of the way to it, mean: what may be tried again, and what the user reads. */
import type { PoolAddress } from '../../../parse/pool-url.ts';
import { Refused } from '../../../rules/answers/refusal.ts';

/** Whether the server gave up a transaction that may succeed if it is tried again. */
export const isRetryable = (error: unknown): boolean => /^(40001|40P01|55P03)$/.test(errorCode(error));

/** Whether the connection ended, so that nobody knows what became of a commit that was on its way. */
export const isConnectionLost = (error: unknown): boolean => {
  const code = errorCode(error);
  // 57P01 to 57P03: the server shuts down or starts up. 25P03: it has waited too long. 25006: it takes no writes any
  // more. 53300: it has too many connections now.
  return (
    /^(E[A-Z]+|08\w{3}|57P0\d|25P03|25006|40003|53300)$/.test(code) ||
    (code === '' && LOST.test((error as Error).message))
  );
};

const LOST = /connection (terminated|ended|error)|timeout|not queryable|socket/i;

export const errorCode = (error: unknown): string => String((error as { readonly code?: unknown }).code ?? '');

/** The server has no TLS. */
export const WITHOUT_TLS = /does not support SSL/i;

/** What an error of the server or of the way to it means. */
export function serverRefusal(error: unknown, { shown }: Pick<PoolAddress, 'shown'>): unknown {
  if (error instanceof Refused) return error;
  const code = errorCode(error);
  const { message } = error as Error;
  const why =
    WHY_FIRST.find(([text]) => text.test(message))?.[1] ??
    WHY.find(([pattern]) => pattern.test(code))?.[1] ??
    WHY_TEXT.find(([text]) => text.test(message))?.[1];
  if (why === undefined && !isConnectionLost(error) && !/^[0-9A-Z]{5}$/.test(code)) return error;
  if (why === 'full') return new Refused({ code: 'storage-full', db: shown, detail: message, of: 'server' });
  if (why === 'busy') return new Refused({ code: 'storage-busy', db: shown, detail: message, of: 'server' });
  return new Refused({ code: 'storage-unavailable', db: shown, detail: why ?? message, of: 'server' });
}

/** The code of these would say only that the login failed. */
const WHY_FIRST: readonly (readonly [text: RegExp, why: string])[] = [
  // Since version 14 it says "no encryption".
  [/no pg_hba.conf entry.*(no encryption|SSL off)/i, 'tls-only'],
  [/no pg_hba.conf entry/i, 'place'],
];

const WHY: readonly (readonly [code: RegExp, why: string])[] = [
  [/^28/, 'login'],
  [/^3D000/, 'no-database'],
  [/^42501/, 'rights'],
  [/^(ENOTFOUND|EAI_)/, 'host'],
  [/^ECONNREFUSED|^ENOENT/, 'down'],
  [/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/, 'silent'],
  [/^25006/, 'read-only'],
  [/^(53100|53200)/, 'full'],
  [/^(40001|40P01|55P03|53300)/, 'busy'],
];

const WHY_TEXT: readonly (readonly [text: RegExp, why: string])[] = [
  [/password must be|no password/i, 'login'],
  [/timeout/i, 'silent'],
  [WITHOUT_TLS, 'no-tls'],
  [/self.signed|certificate|altnames|unable to verify/i, 'certificate'],
  [/connection terminated/i, 'lost'],
];
