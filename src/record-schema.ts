/** What a command and its entries must look like, in a copy and in a ledger's own file: what is damaged or hostile is found here. */
import { z } from 'zod';
import { rulebookSchema } from './parse/rulebook-schema.ts';
import { cleanMember } from './rules/command/member-name.ts';
import { canonicalSetting, SETTING_KEYS, type SettingKey } from './rules/command/settings.ts';
import { isDay } from './rules/values/calendar.ts';
import type { Kind } from './rules/vocabulary/kinds.ts';
import { OUTCOMES } from './rules/vocabulary/outcomes.ts';
import { FACT_KINDS, type FactKind } from './rules/vocabulary/references.ts';
import { STORED_KINDS } from './rules/vocabulary/stored-words.ts';
import { ENTRY_SOURCES, type EntrySource, OUTCOME_SOURCES } from './rules/vocabulary/transaction.ts';

const day = z.string().refine(isDay);
const uid = z.uuid();
const instant = z.iso.datetime();
const member = z.string().refine((name) => cleanMember(name) === name);
const whole = z.int();
const text = z.string().max(40_000).nullable();
/** What can be typed, in Connects and in cents. Sums of such amounts are exact. */
const MOST_CONNECTS = 999_999;
const MOST_CENTS = 100 * MOST_CONNECTS + 99;
/** Thousandths of a percent, as they can be typed. */
const MOST_TAX = 99_999;
/** Amounts that a command works out itself may be sums of what was typed. */
const MOST_SUMMED = 1000 * MOST_CONNECTS;
const SUMMED: readonly Kind[] = ['opening', 'adjustment', 'carry-over-cut', 'reversal'];

const amount = whole.min(-MOST_SUMMED).max(MOST_SUMMED);
const rank = z.union([z.literal(0), z.literal(1)]);
const plan = z.enum(['basic', 'plus']);

/** The columns of a transaction that a copy and a file have in common. */
const TRANSACTION = {
  uid,
  on: day,
  rank,
  kind: z.enum(STORED_KINDS),
  label: z.string().max(40_000),
  connects: amount.refine((connects) => connects !== 0),
  expiresOn: day.nullable(),
  title: text,
  cents: whole.min(-MOST_CENTS).max(MOST_CENTS).nullable(),
  edition: z.string().max(40),
  source: z.enum(ENTRY_SOURCES),
  forced: z.boolean(),
  upworkId: text,
  note: text,
};

const transaction = z
  .strictObject({
    ...TRANSACTION,
    type: z.literal('transaction'),
    proposal: uid.nullable(),
    reverses: uid.nullable(),
    recordedAt: instant.optional(),
  })
  .refine(isTypable, { path: ['connects'] });

interface Amount {
  readonly kind: Kind;
  readonly connects: number;
}

function isTypable({ kind, connects }: Amount): boolean {
  return Math.abs(connects) <= MOST_CONNECTS || SUMMED.includes(kind);
}

/** A renewal comes at the start of its day. An import may bring both ranks. */
const isRankOf = (rank: 0 | 1, source: EntrySource): boolean => source !== (rank === 1 ? 'renew' : 'manual');

const details = z.object({
  title: text,
  client: text,
  url: text,
  tags: z.array(z.string()),
  invited: z.boolean(),
  key: text,
  note: text,
  // Details that facts of older formats do not have.
  valueCents: whole.min(0).max(MOST_CENTS).nullable().optional(),
  postedAt: instant.nullable().optional(),
  sentAt: instant.nullable().optional(),
  upworkId: text.optional(),
  bid: whole.min(0).max(MOST_CONNECTS).nullable().optional(),
  seenOn: day.nullable().optional(),
  costUnknown: z.boolean().optional(),
  credits: whole.min(0).max(MOST_CONNECTS).optional(),
});

const offer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percent'), percent: whole.min(1).max(100) }),
  z.object({ kind: z.literal('off'), cents: whole.positive().max(MOST_CENTS) }),
  z.object({ kind: z.literal('connects'), connects: whole.positive().max(MOST_CONNECTS) }),
]);

const seen = z.object({ on: day, label: text, title: text, connects: amount, upworkId: text, jobKey: text });

const described = details.pick({ title: true, url: true, key: true }).extend({
  ...details.pick({ sentAt: true, postedAt: true, upworkId: true, bid: true, seenOn: true }).shape,
  invited: z.literal(true).optional(),
  client: z.string().max(40_000).optional(),
  note: z.string().max(40_000).optional(),
  pageTitle: z.string().max(40_000).optional(),
});

