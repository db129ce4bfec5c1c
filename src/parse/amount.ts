/** Reads typed amounts: whole numbers of Connects, percents and money. It refuses anything else and names the flag. */
import { type Refusal, Refused } from '../rules/answers/refusal.ts';

/** More Connects than anyone has; a larger number is a typing mistake. */
const MOST = 999_999;

type Expected = Extract<Refusal, { code: 'invalid-amount' }>['expected'];

const refused = (flag: string, given: string, expected: Expected): Refused =>
  new Refused({ code: 'invalid-amount', flag, given, expected });

const WHOLE = /^(0|[1-9][0-9]*)$/;

/** A whole number of at least `least`, in ASCII digits and nothing else. */
export const parseWhole =
  (flag: string, least: number, expected: Expected) =>
  (text: string): number => {
    const value = WHOLE.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= MOST)) throw refused(flag, text, expected);
    return value;
  };

/** Connects, at least one. */
export const parseConnects = (flag: string) => parseWhole(flag, 1, 'connects');
/** Ad credits, at least one. */
export const parseCredits = (flag: string) => parseWhole(flag, 1, 'ad-credits');
/** Connects, possibly none. */
export const parseConnectsOrNone = (flag: string) => parseWhole(flag, 0, 'connects-or-none');

/** A percent of discount, 1 to 100. */
export const parseDiscount =
  (flag: string) =>
  (text: string): number => {
    const percent = parseWhole(flag, 1, 'percent')(text);
    if (percent > 100) throw refused(flag, text, 'percent');
    return percent;
  };

/** A tax rate such as `6.35`, in thousandths of a percent. */
export const parseTax =
  (flag: string) =>
  (text: string): number => {
    const match = /^(\d{1,2})(?:\.(\d{1,3}))?%?$/.exec(text);
    if (!match) throw refused(flag, text, 'tax');
    return Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'));
  };

const centsIn = (text: string): number | null => {
  const match = /^\$?(\d{1,6})(?:\.(\d{2}))?$/.exec(text);
  return match ? Number(match[1]) * 100 + Number(match[2] ?? 0) : null;
};

/** Dollars such as `5`, `5.25` or `$5.25`, in cents; more than nothing. */
export const parseMoney =
  (flag: string) =>
  (text: string): number => {
    const cents = centsIn(text);
    if (!cents) throw refused(flag, text, 'money');
    return cents;
  };

/** The same, possibly nothing. An empty text is allowed: it clears what was there. */
export const parseClearableMoney =
  (flag: string) =>
  (text: string): number | '' =>
    text === '' ? '' : parseMoneyOrNone(flag)(text);

/** The same, possibly nothing. */
export const parseMoneyOrNone =
  (flag: string) =>
  (text: string): number => {
    const cents = centsIn(text);
    if (cents === null) throw refused(flag, text, 'money-or-none');
    return cents;
  };

const UNITS: Readonly<Record<string, number>> = {
  d: 1,
  day: 1,
  days: 1,
  w: 7,
  week: 7,
  weeks: 7,
  m: 30,
  month: 30,
  months: 30,
};

/** A span such as `30d`, `4 weeks` or `30`, in days. */
export const parseDays =
  (flag: string) =>
  (text: string): number => {
    const match = /^(\d{1,4})\s*([a-z]*)$/i.exec(text.trim());
    const unit = match && (match[2] === '' ? 1 : UNITS[(match[2] ?? '').toLowerCase()]);
    if (!match || !unit) throw refused(flag, text, 'days');
    return Number(match[1]) * unit;
  };
