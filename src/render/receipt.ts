/** What a person reads after a write: what was recorded, old balance → new balance, and what that is worth. */

import type { Command, CommandOf } from '../rules/command/command.ts';
import type { ReceiptDetail } from '../rules/decide/decision.ts';
import type { StatementLine } from '../rules/past/statement.ts';
import { importWords, type Receipt, recordedWhat } from './command-words.ts';
import { feeLines } from './membership-fee.ts';
import { quotedTitle, titleLines } from './proposal-titles.ts';
import { reasonText } from './refusals/warning-sentences.ts';
import type { ReceiptStyle, TextPaint } from './text/paint.ts';
import { labelWords, visible } from './text/visible.ts';
import { connects, dollars, number, withSign } from './text/words.ts';

/** The receipt's lines; none when there is nothing to tell. */
export function receiptLines(receipt: Receipt, { paint, addressed }: ReceiptStyle): readonly string[] {
  const { command, rows, dryRun, written } = receipt;
  if (command.name === 'rules use' && !written) return [`The rulebook ${command.edition} is already in use.`];
  if (command.name === 'edit' && !written) return ['Nothing to change: it is already recorded like that.'];
  if (command.name === 'mark' && !written && command.valueCents !== undefined)
    return [`Proposal ${command.proposal} is already ${command.outcome}, ${dollars(command.valueCents)}.`];
  if (!written) return [];
  const lines = [paint.bold(`${dryRun ? 'Would record' : 'Recorded'}: ${recordedWhat(command, receipt)}`)];
  lines.push(...titleLines(command, receipt.titles));
  if (command.name === 'apply') lines.push(...aboutLines(command));
  // An edit has named its proposal already.
  const namesProposal = command.name !== 'edit';
  for (const row of rows) lines.push(`  ${movement(row, paint, namesProposal)}`);
  const value = valueIn(command);
  if (value !== undefined) lines.push(`  Value: ${value === null ? 'none recorded' : dollars(value)}`);
  lines.push(...receipt.reasons.map((reason) => `  ${addressed(reasonText(reason))}`));
  if (rows.some(({ kind }) => kind === 'membership'))
    lines.push('  These are part of the membership you pay for: they are not free.');
  if (command.name === 'edit' && command.changes.paidCents) lines.push(`  Paid ${dollars(command.changes.paidCents)}`);
  lines.push(...feeLines(receipt.detail, command.on).map((line) => `  ${addressed(line)}`));
  if (receipt.detail.of === 'purchase') lines.push(`  ${price(receipt.detail.purchase)}`);
  lines.push(balanceLine(receipt, paint));
  return lines;
}

/** For whom a proposal was, and its tags. */
const aboutLines = ({ details: { client, tags } }: CommandOf<'apply'>): readonly string[] => [
  ...(client ? [`  Client: ${visible(client)}`] : []),
  ...(tags && tags.length > 0 ? [`  Tags: ${visible(tags.join(', '))}`] : []),
];

/** What a command says that a proposal earned; null: nothing any more, undefined: it does not say. */
function valueIn(command: Command): number | null | undefined {
  if (command.name === 'mark') return command.valueCents;
  return command.name === 'edit' ? command.changes.valueCents : undefined;
}

const movement = (row: StatementLine, paint: TextPaint, namesProposal: boolean): string => {
  const amount = withSign(row.connects).padStart(4);
  const expires = row.expiresOn ? paint.dim(`, expires ${row.expiresOn}`) : '';
  const what = row.kind === 'reversal' ? reversedWhat(row, namesProposal) : visible(row.label);
  return `${row.on}  ${row.connects < 0 ? paint.bad(amount) : paint.good(amount)}  ${what}${expires}`;
};

/** What was taken back, and of which proposal: its number is not the one in the history. */
function reversedWhat({ label, title, proposal }: StatementLine, namesProposal: boolean): string {
  const number = namesProposal && proposal !== null ? `, proposal ${proposal}` : '';
  return title === null && number === '' ? visible(label) : `${labelWords(label)}${number}${quotedTitle(title)}`;
}

/** An import, whose own lines say what was on the page. */
export const importedLine = (command: CommandOf<'import' | 'import proposals'>, paint: TextPaint): string =>
  paint.bold(`Recorded: ${importWords(command)}`);

interface ShownBalance extends Pick<Receipt, 'before' | 'after' | 'priceCents'> {
  /** Whether it follows from an opening balance that may have been more. */
  readonly isLeast?: boolean;
}

export const balanceLine = ({ before, after, priceCents, isLeast = false }: ShownBalance, paint: TextPaint): string => {
  if (isLeast) return `Balance: ${paint.bold(`at least ${connects(after)}`)}`;
  return before === after
    ? `Balance: ${paint.bold(connects(after))}, worth ${dollars(after * priceCents)}`
    : `Balance: ${number(before)} → ${paint.bold(connects(after))}, worth ${dollars(after * priceCents)}`;
};

/** An account that was opened wrong. */
export const startOver = (db: string, account: string | null): string =>
  account === null
    ? `This cannot be undone. To start over, delete this file:\n  ${visible(db)}`
    : `This cannot be undone. To start over: connects account remove ${account}`;

function price({
  listCents,
  discountCents,
  taxCents,
  totalCents,
  coupon,
}: Extract<ReceiptDetail, { of: 'purchase' }>['purchase']): string {
  const parts = [dollars(listCents)];
  if (coupon) parts.push(`- ${dollars(discountCents)} with ${visible(coupon)}`);
  else if (discountCents > 0) parts.push(`- ${dollars(discountCents)} off`);
  if (taxCents > 0) parts.push(`+ ${dollars(taxCents)} tax`);
  return parts.length === 1 ? `Paid ${dollars(totalCents)}` : `${parts.join(' ')} = ${dollars(totalCents)} paid`;
}
