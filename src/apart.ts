/** The parts of the real world that a few commands touch through packages of their own: prompts, a bar, the browser, files put in place whole. */
import { promises, statSync } from 'node:fs';
import { type Ask, type Bar, Interrupted } from './env.ts';

/** What is no file, such as a pipe or a terminal, is written to; it could only be replaced by one. */
export async function writeText(file: string, text: string): Promise<void> {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there && !there.isFile() && !there.isDirectory()) return promises.writeFile(file, text);
  const { default: writeFileAtomic } = await import('write-file-atomic');
  await writeFileAtomic(file, text, { mode: 0o600 });
}

export async function browse(file: string): Promise<void> {
  const { default: open } = await import('open');
  await open(file);
}

/** Prompts go to stderr, so that stdout stays data. */
export async function ask(output: NodeJS.WriteStream): Promise<Ask> {
  const { default: inquirer } = await import('inquirer');
  const prompt = inquirer.createPromptModule({ output });
  const answer = async <T>(question: object): Promise<T> => {
    try {
      // biome-ignore lint/suspicious/noExplicitAny: inquirer's question types do not survive being chosen at run time.
      const given = await prompt({ ...question, name: 'value' } as any);
      return given['value'] as T;
    } catch (error) {
      throw (error as Error).name === 'ExitPromptError' ? new Interrupted() : error;
    }
  };
  return {
    input: (question) => answer({ type: 'input', ...question }),
    select: (question) => answer({ type: 'select', ...question }),
    confirm: (question) => answer({ type: 'confirm', ...question }),
  };
}

export async function bar(stream: NodeJS.WriteStream): Promise<Bar> {
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
