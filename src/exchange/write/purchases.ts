/** Purchases as rows of the expense list for a tax return: money as people write it. */
import type { PurchaseExpense } from '../../insight/purchase-expense.ts';
import type { Cell } from './csv.ts';
import { dollars } from './text.ts';

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

const money = (cents: number | null): Cell => (cents === null ? null : dollars(cents));

export const purchaseCells = (expense: PurchaseExpense): Readonly<Record<(typeof PURCHASE_COLUMNS)[number], Cell>> => ({
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
