/**
 * Lines that prompts and scripts repeat are one word with switches. They are answered without commander, which would take
 * longer to start than to answer. Any other line, and any mistake in one, is read by commander.
 */
import type { ProgramCall } from './call.ts';
import { answerBalance } from './commands/balance.ts';
import type { GlobalOptions } from './parse/global-options.ts';

const PLAIN_COMMANDS: Readonly<Record<string, (call: ProgramCall) => Promise<number>>> = {
  balance: (call) => answerBalance({ ...call, reads: true }, {}),
};

const PLAIN_SWITCHES: Readonly<Record<string, GlobalOptions>> = {
  '--json': { json: true },
  '--quiet': { quiet: true },
  '-q': { quiet: true },
};

interface PlainLine {
  readonly globals: GlobalOptions;
  readonly work: (call: ProgramCall) => Promise<number>;
}

/** Null: commander is to read the line. */
export function plainLine([name = '', ...words]: readonly string[]): PlainLine | null {
  if (!Object.hasOwn(PLAIN_COMMANDS, name)) return null;
  const work = PLAIN_COMMANDS[name];
  const isPlain = new Set(words).size === words.length && words.every((word) => Object.hasOwn(PLAIN_SWITCHES, word));
  return work && isPlain ? { work, globals: Object.assign({}, ...words.map((word) => PLAIN_SWITCHES[word])) } : null;
}
