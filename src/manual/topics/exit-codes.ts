/** `connects help exit-codes`: every exit code, and the error codes that end with it. */
import { ERROR_EXITS, EXIT_CODES } from '../../exit.ts';
import { ERROR_MEANINGS, SHIM_ERROR } from '../error-meanings.ts';
import { EXIT_MEANINGS } from '../exit-meanings.ts';
import type { HelpTopic, TopicSection } from '../topic.ts';

type ErrorCode = keyof typeof ERROR_MEANINGS;

const exits: Readonly<Record<ErrorCode, number>> = { ...ERROR_EXITS, [SHIM_ERROR]: EXIT_CODES.storage };

const names = Object.keys(EXIT_CODES) as readonly (keyof typeof EXIT_CODES)[];

/** As the exit status of a manual page has it. */
export const exitTerms = {
  terms: names.map((name) => [String(EXIT_CODES[name]), EXIT_MEANINGS[name].replaceAll('`', '')] as const),
};

function errorsOf(name: (typeof names)[number]): readonly TopicSection[] {
  const exit = EXIT_CODES[name];
  const codes = (Object.keys(exits) as readonly ErrorCode[]).filter((code) => exits[code] === exit);
  if (codes.length === 0) return [];
  const terms = codes.map((code) => [code, ERROR_MEANINGS[code]] as const);
  return [{ heading: `Errors with exit code ${exit}`, blocks: [{ terms }] }];
}

export const exitCodesTopic: HelpTopic = {
  title: 'Exit codes and error codes',
  sections: [
    { heading: null, blocks: ['Every command ends with one of these exit codes. They never change.', exitTerms] },
    {
      heading: null,
      blocks: [
        'With --json, a failure prints nothing on standard output and one object on standard error. Its error.code is one of the codes below; error.hint says the way out, and error.details holds the facts. Codes never change either; sentences may. Exit code 6 is an answer and not a failure: the object is on standard output, and says why in its warnings.',
      ],
    },
    ...names.flatMap(errorsOf),
  ],
};
