/** Asks for what a line lacks, row by row of its guide, and for a yes at the end; each step can be taken back. */
import type { ProgramCall } from '../../call.ts';
import type { AskPerson } from '../../env.ts';
import { refusalText } from '../../render/refusals/refusal-sentences.ts';
import type { Refusal } from '../../rules/answers/refusal.ts';
import type { CommandGuide, GuidedLine, GuideRow, LetQuestion } from '../guides/guide-table.ts';
import { escapeAnswer, type JudgeAnswer, NO_ANSWER, putQuestion, STEP_BACK } from './put-question.ts';
import { addWords, commandAt, type RunLine, type TriedLine, tryLine } from './try-line.ts';
import { lacksAnswer } from './unanswered.ts';

export interface FillOptions {
  readonly call: ProgramCall;
  readonly person: AskPerson;
  readonly run: RunLine;
  readonly guide: CommandGuide;
  readonly isBare: boolean;
  /** Nothing is recorded, and so nobody has to agree. */
  readonly isDry: boolean;
  /** Whether something is before the first question. */
  readonly isInMenu: boolean;
  /** Called before the first question. */
  readonly onFirst: () => void;
}

/** `line`: to be run; `other`: another command is to be asked about; `back`: to where the person came from; `no`: nothing. */
export type FilledLine =
  | { readonly end: 'line'; readonly argv: readonly string[]; readonly isLet: boolean }
  | { readonly end: 'other'; readonly command: string; readonly account: string | undefined }
  | { readonly end: 'back' | 'no' };

interface Step {
  /** The first row that may still be asked. */
  readonly at: number;
  readonly argv: readonly string[];
  readonly answers: GuidedLine['answers'];
  /** What is refused and can be helped out of was agreed to. */
  readonly isLet?: true;
}

/** A step as it was before its question was put. */
interface TakenStep {
  readonly step: Step;
  /** Takes the answers from there on from the screen. */
  readonly clear: (() => void) | undefined;
}

export async function fillLine(start: readonly string[], options: FillOptions): Promise<FilledLine> {
  const { call, run, guide, person, isBare, isInMenu, onFirst } = options;
  const attempt = ({ argv, answers }: Step): Promise<TriedLine> => tryLine(run, call.env, argv, { answers, isBare });
  const say = (text: string): void => call.aside(text);
  const taken: TakenStep[] = [];
  let step: Step = { at: 0, argv: start, answers: {} };
  for (;;) {
    const line = await attempt(step);
    const at = guide.rows.findIndex((row, i) => i >= step.at && row.lacks(line));
    const row = guide.rows[at];
    const hasBack = taken.length > 0 || isInMenu;
    if (!row) {
      const agreed = await agree(options, line, hasBack);
      if (agreed === null) return { end: 'no' };
      if (agreed !== STEP_BACK) return { end: 'line', argv: addWords(step.argv, agreed), isLet: step.isLet === true };
    } else {
      const prompt = await row.ask(call, line);
      if (prompt === null) {
        step = { ...step, at: at + 1 };
        continue;
      }
      const refusedAs = async (next: Step): Promise<Refusal | null> => {
        const { refusal } = await attempt({ ...next, argv: addWords(next.argv, row.triedWith ?? []) });
        return refusal && !lacksAnswer(refusal) && !(next.isLet && letQuestion(guide, refusal)) ? refusal : null;
      };
      let overruled: Refusal | null = null;
      const judge: JudgeAnswer = async (answer) => {
        overruled = null;
        if (row.isUntried?.(answer) || row.instead?.(answer)) return true;
        const next = stepAfter(step, at, row, answer);
        const refusal = await refusedAs(next);
        if (!refusal) return true;
        if (await refusedAs({ ...overruledStep(guide, next, refusal), isLet: true }))
          return row.advice?.(answer) ?? complaint(refusal);
        overruled = refusal;
        return true;
      };
      onFirst();
      const clear = person.place?.();
      const answer = await putQuestion(person, prompt, { hasBack, judge, say });
      if (answer === NO_ANSWER) return { end: 'no' };
      const other = row.instead?.(answer);
      if (other) return { end: 'other', command: other, account: step.answers['account'] };
      if (answer !== STEP_BACK || !hasBack) {
        if (overruled && !(await overrules(options, overruled))) {
          clear?.();
          continue;
        }
        taken.push({ step, clear });
        const next = stepAfter(step, at, row, answer);
        step = overruled ? overruledStep(guide, next, overruled) : next;
        continue;
      }
    }
    const before = taken.pop();
    if (!before) return { end: 'back' };
    before.clear?.();
    step = before.step;
  }
}

