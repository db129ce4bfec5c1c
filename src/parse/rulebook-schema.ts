/** What a rulebook file must look like, field by field, and which of its numbers contradict each other. */
import { z } from 'zod';
import type { Rulebook } from '../rules/rulebook/rulebook.ts';
import { type Day, isDay } from '../rules/values/calendar.ts';
import { nearest } from './nearest.ts';

const MAX_CONNECTS = 1_000_000;
const MAX_CENTS = 100_000_000;
const MAX_MONTHS = 1_200;

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a section';
  const text = (typeof value === 'string' ? JSON.stringify(value) : String(value)).replace(/\p{Cc}/gu, ' ');
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** Completes "proposal.max …". */
const mustBe = (what: string) => (issue: { readonly input?: unknown }) =>
  issue.input === undefined ? `is missing: it must be ${what}` : `must be ${what}, not ${shown(issue.input)}`;

const isWhole = (value: unknown, min: number, max: number): boolean =>
  Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max;

const range = (min: number, max: number): string => `a whole number from ${min} to ${max}`;

const whole = (min = 0, max = MAX_CONNECTS) =>
  z.custom<number>((value) => isWhole(value, min, max), { error: mustBe(range(min, max)) });

const wholeOrNull = (min = 0, max = MAX_CONNECTS) =>
  z.custom<number | null>((value) => value === null || isWhole(value, min, max), {
    error: mustBe(`${range(min, max)}, or null where nothing was published`),
  });

const flag = z.custom<boolean>((value) => typeof value === 'boolean', { error: mustBe('true or false') });

const isLine = (value: unknown, max: number): boolean =>
  typeof value === 'string' && value.trim() !== '' && value.length <= max && !/\p{Cc}/u.test(value);

const line = (max: number) =>
  z.custom<string>((value) => isLine(value, max), { error: mustBe(`one line of text of 1 to ${max} characters`) });

const ID = /^[A-Za-z0-9._-]{1,40}$/;
const id = z.custom<string>((value) => typeof value === 'string' && ID.test(value), {
  error: mustBe('1 to 40 letters, digits, dots, dashes or underscores'),
});

const day = z.custom<Day>((value) => typeof value === 'string' && isDay(value), {
  error: mustBe('a day that exists, written YYYY-MM-DD'),
});

/** A sentence that names the field. A known field with at least half of its letters right is offered as the meant one. */
export function unknownField(name: string, known: readonly string[]): string {
  const near = nearest(name, known, 1 / 2);
  return `${shown(name)} is not known here${near ? `; did you mean ${near}?` : `; the fields are ${known.join(', ')}.`}`;
}

const fields = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, { error: mustBe(`a section with the fields ${Object.keys(shape).join(', ')}`) });

const section = <Shape extends z.ZodRawShape>(shape: Shape) => fields({ ...shape, source: line(1_000) });

const sizes = z
  .array(whole(1), { error: mustBe('a list of sizes, as in [10, 20, 40]') })
  .refine((all) => new Set(all).size === all.length, { error: 'names the same size twice' });

const badges = z
  .record(
    z.custom<string>((name) => isLine(name, 100)),
    wholeOrNull(),
    {
      error: (issue) =>
        issue.code === 'invalid_key'
          ? 'must be a badge named in one line of 1 to 100 characters'
          : mustBe('a section of badge names with an amount each')(issue),
    },
  )
  // A badge set to null is a badge with no published amount, as one that is not named.
  .transform((all) =>
    Object.fromEntries(Object.entries(all).filter((entry): entry is [string, number] => entry[1] !== null)),
  );

const grant = fields({ paid: whole(), free: whole() });

/** Every field of a rulebook. */
export const rulebookSchema = fields({
  id,
  since: day,
  title: line(200),
  proposal: section({ min: whole(), max: wholeOrNull() }),
  invitation: section({ connects: whole() }),
  price: section({ cents: whole() }),
  bundles: section({ sizes, custom: flag }),
  signup: section({ connects: wholeOrNull() }),
  readinessTest: section({ connects: wholeOrNull() }),
  monthly: section({ basic: grant, plus: grant }),
  fee: section({ plusCents: wholeOrNull(0, MAX_CENTS) }).optional(),
  carryOver: section({ basic: wholeOrNull(), plus: wholeOrNull() }),
  expiry: section({ months: whole(1, MAX_MONTHS) }),
  cycle: section({ lastDay: whole(1, 28) }),
  interview: section({ connects: wholeOrNull(), cap: wholeOrNull(), days: wholeOrNull(1, 366), invitations: flag }),
  badges: section({ connects: badges }),
  certification: section({ connects: wholeOrNull() }),
  survey: section({ connects: wholeOrNull() }),
  refunds: section({
    cancelled: flag,
    removed: flag,
    expired: flag,
    lost: flag,
    declined: flag,
    withdrawn: flag,
  }),
  boost: section({ available: flag, slots: wholeOrNull() }),
  adCredits: section({ available: flag }).optional(),
}) satisfies z.ZodType<Rulebook>;

/** Two fields that contradict each other. The problem is reported at the first of them that is in the file. */
export interface RuleContradiction {
  readonly fields: readonly [string, string];
  readonly problem: string;
}

export function findContradictions({ proposal, bundles, interview }: Rulebook): readonly RuleContradiction[] {
  const { cap, connects, days } = interview;
  const found: readonly (RuleContradiction | false)[] = [
    proposal.max !== null &&
      proposal.max < proposal.min && {
        fields: ['proposal.max', 'proposal.min'],
        problem: `proposal.max, ${proposal.max}, is below proposal.min, ${proposal.min}.`,
      },
    bundles.sizes.length === 0 &&
      !bundles.custom && {
        fields: ['bundles.sizes', 'bundles.custom'],
        problem: 'bundles.sizes is empty and bundles.custom is false, so nothing could be bought.',
      },
    cap !== null &&
      connects !== null &&
      cap < connects && {
        fields: ['interview.cap', 'interview.connects'],
        problem: `interview.cap, ${cap}, is below interview.connects, ${connects}: no interview would bring its reward.`,
      },
    cap !== null &&
      days === null && {
        fields: ['interview.days', 'interview.cap'],
        problem: 'interview.cap needs interview.days: over how many days it holds.',
      },
  ];
  return found.filter((each) => each !== false);
}
