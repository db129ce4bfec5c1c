/**
 * The page inside a web archive of Safari, which is a binary property list. It follows the one path to the page and reads
 * nothing else: packages that rebuild the whole list follow every reference as often as it is there, so that a small
 * file can keep them busy for ever.
 */

const MAGIC = 'bplist00';
const TRAILER = 32;
/** A dictionary of an archive has six members. */
const MOST_MEMBERS = 100;

/** The kinds of objects that are read, as the upper half of their first byte. */
const [DATA, ASCII, DICTIONARY] = [0x4, 0x5, 0xd];

export const looksLikeArchive = (bytes: Uint8Array): boolean => textOf(bytes.subarray(0, MAGIC.length)) === MAGIC;

/** The bytes of the main page; null where there is none. */
export function unpackArchive(bytes: Uint8Array): Uint8Array | null {
  const list = propertyList(bytes);
  const page = list?.member(list.member(list.top, 'WebMainResource'), 'WebResourceData') ?? null;
  return list?.contentOf(page, DATA) ?? null;
}

const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

function propertyList(bytes: Uint8Array) {
  const uint = (at: number, size: number): number =>
    bytes.subarray(at, at + size).reduce((value, byte) => value * 256 + byte, 0);
  const trailer = bytes.length - TRAILER;
  if (!looksLikeArchive(bytes) || trailer < MAGIC.length) return null;
  const [offsetSize, referenceSize] = [uint(trailer + 6, 1), uint(trailer + 7, 1)];
  const [count, top, table] = [uint(trailer + 8, 8), uint(trailer + 16, 8), uint(trailer + 24, 8)];

  /** Where the object's content begins, and how many members or bytes it has. */
  function objectAt(index: number | null, kind: number): { readonly start: number; readonly size: number } | null {
    if (index === null || index >= count) return null;
    const at = uint(table + index * offsetSize, offsetSize);
    const [marker = 0, next = 0] = [bytes[at], bytes[at + 1]];
    if (marker >> 4 !== kind) return null;
    const size = marker & 0xf;
    if (size < 0xf) return { start: at + 1, size };
    // A longer size is a number of its own: of one, two, four or eight bytes.
    const width = 2 ** (next & 0xf);
    return next >> 4 === 1 && width <= 8 ? { start: at + 2 + width, size: uint(at + 2, width) } : null;
  }

  function contentOf(index: number | null, kind: number): Uint8Array | null {
    const found = objectAt(index, kind);
    return found && found.start + found.size <= trailer ? bytes.subarray(found.start, found.start + found.size) : null;
  }

  function member(index: number | null, name: string): number | null {
    const found = objectAt(index, DICTIONARY);
    if (!found || found.size > MOST_MEMBERS) return null;
    const reference = (nth: number): number => uint(found.start + nth * referenceSize, referenceSize);
    for (let i = 0; i < found.size; i++) {
      const key = contentOf(reference(i), ASCII);
      if (key?.length === name.length && textOf(key) === name) return reference(found.size + i);
    }
    return null;
  }

  return { top, member, contentOf };
}
