/** `connects apply` records a proposal, typed or as Upwork's page shows it. In a terminal without a cost, it asks for it. */
import type { ProgramCall } from '../call.ts';
import { parseConnectsOrNone, parseCredits } from '../parse/amount.ts';
import { parseTags, parseText } from '../parse/text.ts';
import { recordCommand } from '../record.ts';
import { number } from '../render/text/words.ts';
import { Refused, usageRefused } from '../rules/answers/refusal.ts';
import type { CommandOf } from '../rules/command/command.ts';
import { balanceOn } from '../rules/state/state.ts';
import { jobKeyOf } from '../rules/values/job-key.ts';
import { readApplyWords } from './apply/apply-words.ts';
import { lookAt } from './line/look.ts';
import { proposalTimes } from './line/proposal-times.ts';
import { type AddSubcommand, onDay, withWriteOptions } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const applyCommand: AddSubcommand = (program, run) => {
  withExamples(
    withWriteOptions(program.command('apply')),
    'connects apply --cost 4',
    'connects apply --cost 6 --boost 12 --title "Logo" --client Acme --tag design',
    'connects apply --cost 16 --boost 20 --credits 10',
    'connects apply --invited --title "Logo"',
    'connects apply 18+25 https://www.upwork.com/jobs/~021234567890',
    'connects apply --paste',
    'connects apply --paste < page.txt',
    'connects apply --cost 4 --dry-run',
  )
    .description('Records a proposal: its cost and, if you boosted it, the boost.')
    .usage('[cost[+boost]] [link] [options]')
    .argument('[words...]', 'the cost, such as 18, or 18+25 with a boost, and a link to the job, or its key')
    .option('--cost <connects>', 'what the proposal costs', parseConnectsOrNone('--cost'))
    .option('--boost <connects>', 'your boost: the bid for a place at the top', parseConnectsOrNone('--boost'))
    .option('--credits <credits>', 'the part of the boost that ad credits pay', parseCredits('--credits'))
    .option('--title <text>', "the job's title", parseText('--title'))
    .option('--client <text>', "the client's name", parseText('--client'))
    .option('--url <text>', "the link to the job, which also tells the job's id", parseText('--url'))
    .option('-t, --tag <text>', 'a tag of your own; for more, put commas between or repeat it', parseTags('--tag'))
    .option('--posted <when>', "when the job was posted: 10:30, '2 hours ago' or '2026-11-27 10:30'")
    .option('--invited', 'you were invited: it costs nothing')
    .option('--key <id>', "the job's id, so that the same job is not recorded twice", parseText('--key'))
    .option('--note <text>', 'a note', parseText('--note'))
    .option(
      '--paste',
      "take what is not given from the text of Upwork's apply page, in the clipboard or standard input",
    )
    .option('--force', 'record it even if the rulebook does not allow it')
    .action(
      run(async (call, words: readonly string[] | undefined, options) => {
        const { client = null, tag: tags = [], invited = false, note = null, force = false, dryRun = false } = options;
        const { linkTitle = null, ...found } = readApplyWords(words ?? [], options);
        const { cost = null, boost = null, title = null, url = null, key = null } = { ...options, ...found };
        const on = await onDay(call, options.on);
        const typed = { cost, boost, title, url, key, invited };
        const pasted = options.paste ? await (await import('./apply/paste.ts')).takePasted(call, on, typed) : null;
        const known = pasted?.filled ?? { ...typed, key: jobKeyOf(typed) };
        const named = known.title ?? linkTitle;
        const isAsked = known.cost === null && !invited;
        if (isAsked && !(pasted && call.mayAsk)) throw usageRefused({ fault: 'cost-missing', command: 'apply' });
        const asked = isAsked ? await askBesidePage(call, named) : null;
        const { credits = 0 } = options;
        const inAll = known.boost ?? 0;
        if (credits > inAll) throw usageRefused({ fault: 'credits-over-boost', credits, boost: inAll });
        const { times, warnings } = proposalTimes(call, on, options);
        const details = { ...{ client, tags, invited, note }, url: known.url, key: known.key, ...times };
        const heading = named ?? asked?.title ?? null;
        const command: CommandOf<'apply'> = {
          ...{ name: 'apply', on, force },
          cost: known.cost ?? asked?.cost ?? null,
          boost: inAll,
          details: { ...(credits > 0 ? { credits } : {}), ...details, title: heading },
          ...pasted?.observed,
        };
        const charge = { title: heading, cost: command.cost ?? 0, boost: command.boost, dryRun };
        const record = async () => {
          const answer = await pasted?.answer(charge);
          return recordCommand(call, command, {
            dryRun,
            ...answer,
            warnings: [...warnings, ...(answer?.warnings ?? [])],
          });
        };
        try {
          return await record();
        } catch (error) {
          const shown = dryRun ? null : await balanceOnUpwork(call, error);
          if (shown === null) throw error;
          await recordCommand(call, { name: 'reconcile', on, observed: shown, adjust: true }, { dryRun });
          return await record();
        }
      }),
    );
};

/** Asks for what a pasted page did not show: at once, as it cannot be pasted a second time. */
async function askBesidePage(call: ProgramCall, title: string | null): Promise<{ cost: number; title?: string }> {
  const left = await lookAt(call, async ({ state }) => balanceOn(state, call.today));
  const { input } = await call.ask();
  const cost = await input({
    message: `How many Connects does the proposal cost? (${number(left)} left)`,
    validate: (typed) => /^(0|[1-9]\d{0,3})$/.test(typed) || 'Write a whole number, such as 4.',
  });
  if (title !== null) return { cost: Number(cost) };
  const named = await input({ message: "The job's title (optional):" });
  return { cost: Number(cost), ...(named.trim() === '' ? {} : { title: parseText('The title')(named) }) };
}

/**
 * What Upwork showed before it charged a proposal that the ledger cannot afford; null: nobody can be asked, or it has
 * not charged it yet.
 */
async function balanceOnUpwork(call: ProgramCall, error: unknown): Promise<number | null> {
  if (!call.mayAsk || !(error instanceof Refused) || error.refusal.code !== 'insufficient-connects') return null;
  const { needed, balance, observed } = error.refusal;
  const { confirm, input } = await call.ask();
  if (observed !== undefined) {
    const message = `Only ${number(balance)} of ${number(needed)} Connects are here, but Upwork showed ${number(observed)}. Record the difference as an adjustment?`;
    return observed >= needed && (await confirm({ message, default: false })) ? observed : null;
  }
  const message = `Only ${number(balance)} of ${number(needed)} Connects are here. Has Upwork already charged this proposal?`;
  if (!call.env.isCharged && !(await confirm({ message, default: false }))) return null;
  const shown = await input({
    message: 'How many Connects did Upwork show before? The difference is recorded as an adjustment.',
    validate: (typed) =>
      (/^[1-9]\d{0,5}$/.test(typed) && Number(typed) >= needed) || `Write a whole number from ${number(needed)}.`,
  });
  return Number(shown);
}
