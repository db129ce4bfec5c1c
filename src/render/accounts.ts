/** Accounts as lists: which there are, and what is left in each. */
import { DEFAULT_ACCOUNT } from '../rules/values/account-name.ts';
import type { ListColumn } from './text/listing.ts';
import { visible } from './text/visible.ts';
import { number } from './text/words.ts';

export interface ListedAccount {
  readonly account: string;
  /** Its file, or its URL. */
  readonly db: string;
  /** Whether it is the one that commands use now. */
  readonly current: boolean;
}

export const ACCOUNT_COLUMNS: readonly ListColumn<ListedAccount>[] = [
  { name: 'account', value: ({ account }) => account, shown: ({ account }, paint) => paint.bold(account) },
  {
    name: 'current',
    head: '',
    value: ({ current }) => (current ? 1 : 0),
    shown: ({ current }) => (current ? 'in use' : ''),
  },
  { name: 'db', head: 'where', value: ({ db }) => db, shown: ({ db }) => visible(db), stretches: true },
];

export interface AccountBalance {
  readonly account: string;
  /** Null: it cannot be read. */
  readonly balance: number | null;
  /** What expires next. */
  readonly expiring: { readonly connects: number; readonly on: string } | null;
}

export const ACCOUNT_BALANCE_COLUMNS: readonly ListColumn<AccountBalance>[] = [
  { name: 'account', value: ({ account }) => account },
  {
    name: 'balance',
    value: ({ balance }) => balance,
    shown: ({ balance }, paint) => (balance === null ? '?' : paint.bold(number(balance))),
    right: true,
  },
  { name: 'expiring', head: 'expire next', value: ({ expiring }) => expiring?.connects ?? null, right: true },
  { name: 'expiresOn', head: 'on', value: ({ expiring }) => expiring?.on ?? null },
];

export const NO_ACCOUNTS = 'There is no account yet. Open one with: connects init';

export const renamedAccount = (from: string, to: string, dryRun: boolean): string =>
  `${dryRun ? 'Would rename' : 'Renamed'}: the account ${from} to ${to}.`;

/** Nothing that names the account by its old name finds it any more. */
export const afterRename = (from: string, to: string): readonly string[] => [
  `From now on: --account ${to}, or CONNECTS_ACCOUNT=${to}${from === DEFAULT_ACCOUNT ? `. Without them, commands look for '${DEFAULT_ACCOUNT}'` : ''}`,
  'What connects schedule printed for the old name must be set up again.',
];

/** What a person who is to confirm a removal must know. */
export const removalLines = (account: string, db: string, balance: number | null): readonly string[] => [
  `The account ${account}, with ${balance === null ? 'a ledger that cannot be read' : `${number(balance)} Connects`}, in ${visible(db)}`,
];

export const removedAccount = (account: string, dryRun: boolean): string =>
  `${dryRun ? 'Would remove' : 'Removed'}: the account ${account}.`;

export const keptCopy = (kept: string): readonly string[] => [
  `A copy is kept in ${visible(kept)}`,
  'To bring it back: connects restore latest',
];
