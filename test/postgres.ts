/** A PostgreSQL server of a test's own: made in a scratch folder, reached through a socket there, and stopped at the end. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestServer {
  readonly folder: string;
  /** The folder of the programs that talk to it. */
  readonly programs: string;
  /** The URL of a fresh, empty database, with these parameters after it. */
  database(more?: string): string;
  /** Runs SQL as the superuser and returns what it printed. */
  sql(url: string, text: string): string;
  /** Runs a script for psql, with its own commands, as the superuser. */
  script(url: string, text: string): string;
  /** How that is run. */
  psql(
    url: string,
    text: string,
  ): {
    readonly program: string;
    readonly args: readonly string[];
    readonly vars: Readonly<Record<string, string>>;
  };
  /** Stops the server at once, as a crash would, or starts it again. */
  kill(): void;
  start(): void;
  stop(): void;
}

/** The newest folder of the system's packages that has this program; null: none is installed. */
function packaged(program: string): string | null {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return null;
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, program))) ?? null;
}

/** The folder of the server's programs: the one that `VITEST_POSTGRES` names, or the system's; null: it is not installed. */
function programs(): string | null {
  const named = process.env['VITEST_POSTGRES'];
  if (!named) return packaged('initdb');
  if (!existsSync(join(named, 'initdb'))) throw new Error(`VITEST_POSTGRES has no initdb: ${named}`);
  return named;
}

/** The server refuses to run as root, so that root runs it as the user of the system's package. */
function unprivileged(): { readonly uid?: number; readonly gid?: number } | null {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
  const [uid, gid] = [id('-u'), id('-g')];
  return uid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null;
}

/** Whether this machine can run the server at all. */
export const hasPostgres = (): boolean => programs() !== null && unprivileged() !== null;

export interface ServerOptions {
  /** As on a real server, each commit waits for the disk. */
  readonly durable?: boolean;
  /** It listens on a port of this machine, and asks there for this password of the user postgres. */
  readonly password?: string;
}

/** A port that is probably free. */
const anyPort = (): number => 20_000 + Math.floor(Math.random() * 20_000);

export function startPostgres({ durable = false, password }: ServerOptions = {}): TestServer {
  const bin = programs();
  const user = unprivileged();
  if (bin === null || user === null) throw new Error('PostgreSQL is not installed');
  // Where somebody unpacked a server, the programs that talk to it may be missing; those of another version talk to it too.
  const clients = existsSync(join(bin, 'psql')) ? bin : packaged('psql');
  if (clients === null) throw new Error('psql is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'connects-pg-'));
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid ?? user.uid);
  const data = join(folder, 'data');
  const port = password === undefined ? 5432 : anyPort();
  const runWith = (input: string, program: string, ...args: readonly string[]): string =>
    execFileSync(program, args, { ...user, cwd: folder, encoding: 'utf8', input, stdio: 'pipe' });
  const run = (program: string, ...args: readonly string[]): string => runWith('', program, ...args);
  const start = (): void =>
    void execFileSync(
      join(bin, 'pg_ctl'),
      // Without a password, nothing listens on a port: two tests at once never meet.
      [
        '-D',
        data,
        '-w',
        '-s',
        '-l',
        join(folder, 'log'),
        '-o',
        `-k ${folder} -p ${port} -c listen_addresses=${password === undefined ? '' : '127.0.0.1'} -c fsync=${durable ? 'on' : 'off'}`,
        'start',
      ],
      { ...user, cwd: folder, stdio: 'ignore' },
    );
  writeFileSync(join(folder, 'password'), `${password ?? 'none'}\n`, { mode: 0o644 });
  const asks = ['--auth-local=trust', `--auth-host=${password === undefined ? 'trust' : 'scram-sha-256'}`];
  const secret = `--pwfile=${join(folder, 'password')}`;
  run(join(bin, 'initdb'), '-D', data, '-U', 'postgres', ...asks, secret, '--no-sync', '--encoding=UTF8', '--locale=C');
  start();
  let databases = 0;
  const url = (name: string, more = ''): string =>
    password === undefined
      ? `postgres://postgres@/${name}?host=${folder}${more}`
      : `postgres://postgres@127.0.0.1:${port}/${name}${more}`;
  const psql = (at: string, text: string) => {
    const name = /\/(\w+)(?:\?|$)/.exec(at)?.[1] ?? 'postgres';
    const args = [
      '-h',
      folder,
      '-p',
      String(port),
      '-U',
      'postgres',
      '-d',
      name,
      '-qAt',
      '-v',
      'ON_ERROR_STOP=1',
      '-c',
      text,
    ];
    return { program: join(clients, 'psql'), args, vars: {} };
  };
  const sql = (at: string, text: string): string => run(join(clients, 'psql'), ...psql(at, text).args).trim();
  const stop = (mode: 'immediate' | 'fast') =>
    spawnSync(join(bin, 'pg_ctl'), ['-D', data, '-m', mode, '-w', 'stop'], { ...user, cwd: folder });
  return {
    folder,
    programs: clients,
    database: (more) => {
      databases += 1;
      sql(url('postgres'), `CREATE DATABASE d${databases}`);
      return url(`d${databases}`, more);
    },
    sql,
    script: (at, text) => runWith(text, psql(at, '').program, ...psql(at, '').args.slice(0, -2)),
    psql,
    kill: () => void stop('immediate'),
    start,
    stop: () => {
      stop('immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
