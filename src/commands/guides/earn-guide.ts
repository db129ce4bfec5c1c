/** What `connects earn` asks for: the source, and whatever of name and amount it needs. */
import type { ProgramCall } from '../../call.ts';
import { AD_CREDITS } from '../../rules/state/ad-credits.ts';
import { EARN_SOURCES, isNamed, KIND_FACTS, type Kind } from '../../rules/vocabulary/kinds.ts';
import { lookAt } from '../line/look.ts';
import { type CommandGuide, type GuidedLine, optionWords } from './guide-table.ts';

export const EARN_GUIDE: CommandGuide = {
  needsAccount: true,
  rows: [
    {
      name: 'source',
      lacks: ({ words }) => words.length === 0,
      ask: () => ({
        kind: 'choice',
        message: 'What did you get them for?',
        choices: [
          ...EARN_SOURCES.filter((kind) => kind !== ONCE).map(sourceChoice),
          { value: AD_CREDITS, name: `${AD_CREDITS}: a purse of their own, which only boosts can spend` },
          sourceChoice(ONCE),
        ],
      }),
      words: (answer) => [answer],
    },
    {
      name: 'name',
      lacks: (line) => isNamedSource(line) && line.options['name'] === undefined,
      ask: (_, line) => ({ kind: 'text', message: `The name of the ${sourceOf(line)}:` }),
      words: (answer) => optionWords('--name', answer),
    },
    {
      name: 'amount',
      lacks: (line) => line.options['amount'] === undefined && line.lacksAmount,
      ask: async (call, line) => {
        const source = sourceOf(line);
        const standard = source === AD_CREDITS ? undefined : await lastAmount(call, source as Kind);
        return {
          kind: 'text',
          message: source === AD_CREDITS ? 'How many ad credits?' : 'How many Connects?',
          standard,
        };
      },
      words: (answer) => ['--amount', answer],
    },
    {
      name: 'expires',
      lacks: (line) => sourceOf(line) === AD_CREDITS && line.options['expires'] === undefined,
      ask: () => ({ kind: 'text', message: 'When do they expire? (a day, or a number of days such as 30d)' }),
      words: (answer) => optionWords('--expires', answer),
    },
  ],
};

/** Given once, at the beginning: an opening balance has it already. */
const ONCE = 'signup';

const sourceChoice = (kind: (typeof EARN_SOURCES)[number]) => ({
  value: kind,
  name: `${kind}: ${KIND_FACTS[kind].label}`,
});

const sourceOf = ({ words }: GuidedLine): string => words[0]?.toLowerCase() ?? '';

const isNamedSource = (line: GuidedLine): boolean =>
  EARN_SOURCES.some((kind) => kind === sourceOf(line) && isNamed(kind));

/** How many Connects the last transaction of a kind moved: most likely it is as many again. */
export const lastAmount = (call: ProgramCall, kind: Kind): Promise<string | undefined> =>
  lookAt(call, async ({ ledger }) => {
    const [last] = await ledger.history({ since: null, until: call.today, kind, limit: 1 });
    return last ? String(Math.abs(last.connects)) : undefined;
  });
