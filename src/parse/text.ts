/** Text as typed or pasted: every character is kept, only the length is bounded. */
import { Refused } from '../rules/refusal.ts';

const MOST_CHARACTERS = 1000;
/** One character may be built of many code units, but not of endlessly many. */
const MOST_UNITS = 32 * MOST_CHARACTERS;

/** Characters as a person counts them. */
const count = (text: string): number =>
  text.length <= MOST_CHARACTERS ? text.length : [...new Intl.Segmenter().segment(text)].length;

export const parseText =
  (flag: string) =>
  (given: string): string => {
    if (given.trim() === '') throw new Refused({ code: 'usage', fault: 'empty-text', flag });
    if (given.length > MOST_UNITS || count(given) > MOST_CHARACTERS) {
      throw new Refused({ code: 'usage', fault: 'long-text', flag, most: MOST_CHARACTERS });
    }
    return given;
  };

/** Collects a flag that may be given several times; the second parameter shows that it does. */
export const parseTags =
  (flag: string) =>
  (given: string, before: readonly string[] | undefined): readonly string[] => {
    const tag = parseText(flag)(given).trim();
    const tags = before ?? [];
    return tags.some((each) => each.toLowerCase() === tag.toLowerCase()) ? tags : [...tags, tag];
  };
