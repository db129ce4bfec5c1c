/** Days of the model, as text: what the contract says of anniversaries and of billing cycles. */

export type ModelDay = string;

export const daysAfter = (day: ModelDay, count: number): ModelDay =>
  new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);

const firstOf = (year: number, month: number): ModelDay =>
  new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10);

/** A grant of 29 February is gone on 1 March of the next year. */
export function oneYearAfter(day: ModelDay): ModelDay {
  const year = Number(day.slice(0, 4)) + 1;
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return day.endsWith('-02-29') && !isLeap ? `${year}-03-01` : `${year}${day.slice(4)}`;
}

/**
 * The k-th billing cycle begins on the anchor's day of the k-th month after it. Where that day is later than the last one
 * on which a cycle may begin, it begins on the 1st of the month after.
 */
export function cycleStart(anchor: ModelDay, k: number, lastDay: number): ModelDay {
  const [year, month, day] = anchor.split('-').map(Number) as [number, number, number];
  if (day > lastDay) return firstOf(year, month + k + 1);
  return `${firstOf(year, month + k).slice(0, 8)}${anchor.slice(8)}`;
}
