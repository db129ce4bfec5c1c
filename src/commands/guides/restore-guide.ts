/** What `connects restore` asks for: one of the backups, newest first, or a file. It shows itself what would change, and asks. */
import { visible } from '../../render/text/visible.ts';
import { openVault } from '../../store/open-store.ts';
import type { CommandGuide } from './guide-table.ts';

export const RESTORE_GUIDE: CommandGuide = {
  needsAccount: false,
  asksItself: true,
  rows: [
    {
      name: 'file',
      lacks: ({ words }) => words.length === 0,
      ask: async (call) => {
        const { backups } = await (await openVault(call)).restorable();
        const choices = backups.map(({ path, at, reason }) => ({
          value: path,
          name: visible(`${call.env.localTime(at).replace('T', ' ')}  ${reason}`),
        }));
        return { kind: 'search', message: 'Which backup? (or type the path of a file)', choices, isFree: true };
      },
      words: (answer) => [answer],
    },
  ],
};
