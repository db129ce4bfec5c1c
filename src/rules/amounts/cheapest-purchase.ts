/** The cheapest purchases that bring at least so many Connects: bundles on sale, each coupon in hand used at most once. */

import type { Rulebook } from '../rulebook/rulebook.ts';
import type { KnownCoupon } from '../state/state.ts';
import { purchasePrice } from './purchase-price.ts';

export interface PurchaseItem {
  readonly bundle: number;
  readonly coupon: string | null;
  /** The price of one in US cents, before tax. */
  readonly cents: number;
}

export interface CheapestPurchase {
  readonly connects: number;
  readonly cents: number;
  /** Largest first, and how many of each. */
  readonly items: readonly (PurchaseItem & { readonly count: number })[];
}

/** The search combines at most this many coupons. */
const MOST_COUPONS = 6;

/** Null when nothing is on sale. */
export function cheapestPurchase(
  rulebook: Rulebook,
  coupons: readonly KnownCoupon[],
  wanted: number,
): CheapestPurchase | null {
  const { sizes, custom } = rulebook.bundles;
  const largest = Math.max(0, ...sizes);
  if (wanted <= 0) return { connects: 0, cents: 0, items: [] };
  if (largest === 0 && !custom) return null;
  const usable = coupons.slice(0, MOST_COUPONS);
  const priceCents = rulebook.price.cents;
  const item = (bundle: number, coupon: KnownCoupon | null): PurchaseItem => {
    const { totalCents } = purchasePrice({ bundle, priceCents, coupon, taxMilli: 0 });
    return { bundle, coupon: coupon?.code ?? null, cents: totalCents };
  };
  // Where any size is sold: one purchase of all that is missing, or one that a coupon pays in full.
  const whole = usable.flatMap(({ offer }) => (offer.kind === 'off' ? Math.ceil(offer.cents / priceCents) : []));
  const offers = (rest: number): readonly number[] => (custom ? [rest, ...whole.filter((size) => size < rest)] : sizes);

  const known = new Map<string, readonly PurchaseItem[]>();
  function best(rest: number, used: number): readonly PurchaseItem[] {
    if (rest <= 0) return [];
    const key = `${rest} ${used}`;
    const before = known.get(key);
    if (before) return before;
    let cheapest: readonly PurchaseItem[] | null = null;
    for (const size of offers(rest)) {
      for (let i = -1; i < usable.length; i += 1) {
        const coupon = usable[i] ?? null;
        if (coupon && used & (1 << i)) continue;
        const items = [item(size, coupon), ...best(rest - size, coupon ? used | (1 << i) : used)];
        if (!cheapest || isBetter(items, cheapest)) cheapest = items;
      }
    }
    known.set(key, cheapest ?? []);
    return cheapest ?? [];
  }

  // Once all coupons are used, the largest bundle at its list price is as cheap as any.
  const near = largest * (usable.length + 2);
  const bulk = custom || wanted <= near ? 0 : Math.ceil((wanted - near) / largest);
  const items = [...Array<PurchaseItem>(bulk).fill(item(largest, null)), ...best(wanted - bulk * largest, 0)];
  const same = Map.groupBy(items, ({ bundle, coupon }) => `${bundle} ${coupon}`).values();
  return {
    ...totals(items),
    items: [...same]
      .flatMap(([first, ...more]) => (first ? { ...first, count: 1 + more.length } : []))
      .sort((a, b) => b.bundle - a.bundle || b.cents - a.cents),
  };
}

const totals = (items: readonly PurchaseItem[]) => ({
  connects: items.reduce((sum, { bundle }) => sum + bundle, 0),
  cents: items.reduce((sum, { cents }) => sum + cents, 0),
});

/** Less money is better; then fewer purchases; then more Connects. */
function isBetter(a: readonly PurchaseItem[], b: readonly PurchaseItem[]): boolean {
  const [x, y] = [totals(a), totals(b)];
  if (x.cents !== y.cents) return x.cents < y.cents;
  return a.length === b.length ? x.connects > y.connects : a.length < b.length;
}

/** The one size that, bought as often as needed and without a coupon, covers so many for the least money. */
export function cheapestSize({ bundles, price }: Rulebook, wanted: number) {
  const offers = [...bundles.sizes, ...(bundles.custom ? [wanted] : [])].map((size) => {
    const count = Math.ceil(wanted / size);
    return { size, count, cents: size * count * price.cents };
  });
  return offers.sort((a, b) => a.cents - b.cents || a.count - b.count)[0] ?? null;
}
