/** The English names of the months. */

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** 1 to 12, by the whole name, its first three letters, or `Sept`; 0 where it is none. */
export function monthNumber(name: string): number {
  const given = name.toLowerCase();
  return MONTHS.findIndex((month) => given === month || given === month.slice(0, 3) || given === month.slice(0, 4)) + 1;
}
