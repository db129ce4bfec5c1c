/** The price of each purchase and of each cycle of the membership in parts, as a tax return needs it. */

import { feePrice, grantPrice, typedFeeOn } from '../../rules/amounts/membership-fee.ts';
import { purchasePrice } from '../../rules/amounts/purchase-price.ts';
import type { Rulebook } from '../../rules/rulebook/rulebook.ts';
import { type KnownCoupon, type StateCore, sameCode } from '../../rules/state/state.ts';
import type { Day } from '../../rules/values/calendar.ts';
import { centsShare } from '../../rules/values/cents-share.ts';
import { flowPart, type Kind } from '../../rules/vocabulary/kinds.ts';
import type { Transaction } from '../../rules/vocabulary/transaction.ts';

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
  /** A purchase, what turned out to be one, or a cycle of the membership: then its Connects are those of the fee. */
  readonly kind: Kind;
}

export interface ExpenseContext {
  readonly rulebooks: ReadonlyMap<string, Rulebook>;
  readonly coupons: readonly KnownCoupon[];
  readonly plans: StateCore['plans'];
  readonly fees: StateCore['fees'];
}

/** `command` is the stored command that recorded it. Null: no money came with it, as with a cycle of Basic. */
export function expenseOf(transaction: Transaction, command: unknown, known: ExpenseContext): PurchaseExpense | null {
  const part = flowPart(transaction);
  if (part === 'renewals') return feeExpense(transaction, command, known);
  if (part !== 'bought') return null;
  const { id, on, connects, cents, kind, label } = transaction;
  const note = transaction.note ?? (kind === 'purchase' ? null : label);
  const bare = { id, on, connects, listCents: null, discountCents: null, taxCents: null, totalCents: cents };
  const parts = readPurchase(transaction, command, known);
  // The ledger is right: parts with another total do not belong to this purchase.
  if (!parts || parts.totalCents !== cents) return { ...bare, coupon: null, note, kind };
  const { bundle: _, ...amounts } = parts;
  return { ...bare, ...amounts, note, kind };
}

function readPurchase({ connects, edition }: Transaction, command: unknown, { rulebooks, coupons }: ExpenseContext) {
  const priceCents = rulebooks.get(edition)?.price.cents;
  const typed = typedPrice(command);
  if (priceCents === undefined || !typed) return null;
  const coupon = typed.coupon === null ? null : coupons.find((each) => sameCode(each.code, typed.coupon ?? ''));
  return coupon === undefined ? null : purchasePrice({ ...typed, bundle: connects, priceCents, coupon });
}

/** A cycle's fee, for the Connects that came with it. Its parts are known where they add up to what the ledger has. */
function feeExpense(cycle: Transaction, command: unknown, known: ExpenseContext): PurchaseExpense | null {
  const { id, on, cents, label, note, edition, kind } = cycle;
  const { paid: connects } = grantPrice(cycle, known);
  if (connects === 0) return null;
  const rulebook = known.rulebooks.get(edition);
  const fee = rulebook ? feePrice(typedFeeOn(known, on), rulebook) : null;
  const edited = typedPrice(command);
  const tax = edited?.totalCents === cents && edited.taxMilli > 0 ? taxWithin(cents ?? 0, edited.taxMilli) : null;
  const taxCents = tax ?? (fee && fee.totalCents === cents ? fee.taxCents : null);
  const isKnown = cents !== null && taxCents !== null;
  return {
    ...{ id, on, connects, listCents: isKnown ? cents - taxCents : null, discountCents: isKnown ? 0 : null, taxCents },
    ...{ totalCents: cents, coupon: null, note: note ?? label, kind },
  };
}

/** The tax that is part of a total. */
const taxWithin = (cents: number, taxMilli: number): number => centsShare(cents, taxMilli, 100_000 + taxMilli);

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
