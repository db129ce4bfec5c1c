/** How the lines of a call look: their colours, where they are broken, and without columns for a screen reader. */
import type { AskPerson, OutputTarget, ProgramEnv, ShownAnswer } from './env.ts';
import { isAccessible } from './paged-output.ts';
import type { GlobalOptions } from './parse/global-options.ts';

/**
 * Colour for one stream: `--color`, then NO_COLOR, FORCE_COLOR, TERM=dumb, then whether it is a terminal. A variable that
 * is empty is not set (no-color.org, force-color.org).
 */
export function colorLevel(out: OutputTarget, { color }: GlobalOptions, vars: ProgramEnv['vars']): 0 | 1 | 2 | 3 {
  const most = out.colorLevel === 0 ? 1 : out.colorLevel;
  if (color === 'always') return most;
  if (color === 'never') return 0;
  if (vars['NO_COLOR']) return 0;
  const force = vars['FORCE_COLOR'];
  if (force) return force === 'false' || Number(force) <= 0 ? 0 : most;
  if (vars['TERM'] === 'dumb' || !out.isTTY) return 0;
  return out.colorLevel;
}

/** Breaks a long line of text between words where a terminal would break it anywhere; other streams get it whole. */
export async function lineFolder(out: OutputTarget): Promise<(text: string) => string> {
  if (!out.isTTY) return (text) => text;
  const { foldLine } = await import('./render/text/wrap.ts');
  const fold = (line: string): string => foldLine(line, out.columns);
  return (text) => text.split('\n').map(fold).join('\n');
}

/** How lines are written for a screen reader; for everyone else they stay as they are. */
export async function lineSpeaker(
  { isTTY }: OutputTarget,
  vars: ProgramEnv['vars'],
): Promise<(text: string) => string> {
  return isTTY && isAccessible(vars) ? (await import('./render/linear-text.ts')).linearText : (text) => text;
}

/** Questions and choices broken between words, behind the two columns of their mark. */
export function foldedQuestions(person: AskPerson, foldLine: (line: string) => string): AskPerson {
  const fold = (text: string): string => foldLine(`  ${text}`).slice(2);
  const folded = <T extends string>(choices: readonly { value: T; name: string }[]) =>
    choices.map(({ value, name }) => ({ value, name: fold(name), short: name }));
  const foldedMessage = <Question extends { message: string }>(question: Question): Question & ShownAnswer => {
    const message = fold(question.message);
    // Folded with the question before it, so that the line is broken where both need it.
    const shownAnswer = (answer: string): string =>
      fold(`${question.message} ${answer}`).slice(message.length).replace(/^ /, '');
    return { ...question, message, shownAnswer };
  };
  return {
    ...person,
    input: ({ validate, ...question }) =>
      person.input({
        ...foldedMessage(question),
        ...(validate && { validate: async (text) => foldVerdict(await validate(text), fold) }),
      }),
    select: (question) => person.select({ ...foldedMessage(question), choices: folded(question.choices) }),
    search: (question) =>
      person.search({ ...foldedMessage(question), source: (typed) => folded(question.source(typed)) }),
    confirm: (question) => person.confirm(foldedMessage(question)),
  };
}

const foldVerdict = (verdict: true | string, fold: (text: string) => string): true | string =>
  verdict === true || fold(verdict);
