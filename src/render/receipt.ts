/** What a person reads after a write: what was recorded, old balance → new balance, and what that is worth. */
import type { Command } from '../rules/command.ts';
import type { ReceiptDetail } from '../rules/decide/decision.ts';
import type { StatementLine } from '../rules/statement.ts';
import type { Outcome } from '../rules/vocabulary/outcomes.ts';
import type { OutcomeReason } from '../rules/warning.ts';
import type { Paint } from './paint.ts';
import { visible } from './visible.ts';
import { explain } from './warning.ts';
import { connects, dollars, number, offered, planName, signed } from './words.ts';

export interface Receipt {
  readonly command: Command;
  readonly rows: readonly StatementLine[];
  readonly detail: ReceiptDetail;
  readonly reasons: readonly OutcomeReason[];
  readonly before: number;
  readonly after: number;
  readonly priceCents: number;
  readonly dryRun: boolean;
  /** Whether the command had anything to record. */
  readonly written: boolean;
}

/** The receipt's lines; none when there is nothing to tell. */
export function receiptLines(receipt: Receipt, paint: Paint): readonly string[] {
  const { command, rows, dryRun, written } = receipt;
  if (command.name === 'rules use' && !written) return [`The rulebook ${command.edition} is already in use.`];
  if (command.name === 'edit' && !written) return ['Nothing to change: it is recorded like that already.'];
  if (!written) return [];
  const lines = [paint.bold(`${dryRun ? 'Would record' : 'Recorded'}: ${headline(receipt)}`)];
  for (const row of rows) lines.push(`  ${movement(row, paint)}`);
  lines.push(...receipt.reasons.map((reason) => `  ${explain(reason)}`));
  if (rows.some(({ kind }) => kind === 'membership'))
    lines.push('  These are part of the membership you pay for: they are not free.');
  if (receipt.detail.of === 'purchase') lines.push(`  ${price(receipt.detail.purchase)}`);
  lines.push(balanceLine(receipt, paint));
  return lines;
}

const movement = (row: StatementLine, paint: Paint): string => {
  const amount = signed(row.connects).padStart(4);
  const expires = row.expiresOn ? paint.dim(`, expires ${row.expiresOn}`) : '';
  return `${row.on}  ${row.connects < 0 ? paint.bad(amount) : paint.good(amount)}  ${visible(row.label)}${expires}`;
};

export const balanceLine = (
  { before, after, priceCents }: Pick<Receipt, 'before' | 'after' | 'priceCents'>,
  paint: Paint,
): string =>
  before === after
    ? `Balance: ${paint.bold(connects(after))}, worth ${dollars(after * priceCents)}`
    : `Balance: ${number(before)} → ${paint.bold(connects(after))}, worth ${dollars(after * priceCents)}`;

function headline({ command, detail, rows, priceCents }: Receipt): string {
  const proposal = detail.of === 'proposal' ? `proposal ${detail.proposal}` : '';
  const name = (title: string | null) => (title ? ` "${visible(title)}"` : '');
  const gained = rows.reduce((sum, row) => sum + row.connects, 0);
  switch (command.name) {
    case 'init':
      return `account opened, joined ${command.joined}, plan ${planName(command.plan)}, rulebook ${command.edition}`;
    case 'apply': {
      const spent = -gained;
      return `${proposal}${name(command.details.title)}, ${spent === 0 ? 'free of charge' : `${connects(spent)}, worth ${dollars(spent * priceCents)}`}`;
    }
    case 'mark':
      return `${marked(command)}, ${OUTCOME[command.outcome]}`;
    case 'buy':
      return `purchase of ${connects(command.bundle)}`;
    case 'coupon add':
      return `coupon ${visible(command.code)}, ${offered(command.offer)}`;
    case 'earn':
      return `${command.source}${name(command.title)}, ${connects(gained)}`;
    case 'spend':
      return `${command.source}, ${connects(command.amount)}`;
    case 'renew':
      return detail.of === 'cycles' && detail.cycles.length > 1
        ? `${detail.cycles.length} billing cycles`
        : 'a billing cycle';
    case 'plan':
      return command.plan === 'plus' ? 'upgraded to Plus; a new billing cycle starts' : 'back to Basic';
    case 'reconcile':
      return rows.length === 0
        ? `on ${command.on} the ledger agrees with Upwork`
        : `adjusted to the ${connects(command.observed)} that Upwork shows`;
    case 'import':
      return `${visible(command.file)}, Upwork's own history`;
    case 'edit':
      return `the edit of ${editedWhat(command)}`;
    case 'void':
      return `${rows.length === 1 ? 'a transaction' : `${rows.length} transactions`} voided`;
    case 'join':
      return `proposals ${command.proposal} and ${command.other} are one now`;
    case 'config set':
      return `${command.key} ${command.value}, from ${command.on}`;
    case 'config unset':
      return `${command.key} back to its default, from ${command.on}`;
    case 'rules use':
      return `rulebook ${command.edition}, used from ${command.on}`;
    case 'rules add':
      return `the rulebook ${command.rulebook.id}`;
    default:
      return command satisfies never;
  }
}

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

