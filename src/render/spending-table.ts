/** Where Connects went, this month and last, as a table of statistics. */
import type { DatedSpending, RecentSpending } from '../insight/spending.ts';
import type { BudgetUse } from '../rules/budget-use.ts';
import { SPENDING_PURPOSES, type SpendingPurpose } from '../rules/vocabulary/kinds.ts';
import { dimParagraph, groupTable } from './groups.ts';
import type { ListColumn } from './listing.ts';
import type { PageStyle } from './paint.ts';
import { budgetLine, PURPOSE_WORDS, spendingLine } from './spending.ts';
import { countOf, number } from './words.ts';

export interface SpendingView extends RecentSpending {
  readonly budget: BudgetUse | null;
}

interface PurposeRow {
  readonly name: string;
  readonly now: number;
  readonly before: number | null;
}

const NOW: readonly ListColumn<PurposeRow>[] = [
  { name: 'name', head: '', value: ({ name }) => name },
  { name: 'now', head: 'this month so far', value: ({ now }) => number(now), right: true },
];
const BEFORE: ListColumn<PurposeRow> = {
  name: 'before',
  head: 'last month',
  value: ({ before }) => number(before ?? 0),
  right: true,
};

/** Both months side by side, and what they are. */
export function spendingTable({ thisMonth, lastMonth, budget }: SpendingView, page: PageStyle): readonly string[] {
  const none = spendingLine({ thisMonth, lastMonth }) === null;
  if (none && !budget) return [];
  const row = (name: string, part: SpendingPurpose | 'total'): PurposeRow => ({
    name: name.replace(/^./, (first) => first.toUpperCase()),
    now: thisMonth[part],
    before: lastMonth?.[part] ?? null,
  });
  const rows = SPENDING_PURPOSES.map((purpose) => row(PURPOSE_WORDS[purpose], purpose));
  const used = rows.filter(({ now, before }) => now !== 0 || (before ?? 0) !== 0);
  return [
    page.paint.bold('Where Connects went'),
    ...groupTable(lastMonth ? [...NOW, BEFORE] : NOW, [...used, row('total', 'total')], page),
    ...(budget ? [`${budgetLine(budget, page.paint)}.`] : []),
    ...dimParagraph(spendingNotes({ thisMonth, lastMonth, budget }), page),
  ];
}

/** Which days each column is about, and what is taken off. */
function spendingNotes({ thisMonth, lastMonth, budget }: SpendingView): readonly string[] {
  const back = [
    ...(thisMonth.refunded > 0 ? [`${number(thisMonth.refunded)} this month`] : []),
    ...(lastMonth && lastMonth.refunded > 0 ? [`${number(lastMonth.refunded)} last month`] : []),
  ];
  const unknown = thisMonth.unknown + (lastMonth?.unknown ?? 0);
  const hasOthers = budget?.unit === 'connects' && thisMonth.badge + thisMonth.others !== 0;
  return [
    lastMonth
      ? `This month: ${daysOf(thisMonth)}. Last month: ${isWholeMonth(lastMonth) ? 'all of it, ' : 'your ledger begins in it, so only '}${daysOf(lastMonth)}.`
      : `This month: ${daysOf(thisMonth)}. Nothing is known of last month: your ledger begins on ${thisMonth.from}.`,
    ...(unknown > 0
      ? [
          `The cost of ${countOf(unknown, 'proposal')} is not known and not counted: import Upwork's history to learn it.`,
        ]
      : []),
    ...(hasOthers ? ['A budget counts proposals and boosts only.'] : []),
    ...(back.length > 0 ? [`What came back is taken off: ${back.join(', ')}.`] : []),
  ];
}

const daysOf = ({ from, to }: DatedSpending): string => (from === to ? from : `${from} to ${to}`);
const isWholeMonth = ({ from }: DatedSpending): boolean => from.endsWith('-01');
