/** What `connects apply` asks for, with answers taken over from the most similar earlier proposal. */
import type { ProgramCall } from '../../call.ts';
import { similarProposal } from '../../insight/proposals/similar-proposal.ts';
import { number } from '../../render/text/words.ts';
import { balanceOn, knownCost, type Proposal } from '../../rules/state/state.ts';
import { jobKeyIn, jobTitleIn } from '../../rules/values/job-key.ts';
import { lookAt } from '../line/look.ts';
import { type CommandGuide, type GuideChoice, type GuidedLine, optionWords } from './guide-table.ts';

export const APPLY_GUIDE: CommandGuide = {
  needsAccount: true,
  lets: {
    'insufficient-connects': {
      message: 'Has Upwork already charged this proposal?',
      no: 'No: ask me again',
      yes: 'Yes: then I am asked at the end how many Upwork showed before',
    },
  },
  rows: [
    {
      name: 'job',
      lacks: (line) => linkOf(line) === null && titleOf(line) === null,
      ask: () => ({ kind: 'text', message: "The link to the job, or the job's title (optional):", isOptional: true }),
      triedWith: ['--invited'],
      // A link that leads to no job, and a cost, are judged as what they are.
      words: (answer) =>
        jobKeyIn(answer) !== null || /^\d+(?:\+\d+)?$|^https?:\/\//i.test(answer)
          ? [answer]
          : optionWords('--title', answer),
    },
    {
      name: 'title',
      lacks: (line) => linkOf(line) !== null && titleOf(line) === null,
      ask: () => ({ kind: 'text', message: "The job's title (optional):", isOptional: true }),
      triedWith: ['--invited'],
      words: (answer) => optionWords('--title', answer),
    },
    {
      name: 'cost',
      lacks: (line) => !hasCost(line),
      ask: async (call, line) => {
        const left = await lookAt(call, async ({ state }) => balanceOn(state, call.today));
        const sent = await sentProposals(call);
        const like = similarProposal(titleOf(line), sent) ?? sent.find((each) => !each.invited && knownCost(each));
        const cost = like ? knownCost(like) : null;
        const message = `How many Connects does the proposal cost? (${number(left)} left)`;
        return { kind: 'text', message, standard: cost === null ? undefined : String(cost) };
      },
      words: (answer) => (isWithBoost(answer) ? [answer] : ['--cost', answer]),
    },
    {
      name: 'boost',
      lacks: ({ words, options }) => options['boost'] === undefined && !words.some(isWithBoost),
      ask: async (call, line) => {
        const boost = similarProposal(titleOf(line), await sentProposals(call))?.boost ?? 0;
        return { kind: 'text', message: 'Your boost, 0 for none:', standard: String(boost) };
      },
      words: (answer) => (answer === '0' ? [] : ['--boost', answer]),
    },
    {
      name: 'client',
      lacks: ({ options }) => options['client'] === undefined,
      ask: async (call, line) => {
        const sent = await sentProposals(call);
        const likely = similarProposal(titleOf(line), sent)?.client;
        const known = distinct(sent.flatMap(({ client }) => client ?? []));
        const first = likely ? [choiceOf(likely), NOBODY] : [NOBODY];
        const others = known.filter((each) => each !== likely).map(choiceOf);
        return {
          kind: 'search',
          message: 'The client (type a new name, or part of a known one):',
          choices: [...first, ...others],
          isFree: true,
        };
      },
      words: (answer) => optionWords('--client', answer),
    },
    {
      name: 'tag',
      lacks: (line) => tagsOf(line).length === 0 || line.answers['tag'] !== undefined,
      repeats: true,
      ask: async (call, line) => {
        const sent = await sentProposals(call);
        const given = tagsOf(line);
        const likely = (similarProposal(titleOf(line), sent)?.tags ?? []).filter((tag) => !given.includes(tag));
        const others = distinct(sent.flatMap(({ tags }) => tags)).filter((tag) => ![...given, ...likely].includes(tag));
        const isFirst = given.length === 0;
        const none = { value: '', name: isFirst ? '(no tag)' : '(no more tags)' };
        const choices = [...likely.map(choiceOf), none, ...others.map(choiceOf)];
        const message = `${isFirst ? 'A tag' : 'Another tag'} (type a new one, or part of a known one):`;
        return { kind: 'search', message, choices, isFree: true };
      },
      words: (answer) => optionWords('--tag', answer),
    },
  ],
};

/** As on the command line: the cost with the boost. */
const isWithBoost = (text: string): boolean => /^\d+\+\d+$/.test(text);

const NOBODY: GuideChoice = { value: '', name: '(no client)' };

const choiceOf = (text: string): GuideChoice => ({ value: text, name: text });

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

const sentProposals = (call: ProgramCall): Promise<readonly Proposal[]> =>
  lookAt(call, ({ ledger }) => ledger.proposals({ status: null, tag: null }));

const hasCost = ({ words, options }: GuidedLine): boolean =>
  options['cost'] !== undefined || options['invited'] === true || words.some((word) => /^\d/.test(word));

const linkOf = ({ words, options }: GuidedLine): string | null =>
  (options['url'] as string | undefined) ?? words.find((word) => jobKeyIn(word) !== null) ?? null;

const titleOf = (line: GuidedLine): string | null =>
  (line.options['title'] as string | undefined) ?? jobTitleIn(linkOf(line) ?? '');

const tagsOf = ({ options }: GuidedLine): readonly string[] => (options['tag'] as readonly string[] | undefined) ?? [];
