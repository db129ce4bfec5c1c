/** Where Connects went, this month and last, as a table of statistics. */

import type { DatedSpending, RecentSpending } from '../../insight/flow/spending.ts';
import type { MoneyPaid } from '../../insight/money/money-paid.ts';
import type { BudgetUse } from '../../rules/amounts/budget-use.ts';
import { SPENDING_PURPOSES } from '../../rules/vocabulary/kinds.ts';
import type { ListColumn } from '../text/listing.ts';
import type { PageStyle } from '../text/paint.ts';
import { countOf, number, onlyTexts } from '../text/words.ts';
import { wrapText } from '../text/wrap.ts';
import { dimParagraph, groupTable, pageParagraph } from './groups.ts';
import { budgetWords, knownSpending, PURPOSE_WORDS, paidLine, paintBudget, spendingLine } from './spending.ts';

export interface SpendingView extends RecentSpending {
  readonly budget: BudgetUse | null;
  /** This month. */
  readonly paid: MoneyPaid;
}

/** Null: not known. */
interface PurposeRow {
  readonly name: string;
  readonly now: number | null;
  readonly before: number | null;
}

const known = (sum: number | null): string => (sum === null ? 'not known' : number(sum));

const NOW: readonly ListColumn<PurposeRow>[] = [
  { name: 'name', head: '', value: ({ name }) => name },
  { name: 'now', head: 'this month so far', value: ({ now }) => known(now), right: true },
];
const BEFORE: ListColumn<PurposeRow> = {
  name: 'before',
  head: 'last month',
  value: ({ before }) => known(before),
  right: true,
};

/** Both months side by side, and what they are. */
export function spendingTable(
  { thisMonth, lastMonth, budget, paid }: SpendingView,
  page: PageStyle,
): readonly string[] {
  const money = paidLine(paid);
  if (spendingLine({ thisMonth, lastMonth }) === null && !budget && money === null) return [];
  const months = lastMonth ? [thisMonth, lastMonth] : [thisMonth];
  const row = (name: string, of: (month: DatedSpending) => number | null): PurposeRow => ({
    name: name.replace(/^./, (first) => first.toUpperCase()),
    now: of(thisMonth),
    before: lastMonth && of(lastMonth),
  });
  const used = SPENDING_PURPOSES.filter((purpose) =>
    months.some((month) => month[purpose] !== 0 || (purpose === 'proposals' && month.unknown > 0)),
  );
  const rows = [
    ...used.map((purpose) => row(PURPOSE_WORDS[purpose], (month) => knownSpending(month, purpose))),
    row('total', (month) => knownSpending(month, 'total')),
    ...(months.some(({ refunded }) => refunded > 0) ? [row('came back', ({ refunded }) => refunded)] : []),
  ];
  return [
    page.paint.bold('Where Connects went'),
    ...groupTable(lastMonth ? [...NOW, BEFORE] : NOW, rows, page),
    ...(budget ? budgetLines(budget, thisMonth, page) : []),
    ...(money === null ? [] : pageParagraph([money], page)),
    ...dimParagraph(spendingNotes({ thisMonth, lastMonth }), page),
  ];
}

const budgetLines = (budget: BudgetUse, month: DatedSpending, { columns, paint }: PageStyle): readonly string[] =>
  wrapText(`${budgetWords(budget, month)}.`, Math.min(columns, 100)).map((line) => paintBudget(budget, line, paint));

/** Which days each column is about, and what is not in it. */
function spendingNotes({ thisMonth, lastMonth }: RecentSpending): readonly string[] {
  const unknown = thisMonth.unknown + (lastMonth?.unknown ?? 0);
  return onlyTexts(
    lastMonth
      ? `This month: ${daysOf(thisMonth)}. Last month: ${isWholeMonth(lastMonth) ? 'all of it, ' : 'your ledger begins in it, so only '}${daysOf(lastMonth)}.`
      : `This month: ${daysOf(thisMonth)}. Nothing is known of last month: your ledger begins on ${thisMonth.from}.`,
    unknown > 0 &&
      `The cost of ${countOf(unknown, 'proposal')} is not known and not counted: import Upwork's history to learn it.`,
    thisMonth.refunded + (lastMonth?.refunded ?? 0) > 0 &&
      'What came back may be of proposals sent in an earlier month.',
  );
}

const daysOf = ({ from, to }: DatedSpending): string => (from === to ? from : `${from} to ${to}`);
const isWholeMonth = ({ from }: DatedSpending): boolean => from.endsWith('-01');
