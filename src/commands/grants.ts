/** `connects grants` and `connects expiring`: open grants in the order they will be spent, and the day each is gone. */
import type { Call } from '../call.ts';
import { parseDays } from '../parse/amount.ts';
import type { ListColumn } from '../render/listing.ts';
import { visible } from '../render/visible.ts';
import { fromToday } from '../render/words.ts';
import { addDays, type Day } from '../rules/calendar.ts';
import type { OpenGrant } from '../rules/statement.ts';
import { type ListOptions, lists, showList } from './list.ts';
import { look } from './look.ts';
import type { Subcommand } from './subcommand.ts';
import { shows } from './usage.ts';

export const grants: Subcommand = (program, run) => {
  shows(lists(program.command('grants')), 'connects grants')
    .description('Lists what is left of each grant, in the order they will be spent, and the day each expires.')
    .action(run(async (call, options: ListOptions) => list(call, options, 'grants', null)));
};

export const expiring: Subcommand = (program, run) => {
  shows(lists(program.command('expiring')), 'connects expiring --within 30d', 'connects expiring --within 8w')
    .description('Lists the grants that expire soon.')
    .option('--within <span>', 'how far to look ahead, such as 30d or 8w', parseDays('--within'), 30)
    .action(
      run(async (call, options: ListOptions & { within: number }) => list(call, options, 'expiring', options.within)),
    );
};

const list = (call: Call, options: ListOptions, name: string, within: number | null): Promise<number> =>
  look(call, async (ledger, state) => {
    const { today } = call;
    const last = within === null ? null : addDays(today, within);
    const open = (await ledger.grants(state, today)).filter(({ expiresOn }) => last === null || expiresOn <= last);
    const empty = within === null ? 'No Connects are left.' : `Nothing expires in the next ${within} days.`;
    if (call.json) call.emit(name, { grants: open });
    else await showList(call, options, columns(today), open, empty);
    return 0;
  });

const columns = (today: Day): readonly ListColumn<OpenGrant>[] => [
  { name: 'id', value: ({ id }) => id, right: true, from: 60 },
  { name: 'on', head: 'issued', value: ({ on }) => on },
  { name: 'kind', value: ({ kind }) => kind, only: 'script' },
  { name: 'label', head: 'what', value: ({ label }) => label, shown: ({ label }) => visible(label), stretches: true },
  { name: 'granted', value: ({ granted }) => granted, right: true },
  { name: 'left', value: ({ left }) => left, right: true, shown: ({ left }, paint) => paint.bold(String(left)) },
  { name: 'expiresOn', head: 'expires', value: ({ expiresOn }) => expiresOn },
  {
    name: '',
    value: () => null,
    only: 'screen',
    from: 90,
    shown: ({ expiresOn }, paint) => paint.dim(fromToday(expiresOn, today)),
  },
];
