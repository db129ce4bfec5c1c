/** Numbers and days in words. */

import type { Plan } from '../../rules/rulebook/rulebook.ts';
import { type Day, daysBetween } from '../../rules/values/calendar.ts';
import type { CouponOffer } from '../../rules/vocabulary/transaction.ts';

/** `12,345`, for integers. Without `Intl`, which takes longer to start than the rest of a command to run. */
export const number = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');
/** `4 Connects`, `1 Connect` */
export const connects = (value: number): string => `${number(value)} ${Math.abs(value) === 1 ? 'Connect' : 'Connects'}`;
/** `1 proposal`, `2 proposals` */
export const countOf = (count: number, noun: string): string => `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
/** `+10`, `-4`: with a sign that is also there without colour. */
export const withSign = (value: number): string => (value > 0 ? `+${number(value)}` : number(value));
/** `$6.00` */
export const dollars = (cents: number): string =>
  `$${number(Math.trunc(cents / 100))}.${String(cents % 100).padStart(2, '0')}`;

/** The plan as Upwork writes it. */
export const planName = (plan: Plan): string => (plan === 'plus' ? 'Plus' : 'Basic');

/** What a coupon gives. */
export function offerWords(offer: CouponOffer): string {
  switch (offer.kind) {
    case 'percent':
      return `${offer.percent} % off`;
    case 'off':
      return `${dollars(offer.cents)} off`;
    case 'connects':
      return connects(offer.connects);
  }
}

/** The texts among these: `holds && text` is one only where it holds. */
export const onlyTexts = (...all: readonly (string | false | null)[]): readonly string[] =>
  all.filter((each): each is string => typeof each === 'string');

/** `today`, `yesterday`, `3 days ago`, `in 12 days`. */
export function fromToday(day: Day, today: Day): string {
  const days = daysBetween(today, day);
  if (days === 0) return 'today';
  if (days === -1) return 'yesterday';
  if (days === 1) return 'tomorrow';
  return days < 0 ? `${number(-days)} days ago` : `in ${number(days)} days`;
}

/** `10, 20 or 40` */
export const eitherOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
