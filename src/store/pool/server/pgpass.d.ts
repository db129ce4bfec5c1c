/** The package that reads `~/.pgpass`, which brings no types. */
declare module 'pgpass' {
  const find: (
    connection: { readonly host: string; readonly port: number },
    found: (password: string | undefined) => void,
  ) => void;
  export = find;
}
