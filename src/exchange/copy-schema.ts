/** What a line of a copy must look like, so that a damaged or hostile file never reaches the ledger. */
import { z } from 'zod';
import { rulebookSchema } from '../parse/rulebook-schema.ts';
import { isDay } from '../rules/calendar.ts';
import { canonical, SETTINGS } from '../rules/settings.ts';
import { KINDS, OUTCOMES } from '../rules/transaction.ts';

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
  kind: z.enum(KINDS),
  label: z.string().max(40_000),
  connects: whole.refine((connects) => connects !== 0),
  expiresOn: day.nullable(),
  proposal: uid.nullable(),
  title: text,
  cents: whole.nullable(),
  edition: z.string().max(40),
  source: z.enum(['manual', 'renew', 'import', 'merge']),
  forced: z.boolean(),
  upworkId: text,
  reverses: uid.nullable(),
  note: text,
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

/** A value has the one form in which the ledger stores it. */
const setting = z
  .object({ kind: z.literal('setting'), key: z.enum(SETTINGS), value: z.string().nullable() })
  .refine(({ key, value }) => value === null || canonical(key, value) === value, { path: ['value'] });

const seen = z.object({ on: day, label: text, title: text, connects: whole, upworkId: text, jobKey: text });

/** Facts by their kind. */
const body = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), joined: day, plan, edition: z.string(), anchor: day.optional() }),
  z.object({ kind: z.literal('proposal'), proposal: whole, details }),
  z.object({ kind: z.literal('outcome'), proposal: whole, outcome: z.enum(OUTCOMES) }),
  z.object({ kind: z.literal('plan'), plan }),
  z.object({ kind: z.literal('edition'), edition: z.string() }),
  z.object({ kind: z.literal('rulebook'), rulebook: rulebookSchema }),
  z.object({ kind: z.literal('coupon'), code: z.string(), offer, expiresOn: day.nullable() }),
  z.object({ kind: z.literal('coupon-used'), code: z.string() }),
  z.object({ kind: z.literal('reconciled'), connects: whole }),
  z.object({ kind: z.literal('confirmed'), transaction: whole, row: seen }),
  z.object({
    kind: z.literal('described'),
    proposal: whole,
    details: details.pick({ title: true, url: true, key: true }),
  }),
  z.object({ kind: z.literal('tied'), proposal: whole, transaction: whole }),
  setting,
]);

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

/** An undo or a redo reverses another command and has only reversals as entries; no other command does. */
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
  .refine(({ reverses, entries }) => entries.every((entry) => isReversal(entry) === (reverses !== null)), {
    path: ['entries'],
  });

const isReversal = (entry: z.infer<typeof transaction> | z.infer<typeof fact>): boolean =>
  entry.type === 'transaction' && entry.kind === 'reversal' && entry.reverses !== null;
