/** Statistics in JSON: the figures of a group of proposals, where Connects went, and a forecast. */
import { z } from 'zod';
import { SPENDING_PURPOSES } from '../../rules/vocabulary/kinds.ts';
import {
  budgetPart,
  centsNumber,
  centsOrNull,
  dayOrNull,
  dayText,
  namedPart,
  numberOrNull,
  wholeNumber,
  wholeOrNull,
} from './parts.ts';

const named = <Names extends readonly string[], Value extends z.ZodType>(names: Names, value: Value) =>
  Object.fromEntries(names.map((name) => [name, value])) as Record<Names[number], Value>;

const share = numberOrNull.describe('from 0 to 1');
const rateOf = (name: string) => named([`${name}Rate`, `${name}Low`, `${name}High`], share);

/** Counts of proposals, their rates with a likely range, and what they cost. Null: not known, or nothing to divide by. */
const FIGURES = {
  ...named(['proposals', 'viewed', 'replied', 'interviews', 'hired', 'waiting'] as const, wholeNumber),
  ...rateOf('viewed'),
  ...rateOf('replied'),
  ...rateOf('interview'),
  ...rateOf('hired'),
  verdict: z.string().nullable(),
  replyDays: numberOrNull,
  spent: wholeOrNull,
  refunded: wholeNumber,
  net: wholeOrNull,
  ...named(['bought', 'free', 'unpriced'] as const, wholeOrNull),
  cents: centsOrNull,
  ...named(['connectsPerReply', 'connectsPerInterview', 'connectsPerHire'] as const, numberOrNull),
  ...named(['centsPerReply', 'centsPerInterview', 'centsPerHire'] as const, numberOrNull),
  ...named(['viewedUnknown', 'repliedUnknown', 'interviewsUnknown', 'hiredUnknown'] as const, wholeNumber),
  ...named(['costUnknown', 'paidUnknown'] as const, wholeNumber),
  valueCents: centsOrNull,
  ...named(['valueUnknown', 'returnProposals'] as const, wholeNumber),
  ...named(['returnCentsPerConnect', 'returnPerDollar'] as const, numberOrNull),
};

const AGAINST = {
  against: z.string().nullable().describe('how the reply rate differs from the others'),
  ...named(['difference', 'differenceLow', 'differenceHigh', 'p'] as const, numberOrNull),
  differenceReason: z
    .enum(['contradicts-test', 'no-proposals', 'outcomes-unknown'])
    .nullable()
    .describe('why there is no range'),
};

const figuresPart = namedPart('ProposalFigures', FIGURES);
const againstPart = namedPart('RateComparison', AGAINST);

export const groupPart = namedPart('FiguresOfGroup', { group: z.string().nullable(), ...FIGURES, ...AGAINST });

export const statsShape = {
  sent: figuresPart,
  boosted: figuresPart,
  notBoosted: figuresPart,
  boost: againstPart,
  invited: figuresPart,
};

const SPENDING = {
  ...named([...SPENDING_PURPOSES, 'total'] as const, wholeOrNull.describe('null: most of it is unknown')),
  ...named(['refunded', 'unknown'] as const, wholeNumber),
};
const datedSpending = namedPart('DatedSpending', { ...SPENDING, from: dayText, to: dayText });

export const monthSpending = z.strictObject({ month: z.string(), ...SPENDING });

/** Null: most prices, or all fees, are unknown. */
const PAID = {
  bought: wholeNumber,
  paidCents: centsOrNull,
  ...named(['unpriced', 'paidUnknown'] as const, wholeNumber),
  feeCents: centsOrNull,
  withoutFee: wholeNumber,
};

export const spendingPart = z.strictObject({
  thisMonth: datedSpending,
  lastMonth: datedSpending.nullable(),
  budget: budgetPart.nullable(),
  paid: z.strictObject(PAID),
});

export const monthRow = namedPart('MonthSummary', {
  month: z.string().describe('2021-01'),
  ...named(['opening', 'given', 'back', 'adjustedUp', 'lost', 'adjustedDown'] as const, wholeNumber),
  spent: wholeOrNull.describe('null: most of it is unknown'),
  spentUnknown: wholeNumber,
  ...PAID,
  balance: wholeNumber,
});

export const flowRow = namedPart('FlowSummary', {
  ...named(['renewals', 'rewards', 'bought', 'others', 'proposals', 'otherwise', 'lost', 'left'] as const, wholeNumber),
  ...named(['purchases', 'unpriced'] as const, wholeNumber),
  paidCents: centsOrNull,
  feeCents: centsNumber,
  short: z.strictObject({ on: dayText, missing: wholeNumber }).nullable(),
});

const rangePart = namedPart('LikelyRange', named(['low', 'likely', 'high'] as const, numberOrNull));
const dayRange = namedPart('LikelyDays', named(['low', 'likely', 'high'] as const, dayOrNull));
const itemPart = z.strictObject({
  bundle: wholeNumber,
  coupon: z.string().nullable(),
  cents: centsNumber,
  count: wholeNumber,
});

export const forecastShape = {
  asOf: dayText,
  until: dayText,
  days: wholeNumber,
  balance: wholeNumber,
  edition: z.string(),
  pace: z.strictObject({
    ...named(['perWeek', 'connectsEach', 'dispersion'] as const, numberOrNull),
    proposals: wholeNumber,
    since: dayOrNull,
    given: z.strictObject({ perWeek: z.boolean(), cost: z.boolean() }),
    ...named(['enough', 'bursty'] as const, z.boolean()),
  }),
  renewals: z.strictObject(named(['cycles', 'connects', 'due'] as const, wholeNumber)),
  runsOut: dayRange.nullable().describe('null: too few proposals to say'),
  lastingPercent: numberOrNull,
  proposals: rangePart.nullable(),
  expiring: rangePart.nullable(),
  cut: rangePart.nullable(),
  ifIdle: z.strictObject({ expiring: wholeNumber, cut: wholeNumber }),
  purchase: z
    .strictObject({
      until: dayText,
      ...named(['lastingPercent', 'withoutPercent'] as const, numberOrNull),
      longest: dayOrNull,
      connects: wholeOrNull,
      cents: centsOrNull,
      items: z.array(itemPart),
    })
    .nullable(),
};

export const forecastPart = namedPart('ConnectsForecast', forecastShape);
