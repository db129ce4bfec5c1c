/** What `connects restore` asks for: one of the backups, newest first, or a file. It shows itself what would change, and asks. */
import type { ProgramCall } from '../../call.ts';
import { droppedPath } from '../../parse/path.ts';
import { visible } from '../../render/text/visible.ts';
import { connects, countOf } from '../../render/text/words.ts';
import { openVault } from '../../store/open-store.ts';
import type { Vault } from '../../store/vault.ts';
import type { CommandGuide, GuideChoice } from './guide-table.ts';

export const RESTORE_GUIDE: CommandGuide = {
  needsAccount: false,
  asksItself: true,
  rows: [
    {
      name: 'file',
      lacks: ({ words }) => words.length === 0,
      ask: async (call) => {
        const vault = await openVault(call);
        const { backups } = await vault.restorable();
        const choices: GuideChoice[] = [];
        for (const [i, { path, at, reason }] of backups.entries()) {
          const holds = i < MOST_OPENED && call.pool === null ? await contentsOf(call, vault, path) : '';
          const name = visible(`${call.env.localTime(at).replace('T', ' ')}  ${reason}${holds}`);
          choices.push({ value: path, name });
        }
        return { kind: 'search', message: 'Which backup? (or type the path of a file)', choices, isFree: true };
      },
      words: (answer) => [droppedPath(answer)],
    },
  ],
};

/** Each is opened to see what it holds, which takes a moment. */
const MOST_OPENED = 10;

/** What tells a backup from another of the same minute; nothing where it cannot be read. */
async function contentsOf({ today }: ProgramCall, vault: Vault, path: string): Promise<string> {
  try {
    const pending = await vault.prepareRestore(path, { force: true, today });
    pending.abandon();
    return `  ${connects(pending.then.balance)}, ${countOf(pending.then.transactions.size, 'transaction')}`;
  } catch {
    return '';
  }
}
