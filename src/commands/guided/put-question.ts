/** Puts one question to a person, until its answer is possible. */
import type { AskPerson } from '../../env.ts';
import type { GuideChoice, GuidePrompt } from '../guides/guide-table.ts';

/** The answer that leads one step back. */
export const STEP_BACK = '<';

/** What Esc answers where there is no step to go back to. */
export const NO_ANSWER = '\u001b';

/** True, or why an answer is not possible. */
export type JudgeAnswer = (answer: string) => Promise<true | string>;

export interface PutOptions {
  /** Whether there is a step to go back to. */
  readonly hasBack: boolean;
  readonly judge: JudgeAnswer;
  readonly say: (line: string) => void;
}

/** Resolves to the answer, to `STEP_BACK`, or to `NO_ANSWER`. */
export async function putQuestion(person: AskPerson, prompt: GuidePrompt, options: PutOptions): Promise<string> {
  const { hasBack, judge, say } = options;
  const isBack = (answer: string): boolean => hasBack && answer.trim() === STEP_BACK;
  if (prompt.kind === 'text') {
    const { message, standard = '', isOptional = false } = prompt;
    const validate: JudgeAnswer = async (typed) => {
      const answer = typed.trim();
      if (isBack(answer)) return true;
      if (answer === '') return isOptional || 'An answer is needed here. Ctrl-C stops, and records nothing.';
      return judge(answer);
    };
    const typed = await person.input({
      message,
      validate,
      ...(standard === '' ? {} : { default: standard }),
      ...escapeAnswer(hasBack),
    });
    if (typed === NO_ANSWER) return NO_ANSWER;
    return isBack(typed) ? STEP_BACK : typed.trim();
  }
  for (;;) {
    const answer = await choose(person, prompt, hasBack);
    if (answer === NO_ANSWER) return NO_ANSWER;
    if (isBack(answer)) return STEP_BACK;
    const verdict = answer === '' || (await judge(answer));
    if (verdict === true) return answer;
    say(verdict);
  }
}

/** What Esc answers, and the mark that it leaves. */
export const escapeAnswer = (hasBack: boolean) =>
  hasBack ? { onEscape: STEP_BACK } : { onEscape: NO_ANSWER, escapeMark: 'left' };

const BACK: GuideChoice = { value: STEP_BACK, name: '< one step back' };

function choose(person: AskPerson, prompt: Exclude<GuidePrompt, { kind: 'text' }>, hasBack: boolean): Promise<string> {
  const { message, choices } = prompt;
  const back = hasBack ? [BACK] : [];
  const leave = escapeAnswer(hasBack);
  if (prompt.kind === 'choice') {
    const { standard } = prompt;
    return person.select({
      message,
      choices: [...choices, ...back],
      ...(standard ? { default: standard } : {}),
      ...leave,
    });
  }
  const source = (term: string): readonly GuideChoice[] => {
    const typed = term.trim();
    if (typed === '') return [...choices, ...back];
    if (typed === STEP_BACK && hasBack) return back;
    // A number means itself first, and not what only has it in its date.
    const same = choices.filter(({ value }) => value === typed);
    const found = choices.filter((choice) => !same.includes(choice) && isFoundBy(choice, typed));
    const isKnown = same.length > 0;
    return [...same, ...found, ...(prompt.isFree && !isKnown ? [{ value: typed, name: `"${typed}"` }] : [])];
  };
  return person.search({ message, source, ...leave });
}

/** Every word that was typed is in it. */
function isFoundBy({ value, name }: GuideChoice, typed: string): boolean {
  const text = `${value} ${name}`.toLowerCase();
  return (
    value !== '' &&
    typed
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word))
  );
}
