/** Every command in words: what it recorded, and what it is called when it is undone. Long because it lists every command. */
import type { OutcomeReason } from '../rules/answers/warning.ts';
import type { Command, CommandOf } from '../rules/command/command.ts';
import { isOfCycles, type SettingKey } from '../rules/command/settings.ts';
import type { ReceiptDetail } from '../rules/decide/decision.ts';
import type { StatementLine } from '../rules/past/statement.ts';
import type { Day } from '../rules/values/calendar.ts';
import type { Outcome } from '../rules/vocabulary/outcomes.ts';
import { editedWhat, markedWhat, type ProposalTitles, quotedTitle } from './proposal-titles.ts';
import { visible } from './text/visible.ts';
import { connects, countOf, dollars, number, offerWords, planName } from './text/words.ts';

export interface Receipt {
  readonly command: Command;
  readonly rows: readonly StatementLine[];
  readonly detail: ReceiptDetail;
  readonly reasons: readonly OutcomeReason[];
  readonly before: number;
  readonly after: number;
  readonly priceCents: number;
  readonly dryRun: boolean;
  readonly titles: ProposalTitles;
  /** Whether the command had anything to record. */
  readonly written: boolean;
}

interface CommandWords<Name extends Command['name']> {
  readonly recorded: (command: CommandOf<Name>, receipt: Receipt) => string;
  readonly undone: (command: CommandOf<Name>, titles: ProposalTitles) => string;
}

export const importWords = ({ file }: CommandOf<'import' | 'import proposals'>): string =>
  `the import of ${visible(file)}`;

const gained = ({ rows }: Receipt): number => rows.reduce((sum, row) => sum + row.connects, 0);
const proposalOf = ({ detail }: Receipt): string => (detail.of === 'proposal' ? `proposal ${detail.proposal}` : '');

