/** `connects stats`: what proposals came to, what they cost, and which differences are more than chance. */
import type { Call } from '../call.ts';
import { type ProposalStats, statsGroups, summarizeStats as worked } from '../insight/proposal-stats.ts';
import { parseChoice } from '../parse/choice.ts';
import { againstFields, figureColumns, funnelFields, groupFields } from '../render/figures.ts';
import { SETTLED_DAYS, unpricedSentence } from '../render/rates.ts';
import { statsLines } from '../render/stats.ts';
import { statsCharts } from '../render/stats-chart.ts';
import { addDays } from '../rules/calendar.ts';
import { STATS_GROUPINGS, type StatsCell, type StatsGrouping, type StatsQuery } from '../rules/proposal-sums.ts';
import { withEntries } from '../store/open-store.ts';
import { type ListOptions, lists, showList } from './list.ts';
import { look } from './look.ts';
import { spanOf } from './span.ts';
import type { Subcommand } from './subcommand.ts';
import { shows } from './usage.ts';

interface Options extends ListOptions {
  readonly by?: StatsGrouping;
  readonly since?: string;
  readonly until?: string;
  readonly chart?: boolean;
  readonly demo?: boolean;
}

/** Where the figures come from: a ledger, or the invented year. */
type Source = (asked: StatsQuery) => Promise<readonly StatsCell[]>;

export const stats: Subcommand = (program, run) => {
  shows(
    lists(program.command('stats')),
    'connects stats',
    'connects stats --by tag --since 2021-01-01',
    'connects stats --demo --chart',
  )
    .description(
      'Shows how many proposals were viewed, got a reply, an interview or a hire, how reliable these rates are, and what each cost in Connects and money. Invitations are counted separately.',
    )
    .option('--by <what>', `compare groups: ${STATS_GROUPINGS.join(', ')}`, parseChoice('grouping', STATS_GROUPINGS))
    .option('--since <day>', 'proposals sent from this day')
    .option('--until <day>', 'proposals sent up to this day, included')
    .option('--chart', 'with charts, in a terminal')
    .option('--demo', 'use an invented year instead of your ledger')
    .action(
      run(async (call, options: Options) => {
        if (!options.demo) return look(call, (ledger) => tell(call, options, ledger.proposalStats));
        const { demoLedger: demo } = await import('../insight/demo-ledger.ts');
        const { entries, today } = demo();
        if (!call.json) call.aside('This is an invented year, not your ledger.');
        return await withEntries(entries, (ledger) => tell({ ...call, today }, options, ledger.proposalStats));
      }),
    );
};

async function tell(call: Call, options: Options, source: Source): Promise<number> {
  const { since, until } = await spanOf(call, options);
  const by = options.by ?? null;
  const asked = { since, until, settled: addDays(call.today, -SETTLED_DAYS) };
  const whole = await source({ by: null, ...asked });
  const grouped = async (what: StatsGrouping) => statsGroups(what, await source({ by: what, ...asked }), whole);
  const found = worked(whole);
  const own = by === null ? [] : await grouped(by);

  if (call.json) {
    const { sent, boosted, plain, boost, invited } = found;
    call.emit(
      'stats',
      {
        since,
        until,
        by,
        demo: options.demo ?? false,
        sent: funnelFields(sent),
        boosted: funnelFields(boosted),
        notBoosted: funnelFields(plain),
        boost: againstFields(boost),
        invited: funnelFields(invited),
        groups: own.map(groupFields),
      },
      warnings(found),
    );
    return 0;
  }
  if (options.csv || !call.env.stdout.isTTY) {
    const rows = by === null ? sections(found) : own.map(groupFields);
    await showList(call, options, figureColumns(), rows, '');
    for (const { message } of options.csv ? [] : warnings(found)) call.aside(message);
    return 0;
  }
  const page = { columns: call.env.stdout.columns, paint: call.paint };
  for (const line of statsLines({ stats: found, by, groups: own, since, until }, page)) call.print(line);
  const { proposals } = found.sent.sum;
  if (options.chart && proposals > 0) {
    for (const line of ['', ...statsCharts(found.sent, await grouped('month'), page)]) call.print(line);
  }
  if (proposals + found.invited.sum.proposals === 0) call.aside(NONE);
  return 0;
}

const NONE = 'No proposals were sent in these days. To see an example: connects stats --demo';

const warnings = ({ sent, invited }: ProposalStats) => {
  const unpriced = sent.sum.unpriced + invited.sum.unpriced;
  return unpriced > 0 ? [{ code: 'unpriced', message: unpricedSentence(unpriced) }] : [];
};

/** What there is where no groups are asked for, a row each. */
function sections({ sent, boosted, plain, boost, invited }: ProposalStats) {
  const alone = { against: null, difference: null, differenceLow: null, differenceHigh: null, p: null };
  return [
    { group: 'sent', ...funnelFields(sent), ...alone },
    { group: 'boosted', ...funnelFields(boosted), ...againstFields(boost) },
    { group: 'not-boosted', ...funnelFields(plain), ...alone },
    { group: 'invited', ...funnelFields(invited), ...alone },
  ];
}
