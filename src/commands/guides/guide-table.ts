/** What a guide to a command is made of: a table whose rows say what a line may lack, how to ask for it, and the words that the answer becomes. */
import type { ProgramCall } from '../../call.ts';
import type { RefusalCode } from '../../rules/answers/refusal.ts';

export interface GuideChoice {
  readonly value: string;
  readonly name: string;
}

export type GuidePrompt =
  /** `standard` is what Enter takes. */
  | {
      readonly kind: 'text';
      readonly message: string;
      readonly standard?: string | undefined;
      readonly isOptional?: boolean;
    }
  | {
      readonly kind: 'choice';
      readonly message: string;
      readonly choices: readonly GuideChoice[];
      readonly standard?: string | undefined;
    }
  /** Some of many, found by typing. Enter takes the first. `isFree`: what was typed is an answer as well. */
  | {
      readonly kind: 'search';
      readonly message: string;
      readonly choices: readonly GuideChoice[];
      readonly isFree: boolean;
    };

/** A line as far as it has words, and what a trial of it came to. */
export interface GuidedLine {
  readonly words: readonly string[];
  /** The options that were given, the global ones left out. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The answers so far, by the name of their row. */
  readonly answers: Readonly<Record<string, string>>;
  /** Whether the command was typed alone. */
  readonly isBare: boolean;
  /** Whether it is only refused because no amount is given, where the rulebook publishes none. */
  readonly lacksAmount: boolean;
  /** What a person would read of it, and the exit code; both mean nothing where it was refused. */
  readonly preview: readonly string[];
  readonly code: number;
}

/** Once a question is answered with `<`, the one before it is asked again. */
export interface GuideRow {
  readonly name: string;
  readonly lacks: (line: GuidedLine) => boolean;
  /** Null: there is nothing to ask after all. */
  readonly ask: (call: ProgramCall, line: GuidedLine) => Promise<GuidePrompt | null> | GuidePrompt | null;
  readonly words: (answer: string) => readonly string[];
  /** Its words come before those that were given. */
  readonly isFirst?: true;
  /** It is asked again until the answer is empty. */
  readonly repeats?: true;
  /** The command that the answer leads to instead of this one. */
  readonly instead?: (answer: string) => string | null;
  /** Words that stand for what is asked only later, so that the answer can be tried at once. */
  readonly triedWith?: readonly string[];
  /** The answer cannot be tried before the command runs. */
  readonly isUntried?: (answer: string) => boolean;
  /** What an answer that is refused must be, in place of what the command says. */
  readonly advice?: (answer: string) => string | null;
}

export interface CommandGuide {
  readonly rows: readonly GuideRow[];
  /** There must be an account before anything is asked. */
  readonly needsAccount: boolean;
  /** How it is asked whether to do it; `Record it?` where nothing else is said. */
  readonly agreement?: string;
  /** It shows itself what it would do, and asks. */
  readonly asksItself?: true;
  /** Refusals that the command helps out of when it runs, and what a person is asked before the next question. */
  readonly lets?: Readonly<Partial<Record<RefusalCode, LetQuestion>>>;
  /** Ways to record it, where there is more than one. */
  readonly ways?: (line: GuidedLine) => readonly { readonly name: string; readonly words: readonly string[] }[];
}

/** Whether it happened on Upwork all the same. */
export interface LetQuestion {
  readonly message: string;
  readonly no: string;
  readonly yes: string;
}

/** An option with its value; a value that looks like an option is bound to it. */
export const optionWords = (flag: string, value: string): readonly string[] =>
  value === '' ? [] : value.startsWith('-') ? [`${flag}=${value}`] : [flag, value];
