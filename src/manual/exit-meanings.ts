/** What each exit code means. The README and `help exit-codes` have the same words. */
import type { EXIT_CODES } from '../exit.ts';

export const EXIT_MEANINGS: Readonly<Record<keyof typeof EXIT_CODES, string>> = {
  ok: 'done; "nothing found" is 0 too',
  fault: 'an error in this program',
  usage: 'the command was not understood',
  refused: 'refused by the rules or by the ledger',
  absent: 'no such account, proposal, edition or file',
  storage: 'the file cannot be read or written, or Node is too old',
  no: 'the answer is no: below `--at-least`, a difference from Upwork, a failed check',
  interrupted: 'you left a question or answered no; nothing was recorded',
};
