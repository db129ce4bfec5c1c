/** `connects mark` says what became of proposals; rewards and refunds follow by the rulebook. */
import type { ProgramCall } from '../call.ts';
import { EXIT_CODES } from '../exit.ts';
import { parseConnectsOrNone, parseDays, parseMoneyOrNone } from '../parse/amount.ts';
import { parseChoice } from '../parse/choice.ts';
import { parseProposalNames } from '../parse/proposal-name.ts';
import { announceWritten, type ReceiptExtra, recordCommand } from '../record.ts';
import { proposalFields } from '../render/text/fields.ts';
import { visible } from '../render/text/visible.ts';
import { Refused, usageRefused } from '../rules/answers/refusal.ts';
import { unansweredSince } from '../rules/proposals/unanswered.ts';
import { balanceOn, type Proposal } from '../rules/state/state.ts';
import type { Day } from '../rules/values/calendar.ts';
import { OUTCOMES, type Outcome } from '../rules/vocabulary/outcomes.ts';
import { lookAt } from './line/look.ts';
import { namedProposals } from './line/named-proposals.ts';
import { type AddSubcommand, onDay, withWriteOptions } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const markCommand: AddSubcommand = (program, run) => {
  withExamples(
    withWriteOptions(program.command('mark')),
    'connects mark 7 interview',
    'connects mark last viewed',
    'connects mark landing page declined --on yesterday',
    'connects mark 3 5 8 lost',
    'connects mark 7 interview --reward 10',
    'connects mark 7 outbid --returned 12',
    'connects mark 7 hired --value 400',
    'connects mark --older 30d expired',
  )
    .description(`Records the result of one or more proposals: ${OUTCOMES.join(', ')}.`)
    .usage('<proposal...> <outcome> [options]')
    .argument(
      '<words...>',
      'the proposals, each by number, last, a link, or a part of its title or client; then the result',
    )
    .option('--reward <connects>', 'what Upwork gave for the interview, now or later', parseConnectsOrNone('--reward'))
    .option('--returned <connects>', 'what came back of an outbid boost, if not all', parseConnectsOrNone('--returned'))
    .option('--value <amount>', 'US dollars that the hire earned', parseMoneyOrNone('--value'))
    .option('--older <span>', 'every proposal without an answer that is older, such as 30d', parseDays('--older'))
    .option('-y, --yes', 'record --older without asking')
    .option('--force', 'record it even if the rulebook does not allow it')
    .action(
      run(async (call, words, options) => {
        const { dryRun = false, reward = null, returned, value, older, yes = false, force = false } = options;
        refuseBareAmount(words);
        await refuseBareNames(call, words);
        // A word alone is the name of a proposal.
        const outcome = parseChoice('outcome', OUTCOMES, words.length > 1 ? MEANT : {})(words.at(-1) ?? '');
        const names = words.slice(0, -1);
        refuseMismatch(outcome, countNames(names), options);
        const on = await onDay(call, options.on);
        const named = await namedProposals(call, names);
        const found = older === undefined ? null : await unanswered(call, on, older, outcome);
        if (found && !(await isAgreed(call, found, outcome, yes || dryRun))) return call.leave();
        const [proposal, ...others] = found ? found.map(({ id }) => id) : named;
        if (proposal === undefined) return announceNothing(call, dryRun);
        const command = { name: 'mark', on, proposal, outcome, reward, force } as const;
        const more = {
          ...(others.length > 0 ? { others } : {}),
          ...(returned === undefined ? {} : { returned }),
          ...(value === undefined ? {} : { valueCents: value }),
        };
        const extra = ({ state }: { state: Marked }): ReceiptExtra => markedFields([proposal, ...others], state);
        return recordCommand(call, { ...command, ...more }, { dryRun, ...(others.length > 0 ? { extra } : {}) });
      }),
    );
};

/** What people say for an outcome. */
const MEANT: Readonly<Partial<Record<string, Outcome>>> = {
  seen: 'viewed',
  answered: 'replied',
  interviewed: 'interview',
  won: 'hired',
  accepted: 'hired',
  awarded: 'hired',
  rejected: 'declined',
  refused: 'declined',
  closed: 'cancelled',
};

/** Where the amount of an outcome goes. */
const AMOUNT_OPTIONS: Readonly<Partial<Record<string, string>>> = {
  interview: '--reward 10',
  outbid: '--returned 12',
  hired: '--value 400',
};

