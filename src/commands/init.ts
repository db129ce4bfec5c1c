/** `connects init` opens the account. In a terminal with nothing given, it asks. */
import type { ProgramCall } from '../call.ts';
import { parseConnectsOrNone } from '../parse/amount.ts';
import { parsePastDay } from '../parse/day.ts';
import { parsePlan } from '../parse/plan.ts';
import { recordCommand } from '../record.ts';
import { editionHint } from '../render/editions.ts';
import type { Day } from '../rules/calendar.ts';
import { DEFAULT_EDITION, EDITIONS } from '../rules/editions.ts';
import { newestEdition } from '../rules/newest-edition.ts';
import { Refused } from '../rules/refusal.ts';
import { lookAt } from './line/look.ts';
import { type AddSubcommand, maybeDay, onDay, pastDay, withWriteOptions } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const initCommand: AddSubcommand = (program, run) => {
  withExamples(
    withWriteOptions(program.command('init')),
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
    .option(
      '--rules <edition>',
      `the rulebook edition to use (default: ${DEFAULT_EDITION}; with --balance, that of the day)`,
    )
    .action(
      run(async (call, { dryRun = false, ...typed }) => {
        const asks = call.mayAsk && ASKED.every((name) => typed[name] === undefined);
        if (asks) await refuseSecond(call);
        const given: AccountOptions = asks ? await ask(call) : typed;
        const on = await onDay(call, given.on);
        const { plan, warnings } = parsePlan(given.plan ?? 'basic');
        const joined = (await pastDay(call, '--joined', given.joined)) ?? on;
        const expiresOn = await maybeDay(call, '--expires', given.expires);
        const { balance = null } = given;
        const edition = given.rules ?? (balance === null ? DEFAULT_EDITION : editionOfDay(on));
        const account = { plan, joined, edition };
        const extra = () => ({
          fields: { account: { ...account, db: call.db } },
          hints: [editionHint(edition, NEWEST)],
        });
        return recordCommand(call, { name: 'init', on, ...account, balance, expiresOn }, { dryRun, warnings, extra });
      }),
    );
};

interface AccountOptions {
  readonly on?: string | undefined;
  readonly plan?: string | undefined;
  readonly joined?: string | undefined;
  readonly balance?: number | undefined;
  readonly rules?: string | undefined;
  readonly expires?: string | undefined;
}

/** With none of these, a person at a terminal is asked. */
const ASKED = ['on', 'plan', 'joined', 'balance', 'rules', 'expires'] as const;

const NEWEST = newestEdition(new Map(EDITIONS.map((each) => [each.id, each])));

/** The built-in edition that had begun by that day. A balance that is there already came by its rules. */
const editionOfDay = (day: Day): string => EDITIONS.findLast(({ since }) => since <= day)?.id ?? DEFAULT_EDITION;

/** Nobody shall answer questions for an account that is there already. */
async function refuseSecond(call: ProgramCall): Promise<void> {
  const joined = await lookAt(call, async ({ state }) => state.joined).catch((error: unknown) => {
    if (error instanceof Refused && error.refusal.code === 'no-account') return null;
    throw error;
  });
  if (joined) throw new Refused({ code: 'already-open', joined });
}

/** The same options, asked for. */
async function ask(call: ProgramCall): Promise<AccountOptions> {
  const { select, input } = await call.ask();
  const known = await select({
    message: 'Do you already have Connects on Upwork?',
    choices: [
      { value: 'yes', name: 'Yes: start from the balance Upwork shows today' },
      { value: 'no', name: 'No: I have just joined, start from the sign-up grant' },
    ],
  });
  const validate = (text: string) => /^(0|[1-9]\d{0,5})$/.test(text) || 'Write a whole number, such as 36.';
  const balance =
    known === 'yes' ? Number(await input({ message: 'How many does Upwork show?', validate })) : undefined;
  const joined = await input({
    message: 'When did you join Upwork?',
    default: call.today,
    validate: (text) =>
      parsePastDay('The day', text, call.today).then(
        () => true as const,
        () => 'Write a day that is not in the future, as YYYY-MM-DD.',
      ),
  });
  const plan = await select({
    message: 'Which membership do you have?',
    choices: [
      { value: 'basic', name: 'Freelancer Basic' },
      { value: 'plus', name: 'Freelancer Plus' },
    ],
  });
  const rules = await select({
    message: 'Which Upwork rules apply?',
    choices: EDITIONS.map(({ id, title }) => ({ value: id, name: `${id}  ${title}` })),
    default: editionOfDay(call.today),
  });
  return { joined, plan, rules, balance };
}
