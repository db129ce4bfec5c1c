/**
 * A cluster of three PostgreSQL servers that Patroni keeps, with etcd beside them, for tests of failover. Each server is in
 * a network namespace of its own, so that one can be cut off; clients run in the namespace between them. Needs root.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SERVERS = [1, 2, 3] as const;
type ServerNumber = (typeof SERVERS)[number];

const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** Where the system's packages put the servers' programs. */
function serverPrograms(): string | null {
  try {
    const [newest] = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a));
    return newest === undefined ? null : join('/usr/lib/postgresql', newest, 'bin');
  } catch {
    return null;
  }
}

/** Whether this machine can make namespaces and has the programs. */
export function canRunCluster(): boolean {
  if (process.getuid?.() !== 0 || !['patroni', 'etcd', 'ip', 'setpriv'].every(has) || !serverPrograms()) return false;
  const probe = `connects-probe-${process.pid}`;
  if (spawnSync('ip', ['netns', 'add', probe]).status !== 0) return false;
  spawnSync('ip', ['netns', 'del', probe]);
  return true;
}

export interface TestCluster {
  /** The URL of all three, in an order of the caller's. */
  readonly url: string;
  /** The words that run a program between the servers. */
  readonly between: readonly string[];
  /** The number of the server that takes writes; null: none does now. */
  leader(): ServerNumber | null;
  /** Waits until some server takes writes and another one confirms them. */
  ready(not?: ServerNumber): Promise<ServerNumber>;
  kill(server: ServerNumber): void;
  freeze(server: ServerNumber): void;
  thaw(server: ServerNumber): void;
  cutOff(server: ServerNumber): void;
  reconnect(server: ServerNumber): void;
  restart(server: ServerNumber): void;
  stop(): void;
}

