/** Where a shared ledger is: a PostgreSQL URL, read so that its password is never part of what is shown. */
import { type Refused, usageRefused } from '../rules/answers/refusal.ts';
import type { UsageFaultOf } from '../rules/answers/usage-fault.ts';
import { DEFAULT_ACCOUNT, isAccountName } from '../rules/values/account-name.ts';

export const TLS_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export type TlsMode = (typeof TLS_MODES)[number];

export interface PoolHost {
  /** A name, an address, or the folder of a socket; null: PGHOST, or this machine. */
  readonly name: string | null;
  /** Null: PGPORT, or 5432. */
  readonly port: number | null;
}

export interface PoolAddress {
  /** In the order in which they are tried. */
  readonly hosts: readonly [PoolHost, ...PoolHost[]];
  readonly user: string | null;
  /** Null: PGPASSWORD, or the file that PGPASSFILE names. */
  readonly password: string | null;
  readonly database: string | null;
  readonly tls: TlsMode;
  /** The file with the certificate that signs the server's own. */
  readonly rootCertificate: string | null;
  readonly account: string;
  /** The URL without the password, which names the same ledger again. */
  readonly shown: string;
  /** Who and where, however it is reached: the same for all URLs that differ in TLS alone. */
  readonly identity: string;
  /** The same database, with another account. */
  ofAccount(account: string): PoolAddress;
}

/** The password may hold any character: it ends at the last `@` before the host. */
const URL_PARTS = /^postgres(?:ql)?:\/\/(?:(.*)@)?([^@/?]*)(?:\/([^?/]*))?(?:\?(.*))?$/is;

/** What holds where the URL says nothing. */
type UrlDefaults = Readonly<Partial<Record<'PGSSLMODE' | 'PGSSLROOTCERT', string | undefined>>>;

/** Reads `postgres://user:password@host:port,host:port/database?sslmode=verify-full`. `account`: null is the default one. */
export function readPoolUrl(url: string, account: string | null, vars: UrlDefaults = {}): PoolAddress {
  const [whole, login = '', places = '', database = '', query = ''] = URL_PARTS.exec(url) ?? [];
  if (whole === undefined) throw badUrl('form', '');
  const [user = '', password] = splitOnce(login, ':');
  const options = readOptions(query);
  const sslmode = options.get('sslmode') ?? (vars['PGSSLMODE'] || 'prefer');
  // PostgreSQL's own programs try TLS second under "allow", which is no reason to do so.
  const tls = TLS_MODES.find((mode) => mode === sslmode.replace(/^allow$/, 'prefer'));
  if (!tls) throw badUrl('sslmode', sslmode);
  const hosts = (places || options.get('host') || '').split(',').map(readHost) as [PoolHost, ...PoolHost[]];
  const name = account ?? options.get('account') ?? DEFAULT_ACCOUNT;
  if (!isAccountName(name)) throw badUrl('account', name);
  const placed = (host: PoolHost): string => `${host.name ?? ''}${host.port === null ? '' : `:${host.port}`}`;
  const who = user ? `${user}@` : '';
  const place = hosts.map(placed).join(',');
  return {
    hosts,
    user: decoded(user) || null,
    password: password === undefined ? null : decoded(password),
    database: decoded(database) || null,
    tls,
    rootCertificate: options.get('sslrootcert') ?? (vars['PGSSLROOTCERT'] || null),
    account: name,
    shown: `postgres://${who}${places}/${database}${shownOptions(options, name)}`,
    ofAccount: (other) => readPoolUrl(url, other, vars),
    identity: `postgres://${who}${place}/${database}${name === DEFAULT_ACCOUNT ? '' : `?account=${name}`}`,
  };
}

/** The options that the URL has, with the account that is meant. */
function shownOptions(options: ReadonlyMap<string, string>, account: string): string {
  const given = OPTIONS.filter((name) => name !== 'account').flatMap((name) => {
    const value = options.get(name);
    return value === undefined ? [] : [`${name}=${encodeURIComponent(value).replaceAll('%2F', '/')}`];
  });
  const all = [...given, ...(account === DEFAULT_ACCOUNT ? [] : [`account=${account}`])];
  return all.length === 0 ? '' : `?${all.join('&')}`;
}

const OPTIONS = ['sslmode', 'sslrootcert', 'host', 'account'];

function readOptions(query: string): ReadonlyMap<string, string> {
  const options = new Map(new URLSearchParams(query));
  for (const name of options.keys()) if (!OPTIONS.includes(name)) throw badUrl('option', name);
  return options;
}

function readHost(text: string): PoolHost {
  const [, bracketed, plain = '', digits] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(text) ?? [];
  const name = bracketed ?? decoded(plain);
  if (bracketed === undefined && plain === '' && text !== '' && digits === undefined) throw badUrl('host', '');
  const port = digits ? Number(digits) : null;
  if (port !== null && (port < 1 || port > 65_535)) throw badUrl('port', digits ?? '');
  return { name: name || null, port };
}

function splitOnce(text: string, mark: string): readonly [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** A `%` that begins no escape means itself, as in a password that nobody has escaped. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const badUrl = (part: UsageFaultOf<'bad-pool-url'>['part'], given: string): Refused =>
  usageRefused({ fault: 'bad-pool-url', part, given });
