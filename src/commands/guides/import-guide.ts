/** What `connects import` asks for: the page. It shows itself what it would record, and asks. */
import { droppedPath } from '../../parse/path.ts';
import type { CommandGuide } from './guide-table.ts';

const PASTED = '-';

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
    },
  ],
};