const run = (...[program, ...args]: readonly [string, ...string[]]): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function startCluster(): Promise<TestCluster> {
  const bin = serverPrograms();
  if (bin === null) throw new Error('PostgreSQL is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'connects-cluster-'));
  const [uid, gid] = [Number(run('id', '-u', 'postgres')), Number(run('id', '-g', 'postgres'))];
  chownSync(folder, uid, gid);
  const tag = `c${process.pid}`;
  const hub = `${tag}hub`;
  const space = (server: ServerNumber): string => `${tag}s${server}`;
  const address = (server: ServerNumber): string => `10.77.0.${server}`;
  const inside = (namespace: string): readonly [string, ...string[]] => ['ip', 'netns', 'exec', namespace];
  const asServer = ['setpriv', '--reuid', String(uid), '--regid', String(gid), '--clear-groups'];

  run('ip', 'netns', 'add', hub);
  run(...inside(hub), 'ip', 'link', 'set', 'lo', 'up');
  run(...inside(hub), 'ip', 'link', 'add', 'br0', 'type', 'bridge');
  run(...inside(hub), 'ip', 'addr', 'add', '10.77.0.254/24', 'dev', 'br0');
  run(...inside(hub), 'ip', 'link', 'set', 'br0', 'up');
  for (const server of SERVERS) {
    run('ip', 'netns', 'add', space(server));
    run(
      ...inside(hub),
      'ip',
      'link',
      'add',
      `v${server}`,
      'type',
      'veth',
      'peer',
      'name',
      'eth0',
      'netns',
      space(server),
    );
    run(...inside(hub), 'ip', 'link', 'set', `v${server}`, 'master', 'br0', 'up');
    run(...inside(space(server)), 'ip', 'addr', 'add', `${address(server)}/24`, 'dev', 'eth0');
    run(...inside(space(server)), 'ip', 'link', 'set', 'eth0', 'up');
    run(...inside(space(server)), 'ip', 'link', 'set', 'lo', 'up');
  }

  const running = new Map<string, ChildProcess>();
  const begin = (name: string, namespace: string, ...command: readonly [string, ...string[]]): void => {
    const [program, ...args] = [...inside(namespace), ...asServer, ...command];
    const log = join(folder, `${name}.log`);
    const child = spawn('sh', ['-c', `exec "$0" "$@" >>'${log}' 2>&1`, program as string, ...args], {
      cwd: folder,
      stdio: 'ignore',
      env: { PATH: `${bin}:/usr/bin:/bin`, HOME: folder, PYTHONUNBUFFERED: '1' },
    });
    running.set(name, child);
  };

  const etcd = join(folder, 'etcd');
  mkdirSync(etcd, { mode: 0o700 });
  chownSync(etcd, uid, gid);
  begin(
    'etcd',
    hub,
    ...(['etcd', '--data-dir', etcd, '--enable-v2=true', '--unsafe-no-fsync=true'] as const),
    ...['--listen-client-urls', 'http://10.77.0.254:2379', '--advertise-client-urls', 'http://10.77.0.254:2379'],
    ...['--listen-peer-urls', 'http://127.0.0.1:2380'],
  );

  const start = (server: ServerNumber): void => begin(`patroni${server}`, space(server), 'patroni', configOf(server));
  function configOf(server: ServerNumber): string {
    const file = join(folder, `server${server}.yml`);
    // JSON is YAML too. Patroni takes no shorter time to live than 20 seconds.
    const config = {
      scope: 'pool',
      name: `server${server}`,
      restapi: { listen: `${address(server)}:8008`, connect_address: `${address(server)}:8008` },
      etcd3: { host: '10.77.0.254:2379' },
      bootstrap: {
        dcs: {
          ttl: 20,
          loop_wait: 2,
          retry_timeout: 3,
          synchronous_mode: true,
          synchronous_mode_strict: true,
          postgresql: { use_pg_rewind: true, parameters: { fsync: 'off', wal_log_hints: 'on', max_connections: 50 } },
        },
        initdb: [{ encoding: 'UTF8' }, { locale: 'C' }, 'data-checksums'],
        pg_hba: ['local all all trust', 'host all all 10.77.0.0/24 trust', 'host replication all 10.77.0.0/24 trust'],
      },
      postgresql: {
        listen: `${address(server)}:5432`,
        connect_address: `${address(server)}:5432`,
        data_dir: join(folder, `data${server}`),
        bin_dir: bin,
        authentication: {
          superuser: { username: 'postgres', password: 'x' },
          replication: { username: 'replicator', password: 'x' },
          rewind: { username: 'rewinder', password: 'x' },
        },
        // A namespace has a network of its own, but no files of its own.
        parameters: { unix_socket_directories: socketOf(server) },
      },
    };
    writeFileSync(file, JSON.stringify(config));
    chownSync(file, uid, gid);
    return file;
  }

  function socketOf(server: ServerNumber): string {
    const socket = join(folder, `socket${server}`);
    mkdirSync(socket, { recursive: true });
    chownSync(socket, uid, gid);
    return socket;
  }

  /** All processes that run in a server's namespace. */
  const processes = (server: ServerNumber): readonly number[] =>
    run('ip', 'netns', 'pids', space(server)).split('\n').filter(Boolean).map(Number);
  const signal = (server: ServerNumber, name: NodeJS.Signals): void => {
    for (const pid of processes(server)) {
      try {
        process.kill(pid, name);
      } catch {
        // It has ended meanwhile.
      }
    }
  };

  const ask = (server: ServerNumber, text: string): string | null => {
    const { status, stdout } = spawnSync(
      'timeout',
      ['5', ...inside(hub), join(bin, 'psql'), '-h', address(server), '-U', 'postgres', '-qAtc', text],
      { encoding: 'utf8', env: { PATH: '/usr/bin:/bin', HOME: folder, PGCONNECT_TIMEOUT: '2' } },
    );
    return status === 0 ? stdout.trim() : null;
  };
  const isReady = (server: ServerNumber): boolean =>
    ask(
      server,
      "SELECT NOT pg_is_in_recovery() AND EXISTS (SELECT 1 FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum'))",
    ) === 't';

  for (const server of SERVERS) start(server);
  const cluster: TestCluster = {
    url: `postgres://postgres@${SERVERS.map(address).join(',')}/postgres?sslmode=disable`,
    between: inside(hub),
    leader: () => SERVERS.find((server) => ask(server, 'SELECT pg_is_in_recovery()') === 'f') ?? null,
    ready: async (not) => {
      // A failover takes some 20 seconds. Nothing here waits for luck: it asks until there is a leader.
      for (let tries = 0; tries < 240; tries += 1) {
        const found = SERVERS.find((server) => server !== not && isReady(server));
        if (found !== undefined) return found;
        await pause(500);
      }
      const log = SERVERS.map((server) => readFileSync(join(folder, `patroni${server}.log`), 'utf8').slice(-1500));
      throw new Error(`The cluster has no leader:\n${log.join('\n---\n')}`);
    },
    kill: (server) => signal(server, 'SIGKILL'),
    freeze: (server) => signal(server, 'SIGSTOP'),
    thaw: (server) => signal(server, 'SIGCONT'),
    cutOff: (server) => void run(...inside(hub), 'ip', 'link', 'set', `v${server}`, 'down'),
    reconnect: (server) => void run(...inside(hub), 'ip', 'link', 'set', `v${server}`, 'up'),
    restart: (server) => start(server),
    stop: () => {
      for (const server of SERVERS) signal(server, 'SIGKILL');
      for (const child of running.values()) child.kill('SIGKILL');
      for (const pid of run('ip', 'netns', 'pids', hub).split('\n').filter(Boolean)) spawnSync('kill', ['-9', pid]);
      for (const name of [...SERVERS.map(space), hub]) spawnSync('ip', ['netns', 'del', name]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await cluster.ready();
    return cluster;
  } catch (error) {
    cluster.stop();
    throw error;
  }
}
