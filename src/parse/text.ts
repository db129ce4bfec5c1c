/** Text as typed, pasted or read from a file: every character is kept, only the length is bounded. */
import { usageRefused } from '../rules/answers/refusal.ts';
import { cleanMember } from '../rules/command/member-name.ts';

const MOST_CHARACTERS = 1000;
/** One character may be built of many code units, but not of endlessly many. */
const MOST_UNITS = 32 * MOST_CHARACTERS;

/** Characters as a person counts them. */
const count = (text: string): number =>
  text.length <= MOST_CHARACTERS ? text.length : [...new Intl.Segmenter().segment(text)].length;

export const parseText =
  (flag: string) =>
  (given: string): string => {
    if (given.trim() === '') throw usageRefused({ fault: 'empty-text', flag });
    if (given.length > MOST_UNITS || count(given) > MOST_CHARACTERS) {
      throw usageRefused({ fault: 'long-text', flag, most: MOST_CHARACTERS });
    }
    return given;
  };

/** The name of somebody who records. */
export const parseMember =
  (flag: string) =>
  (given: string): string => {
    const name = cleanMember(given);
    if (name === null) throw usageRefused({ fault: 'bad-member', flag });
    return name;
  };

/** The beginning of a text that a file brings, as long as a typed one may be. */
export function shortenText(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  const characters = [...new Intl.Segmenter().segment(text.slice(0, MOST_UNITS))];
  const isCut = text.length > MOST_UNITS || characters.length > MOST_CHARACTERS;
  // The last character may itself have been cut.
  const kept = isCut ? Math.min(MOST_CHARACTERS, characters.length - 1) : characters.length;
  return characters
    .slice(0, kept)
    .map(({ segment }) => segment)
    .join('');
}

/** The same as `parseText`, but an empty text is allowed: it clears what was there. */
export const parseClearable =
  (flag: string) =>
  (given: string): string =>
    given === '' ? '' : parseText(flag)(given);

/** Collects a flag that may be given several times; the second parameter shows that it does. Commas stand between tags, as in lists. */
export const parseTags =
  (flag: string) =>
  (given: string, before: readonly string[] | undefined): readonly string[] => {
    const parts = parseText(flag)(given).split(',');
    const named = parts.map((part) => part.trim()).filter((part) => part !== '');
    if (named.length === 0) throw usageRefused({ fault: 'empty-text', flag });
    return named.reduce(withTag, before ?? []);
  };

/** The same for tags to be removed: one that an earlier version recorded may hold a comma itself. */
export const parseDroppedTags =
  (flag: string) =>
  (given: string, before: readonly string[] | undefined): readonly string[] =>
    parseTags(flag)(given, given.includes(',') ? withTag(before ?? [], given.trim()) : before);

const withTag = (tags: readonly string[], tag: string): readonly string[] =>
  tags.some((each) => each.toLowerCase() === tag.toLowerCase()) ? tags : [...tags, tag];
