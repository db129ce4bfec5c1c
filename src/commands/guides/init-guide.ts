/** What `connects init` asks for, so that Enter leads a freelancer of today right. */

import { EDITIONS, editionOfDay } from '../../rules/rulebook/editions.ts';
import { type CommandGuide, optionWords } from './guide-table.ts';

const UNKNOWN_DAY = '?';

export const INIT_GUIDE: CommandGuide = {
  needsAccount: false,
  rows: [
    {
      name: 'start',
      lacks: ({ options }) => options['balance'] === undefined,
      ask: () => ({
        kind: 'choice',
        message: 'Do you already have Connects on Upwork?',
        choices: [
          { value: 'yes', name: 'Yes: start from the balance that Upwork shows today' },
          { value: 'page', name: "Yes: start from Upwork's history page, with all that is on it" },
          { value: 'no', name: 'No: I have just joined, start from the sign-up grant' },
        ],
      }),
      words: () => [],
      instead: (answer) => (answer === 'page' ? 'import' : null),
    },
    {
      name: 'balance',
      lacks: ({ answers, options }) => answers['start'] === 'yes' && options['balance'] === undefined,
      ask: () => ({ kind: 'text', message: 'How many does Upwork show?' }),
      words: (answer) => ['--balance', answer],
    },
    {
      name: 'joined',
      lacks: ({ options }) => options['joined'] === undefined,
      // No default: a wrong day would bring each month's Connects on the wrong day. The receipt says what is assumed instead.
      ask: () => ({
        kind: 'text',
        message:
          'When did you join Upwork? (such as 2020-03-14, or today; monthly Connects come on that day. If you do not know it: ?)',
      }),
      words: (answer) => (answer === UNKNOWN_DAY ? [] : optionWords('--joined', answer)),
    },
    {
      name: 'plan',
      lacks: ({ options }) => options['plan'] === undefined,
      ask: () => ({
        kind: 'choice',
        message: 'Which membership do you have?',
        choices: [
          { value: 'basic', name: 'Freelancer Basic' },
          { value: 'plus', name: 'Freelancer Plus' },
        ],
      }),
      words: (answer) => ['--plan', answer],
    },
    {
      name: 'rules',
      lacks: ({ options }) => options['rules'] === undefined,
      ask: ({ today }) => ({
        kind: 'choice',
        message: "Which Upwork rules apply? (Enter: today's)",
        choices: EDITIONS.map(({ id, title }) => ({
          value: id,
          name: `${id}  ${title}${id === editionOfDay(today) ? " (today's rules)" : ''}`,
        })),
        standard: editionOfDay(today),
      }),
      words: (answer) => ['--rules', answer],
    },
  ],
};

/** What `connects account add` asks for: the name of the account, and what `init` asks for. */
export const ADD_GUIDE: CommandGuide = {
  ...INIT_GUIDE,
  rows: [
    {
      name: 'account',
      lacks: ({ words }) => words.length === 0,
      ask: () => ({ kind: 'text', message: 'The name of the new account (such as agency):' }),
      words: (answer) => [answer],
    },
    ...INIT_GUIDE.rows,
  ],
};
