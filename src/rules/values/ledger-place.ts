/** What a ledger is named by: the path of a file, or the URL of a PostgreSQL database. */

/**
 * Whether a text is the address of a database, well written or not: it may hold a password, so nothing takes it for a file,
 * which would be named in a message.
 */
export const isServerUrl = (text: string): boolean =>
  /^\s*(?:[a-z][a-z0-9+.-]+:?\/\/|postgres(?:ql)?:|[^/\\]*\bpassword\s*=)/i.test(text);

/** The same where a file is named, which may be `folder//file`; a page of the web is only a file that is not there. */
export const isUrlForFile = (text: string): boolean =>
  isServerUrl(text) &&
  !/^\s*(?:https?|ftp|file):/i.test(text) &&
  (/^[^/]*[:=]/.test(text) || /^\s*(?:postgres|pg)/i.test(text));

/** The file of a shared ledger's copy on this machine, after its account. */
export const MIRROR_NAME = /^(.+)~[0-9a-f]{16}\.db$/;

/** Whether a path is that of such a copy, which may be deleted at any time. */
export const isMirrorFile = (path: string): boolean =>
  /[\\/]shared[\\/]/.test(path) && MIRROR_NAME.test(path.split(/[\\/]/).at(-1) ?? '');
