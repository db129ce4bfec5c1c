/** Purchases as the expense list for a tax return: money as people write it. */
import type { PurchaseExpense } from '../../insight/money/purchase-expense.ts';
import { plainDollars } from './booking-text.ts';
import { type CsvCell, csvText } from './csv-text.ts';

const money = (cents: number | null): CsvCell => (cents === null ? null : plainDollars(cents));

const COLUMNS: Readonly<Record<string, (expense: PurchaseExpense) => CsvCell>> = {
  on: ({ on }) => on,
  connects: ({ connects }) => connects,
  list: ({ listCents }) => money(listCents),
  discount: ({ discountCents }) => money(discountCents),
  tax: ({ taxCents }) => money(taxCents),
  total: ({ totalCents }) => money(totalCents),
  currency: () => 'USD',
  coupon: ({ coupon }) => coupon,
  note: ({ note }) => note,
};

export const purchasesCsv = (expenses: readonly PurchaseExpense[]): Promise<string> =>
  csvText(
    Object.keys(COLUMNS),
    expenses.map((expense) => Object.values(COLUMNS).map((cell) => cell(expense))),
    '\r\n',
  );