/** Facts by their kind. */
const FACTS = {
  opened: { joined: day, plan, edition: z.string(), anchor: day.optional() },
  proposal: { proposal: whole, details },
  outcome: { proposal: whole, outcome: z.enum(OUTCOMES), source: z.enum(OUTCOME_SOURCES).optional() },
  plan: { plan },
  fee: { cents: whole.min(0).max(MOST_CENTS).nullable(), taxMilli: whole.min(0).max(MOST_TAX) },
  'ad-credits': { credits: whole.positive().max(MOST_CONNECTS), expiresOn: day },
  edition: { edition: z.string() },
  rulebook: { rulebook: rulebookSchema },
  coupon: { code: z.string(), offer, expiresOn: day.nullable() },
  'coupon-used': { code: z.string(), freed: z.literal(true).optional() },
  reconciled: { connects: amount, since: day.optional() },
  confirmed: { transaction: whole, row: seen },
  described: { proposal: whole, details: described },
  tied: { proposal: whole, transaction: whole },
  edited: { proposal: whole, details: details.partial(), on: day.optional() },
  dropped: { proposal: whole },
  sheet: {},
  setting: { key: z.enum(SETTING_KEYS), value: z.string().nullable() },
} satisfies Readonly<Record<FactKind, z.ZodRawShape>>;

const [first, ...others] = Object.entries(FACTS).map(([kind, shape]) => z.object({ kind: z.literal(kind), ...shape }));
const factBody = z
  .discriminatedUnion('kind', [first as NonNullable<typeof first>, ...others])
  // A value has the one form in which the ledger stores it.
  .refine(
    (fact) => {
      const { kind, key, value } = fact as { kind: string; key?: SettingKey; value?: string | null };
      return kind !== 'setting' || !key || typeof value !== 'string' || canonicalSetting(key, value) === value;
    },
    { path: ['value'] },
  );

const fact = z.strictObject({
  type: z.literal('fact'),
  uid,
  on: day,
  rank,
  refers: uid.nullable(),
  ties: uid.optional(),
  recordedAt: instant.optional(),
  body: factBody,
});

const { expiresOn, upworkId, ...sameColumns } = TRANSACTION;

/** Rows of a ledger's file by their table. Numbers and references are checked against other rows elsewhere. */
const ROWS = {
  commands: z.object({ uid, recorded_at: instant, member: member.nullable() }),
  transactions: z
    .object({ ...sameColumns, expires_on: expiresOn, upwork_id: upworkId, forced: rank })
    .refine(isTypable, { path: ['connects'] })
    .refine(({ rank, source }) => isRankOf(rank, source), { path: ['rank'] }),
  facts: z
    .object({ uid, on: day, rank, kind: z.enum(FACT_KINDS) })
    .refine(({ rank, kind }) => rank === (kind === 'tied' ? 0 : 1), { path: ['rank'] }),
};

export type RecordTable = keyof typeof ROWS;

/** The columns of a row that hold what they cannot. */
export const wrongColumns = (table: RecordTable, row: unknown): ReadonlySet<string> => pathsOf(ROWS[table], row);

/** The parts of a fact's body that are wrong, each as the way to it: `details.title`. */
export const wrongBodyParts = (body: unknown): ReadonlySet<string> => pathsOf(factBody, body);

const pathsOf = (schema: z.ZodType, value: unknown): ReadonlySet<string> =>
  new Set(schema.safeParse(value).error?.issues.map(({ path }) => path.join('.')));

const TURNS: readonly string[] = ['undo', 'redo'];

/** An undo or a redo reverses another command and has only reversals as entries. Others may reverse single transactions. */
export const copiedCommand = z
  .strictObject({
    uid,
    name: z.string().max(40),
    recordedAt: instant,
    reverses: uid.nullable(),
    member: member.optional(),
    body: z.unknown(),
    entries: z.array(z.discriminatedUnion('type', [transaction, fact])),
  })
  .refine(({ name, reverses }) => TURNS.includes(name) === (reverses !== null), { path: ['reverses'] })
  .refine(({ reverses, entries }) => reverses === null || entries.every(isReversal), { path: ['entries'] });

const isReversal = (entry: z.infer<typeof transaction> | z.infer<typeof fact>): boolean =>
  entry.type === 'transaction' && entry.kind === 'reversal' && entry.reverses !== null;
