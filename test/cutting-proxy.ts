/** Stands between a client and a server on a socket: counts what the client sends, and cuts the connection where a test says. */
import { createServer, connect as dial, type Server, type Socket } from 'node:net';

/** Where the connection is cut: at the nth piece that the client sends, before it or after it reached the server. */
export interface Cut {
  readonly nth: number;
  readonly how: 'before' | 'after';
  /** Nobody is let through from then on. */
  readonly forGood?: boolean;
}

/** Stands between client and server, and cuts the connection once. */
export class CuttingProxy {
  #cut: Cut | null = null;
  #seen = 0;
  #isAway = false;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  constructor(to: string) {
    this.#server = createServer((client) => {
      if (this.#isAway) {
        client.destroy();
        return;
      }
      const server = dial(to);
      for (const socket of [client, server]) {
        this.#sockets.add(socket);
        socket.on('error', () => {});
      }
      const end = () => {
        client.destroy();
        server.destroy();
      };
      client.on('close', end);
      server.on('close', end);
      server.on('data', (data) => client.write(data));
      client.on('data', (data) => {
        this.#seen += 1;
        if (this.#cut?.nth !== this.#seen) {
          server.write(data);
          return;
        }
        const { how, forGood = false } = this.#cut;
        this.#isAway = forGood;
        this.#cut = null;
        if (how === 'before') end();
        else {
          // The server gets it and ends its work, but its answer finds nobody.
          server.removeAllListeners('data');
          server.write(data, () => client.destroy());
          client.removeListener('close', end);
          setTimeout(end, 200);
        }
      });
    });
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as { readonly port: number }).port;
  }

  /** Cuts the next connection; null: none. Returns how many pieces were sent since the last call. */
  cutAt(cut: Cut | null): number {
    const seen = this.#seen;
    this.#seen = 0;
    this.#isAway = false;
    this.#cut = cut;
    return seen;
  }

  /** Whether the cut was made. */
  get isDone(): boolean {
    return this.#cut === null;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}
