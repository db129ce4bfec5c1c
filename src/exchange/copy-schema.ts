/** What a line of a copy must look like, so that a damaged or hostile file never reaches the ledger. */
import { z } from 'zod';
import { rulebookSchema } from '../parse/rulebook-schema.ts';
import { isDay } from '../rules/calendar.ts';
import { canonicalSetting, SETTING_KEYS, type SettingKey } from '../rules/settings.ts';
import { ENTRY_SOURCES } from '../rules/transaction.ts';
import { OUTCOMES } from '../rules/vocabulary/outcomes.ts';
import type { FactKind } from '../rules/vocabulary/references.ts';
import { STORED_KINDS } from '../rules/vocabulary/stored-words.ts';

const day = z.string().refine(isDay);
const uid = z.uuid();
const instant = z.iso.datetime();
const whole = z.int();
const text = z.string().max(40_000).nullable();
const rank = z.union([z.literal(0), z.literal(1)]);
const plan = z.enum(['basic', 'plus']);

const transaction = z.strictObject({
  type: z.literal('transaction'),
  uid,
  on: day,
  rank,
  kind: z.enum(STORED_KINDS),
  label: z.string().max(40_000),
  connects: whole.refine((connects) => connects !== 0),
  expiresOn: day.nullable(),
  proposal: uid.nullable(),
  title: text,
  cents: whole.nullable(),
  edition: z.string().max(40),
  source: z.enum(ENTRY_SOURCES),
  forced: z.boolean(),
  upworkId: text,
  reverses: uid.nullable(),
  note: text,
  recordedAt: instant.optional(),
});

const details = z.object({
  title: text,
  client: text,
  url: text,
  tags: z.array(z.string()),
  invited: z.boolean(),
  key: text,
  note: text,
});

const offer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percent'), percent: whole.min(1).max(100) }),
  z.object({ kind: z.literal('off'), cents: whole.positive() }),
  z.object({ kind: z.literal('connects'), connects: whole.positive() }),
]);

const seen = z.object({ on: day, label: text, title: text, connects: whole, upworkId: text, jobKey: text });

/** Facts by their kind. */
const FACTS = {
  opened: { joined: day, plan, edition: z.string(), anchor: day.optional() },
  proposal: { proposal: whole, details },
  outcome: { proposal: whole, outcome: z.enum(OUTCOMES) },
  plan: { plan },
  edition: { edition: z.string() },
  rulebook: { rulebook: rulebookSchema },
  coupon: { code: z.string(), offer, expiresOn: day.nullable() },
  'coupon-used': { code: z.string() },
  reconciled: { connects: whole },
  confirmed: { transaction: whole, row: seen },
  described: { proposal: whole, details: details.pick({ title: true, url: true, key: true }) },
  tied: { proposal: whole, transaction: whole },
  edited: { proposal: whole, details: details.partial(), on: day.optional() },
  dropped: { proposal: whole },
  setting: { key: z.enum(SETTING_KEYS), value: z.string().nullable() },
} satisfies Readonly<Record<FactKind, z.ZodRawShape>>;

const [first, ...others] = Object.entries(FACTS).map(([kind, shape]) => z.object({ kind: z.literal(kind), ...shape }));
const body = z
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
  body,
});

const TURNS: readonly string[] = ['undo', 'redo'];

/** An undo or a redo reverses another command and has only reversals as entries. Others may reverse single transactions. */
export const copiedCommand = z
  .strictObject({
    uid,
    name: z.string().max(40),
    recordedAt: instant,
    reverses: uid.nullable(),
    body: z.unknown(),
    entries: z.array(z.discriminatedUnion('type', [transaction, fact])),
  })
  .refine(({ name, reverses }) => TURNS.includes(name) === (reverses !== null), { path: ['reverses'] })
  .refine(({ reverses, entries }) => reverses === null || entries.every(isReversal), { path: ['entries'] });

const isReversal = (entry: z.infer<typeof transaction> | z.infer<typeof fact>): boolean =>
  entry.type === 'transaction' && entry.kind === 'reversal' && entry.reverses !== null;
