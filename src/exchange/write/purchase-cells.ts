/** Purchases as rows of the expense list for a tax return: money as people write it. */
import type { PurchaseExpense } from '../../insight/money/purchase-expense.ts';
import { plainDollars } from './booking-text.ts';
import type { CsvCell } from './csv-text.ts';

export const PURCHASE_COLUMNS = [
  'on',
  'connects',
  'list',
  'discount',
  'tax',
  'total',
  'currency',
  'coupon',
  'note',
] as const;

const money = (cents: number | null): CsvCell => (cents === null ? null : plainDollars(cents));

export const purchaseCells = (
  expense: PurchaseExpense,
): Readonly<Record<(typeof PURCHASE_COLUMNS)[number], CsvCell>> => ({
  on: expense.on,
  connects: expense.connects,
  list: money(expense.listCents),
  discount: money(expense.discountCents),
  tax: money(expense.taxCents),
  total: money(expense.totalCents),
  currency: 'USD',
  coupon: expense.coupon,
  note: expense.note,
});
