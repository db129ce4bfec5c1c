/** Parts of packages that bring no types. */

/** Reads `~/.pgpass`. */
declare module 'pgpass' {
  const find: (
    connection: { readonly host: string; readonly port: number },
    found: (password: string | undefined) => void,
  ) => void;
  export = find;
}

/** The client alone, without pools of connections and the compiled library. */
declare module 'pg/lib/client' {
  import { Client } from 'pg';
  export = Client;
}
