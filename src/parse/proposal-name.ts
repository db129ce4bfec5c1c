/** Proposals as they are named on a command line: by number, `last`, a link or a text, whose words need no quotes. */

import type { ProposalName } from '../rules/proposals/proposal-name.ts';
import { jobKeyIn, looksLikeKey, proposalIdIn } from '../rules/values/job-key.ts';
import { parseWhole } from './amount.ts';
import { parseText } from './text.ts';

/** What is written like a number is never a title, so that a slip of the finger names no other proposal. */
const NUMBER_LIKE = /^[-+]?\p{N}+(?:[.,]\p{N}+)?$/u;

const isLink = (word: string): boolean =>
  looksLikeKey(word) || jobKeyIn(word) !== null || proposalIdIn(word) !== null || word.includes('://');

/** The proposal that was sent last. */
const isLastWord = (word: string): boolean => word.toLowerCase() === 'last';

/** One name. */
export function parseProposalName(given: string): ProposalName {
  const word = given.trim();
  if (NUMBER_LIKE.test(word) && !looksLikeKey(word))
    return { by: 'number', id: parseWhole('PROPOSAL', 1, 'proposal')(given) };
  if (isLastWord(word)) return { by: 'last' };
  return { by: 'text', text: parseText('PROPOSAL')(given) };
}

/** Several names. Neighbouring words of a text are one name, as in `mark landing page hired`: two would mean two proposals. */
export function parseProposalNames(words: readonly string[]): readonly ProposalName[] {
  const names: ProposalName[] = [];
  let text: readonly string[] = [];
  const flush = () => {
    if (text.length > 0) names.push(parseProposalName(text.join(' ')));
    text = [];
  };
  for (const word of words) {
    const name = parseProposalName(word);
    if (name.by === 'text' && !isLink(name.text)) text = [...text, word];
    else {
      flush();
      names.push(name);
    }
  }
  flush();
  return names;
}
