/** What a URL asks of TLS, as the driver takes it. */
import fs from 'node:fs';
import type pg from 'pg';
import type { PoolAddress, PoolHost } from '../../../parse/pool-url.ts';
import { Refused } from '../../../rules/answers/refusal.ts';

/** As the driver takes it; false: without TLS. */
export type TlsOptions = pg.ClientConfig['ssl'];

/** What to ask the server for, in order. A certificate that is named is checked in every mode, as PostgreSQL's own programs do. */
export function tlsChoices(
  { tls, rootCertificate, shown }: PoolAddress,
  { name }: PoolHost,
): readonly [TlsOptions, ...false[]] {
  const ca = rootCertificate === null || tls === 'disable' ? null : { ca: certificateIn(rootCertificate, shown) };
  const signed = { ...ca, checkServerIdentity: () => undefined };
  switch (tls) {
    case 'disable':
      return [false];
    case 'prefer':
      return [ca ? signed : { rejectUnauthorized: false }, false];
    case 'require':
      return [ca ? signed : { rejectUnauthorized: false }];
    case 'verify-ca':
      return [signed];
    case 'verify-full':
      // The driver passes names on, but not addresses, and Node would look for "localhost" in the certificate.
      return [{ ...ca, ...(name !== null && { host: name }) }];
    default:
      return tls satisfies never;
  }
}

function certificateIn(file: string, db: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    throw new Refused({ code: 'storage-unavailable', db, detail: 'no-root-certificate', of: 'server' });
  }
}