function price({
  listCents,
  discountCents,
  taxCents,
  totalCents,
  coupon,
}: Extract<ReceiptDetail, { of: 'purchase' }>['purchase']): string {
  const parts = [dollars(listCents)];
  if (coupon) parts.push(`- ${dollars(discountCents)} with ${visible(coupon)}`);
  if (taxCents > 0) parts.push(`+ ${dollars(taxCents)} tax`);
  return parts.length === 1 ? `Paid ${dollars(totalCents)}` : `${parts.join(' ')} = ${dollars(totalCents)} paid`;
}

const marked = ({ proposal, others = [] }: Extract<Command, { name: 'mark' }>): string =>
  others.length === 0 ? `proposal ${proposal}` : `proposals ${[proposal, ...others].join(', ')}`;

const editedWhat = ({ proposals, transaction }: Extract<Command, { name: 'edit' }>): string =>
  transaction === null
    ? `proposal${proposals.length === 1 ? '' : 's'} ${proposals.join(', ')}`
    : `the price of transaction ${transaction}`;

/** What a kept command recorded, as `undo` names it. */
export function describe(command: Command): string {
  const name = (title: string | null) => (title ? ` "${visible(title)}"` : '');
  switch (command.name) {
    case 'init':
      return 'opening the account';
    case 'apply': {
      const boost = command.boost > 0 ? ` boosted by ${command.boost}` : '';
      return `the proposal${name(command.details.title)} of ${command.on} for ${connects(command.details.invited && !command.force ? 0 : (command.cost ?? 0))}${boost}`;
    }
    case 'mark':
      return `the outcome ${command.outcome} of ${marked(command)} on ${command.on}`;
    case 'buy':
      return `the purchase of ${connects(command.bundle)} on ${command.on}`;
    case 'coupon add':
      return `the coupon ${visible(command.code)}`;
    case 'earn':
      return `the ${command.source} reward${name(command.title)} of ${command.on}`;
    case 'spend':
      return `${connects(command.amount)} spent on ${command.source} on ${command.on}`;
    case 'renew':
      return `the renewal run on ${command.on}`;
    case 'plan':
      return `the change of plan to ${planName(command.plan)} on ${command.on}`;
    case 'reconcile':
      return `the comparison with ${number(command.observed)} on Upwork on ${command.on}`;
    case 'import':
      return `the import of ${visible(command.file)} on ${command.on}`;
    case 'edit':
      return `the edit of ${editedWhat(command)}`;
    case 'void':
      return `voiding transaction${command.transactions.length === 1 ? '' : 's'} ${command.transactions.join(', ')}`;
    case 'join':
      return `joining the proposals ${command.proposal} and ${command.other}`;
    case 'config set':
      return `setting ${command.key} to ${command.value}`;
    case 'config unset':
      return `setting ${command.key} back to its default`;
    case 'rules use':
      return `using rulebook ${command.edition} from ${command.on}`;
    case 'rules add':
      return `adding the rulebook ${command.rulebook.id}`;
    default:
      return command satisfies never;
  }
}
