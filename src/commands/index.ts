/** Every subcommand, as `--help` lists it. Each is loaded when it is called: help needs none of them, most calls one. */
import type { Subcommand } from './subcommand.ts';

type Listed = readonly [summary: string, load: () => Promise<Subcommand>];

/** By heading, and by its name with the arguments it takes. */
const LISTED: Readonly<Record<string, Readonly<Record<string, Listed>>>> = {
  'Record:': {
    init: ['open the account', async () => (await import('./init.ts')).init],
    apply: ['record a proposal', async () => (await import('./apply.ts')).apply],
    'mark <proposal...> <outcome>': ['record the result of proposals', async () => (await import('./mark.ts')).mark],
    'buy <bundle>': ['record a purchase of Connects', async () => (await import('./buy.ts')).buy],
    coupon: ['keep and list coupons', async () => (await import('./coupon.ts')).coupon],
    'earn <source>': ['record free Connects', async () => (await import('./earn.ts')).earn],
    'spend <source>': ['record Connects spent on something else', async () => (await import('./spend.ts')).spend],
    'edit [proposals...]': ['correct a proposal or a price', async () => (await import('./edit.ts')).edit],
    'void <ids...>': ['take back a mistaken transaction', async () => (await import('./void.ts')).voiding],
    'join <a> <b>': ['make two proposals one', async () => (await import('./join.ts')).join],
    renew: ['record the monthly Connects that are due', async () => (await import('./renew.ts')).renew],
    'plan <plan>': ['record a change of membership', async () => (await import('./plan.ts')).plan],
    'reconcile <connects>': ['compare with what Upwork shows', async () => (await import('./reconcile.ts')).reconcile],
    'undo [command]': ['undo the last command, or another one', async () => (await import('./turn.ts')).undo],
    redo: ['redo what you have undone', async () => (await import('./turn.ts')).redo],
    'import <file>': ["import Upwork's own history", async () => (await import('./import.ts')).importing],
  },
  'View:': {
    balance: ['how many Connects are left', async () => (await import('./balance.ts')).balance],
    log: ['what each command recorded', async () => (await import('./log.ts')).log],
    history: ['every transaction, newest first', async () => (await import('./history.ts')).history],
    proposals: ['the proposals you sent, and their results', async () => (await import('./proposals.ts')).proposals],
    'show <proposal>': ['one proposal in detail', async () => (await import('./show.ts')).show],
    grants: ['what is left of each grant, and when it expires', async () => (await import('./grants.ts')).grants],
    expiring: ['what expires soon', async () => (await import('./grants.ts')).expiring],
    stats: ['how proposals did, and what they cost', async () => (await import('./stats.ts')).stats],
    due: ['what Upwork still owes you', async () => (await import('./due.ts')).due],
    forecast: ['when Connects run out, and what to buy', async () => (await import('./forecast.ts')).forecast],
    'what-if': ['your ledger with other rules or another pace', async () => (await import('./what-if.ts')).whatIf],
    report: ['everything on one page, with charts', async () => (await import('./report.ts')).report],
    'can-apply': [
      'whether you can afford a proposal: exit 0 or 6',
      async () => (await import('./can-apply.ts')).canApply,
    ],
    rules: ['what Connects are, what they cost, how to earn them', async () => (await import('./rules.ts')).rules],
  },
  'Manage:': {
    export: ['the ledger for other programs', async () => (await import('./export.ts')).exporting],
    'merge <file>': ['merge another copy of this account', async () => (await import('./merge.ts')).merge],
    'backup [file]': ['copy the ledger', async () => (await import('./backup.ts')).backup],
    'restore <file>': ['replace the ledger with a backup', async () => (await import('./restore.ts')).restore],
    check: ['check that the ledger is correct', async () => (await import('./check.ts')).check],
    doctor: ['find problems with files, paths and backups', async () => (await import('./doctor.ts')).doctor],
    config: ['set your own reserve and budget', async () => (await import('./config.ts')).config],
  },
  'More:': {
    'help [command...]': ['show help for a command', async () => (await import('./help.ts')).help],
  },
};

export interface ListedSubcommand {
  /** Its name and its arguments, as in `mark <proposal> <outcome>`. */
  readonly usage: string;
  readonly group: string;
  readonly summary: string;
  readonly load: () => Promise<Subcommand>;
}

export const SUBCOMMANDS: ReadonlyMap<string, ListedSubcommand> = new Map(
  Object.entries(LISTED).flatMap(([group, commands]) =>
    Object.entries(commands).map(([usage, [summary, load]]) => [
      usage.split(' ', 1)[0] as string,
      { usage, group, summary, load },
    ]),
  ),
);
