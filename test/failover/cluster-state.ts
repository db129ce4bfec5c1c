/** What a cluster says of itself, and waiting until it is in a state. Nothing here waits for luck: it asks, and gives up loudly. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SERVERS, type ServerNumber, type TestNetwork } from './network.ts';

const execute = promisify(execFile);

/** A member as Patroni's `GET /cluster` shows it. */
interface Member {
  readonly name: string;
  readonly role: string;
  readonly state: string;
  readonly timeline?: number;
}

const FETCH = 'fetch(process.argv[1], { signal: AbortSignal.timeout(3000) }).then((r) => r.text()).then(console.log)';

/** As the server itself has it: it takes writes, and another one confirms them. */
const CONFIRMED = `NOT pg_is_in_recovery() AND EXISTS
  (SELECT FROM pg_stat_replication WHERE state = 'streaming' AND sync_state IN ('sync', 'quorum'))`;
/** Until Patroni names the server that confirms, anyone may: then none may follow the leader that knows all. */
const NAMED = "current_setting('synchronous_standby_names') NOT IN ('', '*')";
const ALL_FOLLOW = `(SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming') = ${SERVERS.length - 1}`;

export interface ClusterState {
  /** Waits for another leader than this one, and a server that confirms its writes. */
  replaced(old: ServerNumber): Promise<ServerNumber>;
  /** Waits until a server that is cut off has noticed, and takes no more writes. */
  resigned(old: ServerNumber): Promise<ServerNumber>;
  /** Waits until all servers are there again, follow one leader, and one of them may take its place. */
  whole(): Promise<ServerNumber>;
}

export function watchCluster(network: TestNetwork, bin: string, tails: () => string): ClusterState {
  const command = async (namespace: string, ...words: readonly string[]): Promise<string | null> => {
    const [program, ...args] = [...network.inside(namespace), ...words];
    const vars = { PATH: process.env['PATH'] ?? '', PGCONNECT_TIMEOUT: '2' };
    try {
      // A server that is frozen or cut off never answers.
      const answer = await execute(program as string, args, { timeout: 5000, killSignal: 'SIGKILL', env: vars });
      return answer.stdout.trim();
    } catch {
      return null;
    }
  };
  const holds = async (namespace: string, server: ServerNumber, ...conditions: readonly string[]): Promise<boolean> => {
    const text = `SELECT ${conditions.join(' AND ')}`;
    const psql = [join(bin, 'psql'), '-XqAt', '-h', network.address(server), '-U', 'postgres', '-c', text];
    return (await command(namespace, ...psql)) === 't';
  };
  const members = async (server: ServerNumber): Promise<readonly Member[]> => {
    const text = await command(
      network.hub,
      process.execPath,
      '-e',
      FETCH,
      `http://${network.address(server)}:8008/cluster`,
    );
    return text ? JSON.parse(text).members : [];
  };
  /** Patroni's own record has three members, one of which may take the leader's place. */
  const isWhole = (found: readonly Member[]): boolean =>
    found.length === SERVERS.length &&
    found.filter(({ role }) => role === 'leader').length === 1 &&
    found.filter(({ role }) => role === 'sync_standby').length === 1 &&
    found.every(({ state }) => state === 'running' || state === 'streaming') &&
    new Set(found.map(({ timeline }) => timeline)).size === 1;

  async function wait(
    what: string,
    seconds: number,
    find: () => Promise<ServerNumber | undefined>,
  ): Promise<ServerNumber> {
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end) {
      const found = await find();
      if (found !== undefined) return found;
      await new Promise((done) => setTimeout(done, 250));
    }
    const views = await Promise.all(
      SERVERS.map(async (server) => `${server}: ${JSON.stringify(await members(server))}`),
    );
    throw new Error(`The cluster has ${what} after ${seconds} seconds.\n${views.join('\n')}\n${tails()}`);
  }
  const first = async (among: readonly ServerNumber[], ...conditions: readonly string[]) => {
    const answers = await Promise.all(among.map((server) => holds(network.hub, server, ...conditions)));
    return among.find((_, i) => answers[i]);
  };

  return {
    replaced: (old) =>
      wait(`no leader but server ${old}`, 120, () =>
        first(
          SERVERS.filter((server) => server !== old),
          CONFIRMED,
        ),
      ),
    resigned: (old) =>
      wait(`a server ${old} that leads`, 120, async () =>
        (await holds(network.space(old), old, 'pg_is_in_recovery()')) ? old : undefined,
      ),
    whole: () =>
      wait('not all its servers', 120, async () => {
        const leader = await first(SERVERS, CONFIRMED, NAMED, ALL_FOLLOW);
        return leader !== undefined && isWhole(await members(leader)) ? leader : undefined;
      }),
  };
}
