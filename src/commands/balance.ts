/** `connects balance`: what is left. In a pipe, one integer. */
import type { ProgramCall } from '../call.ts';
import { answerCode, EXIT_CODES } from '../exit.ts';
import { parseConnectsOrNone } from '../parse/amount.ts';
import { balanceLines } from '../render/balance.ts';
import { dueConnects } from '../rules/state/cycles.ts';
import { balanceOn } from '../rules/state/state.ts';
import { balanceFields, balanceView } from './answers/balance-view.ts';
import { asOfDay, withAsOfDay } from './line/as-of.ts';
import { lookAt } from './line/look.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const balanceCommand: AddSubcommand = (program, run) => {
  withExamples(
    withAsOfDay(program.command('balance')),
    'connects balance',
    'connects balance --at-least 16',
    'connects balance --at-least 16 --quiet',
    "connects balance --on '2 weeks ago'",
    'connects balance --all-accounts',
  )
    .description('Shows how many Connects are left. In a pipe it prints only the number.')
    .option(
      '--at-least <connects>',
      'exit 0 if the balance is at least this, else 6; --quiet prints it only if it is less',
      parseConnectsOrNone('--at-least'),
    )
    .option('--all-accounts', 'of every account')
    .action(run(answerBalance));
};

interface BalanceOptions {
  readonly on?: string | undefined;
  readonly asOf?: string | undefined;
  readonly atLeast?: number | undefined;
  readonly allAccounts?: true | undefined;
}

export async function answerBalance(
  now: ProgramCall,
  { atLeast, allAccounts, ...day }: BalanceOptions,
): Promise<number> {
  const then = await asOfDay(now, day);
  if (allAccounts) return allBalances(then, atLeast);
  return lookAt(then, async ({ call, ledger, state }) => {
    const { today } = call;
    const left = balanceOn(state, today);
    const isShort = atLeast !== undefined && left < atLeast;
    const asked = call.json || isShort ? dueConnects(state, today, await ledger.rulebooks()) : null;
    if (asked && (call.json || !call.env.stdout.isTTY)) await call.note({ code: 'cycles-due', ...asked });
    if (call.json) {
      if (isShort) await call.note({ code: 'below', balance: left, atLeast });
      call.emit('balance', await balanceFields(call, state));
    } else if (!call.env.stdout.isTTY || call.quiet) {
      // Cron sends what is printed as a mail.
      const isSilent = call.quiet && atLeast !== undefined && !isShort;
      if (!isSilent) call.print(String(left));
    } else {
      const view = await balanceView(call, ledger, state);
      for (const line of balanceLines(view, call.paint)) call.print(call.addressed(line));
    }
    return answerCode(!isShort);
  });
}

/** Loaded late: most people have one account. */
async function allBalances(call: ProgramCall, atLeast = 0): Promise<number> {
  const { answerAllBalances } = await import('./answers/all-balances.ts');
  const balances = await answerAllBalances(call);
  const known = balances.filter((balance) => balance !== null);
  if (known.length < balances.length) return EXIT_CODES.storage;
  return answerCode(known.every((balance) => balance >= atLeast));
}
