/** What the commands answer that look after the file: `doctor`, `check`, `backup` and `restore`. */
import { z } from 'zod';
import { BACKUP_REASONS } from '../../rules/answers/diagnosis.ts';
import { CONFIG_KEYS } from '../../rules/answers/usage-fault.ts';
import { answerOf, dayOrNull, dayText, instantText, textOrNull, wholeNumber, wholeOrNull } from './parts.ts';

/** Each code has fields of its own beside the sentence. */
const problemPart = z.looseObject({ code: z.string(), message: z.string() }).meta({ id: 'LedgerProblem' });

const move = z.strictObject({ lost: wholeOrNull, gained: wholeOrNull });

export const UPKEEP_ANSWERS = {
  check: answerOf('check', {
    ok: z.boolean(),
    problems: z.array(problemPart),
    repaired: z.strictObject({ problems: z.array(problemPart), backup: textOrNull }).nullable(),
  }),
  doctor: answerOf('doctor', {
    ok: z.boolean(),
    versions: z.strictObject({ connects: z.string(), node: z.string(), sqlite: z.string(), os: z.string() }),
    zone: textOrNull.describe('null: TZ names none'),
    today: dayText,
    paths: z.strictObject({
      ledger: z.string(),
      folder: textOrNull,
      data: z.string(),
      backups: z.string(),
      config: textOrNull,
    }),
    server: z
      .strictObject({
        account: z.string(),
        version: textOrNull.describe('null: it does not answer'),
        host: textOrNull.describe('the one that takes writes'),
        roundTripMs: wholeOrNull,
        format: wholeOrNull.describe('of the tables; null: there are none'),
        commands: wholeOrNull.describe('of the account, on the server'),
        mirrored: wholeOrNull.describe('how many of them are in the mirror now'),
        mirror: textOrNull.describe('its file on this machine'),
      })
      .nullable()
      .describe('null: the ledger is in a file; else file, folder and contents are those of the mirror'),
    file: z.strictObject({ mode: z.string(), bytes: wholeNumber }).nullable(),
    folder: z.strictObject({ mode: z.string() }).nullable(),
    contents: z
      .strictObject({
        format: wholeNumber,
        journal: z.string(),
        synchronous: z.string(),
        transactions: wholeNumber,
        proposals: wholeNumber,
        recordedAt: textOrNull,
        reconciled: dayOrNull,
        problems: z.array(problemPart),
      })
      .nullable(),
    refused: textOrNull.describe('the error code, if the ledger cannot be read'),
    unwritable: textOrNull.describe('the error code, if it cannot be written'),
    backups: z.array(
      z.strictObject({ path: z.string(), at: instantText, reason: z.enum(BACKUP_REASONS), day: dayOrNull }),
    ),
    accounts: wholeNumber,
    renewedAt: textOrNull.describe('when renew last ran'),
    config: z.strictObject({ exists: z.boolean(), used: z.boolean(), keys: z.array(z.enum(CONFIG_KEYS)) }),
    faults: z.array(z.strictObject({ code: z.string(), message: z.string(), hint: z.string() })),
  }),
  move: answerOf('move', {
    from: z.string().describe('a file, or a URL without its password'),
    to: z.string(),
    commands: wholeNumber.describe('in the whole record'),
    transactions: wholeNumber,
    added: z.strictObject({ commands: wholeNumber, transactions: wholeNumber }).describe('what was not there yet'),
    balance: wholeNumber,
    already: z.boolean().describe('all of it was there before'),
    dryRun: z.boolean(),
  }),
  backup: answerOf('backup', {
    backup: z.strictObject({ path: z.string(), bytes: wholeNumber, transactions: wholeNumber }),
  }),
  restore: answerOf('restore', {
    restored: z.strictObject({ path: z.string(), recordedAt: textOrNull }),
    present: z.enum(['sound', 'missing', 'damaged', 'newer', 'older']).describe('what was in its place'),
    sameAccount: z.boolean().nullable(),
    balance: z.strictObject({ before: wholeOrNull, after: wholeNumber }),
    transactions: move,
    proposals: move,
    kept: textOrNull.describe('the copy of what was in its place'),
    dryRun: z.boolean(),
  }),
};
