/** What `connects import` asks for: the page. It shows itself what it would record, and asks. */
import { droppedPath } from '../../parse/path.ts';
import type { CommandGuide } from './guide-table.ts';

const PASTED = '-';

/** Said where the lines of a page come in as the name of its file. */
const PASTED_TOO_EARLY =
  'There is no such file. To paste the page: empty this line (Ctrl-U), press Enter, and only then paste.';

/** A name has an ending or is in a folder, and is shorter than what many lines come to. */
const isPath = (answer: string): boolean => answer.length <= 200 && /[/\\]|\.[a-z]{2,6}$/i.test(answer);

export const IMPORT_GUIDE: CommandGuide = {
  needsAccount: false,
  asksItself: true,
  rows: [
    {
      name: 'file',
      lacks: ({ words }) => words.length === 0,
      ask: () => ({
        kind: 'text',
        message: 'The file of the saved page, or - to paste the page here:',
        standard: PASTED,
      }),
      words: (answer) => [droppedPath(answer)],
      isUntried: (answer) => answer === PASTED,
      advice: (answer) => (isPath(answer) ? null : PASTED_TOO_EARLY),
    },
  ],
};
