/** A rulebook in JSON, section by section. */
import { z } from 'zod';
import type { Rulebook } from '../../rules/rulebook/rulebook.ts';
import { centsNumber, centsOrNull, dayText, namedPart, wholeNumber, wholeOrNull } from './parts.ts';

const section = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ ...shape, source: z.string().describe('where the numbers come from') });

const monthly = z.strictObject({ paid: wholeNumber, free: wholeNumber });

/** Null: Upwork published no such number. */
export const rulebookPart = namedPart('Rulebook', {
  id: z.string(),
  since: dayText,
  title: z.string(),
  proposal: section({ min: wholeNumber, max: wholeOrNull }),
  invitation: section({ connects: wholeNumber }),
  price: section({ cents: centsNumber }),
  bundles: section({ sizes: z.array(wholeNumber), custom: z.boolean() }),
  signup: section({ connects: wholeOrNull }),
  readinessTest: section({ connects: wholeOrNull }),
  monthly: section({ basic: monthly, plus: monthly }),
  fee: section({ plusCents: centsOrNull }).optional(),
  carryOver: section({ basic: wholeOrNull, plus: wholeOrNull }),
  expiry: section({ months: wholeNumber }),
  cycle: section({ lastDay: wholeNumber }),
  interview: section({ connects: wholeOrNull, cap: wholeOrNull, days: wholeOrNull, invitations: z.boolean() }),
  badges: section({ connects: z.record(z.string(), wholeNumber) }),
  certification: section({ connects: wholeOrNull }),
  survey: section({ connects: wholeOrNull }),
  refunds: section({
    cancelled: z.boolean(),
    removed: z.boolean(),
    expired: z.boolean(),
    lost: z.boolean(),
    declined: z.boolean(),
    withdrawn: z.boolean(),
  }),
  boost: section({ available: z.boolean(), slots: wholeOrNull }),
  adCredits: section({ available: z.boolean() }).optional(),
}) satisfies z.ZodType<{ readonly [Name in keyof Rulebook]: unknown }>;
