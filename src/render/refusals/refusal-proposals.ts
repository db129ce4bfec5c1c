/** Refused names of proposals in sentences: none fits, or several do, which are listed. */
import type { ProposalCandidate } from '../../rules/answers/refusal.ts';
import type { RefusalOf, UserSentence } from '../text/sentence.ts';
import { shellWord } from '../text/shell.ts';
import { repeatedText, visible } from '../text/visible.ts';
import { number } from '../text/words.ts';

/** So many candidates are listed; the rest are counted. */
const LISTED = 10;

export function unknownProposal({ given, last }: RefusalOf<'unknown-proposal'>): UserSentence {
  if (last === 0) {
    const message =
      typeof given === 'number'
        ? `There is no proposal ${given}: none is recorded yet.`
        : 'No proposal is recorded yet.';
    return [message, 'Record one with: connects apply --cost N.'];
  }
  if (typeof given === 'string') {
    return [
      `There is no proposal with '${visible(repeatedText(given))}' in its title, client or link.`,
      // Nobody has to be told a long text again.
      repeatedText(given) === given
        ? `To search tags and notes too: connects search ${shellWord(given)}`
        : 'List them with: connects proposals.',
    ];
  }
  return [
    last >= given
      ? `There is no proposal ${given} any more: it was undone, voided or joined with another one.`
      : `There is no proposal ${given}: the last one is ${last}.`,
    'List them with: connects proposals.',
  ];
}

export function ambiguousProposal({ given, found, candidates }: RefusalOf<'ambiguous-proposal'>): UserSentence {
  const listed = candidates.slice(0, LISTED);
  const wide = Math.max(...listed.map(({ id }) => String(id).length));
  const more = found - listed.length;
  return [
    `'${visible(repeatedText(given))}' fits ${number(found)} proposals. Use the number of the one that you mean.`,
    [
      ...listed.map((each) => candidateLine(each, wide)),
      ...(more > 0 ? [`  and ${number(more)} more: connects search ${shellWord(given)}`] : []),
    ].join('\n'),
  ];
}

const candidateLine = ({ id, on, status, title, client }: ProposalCandidate, wide: number): string =>
  `  ${String(id).padStart(wide)}  ${on}  ${status.padEnd(9)}  ${visible(title ?? '(no title)')}${client === null ? '' : `, ${visible(client)}`}`;
