/**
 * A cluster of three PostgreSQL servers that Patroni keeps, with etcd beside them, for tests of failover. Each server is in
 * a network namespace of its own; clients run in the namespace between them. Needs root.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClusterState, watchCluster } from './cluster-state.ts';
import { makeNetwork, runAll, SERVERS, type ServerNumber } from './network.ts';

/** Where the system's packages put the servers' programs. */
function serverPrograms(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ?? null;
}

/** In memory where there is room: a commit waits for the disk as on a real server, but not for that of the other two. */
function roomyFolder(): string {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 2 ** 30 ? memory : tmpdir();
}

/** Why this machine cannot run a cluster; null: it can. */
export function whyNoCluster(): string | null {
  if (process.getuid?.() !== 0) return 'it needs root';
  const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
  const missing = ['patroni', 'etcd', 'ip', 'setpriv'].filter((program) => !has(program));
  if (!serverPrograms()) missing.push('PostgreSQL');
  if (missing.length > 0) return `not installed: ${missing.join(', ')}`;
  const probe = `connects-probe-${process.pid}`;
  if (spawnSync('ip', ['netns', 'add', probe]).status !== 0) return 'no network namespace can be made';
  spawnSync('ip', ['netns', 'del', probe]);
  return null;
}

export interface TestCluster extends ClusterState {
  /** The URL of all three. */
  readonly url: string;
  /** The words that run a program between the servers. */
  readonly between: readonly string[];
  kill(server: ServerNumber): void;
  restart(server: ServerNumber): void;
  freeze(server: ServerNumber): void;
  /**
   * Its PostgreSQL goes on where it stopped, still a leader, and Patroni begins anew. The old Patroni must not go on: it
   * writes its name over the new leader's if it slept between two steps, so that what the new leader confirmed is lost.
   * That is what a watchdog is for, which resets such a machine; there is none here.
   */
  thaw(server: ServerNumber): void;
  cutOff(server: ServerNumber): void;
  reconnect(server: ServerNumber): void;
  stop(): void;
}

export async function startCluster(): Promise<TestCluster> {
  const bin = serverPrograms();
  if (bin === null) throw new Error('PostgreSQL is not installed');
  const folder = mkdtempSync(join(roomyFolder(), 'connects-cluster-'));
  const [uid, gid] = [Number(runAll('id', '-u', 'postgres')), Number(runAll('id', '-g', 'postgres'))];
  chownSync(folder, uid, gid);
  const network = makeNetwork();
  const { address, hub, hubAddress, inside, processes, space } = network;

  const logOf = (name: string): string => join(folder, `${name}.log`);
  const begin = (name: string, namespace: string, ...command: readonly string[]): ChildProcess => {
    // Real servers have machines of their own. Here they go before the clients.
    const asServer = ['nice', '-n', '-10', 'setpriv', '--reuid', `${uid}`, '--regid', `${gid}`, '--clear-groups'];
    return spawn(
      'sh',
      ['-c', `exec "$@" >>'${logOf(name)}' 2>&1`, 'sh', ...inside(namespace), ...asServer, ...command],
      {
        cwd: folder,
        stdio: 'ignore',
        env: { PATH: `${bin}:/usr/bin:/bin`, HOME: folder, PYTHONUNBUFFERED: '1' },
      },
    );
  };
  const ownFolder = (name: string): string => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    chownSync(path, uid, gid);
    return path;
  };

  function configOf(server: ServerNumber): string {
    const file = join(folder, `server${server}.yml`);
    // JSON is YAML too. Patroni takes no shorter time to live than 20 seconds, and the other two must fit in it.
    const config = {
      scope: 'pool',
      name: `server${server}`,
      restapi: { listen: `${address(server)}:8008`, connect_address: `${address(server)}:8008` },
      etcd3: { host: `${hubAddress}:2379` },
      bootstrap: {
        dcs: {
          ttl: 20,
          loop_wait: 2,
          retry_timeout: 8,
          synchronous_mode: true,
          synchronous_mode_strict: true,
          postgresql: { use_pg_rewind: true, parameters: { wal_log_hints: 'on', max_connections: 50 } },
        },
        initdb: [{ encoding: 'UTF8' }, { locale: 'C' }, 'data-checksums'],
      },
      postgresql: {
        listen: `${address(server)}:5432`,
        connect_address: `${address(server)}:5432`,
        data_dir: join(folder, `data${server}`),
        bin_dir: bin,
        pg_hba: ['local all all trust', 'host all all 10.77.0.0/24 trust', 'host replication all 10.77.0.0/24 trust'],
        authentication: {
          superuser: { username: 'postgres', password: 'x' },
          replication: { username: 'replicator', password: 'x' },
          rewind: { username: 'rewinder', password: 'x' },
        },
        // A server that cannot be rewound is made anew.
        remove_data_directory_on_rewind_failure: true,
        remove_data_directory_on_diverged_timelines: true,
        // A namespace has a network of its own, but no files of its own. The log is for what Patroni and the server do.
        // A leader that is cut off ends only once it has given up those who followed it.
        parameters: {
          unix_socket_directories: ownFolder(`socket${server}`),
          log_min_messages: 'log',
          wal_sender_timeout: '10s',
        },
      },
    };
    writeFileSync(file, JSON.stringify(config));
    chownSync(file, uid, gid);
    return file;
  }
  const patronis = new Map<ServerNumber, ChildProcess>();
  const start = (server: ServerNumber): void =>
    void patronis.set(server, begin(`server${server}`, space(server), 'patroni', configOf(server)));

  const signal = (namespace: string, name: NodeJS.Signals): void => {
    for (const pid of processes(namespace)) {
      try {
        process.kill(pid, name);
      } catch {
        // It has ended meanwhile.
      }
    }
  };
  /** The last lines of each log, for a cluster that is not as it should be. */
  const tails = (): string =>
    ['etcd', ...SERVERS.map((server) => `server${server}`)]
      .map((name) => {
        const lines = existsSync(logOf(name)) ? readFileSync(logOf(name), 'utf8').trimEnd().split('\n') : [];
        return [`--- ${name}`, ...lines.slice(-25).map((line) => line.slice(0, 200))].join('\n');
      })
      .join('\n');

  const cluster: TestCluster = {
    ...watchCluster(network, bin, tails),
    url: `postgres://postgres@${SERVERS.map(address).join(',')}/postgres?sslmode=disable`,
    between: inside(hub),
    kill: (server) => signal(space(server), 'SIGKILL'),
    restart: start,
    freeze: (server) => signal(space(server), 'SIGSTOP'),
    thaw: (server) => {
      patronis.get(server)?.kill('SIGKILL');
      signal(space(server), 'SIGCONT');
      start(server);
    },
    cutOff: network.cutOff,
    reconnect: network.reconnect,
    stop: () => {
      for (const namespace of [...SERVERS.map(space), hub]) {
        // A server may begin another process while it is killed.
        for (let tries = 0; tries < 20 && processes(namespace).length > 0; tries += 1) signal(namespace, 'SIGKILL');
      }
      network.remove();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  try {
    begin(
      'etcd',
      hub,
      ...['etcd', '--data-dir', ownFolder('etcd'), '--heartbeat-interval', '500', '--election-timeout', '5000'],
      ...['--listen-client-urls', `http://${hubAddress}:2379`, '--advertise-client-urls', `http://${hubAddress}:2379`],
      ...['--listen-peer-urls', 'http://127.0.0.1:2380'],
    );
    for (const server of SERVERS) start(server);
    await cluster.whole();
    return cluster;
  } catch (error) {
    cluster.stop();
    throw error;
  }
}
