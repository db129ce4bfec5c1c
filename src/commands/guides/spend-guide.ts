/** What `connects spend` asks for: on what, and how many, as the last time. */
import { KIND_FACTS, SPEND_SOURCES, type SpendSource } from '../../rules/vocabulary/kinds.ts';
import { lastAmount } from './earn-guide.ts';
import type { CommandGuide } from './guide-table.ts';

export const SPEND_GUIDE: CommandGuide = {
  needsAccount: true,
  rows: [
    {
      name: 'source',
      lacks: ({ words }) => words.length === 0,
      ask: () => ({
        kind: 'choice',
        message: 'What did you spend them on?',
        choices: SPEND_SOURCES.map((kind) => ({ value: kind, name: `${kind}: ${NAMES[kind]}` })),
      }),
      words: (answer) => [answer],
    },
    {
      name: 'amount',
      lacks: ({ options }) => options['amount'] === undefined,
      ask: async (call, { words }) => {
        const kind = SPEND_SOURCES.find((source) => source === words[0]?.toLowerCase());
        return { kind: 'text', message: 'How many Connects?', standard: kind && (await lastAmount(call, kind)) };
      },
      words: (answer) => ['--amount', answer],
    },
  ],
};

const NAMES: Readonly<Record<SpendSource, string>> = {
  'availability-badge': KIND_FACTS['availability-badge'].label,
  'profile-boost': KIND_FACTS['profile-boost'].label,
  other: 'anything else',
};
