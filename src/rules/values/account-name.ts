/** The names of accounts: each is a file of its own, so a name is neither a path nor hidden. */

const ACCOUNT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export const isAccountName = (text: string): boolean => ACCOUNT_NAME.test(text);

/** The account of somebody who names none. */
export const DEFAULT_ACCOUNT = 'connects';

/** What the file of an account ends in. */
export const ACCOUNT_ENDING = '.db';
