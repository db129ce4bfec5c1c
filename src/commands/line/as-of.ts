/** A past day as of which a command looks. The reader of days is loaded only where one is given. */
import type { Command as Cli, OptionValues } from '@commander-js/extra-typings';
import type { ProgramCall } from '../../call.ts';
import { usageRefused } from '../../rules/answers/refusal.ts';

export const withAsOfDay = <Arguments extends unknown[], Options extends OptionValues>(cli: Cli<Arguments, Options>) =>
  cli.option('--on <day>', 'as it was at the end of that day').option('--as-of <day>', 'the same as --on');

interface AsOfOptions {
  readonly on?: string | undefined;
  readonly asOf?: string | undefined;
}

/** The call as of the day that was given, or the same call. */
export async function asOfDay(call: ProgramCall, { on, asOf }: AsOfOptions): Promise<ProgramCall> {
  if (on === undefined && asOf === undefined) return call;
  if (on !== undefined && asOf !== undefined) throw usageRefused({ fault: 'days-both' });
  const { pastDay } = await import('./subcommand.ts');
  const day = await pastDay(call, on === undefined ? '--as-of' : '--on', on ?? asOf);
  return day === null ? call : { ...call, today: day };
}
