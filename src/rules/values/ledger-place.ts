/** What a ledger is named by: the path of a file, or the URL of a PostgreSQL database. */

/**
 * Whether a text is the address of a database, well written or not: it may hold a password, so nothing takes it for a file,
 * which would be named in a message.
 */
export const isServerUrl = (text: string): boolean =>
  /^\s*(?:[a-z][a-z0-9+.-]+:?\/\/|postgres(?:ql)?:|[^/\\]*\bpassword\s*=)/i.test(text);
