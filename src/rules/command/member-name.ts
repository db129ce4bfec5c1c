/** The names of those who record in one ledger, as they give them. */

const MOST_CHARACTERS = 100;

/** A comma separates the names of several. */
const IN_NO_NAME = /[\p{Cc}\p{Zl}\p{Zp},]/u;

/** The name as it is stored; null: it is none. */
export function cleanMember(given: string): string | null {
  const name = given.normalize('NFC').trim();
  return name === '' || name.length > MOST_CHARACTERS || IN_NO_NAME.test(name) ? null : name;
}
