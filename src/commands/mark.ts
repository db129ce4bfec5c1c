/** `connects mark` says what became of proposals; rewards and refunds follow by the rulebook. */
import type { Call } from '../call.ts';
import { parseConnectsOrNone, parseDays, parseWhole } from '../parse/amount.ts';
import { parseChoice } from '../parse/choice.ts';
import { type Extra, record } from '../record.ts';
import { proposalFields } from '../render/fields.ts';
import { visible } from '../render/visible.ts';
import { addDays, type Day } from '../rules/calendar.ts';
import { Refused } from '../rules/refusal.ts';
import { balanceOn, type Proposal } from '../rules/state.ts';
import { OUTCOMES, type Outcome } from '../rules/vocabulary/outcomes.ts';
import { look } from './look.ts';
import { onDay, type Subcommand, type WriteOptions, writes } from './subcommand.ts';
import { shows } from './usage.ts';

interface Options extends WriteOptions {
  readonly reward?: number;
  readonly returned?: number;
  readonly older?: number;
  readonly yes?: boolean;
  readonly force?: boolean;
}

export const mark: Subcommand = (program, run) => {
  shows(
    writes(program.command('mark')),
    'connects mark 7 interview',
    'connects mark 7 declined --on yesterday',
    'connects mark 3 5 8 lost',
    'connects mark 7 interview --reward 10',
    'connects mark 7 outbid --returned 12',
    'connects mark --older 30d expired',
  )
    .description(`Records the result of one or more proposals: ${OUTCOMES.join(', ')}.`)
    .usage('<proposal...> <outcome> [options]')
    .argument('<words...>', 'the numbers of the proposals, then the result')
    .option('--reward <connects>', 'what Upwork gave for the interview, now or later', parseConnectsOrNone('--reward'))
    .option('--returned <connects>', 'what came back of an outbid boost, if not all', parseConnectsOrNone('--returned'))
    .option('--older <span>', 'every proposal without an answer that is older, such as 30d', parseDays('--older'))
    .option('-y, --yes', 'record --older without asking')
    .option('--force', 'record it even if the rulebook does not allow it')
    .action(
      run(async (call, words: readonly string[], options: Options) => {
        const { dryRun = false, reward = null, returned = null, force = false } = options;
        const outcome = parseChoice('outcome', OUTCOMES)(words.at(-1) ?? '');
        const numbers = words.slice(0, -1).map(parseWhole('PROPOSAL', 1, 'proposal'));
        refuseMismatch(outcome, numbers, options);
        const on = await onDay(call, options.on);
        const found = options.older === undefined ? null : await unanswered(call, addDays(on, -options.older));
        if (found && !(await agreed(call, found, outcome, options))) return 0;
        const [proposal, ...others] = found ? found.map(({ id }) => id) : numbers;
        if (proposal === undefined) return nothingMarked(call, dryRun);
        const more = { ...(others.length === 0 ? {} : { others }), ...(returned === null ? {} : { returned }) };
        return record(
          call,
          { name: 'mark', on, proposal, outcome, reward, force, ...more },
          { dryRun, ...(others.length === 0 ? {} : { extra: ({ state }) => markedFields(others, proposal, state) }) },
        );
      }),
    );
};

function refuseMismatch(outcome: Outcome, numbers: readonly number[], { reward, returned, older }: Options): void {
  const refuse = (problem: string, hint: string): never => {
    throw new Refused({ code: 'usage', problem, hint });
  };
  if (reward !== undefined && outcome !== 'interview') {
    refuse(
      `--reward is only for an interview, not for ${outcome}.`,
      'For example: connects mark 7 interview --reward 10',
    );
  }
  if (returned !== undefined && outcome !== 'outbid') {
    refuse(
      `--returned is only for an outbid boost, not for ${outcome}.`,
      'For example: connects mark 7 outbid --returned 12',
    );
  }
  if ((reward !== undefined || returned !== undefined) && numbers.length > 1) {
    refuse('An amount belongs to one proposal.', 'Mark the proposals one by one.');
  }
  if (older !== undefined && numbers.length > 0) {
    refuse('--older cannot be used together with a proposal.', 'Use only one of them.');
  }
  if (older === undefined && numbers.length === 0) {
    refuse('The number of the proposal is missing.', `For example: connects mark 7 ${outcome}`);
  }
}

/** Proposals up to that day that are sent or viewed, and nothing more. */
const unanswered = (call: Call, last: Day): Promise<readonly Proposal[]> =>
  look(call, async (ledger) =>
    (await ledger.proposals({ status: null, tag: null })).filter(
      ({ status, on }) => (status === 'sent' || status === 'viewed') && on <= last,
    ),
  );

/** Shows them first; a person is asked. */
async function agreed(
  call: Call,
  found: readonly Proposal[],
  outcome: Outcome,
  { yes, dryRun }: Options,
): Promise<boolean> {
  if (found.length === 0) call.aside('No proposal without an answer is that old.');
  for (const { id, on, title } of found) call.aside(`  ${id}  ${on}  ${visible(title ?? '(no title)')}`);
  if (found.length === 0 || yes || dryRun || !call.mayAsk) return true;
  const { confirm } = await call.ask();
  const isAgreed = await confirm({
    message: `Mark ${found.length === 1 ? 'it' : `these ${found.length}`} ${outcome}?`,
    default: true,
  });
  if (!isAgreed) call.aside('Nothing was recorded.');
  return isAgreed;
}

const nothingMarked = (call: Call, dryRun: boolean): Promise<number> =>
  look(call, async (_, state) => {
    const balance = balanceOn(state, call.today);
    if (call.json)
      call.emit('mark', { transactions: [], balance: { before: balance, after: balance }, dryRun, proposals: [] });
    return 0;
  });

function markedFields(
  others: readonly number[],
  first: number,
  state: { proposals: ReadonlyMap<number, Proposal> },
): Extra {
  const marked = [first, ...others].flatMap((id) => state.proposals.get(id) ?? []);
  return { fields: { proposals: marked.map(proposalFields) } };
}
