/** The parts that answers in JSON are made of. Each part with a name becomes a type of its own. */
import { z } from 'zod';
import { KINDS } from '../../rules/vocabulary/kinds.ts';
import { PROPOSAL_STATUSES } from '../../rules/vocabulary/outcomes.ts';
import { ENTRY_SOURCES } from '../../rules/vocabulary/transaction.ts';
import { WARNING_MEANINGS } from '../warning-meanings.ts';

/** An object that becomes a type of that name. */
export const namedPart = <Shape extends z.ZodRawShape>(id: string, shape: Shape) => z.strictObject(shape).meta({ id });

export const dayText = z.iso.date();
export const instantText = z.iso.datetime();
export const wholeNumber = z.int();
export const centsNumber = z.int().describe('US cents');
export const textOrNull = z.string().nullable();
export const numberOrNull = z.number().nullable();
export const wholeOrNull = wholeNumber.nullable();
export const centsOrNull = centsNumber.nullable();
export const dayOrNull = dayText.nullable();

const kindName = z.enum(KINDS).meta({ id: 'TransactionKind' });
const statusName = z.enum(PROPOSAL_STATUSES).meta({ id: 'ProposalStatus' });
export const planText = z.enum(['basic', 'plus']);

const warningPart = namedPart('AnswerWarning', {
  code: z.enum(Object.keys(WARNING_MEANINGS)).meta({ id: 'WarningCode' }),
  message: z.string().describe('a sentence, which may change'),
});

export const transactionPart = namedPart('TransactionRow', {
  id: wholeOrNull.describe('null: an expiry, which is not recorded'),
  uid: z.uuid().nullable().describe('the same in every copy of the ledger'),
  on: dayText,
  kind: kindName,
  label: z.string().describe("Upwork's own words, where they are known"),
  connects: wholeNumber.describe('with its sign'),
  balance: wholeNumber.describe('the balance behind it'),
  expiresOn: dayOrNull,
  proposal: wholeOrNull,
  title: textOrNull,
  cents: centsOrNull,
  edition: textOrNull.describe('the edition of the rules that judged it'),
  source: z.enum(ENTRY_SOURCES),
  forced: z.boolean(),
  reverses: wholeOrNull.describe('the transaction that it takes back'),
  note: textOrNull,
  recordedAt: instantText.nullable(),
  command: wholeOrNull.describe('the number of the command in the log'),
  member: z.string().nullable(),
});

const PROPOSAL = {
  id: wholeNumber,
  on: dayText,
  title: textOrNull,
  client: textOrNull,
  url: textOrNull,
  tags: z.array(z.string()),
  cost: wholeOrNull.describe('null: nobody knows it'),
  boost: wholeOrNull,
  invited: z.boolean(),
  status: statusName,
  statusOn: dayText,
  earned: wholeNumber,
  refunded: wholeNumber,
  net: wholeOrNull.describe('cost and boost, less what came back'),
  key: textOrNull.describe("the job's id"),
  note: textOrNull,
  valueCents: centsOrNull.describe('what the hire earned, in US cents'),
  statusSource: z.enum(['typed', 'page', 'assumed']),
  credits: wholeNumber.describe('ad credits in the boost'),
};

export const proposalPart = namedPart('ProposalRow', PROPOSAL);

/** What `show` adds: the instants, where they are known, and what Upwork calls it. */
export const shownProposal = z.strictObject({
  ...PROPOSAL,
  postedAt: instantText.nullable(),
  sentAt: instantText.nullable(),
  pageTitle: textOrNull.describe("Upwork's title, where another one was typed"),
});

export const grantPart = namedPart('GrantRow', {
  id: wholeNumber.describe('the transaction that brought it'),
  on: dayText,
  kind: kindName,
  label: z.string(),
  granted: wholeNumber,
  left: wholeNumber,
  expiresOn: dayText,
});

export const couponPart = namedPart('CouponRow', {
  code: z.string(),
  kind: z.enum(['percent', 'off', 'connects']),
  percent: numberOrNull,
  cents: centsOrNull,
  connects: wholeOrNull,
  expiresOn: dayOrNull,
  usedOn: dayOrNull,
});

export const budgetPart = namedPart('BudgetUse', {
  limit: wholeNumber,
  unit: z.enum(['connects', 'cents']),
  per: z.enum(['week', 'month']),
  from: dayText.describe('the first day of its week or month'),
  spent: wholeNumber.describe('in its unit, less what came back'),
});

const causePart = namedPart('DriftCause', { code: z.string(), message: z.string(), connects: wholeNumber });

export const driftFields = {
  observed: wholeNumber.describe('what Upwork shows'),
  ledger: wholeNumber,
  drift: wholeNumber.describe('observed less ledger'),
  causes: z.array(causePart),
};

/** Of a command that records: its transactions, and the balance before and after it. */
export const writtenFields = {
  transactions: z.array(transactionPart),
  balance: z.strictObject({ before: wholeNumber, after: wholeNumber }),
  dryRun: z.boolean().describe('true: nothing was recorded'),
};

/** The whole object: every answer begins and ends in the same way. */
export const answerOf = <Name extends string, Shape extends z.ZodRawShape>(command: Name, shape: Shape) =>
  z.strictObject({
    schema: z.literal(1),
    command: z.literal(command),
    ...shape,
    warnings: z.array(warningPart),
  });
