/** `connects apply` records a proposal. In a terminal without a cost, it asks for it. */
import type { ProgramCall } from '../call.ts';
import { parseConnects, parseConnectsOrNone } from '../parse/amount.ts';
import { parseTags, parseText } from '../parse/text.ts';
import { recordCommand } from '../record.ts';
import { number } from '../render/words.ts';
import { jobKeyOf } from '../rules/import/job-key.ts';
import { usageRefused } from '../rules/refusal.ts';
import { balanceOn } from '../rules/state.ts';
import { lookAt } from './look.ts';
import { type AddSubcommand, onDay, withWriteOptions } from './subcommand.ts';
import { withExamples } from './usage.ts';

export const applyCommand: AddSubcommand = (program, run) => {
  withExamples(
    withWriteOptions(program.command('apply')),
    'connects apply --cost 4',
    'connects apply --cost 6 --boost 12 --title "Logo" --client Acme --tag design',
    'connects apply --invited --title "Logo"',
    'connects apply --cost 4 --dry-run',
  )
    .description('Records a proposal: its cost and, if you boosted it, the boost.')
    .option('--cost <connects>', 'what the proposal costs', parseConnectsOrNone('--cost'))
    .option('--boost <connects>', 'your boost: the bid for a place at the top', parseConnects('--boost'))
    .option('--title <text>', "the job's title", parseText('--title'))
    .option('--client <text>', "the client's name", parseText('--client'))
    .option('--url <text>', "the link to the job, which also tells the job's id", parseText('--url'))
    .option('--tag <text>', 'a tag of your own; repeat for more tags', parseTags('--tag'))
    .option('--invited', 'you were invited: it costs nothing')
    .option('--key <id>', "the job's id, so that the same job is not recorded twice", parseText('--key'))
    .option('--note <text>', 'a note', parseText('--note'))
    .option('--force', 'record it even if the rulebook does not allow it')
    .action(
      run(async (call, options) => {
        const { boost = 0, client = null, url = null, tag = [], invited = false, key = null, note = null } = options;
        const { force = false, dryRun = false } = options;
        const asked = options.cost === undefined && !invited ? await ask(call, options.title) : null;
        const cost = options.cost ?? asked?.cost ?? null;
        const title = options.title ?? asked?.title ?? null;
        const details = { title, client, url, tags: tag, invited, key: jobKeyOf({ key, url }), note };
        return recordCommand(
          call,
          { name: 'apply', on: await onDay(call, options.on), cost, boost, details, force },
          { dryRun },
        );
      }),
    );
};

/** Asks for the cost, and for the title where it was not given. */
async function ask(call: ProgramCall, title: string | undefined): Promise<{ cost: number; title?: string }> {
  if (!call.mayAsk) throw usageRefused({ fault: 'cost-missing' });
  // Also tells a person without an account so before they have typed anything.
  const left = await lookAt(call, async ({ state }) => balanceOn(state, call.today));
  const { input } = await call.ask();
  const cost = await input({
    message: `How many Connects does the proposal cost? (${number(left)} left)`,
    validate: (typed) => /^(0|[1-9]\d{0,3})$/.test(typed) || 'Write a whole number, such as 4.',
  });
  if (title !== undefined) return { cost: Number(cost) };
  const named = await input({ message: "The job's title (optional):" });
  return { cost: Number(cost), ...(named.trim() === '' ? {} : { title: parseText('The title')(named) }) };
}
