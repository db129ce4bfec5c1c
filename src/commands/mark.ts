/** `connects mark` says what became of a proposal; rewards and refunds follow by the rulebook. */
import { parseConnectsOrNone, parseWhole } from '../parse/amount.ts';
import { parseChoice } from '../parse/choice.ts';
import { recordCommand } from '../record.ts';
import { OUTCOMES } from '../rules/vocabulary/outcomes.ts';
import { type AddSubcommand, onDay, withWriteOptions } from './subcommand.ts';
import { withExamples } from './usage.ts';

export const markCommand: AddSubcommand = (program, run) => {
  withExamples(
    withWriteOptions(program.command('mark')),
    'connects mark 7 interview',
    'connects mark 7 declined --on yesterday',
    'connects mark 7 interview --reward 10',
  )
    .description(`Records the result of a proposal: ${OUTCOMES.join(', ')}.`)
    .argument('<proposal>', 'its number', parseWhole('PROPOSAL', 1, 'proposal'))
    .argument('<outcome>', 'its result', parseChoice('outcome', OUTCOMES))
    .option('--reward <connects>', 'what Upwork gave for the interview', parseConnectsOrNone('--reward'))
    .option('--force', 'record it even if the rulebook does not allow it')
    .action(
      run(async (call, proposal, outcome, { on, reward = null, force = false, dryRun = false }) =>
        recordCommand(call, { name: 'mark', on: await onDay(call, on), proposal, outcome, reward, force }, { dryRun }),
      ),
    );
};
