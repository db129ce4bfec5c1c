/** The ids of a command's entries: they count up from the command's own, which the world gave (RFC 9562, 6.2, method 2). */

/** The hexadecimal digits that count: the last, and those before them where the last run over. */
const LOW = 6;
const HIGH = 6;
const ALL = 16 ** LOW;

/** The n-th id after that one, a UUID in its usual form. */
export function after(uid: string): (n: number) => string {
  const fixed = uid.slice(0, -(HIGH + LOW));
  const high = Number.parseInt(uid.slice(-(HIGH + LOW), -LOW), 16);
  const low = Number.parseInt(uid.slice(-LOW), 16);
  const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');
  let carried = -1;
  let head = '';
  return (n) => {
    const sum = low + n;
    const carry = Math.floor(sum / ALL);
    // Most have the head of the one before: a hundred thousand are counted at once.
    if (carry !== carried) {
      carried = carry;
      head = fixed + hex((high + carry) % 16 ** HIGH, HIGH);
    }
    return head + hex(sum % ALL, LOW);
  };
}
