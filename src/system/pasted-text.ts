/**
 * Reads a text that a person pastes into the terminal, up to Ctrl-D. The terminal hands over every key as it comes: with
 * its own line editing, a long line would be cut, and Ctrl-D would count only at the beginning of a line.
 */
import { PromptInterrupted } from '../env.ts';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

/** Rejects with `PromptInterrupted` on Ctrl-C, on a Ctrl-D before any text, and where the terminal goes away. */
export function pastedText(message: string, input: typeof process.stdin, output: NodeJS.WriteStream): Promise<string> {
  let text = '';
  return new Promise((done, stop) => {
    const end = (settle: () => void): void => {
      input.off('data', take).off('end', leave).setRawMode(false).pause();
      output.write('\n');
      settle();
    };
    const leave = (): void => end(() => stop(new PromptInterrupted()));
    function take(chunk: string): void {
      const last = chunk.split('').findIndex((key) => key === CTRL_C || key === CTRL_D);
      const typed = (last < 0 ? chunk : chunk.slice(0, last)).replace(/\r\n?/g, '\n');
      text += typed;
      // A person must see that it arrived; what is no character is for no terminal.
      output.write(typed.replace(/[^\P{Cc}\n\t]/gu, ''));
      if (last < 0) return;
      if (chunk[last] === CTRL_C || text.trim() === '') leave();
      else end(() => done(text));
    }
    input.setEncoding('utf8').setRawMode(true).on('data', take).on('end', leave).resume();
    // Only now: before, a Ctrl-D would be the end of a line for the terminal itself.
    output.write(`${message}\n`);
  });
}
