/** `connects due`: what Upwork owes and has not been seen to give. */

import { answerCode } from '../exit.ts';
import { type DueItem, dueOnUpwork as dueOn } from '../insight/due-on-upwork.ts';
import { because, dueLines } from '../render/due.ts';
import type { ListColumn } from '../render/listing.ts';
import { isJobKey, jobLink } from '../rules/import/job-key.ts';
import { type ListOptions, lists, showList } from './list.ts';
import { look } from './look.ts';
import type { Subcommand } from './subcommand.ts';

interface Options extends ListOptions {
  readonly failIfAny?: boolean;
}

export const due: Subcommand = (program, run) => {
  lists(program.command('due'))
    .description(
      'Lists the rewards, refunds, monthly Connects and boosts that Upwork should have given you by its own rules, but that no import and no reconcile has confirmed. Ready to paste into a support request.',
    )
    .option('--fail-if-any', 'exit 6 if there are any')
    .action(
      run(async (call, options: Options) =>
        look(call, async (ledger) => {
          const list = dueOn(await ledger.entries(), await ledger.rulebooks(), call.today).map(linked);
          if (call.json) call.emit('due', { due: list.map(dueFields) });
          else if (call.env.stdout.isTTY && !options.csv) {
            for (const line of dueLines(list, call.paint)) call.print(line);
            if (list.length === 0) call.aside('Nothing is due: you have received everything the rules promise.');
          } else await showList(call, options, COLUMNS, list, '');
          return answerCode(!options.failIfAny || list.length === 0);
        }),
      ),
    );
};

/** With the job's link: as it was typed, or by its key on Upwork. */
export function linked(due: DueItem): DueItem {
  const { proposal } = due;
  if (proposal === null || proposal.url !== null || proposal.key === null || !isJobKey(proposal.key)) return due;
  return { ...due, proposal: { ...proposal, url: jobLink(proposal.key) } };
}

/** A row as JSON has it. */
export const dueFields = (item: DueItem) => ({
  code: item.code,
  on: item.on,
  connects: item.connects,
  posted: item.posted,
  because: because(item),
  proposal: item.proposal?.id ?? null,
  title: item.proposal?.title ?? null,
  url: item.proposal?.url ?? null,
  edition: item.edition,
  source: item.source,
});

const COLUMNS: readonly ListColumn<DueItem>[] = [
  { name: 'on', value: ({ on }) => on },
  { name: 'code', value: ({ code }) => code },
  { name: 'connects', value: ({ connects }) => connects },
  { name: 'posted', value: ({ posted }) => (posted ? 1 : 0) },
  { name: 'proposal', value: ({ proposal }) => proposal?.id ?? null },
  { name: 'title', value: ({ proposal }) => proposal?.title ?? null },
  { name: 'url', value: ({ proposal }) => proposal?.url ?? null },
  { name: 'because', value: because },
  { name: 'source', value: ({ source }) => source },
];