/** Refuses an amount behind the outcome, as in `mark 7 hired 400`, with the option that takes it. */
function refuseBareAmount(words: readonly string[]): void {
  const [outcome = '', amount = ''] = words.slice(-2);
  const option = words.length > 2 ? AMOUNT_OPTIONS[outcome] : undefined;
  if (option === undefined || !/^\$?\d/.test(amount)) return;
  const misused = { command: 'connects mark', example: `connects mark 7 ${outcome} ${option}` };
  throw usageRefused({ fault: 'argument-unexpected', given: amount, ...misused });
}

/** Refuses names without an outcome, as in `mark last`, and says that it is missing. */
async function refuseBareNames(call: ProgramCall, words: readonly string[]): Promise<void> {
  const word = words.at(-1) ?? '';
  if (isOutcome(word)) return;
  const names = parseProposalNames(words);
  if (names.at(-1)?.by === 'text') {
    // Behind a name, a word for an outcome is more likely than one more word of the name.
    if (names.length > 1 || (words.length > 1 && MEANT[word.toLowerCase()])) return;
    if (!(await isNamed(call, words))) return;
  }
  throw usageRefused({ fault: 'outcome-missing', known: OUTCOMES });
}

const isOutcome = (word: string): boolean => OUTCOMES.some((outcome) => outcome === word.toLowerCase());

/** Whether there is a proposal of that name. */
async function isNamed(call: ProgramCall, words: readonly string[]): Promise<boolean> {
  try {
    return (await namedProposals(call, words)).length > 0;
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code === 'ambiguous-proposal';
    throw error;
  }
}

interface AmountOptions {
  readonly reward?: number | undefined;
  readonly returned?: number | undefined;
  readonly value?: number | undefined;
  readonly older?: number | undefined;
}

/** How many proposals the words name. */
const countNames = (words: readonly string[]): number =>
  new Set(parseProposalNames(words).map((name) => JSON.stringify(name))).size;

function refuseMismatch(outcome: Outcome, named: number, options: AmountOptions): void {
  const { reward, returned, value, older } = options;
  if (reward !== undefined && outcome !== 'interview') {
    throw usageRefused({ fault: 'mark-amount', flag: '--reward', outcome });
  }
  if (returned !== undefined && outcome !== 'outbid') {
    throw usageRefused({ fault: 'mark-amount', flag: '--returned', outcome });
  }
  if (value !== undefined && outcome !== 'hired') {
    throw usageRefused({ fault: 'mark-amount', flag: '--value', outcome });
  }
  const isOfSeveral = named > 1 || older !== undefined;
  const hasAmount = [reward, returned, value].some((amount) => amount !== undefined);
  if (hasAmount && isOfSeveral) throw usageRefused({ fault: 'amount-of-several' });
  if (older !== undefined && named > 0) throw usageRefused({ fault: 'older-and-proposals' });
  if (older === undefined && named === 0) throw usageRefused({ fault: 'proposal-missing', outcome });
}

/** Those of that age that wait for an answer, without those that are marked so already. */
const unanswered = (call: ProgramCall, on: Day, days: number, outcome: Outcome): Promise<readonly Proposal[]> =>
  lookAt(call, async ({ ledger }) => {
    const all = await ledger.proposals({ status: null, tag: null });
    return unansweredSince(all, on, days).filter(({ status }) => status !== outcome);
  });

/** Shows the proposals; a person who can be asked must agree. */
async function isAgreed(
  call: ProgramCall,
  found: readonly Proposal[],
  outcome: Outcome,
  isSure: boolean,
): Promise<boolean> {
  // A script gets them in the answer.
  if (call.json) return true;
  if (found.length === 0) call.aside('No proposal without an answer is that old.');
  for (const { id, on, title } of found) call.aside(`  ${id}  ${on}  ${visible(title ?? '(no title)')}`);
  if (found.length === 0 || isSure || !call.mayAsk) return true;
  const { confirm } = await call.ask();
  const these = found.length === 1 ? 'it' : `these ${found.length}`;
  return confirm({ message: `Mark ${these} ${outcome}?`, default: true });
}

const announceNothing = (call: ProgramCall, dryRun: boolean): Promise<number> =>
  lookAt(call, async ({ state }) => {
    const left = balanceOn(state, call.today);
    const answer = {
      command: 'mark',
      rows: [],
      before: left,
      after: left,
      dryRun,
      fields: { proposals: [] },
      lines: [],
    };
    await announceWritten(call, answer);
    return EXIT_CODES.ok;
  });

interface Marked {
  readonly proposals: ReadonlyMap<number, Proposal>;
}

const markedFields = (ids: readonly number[], { proposals }: Marked): ReceiptExtra => ({
  fields: { proposals: ids.flatMap((id) => proposals.get(id) ?? []).map(proposalFields) },
});
