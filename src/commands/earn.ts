/** `connects earn` records Connects that came for free. */
import { parseConnects } from '../parse/amount.ts';
import { parseChoice } from '../parse/choice.ts';
import { parseText } from '../parse/text.ts';
import { recordCommand } from '../record.ts';
import { usageRefused } from '../rules/refusal.ts';
import { EARN_SOURCES, isNamed } from '../rules/vocabulary/kinds.ts';
import { type AddSubcommand, onDay, withWriteOptions } from './subcommand.ts';
import { withExamples } from './usage.ts';

export const earnCommand: AddSubcommand = (program, run) => {
  withExamples(
    withWriteOptions(program.command('earn')),
    'connects earn readiness-test',
    'connects earn badge --name "Rising Talent"',
    'connects earn certification --name JavaScript --amount 20',
    'connects earn survey --amount 10',
  )
    .description(`Records free Connects, from: ${EARN_SOURCES.join(', ')}.`)
    .argument('<source>', 'the reason', parseChoice('source', EARN_SOURCES))
    .option('--name <text>', 'the name of the certification or badge', parseText('--name'))
    .option('--amount <connects>', 'how many, if the rulebook does not say', parseConnects('--amount'))
    .option('--note <text>', 'a note', parseText('--note'))
    .option('--force', 'record it even if the rulebook does not allow it')
    .action(
      run(async (call, source, { on: typed, name, amount = null, note = null, force = false, dryRun = false }) => {
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
