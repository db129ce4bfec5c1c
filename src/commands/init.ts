/** `connects init` opens the account. In a terminal with nothing given, it asks. */
import type { Command as Cli, OptionValues } from '@commander-js/extra-typings';
import type { ProgramCall } from '../call.ts';
import { parseConnectsOrNone } from '../parse/amount.ts';
import { parsePlan, planWord } from '../parse/plan.ts';
import { recordCommand } from '../record.ts';
import { billingDayHint, editionHint } from '../render/editions.ts';
import { startOver } from '../render/receipt.ts';
import { Refused } from '../rules/answers/refusal.ts';
import { DEFAULT_EDITION, EDITIONS, editionOfDay } from '../rules/rulebook/editions.ts';
import { newestEdition } from '../rules/rulebook/newest-edition.ts';
import { cycleStart, type Day } from '../rules/values/calendar.ts';
import { QuestionsWanted } from './guided/unanswered.ts';
import { lookAt } from './line/look.ts';
import { type AddSubcommand, maybeDay, onDay, pastDay, withWriteOptions } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const initCommand: AddSubcommand = (program, run) => {
  withExamples(
    withOpeningOptions(program.command('init')),
    'connects init',
    'connects init --balance 36 --joined 2020-03-14',
    'connects init --plan plus --rules 2026',
  )
    .description('Opens the account, with the sign-up grant or with the balance you already have.')
    .action(run(openAccount));
};

/** What opens an account, whatever its name. */
export const withOpeningOptions = <Arguments extends unknown[], Options extends OptionValues>(
  cli: Cli<Arguments, Options>,
) =>
  withWriteOptions(cli)
    .option('--plan <plan>', 'basic or plus (default: basic)', planWord)
    .option('--joined <day>', 'the day you joined Upwork (default: today)')
    .option(
      '--balance <connects>',
      'what Upwork shows today, instead of a sign-up grant',
      parseConnectsOrNone('--balance'),
    )
    .option('--expires <day>', 'when that balance expires (default: in one year, the latest possible day)')
    .option(
      '--rules <edition>',
      `the rulebook edition to use (default: ${DEFAULT_EDITION}; with --balance, and where init asks: today's)`,
    );

export async function openAccount(
  call: ProgramCall,
  { dryRun = false, ...given }: AccountOptions & { readonly dryRun?: boolean | undefined },
): Promise<number> {
  if (call.mayAsk && ASKED.every((name) => given[name] === undefined)) {
    await refuseSecond(call);
    throw new QuestionsWanted();
  }
  const on = await onDay(call, given.on);
  const { plan, warnings } = parsePlan(given.plan ?? 'basic');
  const joined = (await pastDay(call, '--joined', given.joined)) ?? on;
  const expiresOn = await maybeDay(call, '--expires', given.expires);
  const { balance = null } = given;
  const edition = given.rules ?? (balance === null ? DEFAULT_EDITION : editionOfDay(on));
  const account = { plan, joined, edition };
  const isStandard = given.rules === undefined && balance === null;
  // Who chose rules, or has a balance, is offered none that are still to come.
  const offered = isStandard || sinceOf(edition) > call.today ? NEWEST : editionOfDay(call.today);
  const extra = () => ({
    fields: { account: { ...account, db: call.db } },
    hints: [
      ...(given.joined === undefined && balance !== null ? [billingDayHint(joined, firstCycle(joined, edition))] : []),
      editionHint(edition, {
        offered,
        isStandard,
        since: firstDayOf(offered, balance === null ? joined : on, call.today),
        isToCome: sinceOf(offered) > call.today,
      }),
      ...(dryRun ? [] : [startOver(call.db, call.pool?.account ?? null)]),
    ],
  });
  return recordCommand(call, { name: 'init', on, ...account, balance, expiresOn }, { dryRun, warnings, extra });
}

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

/** The first day of the first billing cycle. */
const firstCycle = (joined: Day, edition: string): Day =>
  cycleStart(joined, 1, EDITIONS.find(({ id }) => id === edition)?.cycle.lastDay ?? 31);

const sinceOf = (edition: string): string => EDITIONS.find(({ id }) => id === edition)?.since ?? '';

/** The first day on which an account may follow an edition that holds today; null: today, or it is still to come. */
function firstDayOf(edition: string, opened: Day, today: Day): Day | null {
  const since = EDITIONS.find(({ id }) => id === edition)?.since ?? today;
  const first = since > opened ? since : opened;
  return first < today ? first : null;
}

/** Nobody shall answer questions for an account that is there already. */
async function refuseSecond(call: ProgramCall): Promise<void> {
  const joined = await lookAt(call, async ({ state }) => state.joined).catch((error: unknown) => {
    if (error instanceof Refused && error.refusal.code === 'no-account') return null;
    throw error;
  });
  if (joined) throw new Refused({ code: 'already-open', joined });
}
