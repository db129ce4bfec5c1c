/** Uids of a command's entries. They count up from the command's own, which the world gives (RFC 9562, 6.2, method 2). */

/** How many hexadecimal digits count: the last ones, and those before them when the last run over. */
const LOW_DIGITS = 6;
const HIGH_DIGITS = 6;
const LOW_COUNT = 16 ** LOW_DIGITS;

/** The n-th uid after this one, a UUID in its usual form. */
export function uidsAfter(uid: string): (n: number) => string {
  const fixed = uid.slice(0, -(HIGH_DIGITS + LOW_DIGITS));
  const high = Number.parseInt(uid.slice(-(HIGH_DIGITS + LOW_DIGITS), -LOW_DIGITS), 16);
  const low = Number.parseInt(uid.slice(-LOW_DIGITS), 16);
  const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');
  let carried = -1;
  let head = '';
  return (n) => {
    const sum = low + n;
    const carry = Math.floor(sum / LOW_COUNT);
    // Most uids share the head of the one before. This matters when a hundred thousand are made at once.
    if (carry !== carried) {
      carried = carry;
      head = fixed + hex((high + carry) % 16 ** HIGH_DIGITS, HIGH_DIGITS);
    }
    return head + hex(sum % LOW_COUNT, LOW_DIGITS);
  };
}
