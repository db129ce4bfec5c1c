/** `connects help json`: what `--json` prints, and what its words mean. */
import { KIND_FACTS, KINDS } from '../../rules/vocabulary/kinds.ts';
import { OUTCOME_MEANINGS } from '../outcome-meanings.ts';
import type { HelpTopic } from '../topic.ts';
import { termsOf } from '../topic.ts';
import { WARNING_MEANINGS } from '../warning-meanings.ts';

export const jsonTopic: HelpTopic = {
  title: 'JSON',
  sections: [
    {
      heading: null,
      blocks: [
        'Every command takes --json, also those that record something. It prints exactly one object on standard output, in one line, and never asks questions:',
        { lines: ['{"schema":1,"command":"balance", …, "warnings":[{"code":"…","message":"…"}]}'] },
        'A failure prints nothing on standard output, and one object on standard error. The exit code says which kind of failure it is:',
        { lines: ['{"schema":1,"error":{"code":"…","message":"…","hint":"…","details":{}}}'] },
        'The error codes and exit codes are in `connects help exit-codes`.',
      ],
    },
    {
      heading: 'What you can rely on',
      blocks: [
        {
          terms: [
            ['whole rows', 'a value that is not there is null, and the field is never missing'],
            ['null', 'not known or not there; it never means 0'],
            ['numbers', 'whole: Connects, and US cents in fields that end with Cents; rates and ranges have decimals'],
            ['days', '2026-11-27'],
            ['instants', 'UTC, 2026-11-27T18:05:00.000Z'],
            ['id', 'a number that never changes and is never used twice; uid is the same in every copy'],
            ['fields', 'more may be added; none is renamed without a line in the changelog'],
          ],
        },
      ],
    },
    {
      heading: 'Schemas',
      blocks: [
        'The JSON Schema of what a command prints, of its errors, and the names of all schemas:',
        {
          lines: [
            'connects help json --schema apply',
            'connects help json --schema rules list',
            'connects help json --schema error',
          ],
        },
        'The package has the same as types for TypeScript:',
        { lines: ["import type { BalanceAnswer, ErrorAnswer } from 'connects';"] },
      ],
    },
    {
      heading: 'status of a proposal, and outcome',
      blocks: [termsOf({ sent: 'nothing is known yet', ...OUTCOME_MEANINGS })],
    },
    {
      heading: 'kind of a transaction, with its usual label',
      blocks: [{ terms: KINDS.map((kind) => [kind, KIND_FACTS[kind].label] as const) }],
    },
    {
      heading: 'source of a transaction',
      blocks: [
        {
          terms: [
            ['manual', 'typed'],
            ['renew', 'added by `connects renew`'],
            ['import', "read from one of Upwork's pages, or from a file"],
            ['merge', 'taken from another copy of the ledger'],
          ],
        },
      ],
    },
    { heading: 'Codes of warnings', blocks: [termsOf(WARNING_MEANINGS)] },
  ],
};
