/** What a ledger is named by: the path of a file, or the URL of a PostgreSQL database. */

export const isServerUrl = (text: string): boolean => /^\s*postgres(?:ql)?:/i.test(text);
