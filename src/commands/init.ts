/** `connects init` opens the account. In a terminal with nothing given, it asks. */
import type { Call } from '../call.ts';
import { parseConnectsOrNone } from '../parse/amount.ts';
import { parsePastDay } from '../parse/day.ts';
import { parsePlan } from '../parse/plan.ts';
import { record } from '../record.ts';
import type { CommandOf } from '../rules/command.ts';
import { DEFAULT_EDITION, EDITIONS } from '../rules/editions.ts';
import { newestEdition } from '../rules/newest-edition.ts';
import { Refused } from '../rules/refusal.ts';
import { look } from './look.ts';
import { maybeDay, onDay, type Subcommand, type WriteOptions, writes } from './subcommand.ts';
import { shows } from './usage.ts';

interface Options extends WriteOptions {
  readonly plan?: string;
  readonly joined?: string;
  readonly balance?: number;
  readonly rules?: string;
  readonly expires?: string;
}

export const init: Subcommand = (program, run) => {
  shows(
    writes(program.command('init')),
    'connects init',
    'connects init --balance 36 --joined 2020-03-14',
    'connects init --plan plus --rules 2026',
  )
    .description('Opens the account, with the sign-up grant or with the balance you already have.')
    .option('--plan <plan>', 'basic or plus (default: basic)')
    .option('--joined <day>', 'the day you joined Upwork (default: today)')
    .option(
      '--balance <connects>',
      'what Upwork shows today, instead of a sign-up grant',
      parseConnectsOrNone('--balance'),
    )
    .option('--expires <day>', 'when that balance expires (default: in one year, the latest possible day)')
    .option('--rules <edition>', `the rulebook edition to use (default: ${DEFAULT_EDITION})`)
    .action(
      run(async (call, options: Options) => {
        const nothingGiven = GIVEN.every((name) => options[name] === undefined);
        const asks = nothingGiven && call.mayAsk;
        if (asks) await refuseSecond(call);
        const { command, aliased } = await read(call, asks ? await ask(call) : options);
        const { plan, joined, edition } = command;
        const today = newestEdition(new Map(EDITIONS.map((each) => [each.id, each])));
        return record(call, command, {
          dryRun: options.dryRun ?? false,
          warnings: aliased ? [{ code: 'plan-alias', given: aliased }] : [],
          extra: () => ({
            fields: { account: { plan, joined, edition, db: call.db } },
            hints: [
              edition === today
                ? 'What Connects are and how they work: connects rules'
                : `The account uses rulebook ${edition} (see: connects rules). To use today's rules: connects rules use ${today}`,
            ],
          }),
        });
      }),
    );
};

/** With none of these, a person at a terminal is asked. */
const GIVEN = ['plan', 'joined', 'balance', 'rules', 'expires', 'on'] as const;

async function read(call: Call, options: Options): Promise<{ command: CommandOf<'init'>; aliased: string | null }> {
  const on = await onDay(call, options.on);
  const { plan, aliased } = parsePlan(options.plan ?? 'basic');
  const joined = options.joined === undefined ? on : await parsePastDay('--joined', options.joined, call.today);
  const expiresOn = await maybeDay(call, '--expires', options.expires);
  const edition = options.rules ?? DEFAULT_EDITION;
  return { command: { name: 'init', on, plan, joined, balance: options.balance ?? null, expiresOn, edition }, aliased };
}

/** Nobody shall answer questions for an account that is there already. */
async function refuseSecond(call: Call): Promise<void> {
  const joined = await look(call, async (_, state) => state.joined).catch((error: unknown) => {
    if (error instanceof Refused && error.refusal.code === 'no-account') return null;
    throw error;
  });
  if (joined) throw new Refused({ code: 'already-open', joined });
}

/** The same options, asked for. */
async function ask(call: Call): Promise<Options> {
  const prompts = await call.ask();
  const asDay = async (text: string): Promise<true | string> =>
    parsePastDay('The day', text, call.today).then(
      () => true as const,
      () => 'Write a day that is not in the future, as YYYY-MM-DD.',
    );
  const known = await prompts.select({
    message: 'Do you already have Connects on Upwork?',
    choices: [
      { value: 'yes', name: 'Yes: start from the balance Upwork shows today' },
      { value: 'no', name: 'No: I have just joined, start from the sign-up grant' },
    ],
  });
  const balance =
    known === 'yes'
      ? Number(
          await prompts.input({
            message: 'How many does Upwork show?',
            validate: (text) => /^(0|[1-9]\d{0,5})$/.test(text) || 'Write a whole number, such as 36.',
          }),
        )
      : undefined;
  const joined = await prompts.input({ message: 'When did you join Upwork?', default: call.today, validate: asDay });
  const plan = await prompts.select({
    message: 'Which membership do you have?',
    choices: [
      { value: 'basic', name: 'Freelancer Basic' },
      { value: 'plus', name: 'Freelancer Plus' },
    ],
  });
  const rules = await prompts.select({
    message: 'Which Upwork rules apply?',
    choices: EDITIONS.map(({ id, title }) => ({ value: id, name: `${id}  ${title}` })),
    default: EDITIONS.findLast(({ since }) => since <= call.today)?.id ?? DEFAULT_EDITION,
  });
  return { joined, plan, rules, ...(balance === undefined ? {} : { balance }) };
}
