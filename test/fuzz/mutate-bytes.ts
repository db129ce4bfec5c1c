/** Damages that know nothing of what they damage: bytes, characters and pieces of text. */
import { ODD_DAYS, ODD_NUMBERS, ODD_TEXTS } from './odd-values.ts';
import type { SeededChoice } from './seeded-choice.ts';

const MOST_BYTES = 400_000;

/** Between one and a few places of the bytes are changed, removed or repeated. */
export function mutateBytes(choice: SeededChoice, from: Buffer): Buffer {
  let bytes = Buffer.from(from);
  for (let left = 1 + choice.below(6); left > 0; left -= 1) {
    const at = choice.below(bytes.length + 1);
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    switch (choice.below(6)) {
      case 0:
        if (at < bytes.length) bytes[at] = choice.below(256);
        break;
      case 1:
        if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << choice.below(8));
        break;
      case 2:
        bytes = Buffer.concat([before, after.subarray(choice.below(40))]);
        break;
      case 3:
        bytes = Buffer.concat([
          before,
          Buffer.from(Array.from({ length: 1 + choice.below(8) }, () => choice.below(256))),
          after,
        ]);
        break;
      case 4:
        bytes = Buffer.concat([before, bytes.subarray(0, choice.below(bytes.length + 1)), after]);
        break;
      default:
        if (choice.oneIn(4)) bytes = Buffer.from(before);
    }
    if (bytes.length > MOST_BYTES) return bytes.subarray(0, MOST_BYTES);
  }
  return bytes;
}

/** A value that such a text may have been meant to hold. */
export function oddValue(choice: SeededChoice): string {
  return choice.pick(choice.pick([ODD_NUMBERS, ODD_DAYS, ODD_TEXTS]));
}

const DAY = /\b(?:\d{4}-\d{2}-\d{2}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}, \d{4})\b/g;
const NUMBER = /[+-]?\d+/g;
const WORD = /[\p{L}]{3,}/gu;

/** A few numbers, days or words of a text become others, or odd ones. */
export function mutateValues(choice: SeededChoice, text: string): string {
  let changed = text;
  for (let left = 1 + choice.below(4); left > 0; left -= 1) {
    const [pattern, odd] = choice.pick([
      [NUMBER, ODD_NUMBERS],
      [DAY, ODD_DAYS],
      [WORD, ODD_TEXTS],
    ] as const);
    const found = [...changed.matchAll(pattern)];
    if (found.length === 0) continue;
    const { 0: old, index } = choice.pick(found);
    const put = choice.oneIn(3) ? choice.pick(found)[0] : choice.pick(odd);
    changed = `${changed.slice(0, index)}${put}${changed.slice(index + old.length)}`;
  }
  return changed;
}

/** Pieces of a text, such as lines or tags, are swapped, repeated, removed or nested. */
export function mutatePieces(choice: SeededChoice, pieces: readonly string[]): string[] {
  const changed = [...pieces];
  for (let left = 1 + choice.below(4); left > 0 && changed.length > 0; left -= 1) {
    const [a, b] = [choice.below(changed.length), choice.below(changed.length)];
    const [one = '', other = ''] = [changed[a], changed[b]];
    switch (choice.below(7)) {
      case 0:
        [changed[a], changed[b]] = [other, one];
        break;
      case 1:
        changed.splice(a, 0, other);
        break;
      case 2:
        changed.splice(a, 1);
        break;
      case 3:
        changed.splice(a, 1 + choice.below(10));
        break;
      case 4:
        changed[a] = oddValue(choice);
        break;
      case 5:
        if (one.length * 2000 < MOST_BYTES)
          changed.splice(a, 1, ...Array<string>(choice.pick([2, 30, 2000])).fill(one));
        break;
      default:
        changed[a] = `${one}${other}`;
    }
  }
  return changed;
}