const COMMANDS: { readonly [Name in Command['name']]: CommandWords<Name> } = {
  init: {
    recorded: ({ joined, plan, edition }) =>
      `account opened, joined ${joined}, plan ${planName(plan)}, rulebook ${edition}`,
    undone: () => 'opening the account',
  },
  apply: {
    recorded: ({ details }, receipt) => {
      const spent = -gained(receipt);
      const paid = `${connects(spent)}, worth ${dollars(spent * receipt.priceCents)}`;
      const { credits = 0 } = details;
      const also = credits > 0 ? `, and ${countOf(credits, 'ad credit')}` : '';
      return `${proposalOf(receipt)}${quotedTitle(details.title)}, ${spent === 0 ? 'free of charge' : paid}${also}`;
    },
    undone: ({ on, cost, boost, details: { title, invited }, force }) =>
      `the proposal${quotedTitle(title)} of ${on} for ${connects(invited && !force ? 0 : (cost ?? 0))}${boost > 0 ? ` boosted by ${boost}` : ''}`,
  },
  mark: {
    recorded: (command, { titles }) => `${markedWhat(command, titles)}, ${OUTCOME[command.outcome]}`,
    undone: (command, titles) => `the outcome ${command.outcome} of ${markedWhat(command, titles)} on ${command.on}`,
  },
  buy: {
    recorded: ({ bundle }) => `purchase of ${connects(bundle)}`,
    undone: ({ bundle, on }) => `the purchase of ${connects(bundle)} on ${on}`,
  },
  'coupon add': {
    recorded: ({ code, offer }) => `coupon ${visible(code)}, ${offerWords(offer)}`,
    undone: ({ code, on }) => `the coupon ${visible(code)} of ${on}`,
  },
  earn: {
    recorded: ({ source, title }, receipt) => `${source}${quotedTitle(title)}, ${connects(gained(receipt))}`,
    undone: ({ source, title, on }) => `the ${source} reward${quotedTitle(title)} of ${on}`,
  },
  'earn ad-credits': {
    recorded: ({ credits, expiresOn }) => `${countOf(credits, 'ad credit')} for boosts, expiring ${expiresOn}`,
    undone: ({ credits, on }) => `${countOf(credits, 'ad credit')} of ${on}`,
  },
  spend: {
    recorded: ({ source, amount }) => `${source}, ${connects(amount)}`,
    undone: ({ source, amount, on }) => `${connects(amount)} spent on ${source} on ${on}`,
  },
  renew: {
    recorded: (_, { detail }) =>
      detail.of === 'cycles' && detail.cycles.length > 1 ? `${detail.cycles.length} billing cycles` : 'a billing cycle',
    undone: ({ on }) => `the renewal run on ${on}`,
  },
  plan: {
    recorded: ({ plan, on, fee }, { detail, rows }) => {
      if (plan === 'basic') return 'back to Basic';
      const isFee = fee !== undefined && detail.of === 'fee' && !detail.isUpgrade;
      if (!isFee) return 'upgraded to Plus; a new billing cycle starts';
      const cycles = rows.filter(({ kind }) => kind === 'reversal').length;
      return `the fee of Plus from ${on} on${cycles > 0 ? `, and of ${countOf(cycles, 'cycle')} recorded already` : ''}`;
    },
    undone: ({ plan, on, fee }) =>
      fee === undefined
        ? `the change of plan to ${planName(plan)} on ${on}`
        : `${planName(plan)} and its fee from ${on} on`,
  },
  reconcile: {
    recorded: ({ observed, on }, { rows }) =>
      rows.length === 0
        ? `on ${on} the ledger agrees with Upwork`
        : `adjusted to the ${connects(observed)} that Upwork shows`,
    undone: ({ observed, on }) => `the comparison with ${number(observed)} on Upwork on ${on}`,
  },
  import: {
    recorded: importWords,
    undone: ({ file, on }) => `the import of ${visible(file)} on ${on}`,
  },
  'import proposals': {
    recorded: importWords,
    undone: ({ file, on }) => `the import of ${visible(file)} on ${on}`,
  },
  edit: {
    recorded: (command, { titles }) => `the edit of ${editedWhat(command, titles)}`,
    undone: (command, titles) => `the edit of ${editedWhat(command, titles)} on ${command.on}`,
  },
  void: {
    recorded: (_, { rows }) => {
      const ids = rows.flatMap(({ reverses }) => reverses ?? []).sort((a, b) => a - b);
      return `transaction${ids.length === 1 ? '' : 's'} ${ids.join(', ')} voided`;
    },
    undone: ({ transactions, on }) =>
      `voiding transaction${transactions.length === 1 ? '' : 's'} ${transactions.join(', ')} on ${on}`,
  },
  join: {
    recorded: ({ proposal, other }, { titles }) => {
      const title = titles.get(proposal)?.title ?? titles.get(other)?.title ?? null;
      return `proposals ${proposal} and ${other} are one now${title ? ':' : ''}${quotedTitle(title)}`;
    },
    undone: ({ proposal, other, on }) => `joining the proposals ${proposal} and ${other} on ${on}`,
  },
  'config set': {
    recorded: ({ key, value, on }) => `${key} ${value}, ${settingReach(key, on)}`,
    undone: ({ key, value, on }) => `setting ${key} to ${value} ${settingDay(key, on)}`,
  },
  'config unset': {
    recorded: ({ key, on }) => `${key} back to its default, ${settingReach(key, on)}`,
    undone: ({ key, on }) => `setting ${key} back to its default ${settingDay(key, on)}`,
  },
  'rules use': {
    recorded: ({ edition, on }) => `rulebook ${edition}, used from ${on}`,
    undone: ({ edition, on }) => `using rulebook ${edition} from ${on}`,
  },
  'rules add': {
    recorded: ({ rulebook }) => `the rulebook ${rulebook.id}`,
    undone: ({ rulebook }) => `adding the rulebook ${rulebook.id}`,
  },
};

/** A setting of the cycles holds for earlier ones that are not posted yet as well. */
const settingReach = (key: SettingKey, on: Day): string =>
  isOfCycles(key) ? 'for every billing cycle that is not recorded yet' : `from ${on}`;

const settingDay = (key: SettingKey, on: Day): string => (isOfCycles(key) ? `on ${on}` : `from ${on} on`);

const wordsOf = (command: Command) => COMMANDS[command.name] as CommandWords<Command['name']>;

/** What a command recorded, as its receipt says it. */
export const recordedWhat = (command: Command, receipt: Receipt): string => wordsOf(command).recorded(command, receipt);

/** What a kept command recorded, as `undo` names it. */
export const describeCommand = (command: Command, titles: ProposalTitles = new Map()): string =>
  wordsOf(command).undone(command, titles);

const OUTCOME: Readonly<Record<Outcome, string>> = {
  viewed: 'viewed by the client',
  replied: 'the client replied',
  interview: 'interview won',
  hired: 'you were hired',
  declined: 'the client declined',
  withdrawn: 'withdrawn',
  cancelled: 'the client closed the job without hiring',
  removed: 'Upwork removed the job',
  expired: 'the job expired',
  lost: 'the client hired someone else',
  outbid: 'the boost was outbid',
};
