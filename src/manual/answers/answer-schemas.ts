/** The shape of every answer in JSON: one schema a command, from which the JSON Schemas and the types of the package are made. Long because it lists every command. */
import { z } from 'zod';
import { EXPORT_FORMATS } from '../../exchange/write/export-formats.ts';
import { ERROR_EXITS } from '../../exit.ts';
import type { RefusalCode } from '../../rules/answers/refusal.ts';
import { SETTING_KEYS } from '../../rules/command/settings.ts';
import { KINDS } from '../../rules/vocabulary/kinds.ts';
import { OUTCOMES } from '../../rules/vocabulary/outcomes.ts';
import { SHIM_ERROR } from '../error-meanings.ts';
import {
  flowRow,
  forecastPart,
  forecastShape,
  groupPart,
  monthRow,
  monthSpending,
  spendingPart,
  statsShape,
} from './figures.ts';
import { importAnswer, mergedFields } from './imported.ts';
import {
  answerOf,
  budgetPart,
  centsNumber,
  centsOrNull,
  couponPart,
  dayOrNull,
  dayText,
  driftFields,
  grantPart,
  instantText,
  namedPart,
  planText,
  proposalPart,
  shownProposal,
  textOrNull,
  transactionPart,
  wholeNumber,
  wholeOrNull,
  writtenFields,
} from './parts.ts';
import { rulebookPart } from './rulebook.ts';
import { UPKEEP_ANSWERS } from './upkeep.ts';

const written = <Name extends string, Shape extends z.ZodRawShape>(command: Name, shape: Shape = {} as Shape) =>
  answerOf(command, { ...writtenFields, ...shape });

const settingPart = namedPart('SettingRow', {
  key: z.enum(SETTING_KEYS),
  value: textOrNull,
  from: z.enum(['default', 'ledger', 'environment']),
  default: textOrNull,
  variable: textOrNull,
  does: z.string(),
});
const setPart = z.strictObject({ key: z.enum(SETTING_KEYS), value: textOrNull });

const duePart = namedPart('DueRow', {
  code: z.enum(['reward', 'refund', 'boost', 'renewal']),
  on: dayText,
  connects: wholeNumber,
  posted: z.boolean().describe('the ledger counts it already'),
  missing: z.boolean().describe('Upwork was seen not to give it'),
  because: z.string(),
  proposal: wholeOrNull,
  title: textOrNull,
  url: textOrNull,
  edition: z.string(),
  source: z.string(),
});

const pricePart = {
  listCents: centsOrNull,
  discountCents: centsOrNull,
  taxCents: centsOrNull,
  totalCents: centsOrNull,
  coupon: textOrNull,
};
const feePart = namedPart('MembershipFee', {
  feeCents: centsNumber,
  taxCents: centsNumber,
  totalCents: centsNumber,
  isPublished: z.boolean(),
});
const purchasePart = namedPart('PurchasePrice', { bundle: wholeNumber, ...pricePart });
const expensePart = namedPart('PurchaseExpense', {
  id: wholeNumber,
  on: dayText,
  connects: wholeNumber,
  ...pricePart,
  note: textOrNull,
  kind: z.enum(KINDS),
});

const loggedPart = namedPart('LoggedCommand', {
  id: wholeNumber,
  name: z.string(),
  summary: z.string(),
  recordedAt: instantText,
  on: dayOrNull,
  undone: z.boolean(),
  member: z.string().nullable(),
  transactions: z.array(wholeNumber),
});

const clientPart = z.strictObject({
  name: textOrNull,
  proposals: wholeNumber,
  replied: wholeNumber,
  hired: wholeNumber,
  net: wholeNumber,
  unknownCosts: wholeNumber,
  valueCents: centsNumber,
  unvalued: wholeNumber,
});

const exported = {
  format: z.enum(EXPORT_FORMATS),
  output: textOrNull.describe('null: standard output'),
  rows: wholeNumber,
};
const sums = { connects: wholeNumber, totalCents: centsNumber };

