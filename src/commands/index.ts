/** Every subcommand, as `--help` lists it. Each is loaded when it is called: help needs none of them, most calls one. */
import type { AddSubcommand } from './line/subcommand.ts';

type Listed = readonly [summary: string, load: () => Promise<AddSubcommand>];

/** By heading, and by its name with the arguments it takes. */
const LISTED: Readonly<Record<string, Readonly<Record<string, Listed>>>> = {
  'Record:': {
    init: ['open the account', async () => (await import('./init.ts')).initCommand],
    'apply [cost[+boost]] [link]': ['record a proposal', async () => (await import('./apply.ts')).applyCommand],
    'mark <proposal...> <outcome>': [
      'record the result of proposals',
      async () => (await import('./mark.ts')).markCommand,
    ],
    'buy <bundle>': ['record a purchase of Connects', async () => (await import('./buy.ts')).buyCommand],
    coupon: ['keep and list coupons', async () => (await import('./coupon.ts')).couponCommand],
    'earn <source>': ['record free Connects', async () => (await import('./earn.ts')).earnCommand],
    'spend <source>': [
      'record Connects spent on something else',
      async () => (await import('./spend.ts')).spendCommand,
    ],
    'edit [proposals...]': ['correct a proposal or a price', async () => (await import('./edit.ts')).editCommand],
    'void <ids...>': ['take back a mistaken transaction', async () => (await import('./void.ts')).voidCommand],
    'join <a> <b>': ['make two proposals one', async () => (await import('./join.ts')).joinCommand],
    renew: ['record the monthly Connects that are due', async () => (await import('./renew.ts')).renewCommand],
    'plan <plan>': ['record a change of membership', async () => (await import('./plan.ts')).planCommand],
    'reconcile <connects>': [
      'compare with what Upwork shows',
      async () => (await import('./reconcile.ts')).reconcileCommand,
    ],
    'undo [command]': ['undo the last command, or another one', async () => (await import('./turn.ts')).undoCommand],
    redo: ['redo what you have undone', async () => (await import('./turn.ts')).redoCommand],
    'import <file>': ["import Upwork's history and proposals", async () => (await import('./import.ts')).importCommand],
  },
  'View:': {
    balance: ['how many Connects are left', async () => (await import('./balance.ts')).balanceCommand],
    status: [
      'balance, budget, what is due and open proposals',
      async () => (await import('./status.ts')).statusCommand,
    ],
    log: ['what each command recorded', async () => (await import('./log.ts')).logCommand],
    history: ['every transaction, newest first', async () => (await import('./history.ts')).historyCommand],
    proposals: [
      'the proposals you sent, and their results',
      async () => (await import('./proposals.ts')).proposalsCommand,
    ],
    'search <words...>': [
      'find proposals by title, client, tag or note',
      async () => (await import('./proposals.ts')).searchCommand,
    ],
    stale: ['proposals that wait long for an answer', async () => (await import('./stale.ts')).staleCommand],
    'show <proposal...>': ['one proposal in detail', async () => (await import('./show.ts')).showCommand],
    grants: [
      'what is left of each grant, and when it expires',
      async () => (await import('./grants.ts')).grantsCommand,
    ],
    expiring: ['what expires soon', async () => (await import('./grants.ts')).expiringCommand],
    stats: ['how proposals did, and what they cost', async () => (await import('./stats.ts')).statsCommand],
    due: ['what Upwork still owes you', async () => (await import('./due.ts')).dueCommand],
    forecast: ['when Connects run out, and what to buy', async () => (await import('./forecast.ts')).forecastCommand],
    'what-if': ['your ledger with other rules or another pace', async () => (await import('./what-if.ts')).whatIf],
    report: ['everything on one page, with charts', async () => (await import('./report.ts')).reportCommand],
    'can-apply [cost[+boost]]': [
      'whether you can afford a proposal: exit 0 or 6',
      async () => (await import('./can-apply.ts')).canApply,
    ],
    rules: [
      'what Connects are, what they cost, how to earn them',
      async () => (await import('./rules.ts')).rulesCommand,
    ],
  },
  'Manage:': {
    export: ['the ledger for other programs', async () => (await import('./export.ts')).exportCommand],
    'merge <file>': ['merge another copy of this account', async () => (await import('./merge.ts')).mergeCommand],
    'backup [file]': ['copy the ledger', async () => (await import('./backup.ts')).backupCommand],
    'restore <file>': ['replace the ledger with a backup', async () => (await import('./restore.ts')).restoreCommand],
    move: ['move the account to a server, or back to a file', async () => (await import('./move.ts')).moveCommand],
    check: ['check that the ledger is correct', async () => (await import('./check.ts')).checkCommand],
    doctor: ['find problems with files, paths and backups', async () => (await import('./doctor.ts')).doctorCommand],
    account: ['keep several accounts', async () => (await import('./account.ts')).accountCommand],
    schedule: ['record the monthly Connects by itself', async () => (await import('./schedule.ts')).scheduleCommand],
    'completion <shell>': [
      'let your shell complete what you type',
      async () => (await import('./completion.ts')).completionCommand,
    ],
    config: ['set your own reserve and budget', async () => (await import('./config.ts')).configCommand],
  },
  'More:': {
    'help [words...]': ['show help for a command or a topic', async () => (await import('./help.ts')).helpCommand],
  },
};

export interface ListedSubcommand {
  /** Its name and its arguments, as in `mark <proposal> <outcome>`. */
  readonly usage: string;
  readonly group: string;
  readonly summary: string;
  readonly load: () => Promise<AddSubcommand>;
}

export const LISTED_SUBCOMMANDS: ReadonlyMap<string, ListedSubcommand> = new Map(
  Object.entries(LISTED).flatMap(([group, commands]) =>
    Object.entries(commands).map(([usage, [summary, load]]) => [
      usage.split(' ', 1)[0] as string,
      { usage, group, summary, load },
    ]),
  ),
);
