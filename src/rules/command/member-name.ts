/** The names of those who record in one ledger, as they give them. */

const MOST_CHARACTERS = 100;

/** The name as it is stored; null: it is none. */
export function cleanMember(given: string): string | null {
  const name = given.normalize('NFC').trim();
  // A comma separates the names of several.
  return name === '' || name.length > MOST_CHARACTERS || /[\p{Cc}\p{Zl}\p{Zp},]/u.test(name) ? null : name;
}