const expiryPart = z.strictObject({ connects: wholeNumber, on: dayText }).nullable();
const balanceShape = {
  balance: wholeNumber,
  asOf: dayText,
  expiring: expiryPart,
  reconciled: z.strictObject({ on: dayText, connects: wholeNumber }).nullable(),
  budget: budgetPart.nullable(),
  adCredits: z.strictObject({ left: wholeNumber, expiresOn: dayText }).nullable(),
};
const openingShape = {
  account: z.strictObject({ plan: planText, joined: dayText, edition: z.string(), db: z.string() }),
};

/** By the `command` of the answer. */
export const ANSWER_SCHEMAS = {
  init: written('init', openingShape),
  apply: written('apply', {
    proposal: proposalPart,
    reconcile: z.strictObject(driftFields).nullable().optional().describe('only with --paste'),
  }),
  mark: written('mark', {
    proposal: proposalPart.optional().describe('of one proposal'),
    proposals: z.array(proposalPart).optional().describe('of several proposals'),
  }),
  buy: written('buy', { purchase: purchasePart }),
  'coupon add': written('coupon add'),
  'coupon list': answerOf('coupon list', { coupons: z.array(couponPart) }),
  earn: written('earn'),
  'earn ad-credits': written('earn ad-credits'),
  spend: written('spend'),
  edit: written('edit', { proposal: proposalPart.optional().describe('of one proposal') }),
  void: written('void'),
  join: written('join', { proposal: proposalPart.optional() }),
  renew: written('renew', {
    cycles: z
      .array(
        z.strictObject({
          on: dayText,
          connects: wholeNumber,
          fee: feePart.nullable().optional().describe('only of a cycle with a fee; null: nobody knows it'),
        }),
      )
      .optional(),
    nextOn: dayOrNull.optional(),
  }),
  plan: written('plan', {
    fee: feePart.nullable().optional(),
  }),
  reconcile: written('reconcile', driftFields),
  undo: written('undo', { undone: z.string() }),
  redo: written('redo', { redone: z.string() }),
  import: importAnswer,
  balance: z.union([
    answerOf('balance', balanceShape),
    // With --all-accounts.
    answerOf('balance', {
      asOf: dayText,
      accounts: z.array(z.strictObject({ account: z.string(), balance: wholeOrNull, expiring: expiryPart })),
    }),
  ]),
  status: answerOf('status', {
    ...balanceShape,
    expiringSoon: z.strictObject({ connects: wholeNumber, days: wholeNumber }),
    due: z.strictObject({ missing: wholeNumber, waiting: wholeNumber }),
    stale: wholeNumber,
    proposals: z.array(proposalPart),
  }),
  log: answerOf('log', { commands: z.array(loggedPart) }),
  history: answerOf('history', { transactions: z.array(transactionPart) }),
  proposals: answerOf('proposals', { proposals: z.array(proposalPart) }),
  search: answerOf('search', { proposals: z.array(proposalPart) }),
  stale: answerOf('stale', { proposals: z.array(proposalPart) }),
  show: answerOf('show', {
    proposal: shownProposal,
    outcomes: z.array(z.strictObject({ on: dayText, outcome: z.enum(OUTCOMES) })),
    transactions: z.array(transactionPart),
  }),
  grants: answerOf('grants', { grants: z.array(grantPart) }),
  expiring: answerOf('expiring', { grants: z.array(grantPart) }),
  stats: answerOf('stats', {
    since: dayOrNull,
    until: dayText,
    by: textOrNull,
    demo: z.boolean(),
    ...statsShape,
    spending: spendingPart,
    groups: z.array(groupPart),
  }),
  due: answerOf('due', { missing: wholeNumber, waiting: wholeNumber, due: z.array(duePart) }),
  forecast: answerOf('forecast', forecastShape),
  'what-if': answerOf('what-if', {
    past: z.strictObject({ today: flowRow, otherwise: flowRow }).nullable(),
    future: z.strictObject({ today: forecastPart, otherwise: forecastPart }),
  }),
  report: answerOf('report', {
    output: textOrNull,
    since: dayOrNull,
    until: dayText,
    asOf: dayText,
    demo: z.boolean(),
    opened: dayOrNull,
    plan: planText.nullable(),
    edition: z.string(),
    balance: wholeNumber,
    months: z.array(monthRow),
    ...statsShape,
    tags: z.array(groupPart),
    expiring: z.array(z.strictObject({ expiresOn: dayText, connects: wholeNumber, label: z.string(), on: dayText })),
    forecast: forecastPart,
    spending: z.array(monthSpending),
    hires: z.array(proposalPart),
    stale: z.array(proposalPart),
    clients: z.array(clientPart),
    due: z.array(duePart),
  }),
  'can-apply': answerOf('can-apply', {
    canApply: z.boolean(),
    cost: wholeNumber,
    boost: wholeNumber,
    balance: wholeNumber,
    left: wholeOrNull,
    why: z.strictObject({ code: z.string(), message: z.string(), hint: textOrNull }).nullable(),
  }),
  rules: answerOf('rules', { edition: rulebookPart }),
  'rules list': answerOf('rules list', {
    editions: z.array(z.strictObject({ id: z.string(), since: dayText, active: z.boolean() })),
  }),
  'rules show': answerOf('rules show', { edition: rulebookPart }),
  'rules diff': answerOf('rules diff', {
    changes: z.array(
      z.strictObject({
        path: z.string(),
        from: z.union([z.string(), z.number(), z.boolean(), z.null()]),
        to: z.union([z.string(), z.number(), z.boolean(), z.null()]),
      }),
    ),
  }),
  'rules use': written('rules use'),
  'rules add': written('rules add'),
  export: z.union([
    answerOf('export', { ...exported, transactions: z.array(transactionPart), proposals: z.array(proposalPart) }),
    answerOf('export', { ...exported, purchases: z.array(expensePart), ...sums }),
    answerOf('export', { ...exported, ...sums, cycles: wholeNumber }),
    answerOf('export', exported),
  ]),
  merge: written('merge', mergedFields),
  ...UPKEEP_ANSWERS,
  'account list': answerOf('account list', {
    accounts: z.array(z.strictObject({ account: z.string(), db: z.string(), current: z.boolean() })),
  }),
  'account add': written('init', openingShape),
  'account rename': answerOf('account rename', {
    account: z.strictObject({ account: z.string(), db: z.string(), was: z.string() }),
    dryRun: z.boolean(),
  }),
  'account remove': answerOf('account remove', {
    account: z.strictObject({ account: z.string(), db: z.string(), balance: wholeOrNull }),
    kept: textOrNull.describe('the copy in the backup folder'),
    dryRun: z.boolean(),
  }),
  schedule: answerOf('schedule', {
    scheduler: z.string(),
    run: z.array(z.string()).describe('the program and its arguments'),
    variables: z.record(z.string(), z.string()),
    files: z.array(z.strictObject({ path: textOrNull, text: z.string() })),
    steps: z.array(z.string()),
  }),
  completion: answerOf('completion', { shell: z.string(), script: z.string() }),
  'config path': answerOf('config path', { path: z.string(), exists: z.boolean() }),
  config: answerOf('config', { settings: z.array(settingPart) }),
  'config roles': answerOf('config roles', { statements: z.array(z.string()) }),
  'config get': answerOf('config get', { setting: settingPart }),
  'config set': written('config set', { setting: setPart }),
  'config unset': written('config unset', { setting: setPart }),
  help: answerOf('help', { help: z.string() }),
  version: answerOf('version', { version: z.string() }),
};

const errorCodes = [...(Object.keys(ERROR_EXITS) as RefusalCode[]), SHIM_ERROR] as const;

/** What a failure prints on standard error. */
export const errorAnswer = z.strictObject({
  schema: z.literal(1),
  error: z.strictObject({
    code: z.enum(errorCodes).meta({ id: 'ErrorCode' }),
    message: z.string().describe('a sentence, which may change'),
    hint: textOrNull.describe('the way out, in words'),
    details: z.looseObject({}).describe('the facts, by the error code'),
  }),
});

/** Every schema by its name: a command, or `error`. */
export const schemaOf = (name: string): z.ZodType | undefined =>
  name === 'error'
    ? errorAnswer
    : Object.hasOwn(ANSWER_SCHEMAS, name)
      ? ANSWER_SCHEMAS[name as keyof typeof ANSWER_SCHEMAS]
      : undefined;

export const SCHEMA_NAMES: readonly string[] = [...Object.keys(ANSWER_SCHEMAS), 'error'];
