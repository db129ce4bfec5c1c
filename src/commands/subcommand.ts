/** What a subcommand is made of: its options on commander's tree, and what runs when it is called. */
import type { Command as Cli } from 'commander';
import type { Call } from '../call.ts';
import { parseDay, parsePastDay } from '../parse/day.ts';
import type { Day } from '../rules/calendar.ts';

/** Adds itself to the program. `run` wraps what it does: it is given the call, and its exit code becomes the program's. */
export type Subcommand = (program: Cli, run: Run) => void;

/** Builds commander's action out of a command's own work. */
export type Run = <Arguments extends unknown[]>(
  work: (call: Call, ...given: Arguments) => Promise<number>,
) => (...given: [...Arguments, ...unknown[]]) => Promise<void>;

/** Options that every command that writes takes. */
export interface WriteOptions {
  readonly on?: string;
  readonly dryRun?: boolean;
}

export const writes = (cli: Cli, day = 'the day it happened (default: today)'): Cli =>
  cli.option('--on <day>', day).option('-n, --dry-run', 'show what would be recorded, but record nothing');

/** The day a write happened. */
export const onDay = ({ today }: Call, on: string | undefined, flag = '--on'): Promise<Day> =>
  on === undefined ? Promise.resolve(today) : parsePastDay(flag, on, today);

/** A day that may be given or not, and may be still to come. */
export const maybeDay = async ({ today }: Call, flag: string, text: string | undefined): Promise<Day | null> =>
  text === undefined ? null : parseDay(flag, text, today);
