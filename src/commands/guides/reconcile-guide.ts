/** What `connects reconcile` asks for: the number that Upwork shows, and what to do about a difference once its causes are seen. */
import { EXIT_CODES } from '../../exit.ts';
import { number } from '../../render/text/words.ts';
import { balanceOn } from '../../rules/state/state.ts';
import { lookAt } from '../line/look.ts';
import type { CommandGuide } from './guide-table.ts';

export const RECONCILE_GUIDE: CommandGuide = {
  needsAccount: true,
  rows: [
    {
      name: 'connects',
      lacks: ({ words }) => words.length === 0,
      ask: async (call) => {
        const left = await lookAt(call, async ({ state }) => balanceOn(state, call.today));
        // Without a default: Enter would say that the two agree.
        return { kind: 'text', message: `How many Connects does Upwork show now? (the ledger has ${number(left)})` };
      },
      words: (answer) => [answer],
    },
  ],
  ways: ({ code, options }) =>
    code === EXIT_CODES.no && options['adjust'] === undefined
      ? [
          { name: 'No: I will look for the reason', words: [] },
          { name: 'Yes: record the difference as an adjustment', words: ['--adjust'] },
        ]
      : [{ name: 'Yes', words: [] }],
};
