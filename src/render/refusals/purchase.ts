/** What to type to buy Connects, as hints and forecasts have it. */
import type { CheapestPurchase } from '../../rules/amounts/cheapest-purchase.ts';
import { visible } from '../text/visible.ts';
import { number } from '../text/words.ts';

export const purchaseCommands = ({ items }: CheapestPurchase): string =>
  items
    .map(({ bundle, coupon, count }) => {
      const times = count > 1 ? `${number(count)} × ` : '';
      return `${times}connects buy ${bundle}${coupon ? ` --coupon ${visible(coupon)}` : ''}`;
    })
    .join(', ');
