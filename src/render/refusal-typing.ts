/** What was typed and cannot be read, in sentences. */
import type { TypingFault } from '../rules/refusal.ts';
import { type Sentence, say } from './sentence.ts';
import { visible } from './visible.ts';
import { number } from './words.ts';

export function typingSentence(refusal: TypingFault): Sentence {
  switch (refusal.fault) {
    case 'unknown-word': {
      const { what, given, known, near } = refusal;
      const meant = near ? `Did you mean ${near}? ` : '';
      return say(visible(`There is no ${what} '${given}'.`), `${meant}Known are ${known.join(', ')}.`);
    }
    case 'empty-text':
      return say(
        `${refusal.flag} is empty.`,
        refusal.flag.startsWith('--') ? 'Leave it out, or give it a text.' : 'Give it a text.',
      );
    case 'long-text':
      return say(
        `${refusal.flag} is longer than ${number(refusal.most)} characters.`,
        'Shorten it; a link or a note can hold the rest.',
      );
    case 'not-a-pace':
      return say(
        visible(`${refusal.flag} '${refusal.given}' is not a number of proposals a week.`),
        `Write it as 5 or 2.5, from 0 to ${refusal.most}.`,
      );
    default:
      return refusal satisfies never;
  }
}
