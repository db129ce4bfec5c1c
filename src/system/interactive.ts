/** The parts of the real world that a few commands touch through packages of their own: prompts, a bar, the browser, the clipboard, files put in place whole. */
import { randomUUID } from 'node:crypto';
import { lstatSync, promises, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type AskPerson, type ProgressBar, PromptInterrupted, type ShownAnswer } from '../env.ts';
import { partName, sweepPartsOf } from '../part-files.ts';
import { pastedText } from './pasted-text.ts';
import { screenPlace } from './screen-rows.ts';
import { typedKeys } from './typed-keys.ts';

/**
 * Puts a file in its place whole, or not at all. What is no file, such as a pipe or a terminal, is written to; it could
 * only be replaced by one.
 */
export async function writeText(file: string, text: string | Iterable<Uint8Array>): Promise<void> {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there && !there.isFile() && !there.isDirectory()) return promises.writeFile(file, text);
  // Somebody else may have put it there, to have another file overwritten.
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink())
    throw Object.assign(new Error('it is a link'), { code: 'ELOOP' });
  sweepPartsOf(file);
  const part = partName(file, randomUUID());
  try {
    await promises.writeFile(part, text, { flag: 'wx', mode: 0o600, flush: true });
    await promises.rename(part, file);
  } catch (error) {
    await promises.rm(part, { force: true }).catch(() => {});
    throw error;
  }
  try {
    await syncFolder(dirname(file));
  } catch (error) {
    if (there) throw Object.assign(error as Error, { isInPlace: true });
    await promises.rm(file, { force: true }).catch(() => {});
    throw error;
  }
}

/** Without this a power cut could take the name back. Not every system can sync a folder, but a disk that fails says so. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const opened = await promises.open(folder, 'r');
    await opened.sync().finally(() => opened.close());
  } catch (error) {
    if (/^(EIO|ENOSPC|EDQUOT)$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

export async function openBrowser(file: string): Promise<void> {
  const { default: open } = await import('open');
  await open(file);
}

export async function readClipboard(): Promise<string> {
  const { default: clipboard } = await import('clipboardy');
  return clipboard.read();
}

/** Has `work` done when no input can come any more; returns what calls that off. */
type AtEnd = (work: () => void) => () => void;

/**
 * Prompts go to stderr, so that stdout stays data. At the end of input a prompt closes and is never answered.
 */
export async function terminalPrompts(output: NodeJS.WriteStream, atEnd: AtEnd): Promise<AskPerson> {
  const { default: inquirer } = await import('inquirer');
  const { styleText } = await import('node:util');
  const { prompts } = inquirer.createPromptModule();
  const inStyle = (style: 'cyan' | 'dim', text: string): string => styleText(style, text, { stream: output });
  const answer = async <T>(
    type: Shape,
    { onEscape, escapeMark = '< one step back', shownAnswer, ...question }: Question<T> & object,
  ): Promise<T> => {
    const ended = new AbortController();
    // The prompt reads it when it ends: a question that was left goes from the screen.
    const { keys, letGo } = typedKeys(process.stdin);
    const context = { input: keys, output, signal: ended.signal, clearPromptOnDone: false };
    const style = shownAnswer ? { answer: (text: string) => inStyle('cyan', shownAnswer(text)) } : {};
    const callOff = atEnd(() => ended.abort());
    let hasEscaped = false;
    // The prompts know nothing of this key. The keys of the terminal are told to whoever listens.
    const listen = (_: unknown, key?: { readonly name?: string }): void => {
      if (onEscape === undefined || key?.name !== 'escape') return;
      hasEscaped = true;
      context.clearPromptOnDone = true;
      ended.abort();
    };
    keys.on('keypress', listen);
    try {
      // biome-ignore lint/suspicious/noExplicitAny: inquirer's question types do not survive being chosen at run time.
      return (await (prompts[type] as any)({ ...question, theme: { style } }, context)) as T;
    } catch (error) {
      if (hasEscaped && onEscape !== undefined) {
        output.write(`${inStyle('dim', `  ${question.message} ${escapeMark}`)}\n`);
        return onEscape;
      }
      throw LEFT.includes((error as Error).name) ? new PromptInterrupted() : error;
    } finally {
      keys.off('keypress', listen);
      letGo();
      callOff();
    }
  };
  return {
    input: (question) => answer('input', question),
    search: ({ source, ...question }) =>
      answer('search', { ...question, source: (typed: string | undefined) => source(typed ?? '') }),
    // A list scrolls only where the screen is too low for it.
    select: (question) => answer('select', { ...question, pageSize: Math.max(LEAST_SHOWN, output.rows - 4) }),
    // Who leaves the question has not agreed.
    confirm: (question) => answer<boolean>('confirm', { ...question, onEscape: false, escapeMark: 'no' }),
    paste: ({ message }) => pastedText(message, process.stdin, output),
    place: () => screenPlace(output),
  };
}

/** What a list has besides. */
interface ListParts {
  readonly source?: (typed: string | undefined) => unknown;
  readonly pageSize?: number;
}

type Shape = 'input' | 'search' | 'select' | 'confirm';

/** A question as the prompts take it, and what Esc answers. */
interface Question<T> extends ShownAnswer, ListParts {
  readonly message: string;
  readonly onEscape?: T;
  readonly escapeMark?: string;
}

/** So many lines of a list are shown even on the lowest screen. */
const LEAST_SHOWN = 5;

/** How a prompt is left without an answer: by Ctrl-C, or at the end of input. */
const LEFT = ['ExitPromptError', 'AbortPromptError'];

export async function terminalBar(stream: NodeJS.WriteStream): Promise<ProgressBar> {
  const { SingleBar } = await import('cli-progress');
  const drawn = new SingleBar({
    format: '{bar} {percentage} % {doing}',
    stream,
    clearOnComplete: true,
    // Whoever presses Ctrl-C is to leave at once, and find the terminal as it was.
    gracefulExit: false,
    hideCursor: false,
    linewrap: true,
  });
  return {
    show(share, doing) {
      const percent = Math.floor(100 * share);
      if (drawn.isActive) drawn.update(percent, { doing });
      else drawn.start(100, percent, { doing });
    },
    end() {
      if (drawn.isActive) drawn.stop();
    },
  };
}
