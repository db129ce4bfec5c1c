/** `connects apply` records a proposal. In a terminal without a cost, it asks for it. */
import type { Call } from '../call.ts';
import { parseConnects, parseConnectsOrNone } from '../parse/amount.ts';
import { parseTags, parseText } from '../parse/text.ts';
import { record } from '../record.ts';
import { number } from '../render/words.ts';
import { jobKeyOf } from '../rules/import/job-key.ts';
import { Refused } from '../rules/refusal.ts';
import { balanceOn } from '../rules/state.ts';
import { look } from './look.ts';
import { onDay, type Subcommand, type WriteOptions, writes } from './subcommand.ts';
import { shows } from './usage.ts';

interface Options extends WriteOptions {
  readonly cost?: number;
  readonly boost?: number;
  readonly title?: string;
  readonly client?: string;
  readonly url?: string;
  readonly tag?: readonly string[];
  readonly invited?: boolean;
  readonly key?: string;
  readonly note?: string;
  readonly force?: boolean;
}

export const apply: Subcommand = (program, run) => {
  shows(
    writes(program.command('apply')),
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
      run(async (call, options: Options) => {
        const asked = options.cost === undefined && !options.invited ? await ask(call, options) : {};
        const given = { ...asked, ...options };
        const { dryRun = false, boost = 0, force = false, invited = false } = given;
        const on = await onDay(call, given.on);
        const url = given.url ?? null;
        const details = {
          title: given.title ?? null,
          client: given.client ?? null,
          url,
          tags: given.tag ?? [],
          invited,
          key: jobKeyOf({ key: given.key ?? null, url }),
          note: given.note ?? null,
        };
        return record(call, { name: 'apply', on, cost: given.cost ?? null, boost, details, force }, { dryRun });
      }),
    );
};

async function ask(call: Call, given: Options): Promise<{ cost: number; title?: string }> {
  if (!call.mayAsk) {
    throw new Refused({
      code: 'usage',
      problem: 'The option --cost is missing.',
      hint: 'Give the cost of the proposal: connects apply --cost 4',
    });
  }
  // Also tells a person without an account so before they have typed anything.
  const left = await look(call, async (_, state) => balanceOn(state, call.today));
  const { input } = await call.ask();
  const cost = await input({
    message: `How many Connects does the proposal cost? (${number(left)} left)`,
    validate: (typed) => /^(0|[1-9]\d{0,3})$/.test(typed) || 'Write a whole number, such as 4.',
  });
  if (given.title !== undefined) return { cost: Number(cost) };
  const title = await input({ message: "The job's title (optional):" });
  return { cost: Number(cost), ...(title.trim() === '' ? {} : { title: parseText('The title')(title) }) };
}
