/** The ids of a command's entries: they count up from the command's own, which the world gave (RFC 9562, 6.2, method 2). */

/** How many of an id's hexadecimal digits count. */
const DIGITS = 12;
const ALL = 16 ** DIGITS;

/** The n-th id after that one, a UUID in its usual form. */
export function after(uid: string): (n: number) => string {
  const head = uid.slice(0, -DIGITS);
  const first = Number.parseInt(uid.slice(-DIGITS), 16);
  return (n) => head + ((first + n) % ALL).toString(16).padStart(DIGITS, '0');
}