function stepAfter({ argv, answers, ...rest }: Step, at: number, row: GuideRow, answer: string): Step {
  const words = row.words(answer);
  const place = commandAt(argv) + 1;
  return {
    ...rest,
    at: row.repeats && answer !== '' ? at : at + 1,
    argv: row.isFirst ? argv.toSpliced(place, 0, ...words) : addWords(argv, words),
    answers: { ...answers, [row.name]: answer },
  };
}

/** The step once a person has said that it is to be recorded all the same. */
const overruledStep = (guide: CommandGuide, step: Step, refusal: Refusal): Step =>
  letQuestion(guide, refusal) ? { ...step, isLet: true } : { ...step, argv: addWords(step.argv, ['--force']) };

const OVERRULE: LetQuestion = {
  message: 'Record it all the same?',
  no: 'No: ask me again',
  yes: 'Yes: Upwork really did it, or I want it so',
};

/** Whether what is refused happened all the same: only a person knows what Upwork really did. */
async function overrules({ guide, person }: FillOptions, refusal: Refusal): Promise<boolean> {
  const { message, no, yes } = letQuestion(guide, refusal) ?? OVERRULE;
  const chosen = await person.select({
    message: `${refusalText(refusal).message} ${message}`,
    onEscape: 'no',
    choices: [
      { value: 'no', name: no },
      { value: 'yes', name: yes },
    ],
  });
  return chosen === 'yes';
}

const letQuestion = ({ lets = {} }: CommandGuide, { code }: Refusal): LetQuestion | null => lets[code] ?? null;

/** The sentence of the command line, without the names of options, which nobody typed. */
function complaint(refusal: Refusal): string {
  const { message, hint } = refusalText(refusal);
  const plain = message
    .replace(/^(?:--[a-z-]+|[A-Z]{3,}) (?=['\d])/, '')
    .replace(/^(?:--[a-z-]+|[A-Z]{3,}) (?=is )/, 'This ');
  // What can only be recorded so is asked about in a question of its own.
  const way = (hint ?? '').split(/(?<=\.) /).filter((sentence) => !sentence.includes('--force'));
  return [plain, ...way]
    .join(' ')
    .replace(/(?<=: )--[a-z-]+ (?=\S+\.?$)/, '')
    .trim();
}

/** Shows what would be recorded, and asks. Resolves to the words that record it, `<`, or null. */
async function agree(
  { call, guide, person, isDry, onFirst }: FillOptions,
  line: TriedLine,
  hasBack: boolean,
): Promise<readonly string[] | typeof STEP_BACK | null> {
  // A refusal is shown, or helped out of, by the command itself.
  if (isDry || guide.asksItself || line.refusal !== null) return [];
  onFirst();
  for (const each of line.preview) call.aside(each);
  const ways = guide.ways?.(line) ?? [{ name: 'Yes', words: [] }];
  const answer = await person.select({
    message: guide.agreement ?? 'Record it?',
    ...escapeAnswer(hasBack),
    choices: [
      ...ways.map(({ name }, i) => ({ value: i === 0 ? 'yes' : `way-${i}`, name })),
      ...(hasBack ? [{ value: STEP_BACK, name: '< one step back' }] : []),
      // Where there are several ways, one of them leaves the rest as it is.
      ...(ways.length > 1 ? [] : [{ value: 'no', name: 'No' }]),
    ],
  });
  if (answer === 'no' || answer === NO_ANSWER) return null;
  if (answer === STEP_BACK) return STEP_BACK;
  return ways[answer === 'yes' ? 0 : Number(answer.slice('way-'.length))]?.words ?? [];
}
