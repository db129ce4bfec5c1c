/** What `connects apply` takes by position: the cost with the boost, as 18+25, and a link to the job or its key, in either order. */
import { parseConnectsOrNone } from '../../parse/amount.ts';
import { parseText, shortenText } from '../../parse/text.ts';
import { usageRefused } from '../../rules/answers/refusal.ts';
import { jobKeyIn, jobKeyOf, jobTitleIn, looksLikeKey } from '../../rules/values/job-key.ts';

export interface ApplyWords {
  readonly cost?: number;
  readonly boost?: number;
  readonly url?: string;
  readonly key?: string;
  /** The title that the link has. */
  readonly linkTitle?: string;
}

/** Thousands with separators are no cost, but they are meant as one. */
const SEPARATED = /^\d{1,3}(?:,\d{3})+$/;
const AMOUNTS = /^(\d+)(?:\+(\d+))?$/;
const SAME_OPTIONS = ['cost', 'boost', 'url', 'key'] as const;

/** `options`: what was typed with a name, which may not be there by position as well. */
export function readApplyWords(
  words: readonly string[],
  options: { readonly [Name in (typeof SAME_OPTIONS)[number]]?: ApplyWords[Name] | undefined },
): ApplyWords {
  let read: ApplyWords = {};
  for (const word of words) {
    const found = readWord(word);
    for (const what of SAME_OPTIONS) {
      const other = options[what] === undefined ? read[what] : `--${what} ${options[what]}`;
      if (found[what] === undefined || other === undefined) continue;
      throw usageRefused({ fault: 'apply-twice', what, values: [String(other), String(found[what])] });
    }
    read = { ...read, ...found };
  }
  return read;
}

/** The same without a link, which says nothing of what can be afforded. */
export function readAmounts(
  words: readonly string[],
  options: { readonly cost?: number | undefined; readonly boost?: number | undefined },
): Pick<ApplyWords, 'cost' | 'boost'> {
  const other = words.find((word) => !AMOUNTS.test(word) && !SEPARATED.test(word));
  if (other !== undefined) throw usageRefused({ fault: 'apply-word', given: other, isAmount: true });
  return readApplyWords(words, options);
}

function readWord(word: string): ApplyWords {
  if (looksLikeKey(word)) return { key: jobKeyOf({ key: word, url: null }) ?? word };
  const [, cost, boost] = AMOUNTS.exec(word) ?? [];
  if (cost !== undefined) {
    const amounts = { cost: parseConnectsOrNone('COST')(cost) };
    return boost === undefined ? amounts : { ...amounts, boost: parseConnectsOrNone('BOOST')(boost) };
  }
  if (SEPARATED.test(word)) parseConnectsOrNone('COST')(word);
  if (jobKeyIn(word) === null) throw usageRefused({ fault: 'apply-word', given: word });
  const title = jobTitleIn(word);
  return { url: parseText('LINK')(word), ...(title === null ? {} : { linkTitle: shortenText(title) }) };
}
