/** The same questions line by line, for a screen reader and for a terminal that cannot redraw: what is asked, its choices by number, and a line to type. */
import type { Interface } from 'node:readline';
import { type AskPerson, PromptInterrupted } from '../env.ts';
import { pastedText } from './pasted-text.ts';

type Choices = Parameters<AskPerson['select']>[0]['choices'];

/** So many choices of a long list are read out; typing finds the others. */
const MOST_SHOWN = 15;

export function plainPrompts(input: typeof process.stdin, output: NodeJS.WriteStream): AskPerson {
  const say = (text: string): void => void output.write(`${text}\n`);

  const select = async (message: string, choices: Choices, standard: string | undefined): Promise<string> => {
    const first = Math.max(
      0,
      choices.findIndex(({ value }) => value === standard),
    );
    say(message);
    for (const [i, { name }] of choices.entries()) say(`${i + 1}. ${name}`);
    for (;;) {
      const typed = (await readLine(input, output, `Number (${first + 1}): `)).trim();
      const chosen = typed === '' ? choices[first] : chosenFrom(choices, typed);
      if (chosen) return chosen.value;
      say(`Type a number from 1 to ${choices.length}.`);
    }
  };

  function sayNames(choices: Choices): void {
    for (const { name } of choices.slice(0, MOST_SHOWN)) say(`  ${name}`);
    if (choices.length > MOST_SHOWN) say(`And ${choices.length - MOST_SHOWN} more: type a word to find one.`);
  }

  return {
    async input({ message, default: standard, validate }) {
      for (;;) {
        const typed = await readLine(input, output, `${message}${standard === undefined ? '' : ` (${standard})`} `);
        const answer = typed === '' ? (standard ?? '') : typed;
        const verdict = (await validate?.(answer)) ?? true;
        if (verdict === true) return answer;
        say(verdict);
      }
    },
    select: async ({ message, choices, default: standard }) =>
      (await select(message, choices, standard)) as (typeof choices)[number]['value'],
    async search({ message, source }) {
      let choices = source('');
      say(message);
      sayNames(choices);
      for (;;) {
        const typed = (await readLine(input, output, 'A part of it, or Enter for the first: ')).trim();
        const found = typed === '' ? choices : source(typed);
        const [first] = found;
        // Without numbers of its own: those of proposals would be taken for them.
        const isMeant = typed === '' || found.length === 1 || first?.value === typed;
        const named = choices.find(({ name }) => name === typed);
        if (named) return named.value;
        if (first && isMeant) return first.value;
        if (!first) say('Nothing is found by that.');
        else {
          choices = found;
          sayNames(choices);
        }
      }
    },
    paste: ({ message }) => pastedText(message, input, output),
    async confirm({ message, default: standard }) {
      for (;;) {
        const typed = await readLine(input, output, `${message} (${standard ? 'yes' : 'no'}) `);
        const answer = typed.trim().toLowerCase();
        if (answer === '') return standard;
        if (/^y(es)?$/.test(answer)) return true;
        if (/^no?$/.test(answer)) return false;
        say('Type yes or no.');
      }
    },
  };
}

/** By its number in the list, or by its value. */
const chosenFrom = (choices: Choices, typed: string): Choices[number] | undefined =>
  (/^\d+$/.test(typed) ? choices[Number(typed) - 1] : undefined) ?? choices.find(({ value }) => value === typed);

/** The terminal's own line editing. Rejects on Ctrl-C and at the end of input. */
async function readLine(input: NodeJS.ReadStream, output: NodeJS.WriteStream, prompt: string): Promise<string> {
  const { createInterface } = await import('node:readline');
  return new Promise((done, stop) => {
    const lines: Interface = createInterface({ input, output, terminal: false });
    let line: string | null = null;
    const interrupt = (): void => lines.close();
    process.once('SIGINT', interrupt);
    lines.once('line', (typed) => {
      line = typed;
      lines.close();
    });
    lines.once('close', () => {
      process.off('SIGINT', interrupt);
      if (line === null) stop(new PromptInterrupted());
      else done(line);
    });
    output.write(prompt);
  });
}
