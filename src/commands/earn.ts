/** `connects earn` records Connects that came for free. */
import type { ProgramCall } from '../call.ts';
import { parseConnects, parseCredits } from '../parse/amount.ts';
import { parseChoice } from '../parse/choice.ts';
import { parseDay } from '../parse/day.ts';
import { parseText } from '../parse/text.ts';
import { recordCommand } from '../record.ts';
import { usageRefused } from '../rules/answers/refusal.ts';
import { AD_CREDITS } from '../rules/state/ad-credits.ts';
import { addDays, type Day } from '../rules/values/calendar.ts';
import { EARN_SOURCES, isNamed } from '../rules/vocabulary/kinds.ts';
import { type AddSubcommand, onDay, withWriteOptions } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

const DAYS = /^([1-9]\d{0,2})d$/;

/** A day after they came, typed as a day or as `30d`. */
async function expiryDay({ today }: ProgramCall, typed: string, on: Day): Promise<Day> {
  const [, days] = DAYS.exec(typed.trim()) ?? [];
  const expiresOn = days ? addDays(on, Number(days)) : await parseDay('--expires', typed, today);
  if (expiresOn <= on) throw usageRefused({ fault: 'credits-gone', expiresOn, on });
  return expiresOn;
}

export const earnCommand: AddSubcommand = (program, run) => {
  withExamples(
    withWriteOptions(program.command('earn')),
    'connects earn readiness-test',
    'connects earn badge --name "Rising Talent"',
    'connects earn certification --name JavaScript --amount 20',
    'connects earn survey --amount 10',
    'connects earn ad-credits --amount 10 --expires 30d',
  )
    .description(
      `Records free Connects, from: ${EARN_SOURCES.join(', ')}. Also ad credits, which only boosts can spend: ad-credits.`,
    )
    .argument('<source>', 'the reason', parseChoice('source', [...EARN_SOURCES, AD_CREDITS] as const))
    .option('--name <text>', 'the name of the certification or badge', parseText('--name'))
    .option('--amount <connects>', 'how many, if the rulebook does not say')
    .option('--expires <day>', 'for ad credits: the day they expire, or a number of days such as 30d')
    .option('--note <text>', 'a note', parseText('--note'))
    .option('--force', 'record it even if the rulebook does not allow it')
    .action(
      run(async (call, source, options) => {
        const { on: typed, name, note = null, force = false, dryRun = false } = options;
        const parseAmount = (source === AD_CREDITS ? parseCredits : parseConnects)('--amount');
        const amount = options.amount === undefined ? null : parseAmount(options.amount);
        if (source === AD_CREDITS) {
          const on = await onDay(call, typed);
          const { expires } = options;
          if (name !== undefined) throw usageRefused({ fault: 'earn-option', flag: '--name', only: null });
          if (note !== null) throw usageRefused({ fault: 'earn-option', flag: '--note', only: null });
          if (amount === null) throw usageRefused({ fault: 'credits-need', missing: '--amount' });
          if (expires === undefined) throw usageRefused({ fault: 'credits-need', missing: '--expires' });
          const expiresOn = await expiryDay(call, expires, on);
          return recordCommand(call, { name: 'earn ad-credits', on, credits: amount, expiresOn, force }, { dryRun });
        }
        if (options.expires !== undefined)
          throw usageRefused({ fault: 'earn-option', flag: '--expires', only: AD_CREDITS });
        if (isNamed(source) && name === undefined) throw usageRefused({ fault: 'name-missing', source });
        const on = await onDay(call, typed);
        return recordCommand(
          call,
          { name: 'earn', on, source, title: name?.trim() ?? null, amount, note, force },
          { dryRun },
        );
      }),
    );
};
