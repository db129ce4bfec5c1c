/** `connects account`: the accounts in the data folder, each a file of its own, or those of a server's database: list, add, rename, remove. */
import type { Command as Cli } from 'commander';
import type { ProgramCall } from '../call.ts';
import { EXIT_CODES } from '../exit.ts';
import {
  ACCOUNT_COLUMNS,
  afterRename,
  keptCopy,
  NO_ACCOUNTS,
  removalLines,
  removedAccount,
  renamedAccount,
} from '../render/accounts.ts';
import { Refused, usageRefused } from '../rules/answers/refusal.ts';
import { balanceOn } from '../rules/state/state.ts';
import { isAccountName } from '../rules/values/account-name.ts';
import { isServerUrl } from '../rules/values/ledger-place.ts';
import { openAccounts, openVault } from '../store/open-store.ts';
import { answerLines, answerList, listFormat, withListOptions } from './answers/answer.ts';
import { openAccount, withOpeningOptions } from './init.ts';
import { globalsOf } from './line/globals.ts';
import { lookAt } from './line/look.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { needsSubcommand, withExamples } from './line/usage.ts';

export const accountCommand: AddSubcommand = (program, run) => {
  const group = withExamples(
    program.command('account'),
    'connects account list',
    'connects account add agency --balance 36',
  ).description(
    'Keeps several accounts: each has a ledger of its own. On a server they are in one database. A command uses another one with --account NAME.',
  );
  withExamples(withListOptions(group.command('list')), 'connects account list')
    .summary('list accounts')
    .description(
      'Lists the accounts in the data folder, or of the database on a server. For what is left in each: connects balance --all-accounts',
    )
    .action(
      run(async (call, options) => {
        const { accounts } = await openAccounts(call);
        const items = accounts.map(({ account, db }) => ({ account, db, current: db === call.db }));
        const json = { command: 'account list', fields: { accounts: items } };
        await answerList(call, {
          json,
          columns: ACCOUNT_COLUMNS,
          items,
          format: listFormat(options),
          empty: NO_ACCOUNTS,
        });
      }),
    );
  withExamples(withOpeningOptions(group.command('add')), 'connects account add agency --balance 36')
    .summary('open another account')
    .description('Opens another account, as connects --account NAME init does.')
    .argument('<name>', 'its name')
    .hook('preAction', (_, cli) => useAccount(cli as unknown as Cli))
    .action(run(async (call, _, options) => openAccount(call, options)));
  withExamples(group.command('rename'), 'connects account rename agency studio')
    .summary('give an account another name')
    .description('Gives an account another name; its backups go along.')
    .argument('<account>', 'its name')
    .argument('<name>', 'its new name')
    .option('-n, --dry-run', 'show what would be done, but change nothing')
    .hook('preAction', (_, cli) => useAccount(cli as unknown as Cli))
    .action(run(async (call, from, to, { dryRun = false }) => renameAccount(call, from, to, dryRun)));
  withExamples(group.command('remove'), 'connects account remove studio', 'connects account remove studio --yes studio')
    .summary('remove an account')
    .description(
      'Removes an account after you confirmed its name. A copy stays in the backup folder. On a server, the account loses its name and its entries stay in the tables.',
    )
    .argument('<account>', 'its name')
    .option('-n, --dry-run', 'show what would be removed, but change nothing')
    .option('-y, --yes <account>', 'the name of the account again: remove it without asking')
    .hook('preAction', (_, cli) => useAccount(cli as unknown as Cli))
    .action(run(async (call, account, { dryRun = false, yes }) => removeAccount(call, account, { dryRun, yes })));
  needsSubcommand(group);
};

/** The first argument stands for --account: so everything that is said of the call is said of that account. */
function useAccount(cli: Cli): void {
  const { account, db } = globalsOf(cli);
  if (account !== undefined || (db !== undefined && !isServerUrl(db))) throw usageRefused({ fault: 'two-accounts' });
  cli.setOptionValueWithSource('account', cli.args[0], 'cli');
}

async function renameAccount(call: ProgramCall, from: string, to: string, dryRun: boolean): Promise<void> {
  if (!isAccountName(to)) throw usageRefused({ fault: 'bad-account', given: to });
  const { accounts, placeOf } = await openAccounts(call);
  const { db } = await placeOf(to);
  if (!accounts.some((each) => each.db === call.db)) await refuseMissing(call, accounts);
  if (accounts.some((each) => each.db === db)) throw new Refused({ code: 'file-exists', path: db, is: 'account' });
  await (await openVault(call)).rename({ account: to, db, isTrial: dryRun });
  const fields = { account: { account: to, db, was: from }, dryRun };
  answerLines(call, { command: 'account rename', fields }, () =>
    call.quiet ? [] : [renamedAccount(from, to, dryRun)],
  );
  if (dryRun && !call.json) call.aside('Nothing was changed (--dry-run).');
  if (!dryRun && !call.json) for (const line of afterRename(from, to)) call.hint(line);
}

/** A server may know the account by another name. */
async function refuseMissing(call: ProgramCall, accounts: readonly { readonly account: string }[]): Promise<never> {
  if (call.pool) await lookAt(call, async () => {});
  const others = accounts.map(({ account }) => account);
  throw new Refused({ code: 'no-account', db: call.db, ...(others.length > 0 ? { others } : {}) });
}

interface RemovalOptions {
  readonly dryRun: boolean;
  readonly yes: string | undefined;
}

async function removeAccount(call: ProgramCall, account: string, { dryRun, yes }: RemovalOptions): Promise<number> {
  const { accounts } = await openAccounts(call);
  if (!accounts.some(({ db }) => db === call.db)) await refuseMissing(call, accounts);
  if (yes !== undefined && yes !== account) throw usageRefused({ fault: 'not-that-name', account, given: yes });
  const balance = await balanceIfReadable(call);
  if (!dryRun && yes === undefined && !(await isConfirmed(call, account, balance))) return call.leave('removed');
  const kept = dryRun ? null : await (await openVault(call)).remove();
  const fields = { account: { account, db: call.db, balance }, kept, dryRun };
  answerLines(call, { command: 'account remove', fields }, () => (call.quiet ? [] : [removedAccount(account, dryRun)]));
  if (dryRun && !call.json) call.aside('Nothing was changed (--dry-run).');
  if (kept && !call.json) for (const line of keptCopy(kept)) call.hint(line);
  return EXIT_CODES.ok;
}

/** A damaged account can be removed as well. */
async function balanceIfReadable(call: ProgramCall): Promise<number | null> {
  try {
    return await lookAt(call, async ({ state }) => balanceOn(state, call.today));
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

async function isConfirmed(call: ProgramCall, account: string, balance: number | null): Promise<boolean> {
  if (!call.mayAsk) throw usageRefused({ fault: 'yes-missing', command: 'remove' });
  for (const line of removalLines(account, call.db, balance)) call.aside(line);
  const { input } = await call.ask();
  return (await input({ message: 'To remove it, type its name:' })).trim() === account;
}
