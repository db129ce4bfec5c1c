/** `connects proposals`: what was sent, newest first, and what became of it. */
import { parseChoice } from '../parse/choice.ts';
import { proposalFields } from '../render/fields.ts';
import type { ListColumn } from '../render/listing.ts';
import { visible } from '../render/visible.ts';
import { netConnects, type Proposal, refundedConnects } from '../rules/state.ts';
import { PROPOSAL_STATUSES } from '../rules/vocabulary/outcomes.ts';
import { type ListOptions, lists, showList } from './list.ts';
import { look } from './look.ts';
import type { Subcommand } from './subcommand.ts';
import { shows } from './usage.ts';

interface Options extends ListOptions {
  readonly status?: (typeof PROPOSAL_STATUSES)[number];
  readonly tag?: string;
}

export const proposals: Subcommand = (program, run) => {
  shows(lists(program.command('proposals')), 'connects proposals', 'connects proposals --status replied --tag design')
    .description('Lists proposals, newest first.')
    .option('--status <status>', 'only proposals with this status', parseChoice('status', PROPOSAL_STATUSES))
    .option('--tag <text>', 'only proposals with this tag')
    .action(
      run(async (call, options: Options) =>
        look(call, async (ledger) => {
          const found = await ledger.proposals({ status: options.status ?? null, tag: options.tag ?? null });
          if (call.json) call.emit('proposals', { proposals: found.map(proposalFields) });
          else
            await showList(call, options, COLUMNS, found, options.status || options.tag ? 'No such proposals.' : NONE);
          return 0;
        }),
      ),
    );
};

const NONE = 'No proposals. Record one with: connects apply --cost N';

const COLUMNS: readonly ListColumn<Proposal>[] = [
  { name: 'id', value: ({ id }) => id, right: true },
  { name: 'on', value: ({ on }) => on },
  { name: 'status', value: ({ status }) => status },
  { name: 'cost', value: ({ cost }) => cost, right: true },
  { name: 'boost', value: ({ boost }) => boost, right: true, from: 72 },
  { name: 'net', value: netConnects, right: true },
  { name: 'title', value: ({ title }) => title, shown: ({ title }) => visible(title ?? '—'), stretches: true },
  { name: 'client', value: ({ client }) => client, from: 90, most: 20 },
  { name: 'tags', value: ({ tags }) => tags.join(', '), from: 110, most: 20 },
  { name: 'invited', value: ({ invited }) => (invited ? 1 : 0), only: 'script' },
  { name: 'statusOn', value: ({ statusOn }) => statusOn, only: 'script' },
  { name: 'earned', value: ({ earned }) => earned, only: 'script' },
  { name: 'refunded', value: refundedConnects, only: 'script' },
  { name: 'url', value: ({ url }) => url, only: 'script' },
  { name: 'key', value: ({ key }) => key, only: 'script' },
  { name: 'note', value: ({ note }) => note, only: 'script' },
];
