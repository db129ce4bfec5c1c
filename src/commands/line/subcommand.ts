/** What a subcommand is made of: its options on commander's tree, and what runs when it is called. */
import type { Command as Cli, OptionValues } from '@commander-js/extra-typings';
import type { ProgramCall } from '../../call.ts';
import { parseDay, parsePastDay } from '../../parse/day.ts';
import { parseFirstDay, parseLastDay, parsePastFirstDay } from '../../parse/period.ts';
import type { Day } from '../../rules/values/calendar.ts';
import type { RunAction, RunLooking } from './look.ts';

/** Adds itself to the program. `run` and `look` make commander's action out of a command's own work. */
export type AddSubcommand = (program: Cli, run: RunAction, look: RunLooking) => void;

/** Options that every command that writes takes. */
export const withWriteOptions = <Arguments extends unknown[], Options extends OptionValues>(
  cli: Cli<Arguments, Options>,
  day = 'the day it happened (default: today)',
) => cli.option('--on <day>', day).option('-n, --dry-run', 'show what would be recorded, but record nothing');

/** Reads a day where one is given; null where none is. */
const givenDay =
  (parse: (flag: string, text: string, today: Day) => Promise<Day>) =>
  async ({ today }: ProgramCall, flag: string, text: string | undefined): Promise<Day | null> =>
    text === undefined ? null : parse(flag, text, today);

/** Today or an earlier day. */
export const pastDay = givenDay(parsePastDay);

/** The same, where a period means its first day. */
export const pastFirstDay = givenDay(parsePastFirstDay);

/** A day that may be still to come; a period means its first or its last. */
export const maybeFirstDay = givenDay(parseFirstDay);
export const maybeLastDay = givenDay(parseLastDay);

/** A day that may be still to come. */
export const maybeDay = givenDay(parseDay);

/** The day a write happened. */
export const onDay = async (call: ProgramCall, on: string | undefined): Promise<Day> =>
  (await pastDay(call, '--on', on)) ?? call.today;
