/** `connects due`: what Upwork owes and has not been seen to give. */
import { answerCode } from '../exit.ts';
import { type DueItem, dueOnUpwork, dueProposals, dueSums } from '../insight/due/due-on-upwork.ts';
import { DUE_COLUMNS, dueFields, dueLines, dueSummary, NOTHING_DUE } from '../render/due.ts';
import { EMPTY_STATE } from '../rules/state/state.ts';
import type { Day } from '../rules/values/calendar.ts';
import { isJobKey, jobLink } from '../rules/values/job-key.ts';
import type { Ledger } from '../store/ledger.ts';
import { answerList, isTable, listFormat, withListOptions } from './answers/answer.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const dueCommand: AddSubcommand = (program, _, look) => {
  withExamples(withListOptions(program.command('due')), 'connects due', 'connects due --all --csv')
    .description(
      "Lists the rewards, refunds, monthly Connects and boosts that Upwork should have given you by its own rules, but that no import and no reconcile has confirmed. Ready to paste into a support request. A terminal shows what is missing: Upwork's page or an agreed balance does not have it. What nobody has checked against Upwork yet is listed too with --all. A pipe, --csv and --json always get everything.",
    )
    .option('--all', 'also what is not checked against Upwork yet')
    .option('--fail-if-any', 'list all, and exit 6 if there are any, checked or not')
    .action(
      look(async ({ call, ledger }, { failIfAny = false, all = failIfAny, ...options }) => {
        const format = listFormat(options);
        const items = (await dueToday(ledger, call.today)).map(withJobLink);
        const sums = dueSums(items);
        if (isTable(call, format)) {
          const shown = all ? items : items.filter(({ missing }) => missing);
          for (const line of dueSummary(items, sums, all)) call.print(call.addressed(line));
          if (shown.length > 0) call.print('');
          for (const line of dueLines(shown, call.paint)) call.print(line);
          if (items.length === 0) call.aside(NOTHING_DUE);
        } else {
          const json = { command: 'due', fields: { ...sums, due: items.map(dueFields) } };
          await answerList(call, { json, columns: DUE_COLUMNS, items, format });
        }
        return answerCode(!failIfAny || items.length === 0);
      }),
    );
};

/** With the job's link: as it was typed, or by its key on Upwork. */
export function withJobLink(due: DueItem): DueItem {
  const { proposal } = due;
  if (proposal === null || proposal.url !== null || proposal.key === null || !isJobKey(proposal.key)) return due;
  return { ...due, proposal: { ...proposal, url: jobLink(proposal.key) } };
}

/** Reads only the entries that say what is due. */
export async function dueToday(ledger: Ledger, today: Day): Promise<readonly DueItem[]> {
  const entries = await ledger.owedEntries();
  const state = (await ledger.stateOn(today, dueProposals(entries))) ?? EMPTY_STATE;
  return dueOnUpwork(entries, await ledger.rulebooks(), today, state);
}
