/** The network of a test cluster: a namespace for each server, so that one can be cut off, and one between them for the clients. */
import { execFileSync, spawnSync } from 'node:child_process';

export const SERVERS = [1, 2, 3] as const;
export type ServerNumber = (typeof SERVERS)[number];

type Command = readonly [string, ...string[]];

export const runAll = (...[program, ...args]: Command): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

export interface TestNetwork {
  /** The namespace between the servers. */
  readonly hub: string;
  readonly hubAddress: string;
  space(server: ServerNumber): string;
  address(server: ServerNumber): string;
  /** The words before a command that runs it in a namespace. */
  inside(namespace: string): Command;
  /** All processes that run in a namespace. */
  processes(namespace: string): readonly number[];
  cutOff(server: ServerNumber): void;
  reconnect(server: ServerNumber): void;
  /** Removes the namespaces. What runs in them must have ended. */
  remove(): void;
}

export function makeNetwork(): TestNetwork {
  const tag = `c${process.pid}`;
  const hub = `${tag}hub`;
  const space = (server: ServerNumber): string => `${tag}s${server}`;
  const address = (server: ServerNumber): string => `10.77.0.${server}`;
  const hubAddress = '10.77.0.254';
  const inside = (namespace: string): Command => ['ip', 'netns', 'exec', namespace];
  const ip = (namespace: string, words: string): void =>
    void runAll('ip', '-n', namespace, ...(words.split(' ') as [string]));

  runAll('ip', 'netns', 'add', hub);
  ip(hub, 'link set lo up');
  ip(hub, 'link add br0 type bridge');
  ip(hub, `addr add ${hubAddress}/24 dev br0`);
  ip(hub, 'link set br0 up');
  for (const server of SERVERS) {
    runAll('ip', 'netns', 'add', space(server));
    ip(hub, `link add v${server} type veth peer name eth0 netns ${space(server)}`);
    ip(hub, `link set v${server} master br0 up`);
    ip(space(server), `addr add ${address(server)}/24 dev eth0`);
    ip(space(server), 'link set eth0 up');
    ip(space(server), 'link set lo up');
  }
  return {
    hub,
    hubAddress,
    space,
    address,
    inside,
    processes: (namespace) => runAll('ip', 'netns', 'pids', namespace).split('\n').filter(Boolean).map(Number),
    cutOff: (server) => ip(hub, `link set v${server} down`),
    reconnect: (server) => ip(hub, `link set v${server} up`),
    remove: () => {
      for (const name of [...SERVERS.map(space), hub]) spawnSync('ip', ['netns', 'del', name]);
    },
  };
}
