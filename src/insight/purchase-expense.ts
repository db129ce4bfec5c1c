/** The price of each purchase in parts, as a tax return needs it. */
import type { Day } from '../rules/calendar.ts';
import { purchasePrice } from '../rules/purchase-price.ts';
import type { Rulebook } from '../rules/rulebook.ts';
import { type KnownCoupon, sameCode } from '../rules/state.ts';
import type { Transaction } from '../rules/transaction.ts';

/** In US cents. Where the price was never recorded, as in an import, its parts are null, and so may be the total. */
export interface PurchaseExpense {
  readonly id: number;
  readonly on: Day;
  readonly connects: number;
  readonly listCents: number | null;
  readonly discountCents: number | null;
  readonly taxCents: number | null;
  readonly totalCents: number | null;
  readonly coupon: string | null;
  readonly note: string | null;
}

export interface ExpenseContext {
  readonly rulebooks: ReadonlyMap<string, Rulebook>;
  readonly coupons: readonly KnownCoupon[];
}

/** `command` is the stored command that recorded the purchase. */
export function expenseOf(transaction: Transaction, command: unknown, known: ExpenseContext): PurchaseExpense {
  const { id, on, connects, cents, note } = transaction;
  const bare = { id, on, connects, listCents: null, discountCents: null, taxCents: null, totalCents: cents };
  const parts = readPurchase(transaction, command, known);
  // The ledger is right: parts with another total do not belong to this purchase.
  if (!parts || parts.totalCents !== cents) return { ...bare, coupon: null, note };
  const { bundle: _, ...amounts } = parts;
  return { ...bare, ...amounts, note };
}

function readPurchase({ connects, edition }: Transaction, command: unknown, { rulebooks, coupons }: ExpenseContext) {
  const priceCents = rulebooks.get(edition)?.price.cents;
  const typed = typedPrice(command);
  if (priceCents === undefined || !typed) return null;
  const coupon = typed.coupon === null ? null : coupons.find((each) => sameCode(each.code, typed.coupon ?? ''));
  return coupon === undefined ? null : purchasePrice({ ...typed, bundle: connects, priceCents, coupon });
}

interface TypedPrice {
  readonly coupon: string | null;
  readonly taxMilli: number;
  readonly totalCents: number | null;
}

/** What was typed of the price, with the purchase or in an edit of it. Any version of this program may have stored it. */
function typedPrice(command: unknown): TypedPrice | null {
  if (typeof command !== 'object' || command === null) return null;
  const { name, changes, ...bought } = command as Readonly<Record<string, unknown>>;
  const { paidCents, taxMilli: editedTax = 0 } = (changes ?? {}) as Readonly<Record<string, unknown>>;
  const {
    coupon,
    taxMilli,
    totalCents = null,
  } = name === 'edit' ? { coupon: null, taxMilli: editedTax, totalCents: paidCents } : bought;
  const isRead =
    (name === 'buy' || name === 'edit') &&
    (coupon === null || typeof coupon === 'string') &&
    Number.isSafeInteger(taxMilli) &&
    (totalCents === null || Number.isSafeInteger(totalCents));
  return isRead ? ({ coupon, taxMilli, totalCents } as TypedPrice) : null;
}
