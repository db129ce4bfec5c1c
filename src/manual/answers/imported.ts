/** What `import` answers: of a history page, of a Proposals page, and of a copy of a ledger. */
import { z } from 'zod';
import { PROPOSAL_STATUSES } from '../../rules/vocabulary/outcomes.ts';
import {
  answerOf,
  dayOrNull,
  dayText,
  namedPart,
  textOrNull,
  wholeNumber,
  wholeOrNull,
  writtenFields,
} from './parts.ts';

const rowNumber = wholeNumber.describe('counted from 1');

const matchPart = namedPart('MatchedRow', {
  row: rowNumber,
  transaction: wholeOrNull,
  proposal: wholeOrNull,
  how: z.string(),
  typedTitle: textOrNull,
  pageTitle: textOrNull,
  typedConnects: wholeOrNull,
  pageConnects: wholeOrNull,
});

const READ = {
  read: wholeNumber,
  new: wholeNumber,
  confirmed: wholeNumber,
  already: wholeNumber,
  unknown: z.array(z.strictObject({ row: rowNumber, label: textOrNull, connects: wholeOrNull })),
  unread: z.array(z.strictObject({ row: rowNumber, problem: z.string(), message: z.string() })),
  matches: z.array(matchPart),
  upwork: wholeOrNull,
  agrees: z.boolean().nullable().describe("whether the ledger has Upwork's balance; null: it cannot be known"),
};

const ofHistory = answerOf('import', {
  ...writtenFields,
  ...READ,
  import: z.strictObject({
    ...READ,
    format: z.string(),
    known: wholeNumber,
    matched: z.array(z.strictObject({ row: rowNumber, transaction: wholeNumber })),
    takenBack: z.array(wholeNumber),
    more: z.boolean().describe('the page does not show all rows'),
    savedOn: dayOrNull,
    opening: wholeOrNull,
    adjusted: wholeNumber,
    opens: z.boolean(),
    edition: textOrNull,
    ledger: wholeNumber,
    on: dayOrNull,
  }),
});

const PAGE = {
  ...READ,
  missing: z.array(z.strictObject({ section: z.string(), read: wholeNumber, of: wholeOrNull, left: wholeOrNull })),
  skipped: z.array(z.looseObject({ kind: z.string(), title: textOrNull })),
};

const ofProposals = answerOf('import', {
  ...writtenFields,
  ...PAGE,
  import: z.strictObject({
    ...PAGE,
    format: z.string(),
    page: textOrNull,
    counts: z.record(z.string(), wholeNumber),
    savedOn: dayOrNull,
    seenOn: dayText,
    proposals: z.array(
      z.strictObject({ row: rowNumber, proposal: wholeNumber, title: textOrNull, invited: z.boolean().nullable() }),
    ),
    unsure: z.array(z.strictObject({ row: rowNumber, title: textOrNull, on: dayOrNull })),
    outcomes: z.array(
      z.strictObject({
        proposal: wholeNumber,
        from: z.enum(PROPOSAL_STATUSES),
        to: z.string(),
        source: z.enum(['assumed', 'page']),
      }),
    ),
  }),
});

export const mergedFields = {
  merged: z.strictObject({
    commands: wholeNumber,
    known: wholeNumber,
    transactions: wholeNumber,
    reversed: wholeNumber,
    settled: z.array(z.strictObject({ command: wholeNumber, way: z.enum(['undo', 'redo']), summary: z.string() })),
    renumbered: z.array(z.strictObject({ there: wholeNumber, here: wholeNumber })),
  }),
};

export const importAnswer = z.union([
  ofHistory,
  ofProposals,
  answerOf('import', { ...writtenFields, ...mergedFields }),
]);
