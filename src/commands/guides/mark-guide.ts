/** What `connects mark` asks for: the proposal among those that are not over, the outcome, and an amount that only Upwork tells. */
import type { ProgramCall } from '../../call.ts';
import { visible } from '../../render/text/visible.ts';
import { Refused, usageRefused } from '../../rules/answers/refusal.ts';
import { possibleOutcomes } from '../../rules/decide/transition.ts';
import { editionOn, type Proposal } from '../../rules/state/state.ts';
import { OUTCOME_FACTS, OUTCOMES, type Outcome } from '../../rules/vocabulary/outcomes.ts';
import { lookAt } from '../line/look.ts';
import { namedProposals } from '../line/named-proposals.ts';
import { type CommandGuide, type GuideChoice, type GuidedLine, optionWords } from './guide-table.ts';

export const MARK_GUIDE: CommandGuide = {
  needsAccount: true,
  rows: [
    {
      name: 'proposal',
      lacks: ({ words, options }) => options['older'] === undefined && words.length < 2 && words.every(isOutcome),
      isFirst: true,
      ask: async (call) => {
        const sent = await lookAt(call, ({ ledger }) => ledger.proposals({ status: null, tag: null }));
        const goingOn = sent.filter(({ status }) => !OUTCOME_FACTS[status].ends);
        const over = sent.filter((each) => !goingOn.includes(each));
        // What is over is found by typing too, so that the refusal can say why it cannot be marked.
        const choices = [...goingOn, ...over].map(proposalChoice);
        if (choices.length === 0) throw new Refused({ code: 'unknown-proposal', given: 'last', last: 0 });
        return { kind: 'search', message: 'Which proposal? (type a part of its title)', choices, isFree: false };
      },
      words: (answer) => [answer],
    },
    {
      name: 'outcome',
      lacks: ({ words }) => !isOutcome(words.at(-1) ?? ''),
      ask: async (call, { words }) => {
        // A name that fits none or several is refused before anything is asked.
        const [named, ...others] = await namedProposals(call, words).catch((error: unknown) => {
          throw isMeantAsOutcome(words) ? outcomeRefusal(words) : error;
        });
        const possible = others.length === 0 ? await outcomesOf(call, named ?? 0) : OUTCOMES;
        const choices = possible.map((value) => ({ value, name: `${value}: ${MEANING[value]}` }));
        return { kind: 'choice', message: 'What became of it?', choices };
      },
      words: (answer) => [answer],
    },
    {
      name: 'reward',
      lacks: (line) => outcomeOf(line) === 'interview' && line.options['reward'] === undefined,
      ask: async (call) =>
        (await isRewardKnown(call))
          ? null
          : {
              kind: 'text',
              message: 'How many Connects did Upwork give you for the interview? (optional; also later)',
              isOptional: true,
            },
      words: (answer) => optionWords('--reward', answer),
    },
    {
      name: 'value',
      lacks: (line) => outcomeOf(line) === 'hired' && line.options['value'] === undefined,
      ask: () => ({
        kind: 'text',
        message: 'US dollars that the hire earns (optional; what you know so far):',
        isOptional: true,
      }),
      words: (answer) => optionWords('--value', answer),
    },
    {
      name: 'returned',
      lacks: (line) => outcomeOf(line) === 'outbid' && line.options['returned'] === undefined,
      ask: () => ({
        kind: 'text',
        message: 'How many Connects came back? (optional: all of the boost)',
        isOptional: true,
      }),
      words: (answer) => optionWords('--returned', answer),
    },
  ],
};

const MEANING: Readonly<Record<Outcome, string>> = {
  viewed: 'the client opened your proposal',
  replied: 'the client answered',
  interview: 'the client answered, and you answered back',
  hired: 'you got the job',
  declined: 'the client declined your proposal',
  withdrawn: 'you withdrew it',
  cancelled: 'the client closed the job and hired nobody',
  removed: 'Upwork removed the job',
  expired: 'the job expired',
  lost: 'the client hired someone else',
  outbid: 'others boosted more, and your boost came back',
};

/** Whether the rulebook in force says what an interview brings. Then nobody has to. */
const isRewardKnown = (call: ProgramCall): Promise<boolean> =>
  lookAt(call, async ({ ledger, state }) => {
    const rulebook = (await ledger.rulebooks()).get(editionOn(state, call.today));
    return rulebook !== undefined && rulebook.interview.connects !== null;
  });

/** What can follow in the story of a proposal. All, where nothing can: the refusal says why. */
const outcomesOf = (call: ProgramCall, id: number): Promise<readonly Outcome[]> =>
  lookAt(call, async ({ ledger }) => {
    const proposal = await ledger.proposal(id);
    const next = proposal ? possibleOutcomes(proposal) : [];
    return next.length > 0 ? next : OUTCOMES;
  });

/** Behind a number, a word that names no proposal was meant as the outcome. */
const isMeantAsOutcome = (words: readonly string[]): boolean =>
  words.length > 1 && words.slice(0, -1).every((word) => /^(?:\d+|last)$/i.test(word));

const outcomeRefusal = (words: readonly string[]): Refused =>
  usageRefused({ fault: 'unknown-word', what: 'outcome', given: words.at(-1) ?? '', known: OUTCOMES, near: null });

const isOutcome = (word: string): boolean => (OUTCOMES as readonly string[]).includes(word.toLowerCase());

const outcomeOf = ({ words }: GuidedLine): string | undefined => words.at(-1)?.toLowerCase();

const proposalChoice = ({ id, title, client, status, on }: Proposal): GuideChoice => ({
  value: String(id),
  name: visible(`${id}  ${title ?? '(no title)'}${client ? `, ${client}` : ''} (${on}, ${status})`),
});
