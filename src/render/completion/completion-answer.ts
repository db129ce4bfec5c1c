/** What a shell's script reads of a completion: in the first line whether files may follow, then one word a line. */
import { visible } from '../text/visible.ts';

/** A word that the shell offers, with what it means. */
export interface OfferedWord {
  readonly word: string;
  readonly about: string;
}

/** The words that begin with `start`, each once. */
export function completionAnswer(words: readonly OfferedWord[], start: string, files: boolean): string {
  // A shell cannot offer what would not be one line, or what a terminal would not show as it is.
  const shown = words.filter(({ word }) => word !== '' && word.startsWith(start) && visible(word) === word);
  const unique = shown.filter(({ word }, at) => shown.findIndex((other) => other.word === word) === at);
  const lines = unique.map(({ word, about }) => (about === '' ? word : `${word}\t${shortened(visible(about))}`));
  return `${[files ? 'files' : 'words', ...lines].join('\n')}\n`;
}

/** Beside a word there is room for so much, in characters. */
const ABOUT = 60;

const shortened = (text: string): string => {
  const characters = [...text];
  return characters.length > ABOUT ? `${characters.slice(0, ABOUT - 1).join('')}…` : text;
};
